CREATE TABLE orders AS SELECT customer_id, date, amount::DECIMAL(18,2) AS amount FROM read_csv('examples/cdnow/cdnow_sample.csv');
CREATE TABLE x AS SELECT customer_id, count(*) AS frequency, sum(amount)::DECIMAL(18,2) AS revenue, DATE '1998-06-30' - max(date) AS recency,
  count(*) FILTER (date > DATE '1998-06-30' - 90) AS a, count(*) FILTER (date > DATE '1998-06-30' - 180 AND date <= DATE '1998-06-30' - 90) AS b,
  count(*) FILTER (date <= '1997-12-31') AS f97, coalesce(sum(amount) FILTER (date >= '1998-01-01'), 0)::DECIMAL(18,2) AS r98 FROM orders GROUP BY 1;
CREATE TABLE p AS SELECT *, sum(revenue) OVER (ORDER BY revenue DESC, customer_id ROWS UNBOUNDED PRECEDING) - revenue < 0.8 * sum(revenue) OVER () AS pareto FROM x;
WITH q AS (FROM x WHERE frequency > 5 ORDER BY revenue DESC, customer_id LIMIT 58) SELECT 'loyal' AS segment, count(*) AS customers, count(*) / 2357 AS share, (SELECT count(*) FROM x WHERE frequency > 5) AS qualified, sum(revenue)::DECIMAL(18,2) AS revenue, sum(revenue)::DOUBLE / 244091.94 AS revenue_share, min(revenue) AS cutoff FROM q;
SELECT 'pareto' AS segment, count(*) AS customers, count(*) / 2357 AS share, 2357 AS qualified, sum(revenue)::DECIMAL(18,2) AS revenue, sum(revenue)::DOUBLE / 244091.94 AS revenue_share, min(revenue) AS cutoff FROM p WHERE pareto;
SELECT customer_id, frequency, revenue, recency FROM x WHERE frequency > 1 AND recency > 365 ORDER BY revenue DESC, customer_id LIMIT 3;
SELECT CASE WHEN pareto THEN 'pareto' ELSE 'others' END AS part, CASE WHEN a < b THEN 'fading' ELSE 'steady' END AS trend, count(*) AS customers, (sum(revenue)::DOUBLE / count(*))::DECIMAL(18,2) AS arpu, sum(r98)::DECIMAL(18,2) AS revenue_98 FROM p GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) AS customers, count(*) FILTER (frequency > 5) AS over_five, count(*) FILTER (f97 > 5) AS over_five_then FROM x;
CREATE TABLE d AS SELECT customer_id, unnest([DATE '1998-01-01', DATE '1998-06-30']) AS day FROM x;
CREATE TABLE st AS SELECT customer_id, day, CASE WHEN day - max(o.date) > 180 THEN 'churned' WHEN count(o.date) >= 5 THEN 'loyal' ELSE 'repeat' END AS stage FROM d LEFT JOIN orders o USING (customer_id) WHERE o.date <= d.day GROUP BY 1, 2;
SELECT a.stage AS "from", b.stage AS "to", count(*) AS customers, count(*) / sum(count(*)) OVER (PARTITION BY a.stage) AS share FROM st a JOIN st b USING (customer_id) WHERE a.day = '1998-01-01' AND b.day = '1998-06-30' GROUP BY 1, 2 ORDER BY 1, 2;
SELECT 'skip';
SELECT (SELECT sum(revenue) FROM (FROM x ORDER BY revenue DESC, customer_id LIMIT 472))::DOUBLE / sum(revenue)::DOUBLE AS top_fifth_share, count(*) FILTER (recency <= 365) / 2357 AS crr, count(*) FILTER (recency > 365) / 2357 AS churn_rate, 0 AS customer_balance FROM x;
