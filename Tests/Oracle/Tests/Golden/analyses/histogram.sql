-- include _histogram.sql
CREATE TABLE s AS SELECT * FROM read_csv('../data/scores.csv');
CREATE VIEW a AS SELECT points AS v FROM s;
CREATE VIEW b AS SELECT bonus AS v FROM s;
CREATE VIEW c AS SELECT bonus / 10 AS v FROM s;
CREATE VIEW d AS SELECT bonus / 3 AS v FROM s;
SELECT * FROM equal_of('a', 5, true);
SELECT * FROM whole_of('b', 20);
SELECT * FROM equal_of('c', 8, false);
SELECT CASE WHEN bonus IS NOT NULL THEN 4 END AS "from", "from" AS "to", count(*) AS customers, count(*) / 12 AS share FROM s GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT * FROM equal_of('d', 1, false);
SELECT * FROM whole_of('b', 20) WHERE false;
