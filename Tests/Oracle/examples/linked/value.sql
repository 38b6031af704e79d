-- include _linked.sql
CREATE TABLE carts AS SELECT customer_id, order_id, coalesce(sum(margin), 0)::DECIMAL(18,4) AS margin, count(*) AS lines, any_value(order_date) AS "at" FROM sales GROUP BY ALL;
CREATE TABLE q AS SELECT c.customer_id, c."at", datediff('quarter', DATE '2023-01-01', c."at") AS number, min(number) OVER (PARTITION BY customer_id) AS first FROM carts c JOIN customers USING (customer_id) WHERE year(signup) = 2024;
CREATE TABLE grid AS SELECT first, size, unnest(range(8 - first)) AS period FROM (SELECT first, count(DISTINCT customer_id) AS size FROM q GROUP BY 1);
CREATE TABLE steps AS SELECT "at" - lag("at") OVER w AS gap, row_number() OVER w AS place FROM carts WINDOW w AS (PARTITION BY customer_id ORDER BY "at", order_id);
SELECT count(*) AS carts, sum(margin)::DECIMAL(18,2) AS margin, avg(lines) AS lines, median(margin::DOUBLE) AS middle FROM carts;
SELECT date_trunc('quarter', "at")::DATE AS period, count(*) AS "count(carts)", true AS complete FROM carts GROUP BY 1 ORDER BY 1;
SELECT (DATE '2023-01-01' + to_months(3 * g.first))::DATE AS cohort, size, period, count(DISTINCT customer_id) AS customers, count(DISTINCT customer_id) / size AS share, true AS complete FROM grid g LEFT JOIN q ON q.first = g.first AND number = g.first + period GROUP BY g.first, size, period ORDER BY g.first, period;
SELECT count(gap) AS gaps, avg(gap) AS days, count(*) FILTER (place = 1) AS first_carts FROM steps;
SELECT 'skip';
SELECT 'skip';
SELECT 'skip';
