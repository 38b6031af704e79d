-- include _tiny.sql
SELECT 'older' AS segment, count(*) AS customers, count(*) / 8 AS share FROM people WHERE age > 30 UNION ALL SELECT 'not_older', count(*), count(*) / 8 FROM people WHERE age > 30 IS NOT TRUE UNION ALL SELECT 'younger', count(*), count(*) / 8 FROM people WHERE age <= 30;
SELECT id, age FROM people WHERE (age > 30) IS NOT TRUE ORDER BY id;
SELECT id, city FROM people WHERE (city = 'Oslo') IS NOT TRUE ORDER BY id;
SELECT id, city FROM people WHERE (city = 'Oslo') IS NOT TRUE ORDER BY id;
SELECT 'known' AS segment, count(age) AS customers, count(age) / 8 AS share FROM people UNION ALL SELECT 'unknown', count(*), count(*) / 8 FROM people WHERE age IS NULL;
SELECT id, age + 1 AS next_year, income / 1000 AS thousands, coalesce(age, income, -1) AS some_number FROM people ORDER BY id;
SELECT count(*) FILTER (age = age) AS same, count(*) FILTER ((age = age) IS NOT TRUE) AS different, count(*) FILTER ((age < 0) IS NOT TRUE) AS not_negative FROM people;
SELECT count(*) FILTER (age IN (29, 34)) AS in_list, count(*) FILTER ((age IN (29, 34)) IS NOT TRUE) AS not_in_list, count(*) FILTER (age BETWEEN 29 AND 45) AS between_them, count(*) FILTER ((age BETWEEN 29 AND 45) IS NOT TRUE) AS outside, count(*) FILTER (contains(note, 'tea')) AS has_tea, count(*) FILTER (contains(note, 'tea') IS NOT TRUE) AS no_tea FROM people;
SELECT count(*) AS rows, count(age) AS ages, count(income) AS incomes, avg(income)::DECIMAL(18,4) AS average, sum(income) AS total, min(age) AS youngest FROM people;
