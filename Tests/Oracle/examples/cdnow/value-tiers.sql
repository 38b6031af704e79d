-- include _cdnow.sql
CREATE TABLE x AS SELECT b.*, o.discs, o.biggest, CASE WHEN revenue >= 500 THEN 'gold' WHEN revenue >= 150 THEN 'silver' ELSE 'bronze' END AS tier FROM base b JOIN (SELECT customer_id, sum(quantity)::BIGINT AS discs, max(amount) AS biggest FROM orders GROUP BY 1) o USING (customer_id);
SELECT tier AS segment, count(*) AS customers, count(*) / (SELECT n FROM sizes) AS share FROM x GROUP BY 1 ORDER BY sum(revenue) / count(*) DESC;
SELECT tier, count(*) AS customers, sum(discs) AS discs, (sum(revenue)::DOUBLE / sum(discs))::DECIMAL(18,4) AS price, max(biggest) AS biggest_order, median(revenue)::DECIMAL(18,3) AS median_revenue FROM x GROUP BY 1 ORDER BY 1;
SELECT count(*) AS customers, sum(revenue)::DECIMAL(18,2) AS revenue, avg(revenue::DOUBLE)::DECIMAL(18,4) AS average FROM x WHERE frequency = 1;
SELECT strftime(first_order, '%Y-%m') AS cohort, count(*) AS customers, count(*) FILTER (frequency > 1) AS came_back, count(*) FILTER (frequency > 1) / count(*) AS share_back FROM x GROUP BY 1 ORDER BY 1;
SELECT customer_id, (revenue::DOUBLE / discs)::DECIMAL(18,4) AS price, revenue, discs FROM x WHERE tier = 'gold' AND frequency >= 2 ORDER BY revenue::DOUBLE / discs DESC, revenue DESC, customer_id LIMIT 10;
SELECT 'tail' AS segment, count(*) AS customers, count(*) / any_value(n) AS share, 2357 AS qualified, sum(revenue) AS revenue, (sum(revenue)::DOUBLE / any_value(total)::DOUBLE) AS revenue_share, max(revenue) AS cutoff FROM (SELECT *, row_number() OVER (ORDER BY revenue, customer_id DESC) AS place FROM base), sizes WHERE place <= (2357 * 10 + 99) // 100;
