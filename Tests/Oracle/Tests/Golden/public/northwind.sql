CREATE TABLE d AS SELECT d.*, d.unit_price::DECIMAL(18,2) * d.quantity * (1 - d.discount::DECIMAL(4,2)) AS amount, o.order_date, o.ship_country, c.customer_id AS customer, c.country, g.category_name, s.country AS supplier
  FROM read_csv('northwind/order_details.csv') d LEFT JOIN read_csv('northwind/orders.csv') o USING (order_id) LEFT JOIN read_csv('northwind/customers.csv') c ON c.customer_id = o.customer_id
  LEFT JOIN read_csv('northwind/products.csv') p USING (product_id) LEFT JOIN read_csv('northwind/suppliers.csv') s USING (supplier_id) LEFT JOIN read_csv('northwind/categories.csv') g USING (category_id);
CREATE TABLE k AS FROM d WHERE customer IS NOT NULL;
CREATE TABLE o AS SELECT o.* EXCLUDE (freight), freight::DECIMAL(18,2) AS freight, b.last_name AS boss, h.company_name AS shipper FROM read_csv('northwind/orders.csv') o SEMI JOIN read_csv('northwind/customers.csv') USING (customer_id)
  LEFT JOIN read_csv('northwind/employees.csv') e USING (employee_id) LEFT JOIN read_csv('northwind/employees.csv') b ON b.employee_id = e.reports_to LEFT JOIN read_csv('northwind/shippers.csv') h ON h.shipper_id = o.ship_via;
CREATE TABLE c AS SELECT c.*, coalesce(spent, 0)::DECIMAL(18,2) AS spent, coalesce(seafood, 0)::DECIMAL(18,2) AS seafood, coalesce(of_97, 0)::DECIMAL(18,2) AS of_97, (SELECT count(*) FROM o WHERE o.customer_id = c.customer_id AND year(order_date) = 1997) AS orders_97 FROM read_csv('northwind/customers.csv') c
  LEFT JOIN (SELECT customer AS customer_id, sum(amount) AS spent, sum(amount) FILTER (category_name = 'Seafood') AS seafood, sum(amount) FILTER (year(order_date) = 1997) AS of_97 FROM k GROUP BY 1) USING (customer_id);
SELECT (SELECT count(*) FROM c) AS customers, (SELECT count(*) FROM o) AS orders, (SELECT count(*) FROM k) AS details, (SELECT sum(amount) FROM k)::DECIMAL(18,2) AS amount, (SELECT sum(amount) FROM d)::DECIMAL(18,2) AS with_strangers;
SELECT category_name AS category, count(*) AS n, sum(amount)::DECIMAL(18,2) AS amount FROM k GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT supplier AS country, discount > 0 AS reduced, sum(amount)::DECIMAL(18,2) AS amount FROM k GROUP BY ALL ORDER BY 1 NULLS LAST, 2;
SELECT boss, count(*) AS orders, sum(freight) AS freight FROM o GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT shipper, count(*) FILTER (shipped_date > required_date OR shipped_date IS NULL) AS late, avg(shipped_date - order_date)::DECIMAL(18,4) AS days FROM o GROUP BY 1 ORDER BY 1;
SELECT customer_id, spent, seafood FROM c ORDER BY spent DESC, customer_id LIMIT 5;
SELECT count(*) FILTER (supplier = country) AS near, count(*) FILTER (ship_country != country) AS abroad FROM k;
SELECT customer_id, country, of_97 AS amount FROM c WHERE orders_97 >= 2 ORDER BY of_97 DESC, customer_id LIMIT (SELECT (count(*) + 4) // 5 FROM c WHERE orders_97 >= 2);
