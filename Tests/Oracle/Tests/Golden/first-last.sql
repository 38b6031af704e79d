CREATE TABLE f AS SELECT *, row_number() OVER () AS line FROM read_csv('data/same-day.csv');
SELECT who, arg_min(what, (day, line)) AS first_meal, arg_max(what, (day, line)) AS last_meal, arg_max(amount, (day, line)) AS last_amount FROM f GROUP BY who ORDER BY who;
SELECT who, arg_min(what, (day, line)) FILTER (amount > 10) AS first_large, arg_max(what, (day, line)) FILTER (day = '2024-05-01') AS last_that_day FROM f GROUP BY who ORDER BY who;
SELECT who, count(*) AS n, coalesce(sum(amount), 0) AS total, count(DISTINCT what) AS kinds, count(DISTINCT day) AS days FROM f GROUP BY who ORDER BY who;
