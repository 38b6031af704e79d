CREATE MACRO file(name) AS TABLE FROM read_csv('olist/' || name || '.csv', all_varchar = true, header = true);
CREATE TABLE o AS SELECT o.order_id, order_status, order_purchase_timestamp::TIMESTAMP AS bought, order_delivered_customer_date::TIMESTAMP AS delivered, order_estimated_delivery_date::TIMESTAMP AS promised, customer_unique_id AS person, customer_state
  FROM file('olist_orders_dataset') o JOIN file('olist_customers_dataset') USING (customer_id);
CREATE TABLE i AS SELECT o.*, price::DECIMAL(18,2) AS price, freight_value::DECIMAL(18,2) AS freight, product_category_name_english AS category, seller_state FROM file('olist_order_items_dataset') LEFT JOIN o USING (order_id)
  LEFT JOIN file('olist_products_dataset') USING (product_id) LEFT JOIN file('product_category_name_translation') USING (product_category_name) LEFT JOIN file('olist_sellers_dataset') USING (seller_id);
CREATE TABLE k AS FROM i WHERE person IS NOT NULL;
CREATE TABLE y AS SELECT person, payment_type, payment_value::DECIMAL(18,2) AS value FROM file('olist_order_payments_dataset') JOIN o USING (order_id);
CREATE TABLE p AS SELECT person, count(*) AS times, any_value(paid) AS paid, any_value(voucher) AS voucher, bool_or(order_id IN (SELECT order_id FROM k WHERE category IN ('toys', 'books') AND bought >= DATE '2018-08-31' - 364)) AS recent
  FROM o JOIN (SELECT person, sum(value) AS paid, coalesce(sum(value) FILTER (payment_type = 'voucher'), 0) AS voucher FROM y GROUP BY 1) USING (person) GROUP BY 1;
SELECT (SELECT count(*) FROM p) AS people, (SELECT count(*) FROM file('olist_customers_dataset')) AS accounts, (SELECT count(*) FROM o) AS orders, count(*) AS items, sum(price + freight)::DECIMAL(18,2) AS sold, (SELECT sum(paid) FROM p)::DECIMAL(18,2) AS paid, (SELECT count(*) FROM i) AS with_strangers FROM k;
SELECT times, count(*) AS people, sum(paid)::DECIMAL(18,2) AS paid FROM p GROUP BY 1 ORDER BY 1;
SELECT category, count(*) AS n, sum(price)::DECIMAL(18,2) AS price FROM k GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT customer_state = seller_state AS same_state, sum(price)::DECIMAL(18,2) AS price, sum(freight)::DECIMAL(18,2) AS freight FROM k GROUP BY 1 ORDER BY 1;
SELECT order_status, count(*) AS orders, count(*) FILTER (delivered > promised) AS late FROM o GROUP BY 1 ORDER BY 1;
SELECT customer_state, avg(review_score::INT)::DECIMAL(18,4) AS score, count(review_comment_message) AS written FROM file('olist_order_reviews_dataset') JOIN o USING (order_id) WHERE review_creation_date::TIMESTAMP < '2018-09-01' GROUP BY 1 ORDER BY 1;
SELECT person AS customer_unique_id, times, paid::DECIMAL(18,2) AS paid, voucher::DECIMAL(18,2) AS voucher FROM p ORDER BY paid DESC, person LIMIT 4;
SELECT count(*) AS people, sum(paid)::DECIMAL(18,2) AS paid, (sum(voucher) / sum(paid))::DECIMAL(18,4) AS by_voucher FROM p WHERE times >= 3 AND recent;
