SET file_search_path = '../examples/linked';
-- include ../examples/linked/_linked.sql
CREATE TABLE l AS SELECT l.*, l.quantity * l.price::DECIMAL(18,2) AS listed, e.amount, o.order_date, o.status, c.customer_id, c.city, p.category, u.country, s.region FROM read_csv('lines.csv') l LEFT JOIN orders o USING (order_id) LEFT JOIN customers c ON c.customer_id = o.customer_id
  LEFT JOIN products p USING (sku) LEFT JOIN suppliers u USING (supplier_id) LEFT JOIN stores s USING (store_id) CROSS JOIN LATERAL (SELECT l.quantity * l.price::DECIMAL(18,2) * (1 - l.discount::DECIMAL(18,2)) AS amount) e;
CREATE TABLE own AS FROM l WHERE customer_id IS NOT NULL;
CREATE TABLE carts AS SELECT customer_id, order_id, sum(amount) AS amount FROM sales GROUP BY ALL;
SELECT customer_id, (SELECT count(*) FROM orders o WHERE o.customer_id = own.customer_id) AS orders, count(*) AS lines, sum(amount)::DECIMAL(18,3) AS revenue, (sum(amount) FILTER (order_date > DATE '2024-12-31' - 90))::DECIMAL(18,2) AS recent FROM own GROUP BY 1 ORDER BY sum(amount) DESC LIMIT 3;
SELECT category, count(*) AS n, sum(listed)::DECIMAL(18,2) AS list_price FROM own GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT country, region, sum(listed)::DECIMAL(18,2) AS list_price FROM own GROUP BY ALL ORDER BY sum(listed) DESC LIMIT 4;
SELECT region AS "home.region", count(*) AS customers FROM customers LEFT JOIN stores ON store_id = home_store GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT count(*) FILTER (s.region = h.region) AS at_home, count(*) FILTER (NOT coalesce(s.region = h.region, false)) AS elsewhere FROM orders o JOIN customers c USING (customer_id) LEFT JOIN stores s USING (store_id) LEFT JOIN stores h ON h.store_id = c.home_store;
SELECT count(*) AS n FROM own WHERE status = 'paid' AND city = 'Berlin' AND category = 'tea';
CREATE TABLE ordered AS SELECT o.order_id, o.status, (SELECT sum(quantity) FROM own WHERE own.order_id = o.order_id) AS pieces FROM orders o JOIN customers USING (customer_id);
SELECT status, count(*) AS orders, sum(pieces) AS pieces FROM ordered GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (pieces >= 10) AS large, max(pieces) AS most FROM ordered;
SELECT (SELECT sum(amount)::DECIMAL(18,2) FROM sales) AS revenue, (SELECT sum(margin)::DECIMAL(18,2) FROM sales) AS profit, count(*) AS carts, avg(amount::DOUBLE)::DECIMAL(18,4) AS cart FROM carts;
SELECT c.customer_id, c.name, count(*) AS people, sum(x.profit)::DECIMAL(18,3) AS brought, any_value(c.profit)::DECIMAL(18,3) AS profit FROM x c JOIN referrals r ON r.referrer_id = c.customer_id LEFT JOIN x ON x.customer_id = r.referred_id GROUP BY 1, 2 ORDER BY sum(x.profit) DESC NULLS LAST LIMIT 3;
SELECT (SELECT sum(spent) FROM budgets WHERE month >= DATE '2024-01-01')::DOUBLE / count(*) FILTER (signup >= DATE '2024-01-01') AS cac FROM x;
SELECT (SELECT count(*) FROM own) AS of_customers, count(*) AS of_all, (sum(amount) - (SELECT sum(amount) FROM own))::DECIMAL(18,2) AS of_nobody FROM l;
