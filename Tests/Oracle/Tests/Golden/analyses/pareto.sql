-- include _tiny.sql
-- include _pareto.sql
CREATE VIEW a AS SELECT id, spent AS v FROM x;
CREATE VIEW b AS SELECT id, income AS v FROM x;
CREATE VIEW c AS SELECT id, spent AS v FROM x WHERE city = '北京';
SELECT top, customers, v AS spent, least, share, running_share FROM pareto_of('a');
SELECT top, customers, v AS income, least, share, running_share FROM pareto_of('b');
SELECT top, customers, v AS spent, least, share, running_share FROM pareto_of('c');
SELECT top, customers, v AS spent, least, share, running_share FROM pareto_of('a') WHERE false;
