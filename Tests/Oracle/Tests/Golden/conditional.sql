-- include _tiny.sql
SELECT id, CASE WHEN age >= 40 THEN 'senior' WHEN age >= 30 THEN 'middle' ELSE 'young or unknown' END AS stage FROM people ORDER BY id;
SELECT id, age * 2 AS doubled FROM people ORDER BY id;
SELECT CASE WHEN member THEN 'member' ELSE 'guest' END AS kind, count(*) AS people FROM people GROUP BY 1 ORDER BY 1;
SELECT id, member, income FROM people WHERE CASE WHEN member THEN income > 20000 ELSE income > 50000 END ORDER BY id;
