-- include _cdnow.sql
CREATE VIEW e AS SELECT *, min(date_trunc('month', date)) OVER (PARTITION BY customer_id) AS cohort, datediff('month', cohort, date) AS period FROM orders;
WITH s AS (SELECT cohort, count(DISTINCT customer_id) AS size FROM e GROUP BY 1) SELECT cohort::DATE AS cohort, size, period, count(DISTINCT customer_id) AS customers, count(DISTINCT customer_id) / size AS share FROM e JOIN s USING (cohort) GROUP BY cohort, size, period ORDER BY cohort, period;
SELECT DATE '1997-01-01' AS cohort, (SELECT count(*) FROM x) AS size, datediff('month', DATE '1997-01-01', date) // 3 AS period, count(DISTINCT customer_id) AS customers, count(DISTINCT customer_id) / (SELECT count(*) FROM x) AS share, sum(amount) AS "sum(amount of orders)" FROM orders GROUP BY period ORDER BY period;
