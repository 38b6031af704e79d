-- include _cdnow.sql
-- include _pareto.sql
CREATE VIEW a AS SELECT id, revenue AS v FROM x;
SELECT top, customers, v AS revenue, least, share, running_share FROM pareto_of('a');
