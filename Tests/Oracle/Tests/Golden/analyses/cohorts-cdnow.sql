-- include _cdnow.sql
CREATE VIEW e AS SELECT *, min(date_trunc('month', date)) OVER (PARTITION BY customer_id) AS cohort, datediff('month', cohort, date) AS period FROM orders;
CREATE VIEW s AS SELECT cohort, count(DISTINCT customer_id) AS size FROM e GROUP BY 1;
CREATE VIEW grid AS SELECT cohort, size, unnest(range(datediff('month', cohort, DATE '1998-06-30') + 1)) AS period FROM s;
SELECT cohort::DATE AS cohort, size, period, count(DISTINCT customer_id) AS customers, count(DISTINCT customer_id) / size AS share, true AS complete FROM grid LEFT JOIN e USING (cohort, period) GROUP BY cohort, size, period ORDER BY cohort, period;
SELECT DATE '1997-01-01' AS cohort, (SELECT count(*) FROM x) AS size, datediff('month', DATE '1997-01-01', date) // 3 AS period, count(DISTINCT customer_id) AS customers, count(DISTINCT customer_id) / (SELECT count(*) FROM x) AS share, sum(amount) AS "sum(amount of orders)", sum(amount) / (SELECT count(*) FROM x) AS per_customer, true AS complete FROM orders GROUP BY period ORDER BY period;
