CREATE TABLE v AS SELECT who, count(*) FILTER ("at" <= '2024-12-15') AS n FROM read_csv('data/visits.csv') GROUP BY who;
SELECT who, n FROM v ORDER BY who;
SELECT count(*) AS guests, count(*) FILTER (n > 0) AS seen FROM v;
