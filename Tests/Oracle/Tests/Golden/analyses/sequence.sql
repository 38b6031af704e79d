-- include _tiny.sql
-- include _sequence.sql
CREATE VIEW a AS SELECT person AS who, day AS t, line, category AS v FROM purchases WHERE category IS NOT NULL;
CREATE VIEW b AS SELECT person AS who, day AS t, line, category AS v FROM purchases WHERE category IS NOT NULL AND amount > 10;
CREATE VIEW c AS SELECT person AS who, day AS t, line, CASE WHEN amount > 20 THEN 'yes' ELSE 'no' END AS v FROM purchases JOIN people ON id = person WHERE member;
SELECT * FROM paths_of('a', 3);
SELECT * FROM paths_of('b', 2);
SELECT * FROM paths_of('c', 10);
SELECT * FROM paths_of('a', 3) WHERE false;
