CREATE TABLE orders AS SELECT customer_id, date, quantity, amount::DECIMAL(18,2) AS amount FROM read_csv('cdnow_sample.csv');
CREATE TABLE base AS SELECT customer_id, count(*) AS frequency, sum(amount)::DECIMAL(18,2) AS revenue,
  DATE '1998-06-30' - max(date) AS recency, min(date) AS first_order,
  count(*) FILTER (date > DATE '1998-06-30' - 90) AS last_90 FROM orders GROUP BY customer_id;
CREATE VIEW sizes AS SELECT count(*) AS n, sum(revenue) AS total FROM base;
