CREATE TABLE customers AS SELECT * FROM read_csv('data/customers.csv');
CREATE TABLE orders AS SELECT order_id, customer_id, date, category, amount::BIGINT AS amount, cost::BIGINT AS cost FROM read_csv('data/orders.csv');
CREATE MACRO base(day) AS TABLE SELECT customer_id, any_value(city) AS city, any_value(wallet_share) AS wallet_share, any_value(acquisition_cost) AS acquisition_cost,
  count(date) AS frequency, day - max(date) AS recency, min(date) AS first_order, day - min(date) AS tenure,
  coalesce(sum(amount), 0)::BIGINT AS revenue, coalesce(sum(amount - cost), 0)::BIGINT AS profit, coalesce(sum(cost), 0)::BIGINT AS direct,
  coalesce(recency <= 365, false) AS active
  FROM customers LEFT JOIN (FROM orders WHERE date <= day) USING (customer_id) GROUP BY customer_id;
CREATE MACRO five(frequency, recency) AS CASE WHEN frequency = 0 THEN 'prospect' WHEN recency > 365 THEN 'churned' WHEN frequency = 1 THEN 'first_purchase'
  WHEN frequency >= 5 AND recency <= 90 THEN 'loyal' ELSE 'repeat' END;
CREATE MACRO five_place(stage) AS list_position(['prospect', 'first_purchase', 'repeat', 'loyal', 'churned'], stage);
