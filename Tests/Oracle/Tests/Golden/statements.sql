-- include _tiny.sql
SELECT count(*) AS n FROM people WHERE age * 2 > 80;
SELECT count(*) AS n FROM people WHERE age < 30;
