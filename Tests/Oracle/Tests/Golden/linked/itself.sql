CREATE TABLE orders AS SELECT o.*, o.customer_id IN (SELECT customer_id FROM read_csv('data/customers.csv')) AS known FROM (SELECT *, row_number() OVER (PARTITION BY order_id ORDER BY customer_id) AS n FROM read_csv('data/orders.csv')) o WHERE n = 1;
CREATE TABLE categories AS FROM read_csv('data/categories.csv');
CREATE TABLE items AS SELECT i.*, row_number() OVER () AS line_number, known, o.customer_id, o.order_date, c.name AS category, c.parent, a.name AS above, t.name AS top FROM read_csv('data/items.csv') i LEFT JOIN orders o USING (order_id) LEFT JOIN read_csv('data/goods.csv') g USING (sku) LEFT JOIN categories c ON c.id = g.category LEFT JOIN categories a ON a.id = c.parent LEFT JOIN categories t ON t.id = a.parent;
SELECT sku, category, above, top FROM items ORDER BY known IS NOT TRUE, CASE WHEN known THEN customer_id END, CASE WHEN known THEN order_date END, line_number;
SELECT parent, count(*) AS "count(items)" FROM items WHERE known GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT category, above, count(*) AS "count(items)" FROM items WHERE known GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2;
SELECT c.name, a.name AS above FROM categories c LEFT JOIN categories a ON a.id = c.parent ORDER BY c.id;
