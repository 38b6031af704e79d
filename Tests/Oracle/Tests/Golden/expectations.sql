-- include _tiny.sql
SELECT count(*) AS n FROM people WHERE (SELECT count(*) = 8 AND count(*) FILTER (member) = 4 AND sum(income) > 250000 AND min(age) = 18 AND avg(age) BETWEEN 30 AND 40 FROM people);
