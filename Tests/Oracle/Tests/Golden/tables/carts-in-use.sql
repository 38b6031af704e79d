-- include _baskets.sql
CREATE TABLE carts AS SELECT person, bill, sum(amount)::DECIMAL(18,2) AS amount, count(*) AS lines, min(day) AS "at" FROM own WHERE status = 'paid' GROUP BY 1, 2;
CREATE TABLE firsts AS SELECT person, date_trunc('month', min("at"))::DATE AS cohort FROM carts GROUP BY 1;
SELECT cohort, (SELECT count(*) FROM firsts f WHERE f.cohort = g.cohort) AS size, datediff('month', cohort, "at") AS period, count(DISTINCT person) AS customers, count(DISTINCT person) / (SELECT count(*) FROM firsts f WHERE f.cohort = g.cohort) AS share, 'yes' AS complete FROM carts JOIN firsts g USING (person) WHERE "at" IS NOT NULL GROUP BY 1, 3 ORDER BY 1, 3;
SELECT 'skip';
SELECT person, days - 1 AS repeats, DATE '2024-03-31' - last AS days FROM people LEFT JOIN (SELECT person, count(DISTINCT "at") AS days, max("at") AS last FROM carts GROUP BY 1) USING (person) ORDER BY 1;
SELECT least, sum(amount) AS "sum(value)" FROM carts, (VALUES (5), (15), (30)) v(least) WHERE amount >= least GROUP BY 1 ORDER BY 1;
SELECT date_trunc('month', "at")::DATE AS period, count(*) AS "count(large)", 'yes' AS complete FROM carts WHERE amount >= 10 AND "at" IS NOT NULL GROUP BY 1 ORDER BY 1;
SELECT person, max(amount) AS biggest, count(*) FILTER (lines > 1) AS shared FROM people LEFT JOIN carts USING (person) GROUP BY 1 ORDER BY 1;
