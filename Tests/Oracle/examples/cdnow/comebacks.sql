-- include _cdnow.sql
CREATE TABLE x AS SELECT customer_id, sum(amount)::DECIMAL(18,2) AS revenue, count(*) AS orders, min(date) AS first_order, max(date) AS last_order,
  count(*) FILTER (date >= DATE '1998-04-02') AS now_90, count(*) FILTER (date >= DATE '1998-01-02' AND date < DATE '1998-04-02') AS before_90,
  count(*) FILTER (date >= DATE '1998-04-01') AS a, count(*) FILTER (date >= DATE '1997-10-01' AND date < DATE '1998-04-01') AS b, count(*) FILTER (date < DATE '1997-10-01') AS c,
  bool_or(amount >= 200 AND year(date) = 1997) AS big_97, bool_or(amount >= 200 AND year(date) = 1998) AS big_98 FROM orders GROUP BY 1;
CREATE TABLE numbered AS SELECT *, row_number() OVER () AS line FROM orders;
CREATE TABLE comeback AS SELECT *, row_number() OVER (ORDER BY revenue DESC, customer_id) AS place, count(*) OVER () AS qualified FROM x WHERE a > 0 AND b = 0 AND c > 0;
SELECT 'fading' AS segment, count(*) AS customers, count(*) / 2357 AS share FROM x WHERE now_90 < before_90 UNION ALL SELECT 'growing', count(*), count(*) / 2357 FROM x WHERE now_90 > before_90 AND before_90 > 0;
SELECT 'comeback' AS segment, count(*) AS customers, count(*) / 2357 AS share, any_value(qualified) AS qualified, sum(revenue)::DECIMAL(18,2) AS revenue, sum(revenue)::DOUBLE / 244091.94 AS revenue_share, min(revenue) AS cutoff FROM comeback WHERE place <= 5;
SELECT customer_id, first_order, last_order, orders, (SELECT amount FROM numbered n WHERE n.customer_id = comeback.customer_id ORDER BY date DESC, line DESC LIMIT 1) AS last_amount FROM comeback WHERE place <= 5 ORDER BY place;
SELECT 'big_97' AS segment, count(*) AS customers, count(*) / 2357 AS share FROM x WHERE big_97 UNION ALL SELECT 'big_98', count(*), count(*) / 2357 FROM x WHERE big_98 UNION ALL SELECT 'big_both', count(*), count(*) / 2357 FROM x WHERE big_97 AND big_98;
SELECT count(*) FILTER (date >= DATE '1998-07-01' - INTERVAL 3 MONTH) AS quarter, count(*) FILTER (date >= DATE '1998-07-01' - INTERVAL 1 YEAR) AS year, count(*) AS ever FROM orders;
SELECT customer_id, date, quantity, amount, revenue FROM numbered JOIN x USING (customer_id) WHERE amount >= 300 ORDER BY amount DESC, customer_id, line LIMIT 5;
