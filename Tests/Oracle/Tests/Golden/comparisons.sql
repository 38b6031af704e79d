-- include _tiny.sql
SELECT id, age FROM people WHERE age > 18 AND age <= 45 ORDER BY id;
SELECT id FROM people WHERE 30 > age AND age >= 29 OR age = 61 ORDER BY id;
SELECT id FROM people WHERE age IN (18, 29, 61) AND age <> 29 ORDER BY id;
SELECT id FROM people WHERE age BETWEEN 29 AND 34 ORDER BY id;
SELECT id FROM people WHERE city IN ('Oslo', '北京') AND (age BETWEEN 30 AND 50) IS NOT TRUE ORDER BY id;
SELECT id FROM people WHERE joined >= DATE '2023-06-01' ORDER BY id;
SELECT id FROM people WHERE name < 'Cai' ORDER BY id;
SELECT count(*) FILTER (member) AS members, count(*) FILTER (member) AS the_same, count(*) FILTER (NOT member) AS others FROM people;
SELECT count(*) FILTER (member OR (age > 40 AND city = 'Oslo')) AS a, count(*) FILTER ((member OR age > 40) AND city = 'Oslo') AS b, count(*) FILTER ((NOT member) AND age > 40) AS c FROM people;
