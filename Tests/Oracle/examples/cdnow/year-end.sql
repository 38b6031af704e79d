CREATE TABLE orders AS SELECT customer_id, date, amount::DECIMAL(18,2) AS amount FROM read_csv('cdnow_sample.csv') WHERE date <= DATE '1997-12-31';
CREATE TABLE x AS SELECT customer_id, count(*) AS frequency, sum(amount)::DECIMAL(18,2) AS revenue, DATE '1997-12-31' - max(date) AS recency,
  count(*) FILTER (date <= DATE '1997-06-30') AS f6, DATE '1997-06-30' - max(date) FILTER (date <= DATE '1997-06-30') AS r6,
  coalesce(sum(amount) FILTER (date >= DATE '1997-12-01'), 0)::DECIMAL(18,2) AS december FROM orders GROUP BY 1;
SELECT 'active' AS segment, count(*) AS customers, count(*) / (SELECT count(*) FROM x) AS share FROM x WHERE frequency >= 3 AND recency <= 90;
SELECT count(*) AS customers, sum(frequency) AS orders, sum(revenue)::DECIMAL(18,2) AS revenue, min(recency) AS newest, max(recency) AS oldest FROM x WHERE frequency >= 3 AND recency <= 90;
SELECT 'active_midyear' AS segment, count(*) AS customers, count(*) / (SELECT count(*) FROM x) AS share FROM x WHERE f6 >= 3 AND r6 <= 90;
SELECT CASE WHEN frequency >= 3 AND recency <= 90 THEN 'kept' ELSE 'lost' END AS segment, count(*) AS customers, count(*) / (SELECT count(*) FROM x) AS share FROM x WHERE f6 >= 3 AND r6 <= 90 GROUP BY 1 ORDER BY 1;
SELECT sum(amount) FILTER (quarter(date) = 1) AS q1, sum(amount) FILTER (quarter(date) = 2) AS q2, sum(amount) FILTER (quarter(date) = 3) AS q3, sum(amount) FILTER (quarter(date) = 4) AS q4, sum(amount) FILTER (month(date) = 12) AS december, sum(amount) AS year FROM orders;
SELECT customer_id, december, frequency, recency FROM x ORDER BY december DESC, customer_id LIMIT 5;
