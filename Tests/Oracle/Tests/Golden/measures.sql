-- include _tiny.sql
CREATE TABLE spenders AS SELECT * FROM m WHERE spent > 0 ORDER BY spent DESC, id LIMIT 3;
SELECT city, count(*) AS "count()", sum(spent) AS "sum(spent)" FROM m GROUP BY 1 ORDER BY city NULLS LAST;
SELECT city, member, count(*) AS people, avg(spent::DOUBLE) AS arpu, sum(tea) / nullif(sum(n), 0) AS tea_share FROM m GROUP BY 1, 2 ORDER BY city NULLS LAST, member;
SELECT city, count(*) AS people, sum(spent) AS spent FROM m GROUP BY 1 ORDER BY 3 DESC LIMIT 2;
SELECT city, count(*) AS people, sum(spent) AS spent FROM m GROUP BY 1 ORDER BY 3;
SELECT member, count(*) AS people FROM m WHERE age IS NOT NULL GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (member) AS members, count(*) FILTER (age > 30) AS older, count(age) AS ages, median(age) AS median_age, avg(age) AS average_age, min(joined) AS first_joined, max(age) AS oldest FROM m;
SELECT 'spenders' AS segment, city, count(*) AS customers, count(*) / 8 AS share FROM spenders GROUP BY 2 ORDER BY city NULLS LAST;
SELECT member, count(*) AS people, avg(spent::DOUBLE) AS arpu, sum((SELECT coalesce(sum(amount), 0) FROM purchases WHERE person = id AND category = 'tea'))::DECIMAL(18,2) AS tea FROM spenders GROUP BY 1 ORDER BY 1;
SELECT avg(spent::DOUBLE) AS arpu, avg(spent::DOUBLE) * 2 AS twice, sum(spent)::DOUBLE / sum(n) AS per_purchase FROM m;
