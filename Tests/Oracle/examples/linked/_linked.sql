CREATE TABLE orders AS SELECT * FROM read_csv(['orders-2023.csv', 'orders-2024.csv'], union_by_name = true);
CREATE TABLE customers AS SELECT * FROM read_csv('customers.csv');
CREATE TABLE products AS SELECT * REPLACE (unit_cost::DECIMAL(18,2) AS unit_cost) FROM read_csv('products.csv');
CREATE TABLE suppliers AS SELECT * FROM read_csv('suppliers.csv');
CREATE TABLE stores AS SELECT * FROM read_csv('stores.csv');
CREATE TABLE budgets AS SELECT * REPLACE (spent::DECIMAL(18,2) AS spent) FROM read_csv('budgets.csv');
CREATE TABLE referrals AS SELECT * REPLACE (reward::DECIMAL(18,2) AS reward) FROM read_csv('referrals.csv');
CREATE TABLE everything AS SELECT l.order_id, o.customer_id AS written_for, c.customer_id, o.order_date, o.status, o.store_id, s.region, p.product, p.category, u.country,
    quantity * l.price::DECIMAL(18,2) * (1 - discount::DECIMAL(18,2)) AS amount, quantity * l.price::DECIMAL(18,2) * (1 - discount::DECIMAL(18,2)) - quantity * p.unit_cost AS margin
  FROM read_csv('lines.csv') l LEFT JOIN orders o USING (order_id) LEFT JOIN customers c ON c.customer_id = o.customer_id LEFT JOIN stores s USING (store_id) LEFT JOIN products p USING (sku) LEFT JOIN suppliers u USING (supplier_id);
CREATE TABLE lines AS FROM everything WHERE customer_id IS NOT NULL;
CREATE TABLE sales AS FROM lines WHERE status = 'paid';
CREATE TABLE x AS SELECT c.*, coalesce(f.frequency, 0) AS frequency, f.recency, f.first_order, coalesce(s.revenue, 0) AS revenue, coalesce(s.profit, 0) AS profit, s.tea / s.revenue AS tea_share FROM customers c
  LEFT JOIN (SELECT customer_id, count(*) FILTER (status = 'paid') AS frequency, DATE '2024-12-31' - max(order_date) AS recency, min(order_date) AS first_order FROM orders GROUP BY 1) f USING (customer_id)
  LEFT JOIN (SELECT customer_id, sum(amount) AS revenue, coalesce(sum(margin), 0) AS profit, coalesce(sum(amount) FILTER (category = 'tea'), 0) AS tea FROM sales GROUP BY 1) s USING (customer_id);
