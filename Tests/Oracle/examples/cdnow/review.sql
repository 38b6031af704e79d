-- include _cdnow.sql
CREATE TABLE loyal_ranked AS SELECT *, row_number() OVER (ORDER BY revenue DESC, customer_id) AS place, count(*) OVER () AS qualified FROM base WHERE frequency > 5;
CREATE TABLE loyal AS SELECT * FROM loyal_ranked WHERE place <= (qualified * 20 + 99) // 100;
CREATE TABLE pareto AS SELECT * FROM (SELECT *, sum(revenue) OVER (ORDER BY revenue DESC, customer_id ROWS UNBOUNDED PRECEDING) AS running, count(*) OVER () AS qualified FROM base) WHERE running - revenue < 0.8 * (SELECT total FROM sizes);
CREATE TABLE winback AS SELECT * FROM (SELECT *, row_number() OVER (ORDER BY revenue DESC, customer_id) AS place, count(*) OVER () AS qualified FROM base WHERE recency > 365 AND frequency > 1) WHERE place <= 100;
SELECT count(*) AS customers, sum(frequency) AS orders, sum(revenue)::DECIMAL(18,2) AS revenue, (sum(revenue) / count(*))::DECIMAL(18,4) AS arpu FROM base;
SELECT 'loyal' AS segment, count(*) AS customers, count(*) / any_value(n) AS share, any_value(qualified) AS qualified, sum(revenue)::DECIMAL(18,2) AS revenue, sum(revenue)::DOUBLE / any_value(total)::DOUBLE AS revenue_share, min(revenue) AS cutoff FROM loyal, sizes;
SELECT customer_id, frequency, revenue, recency FROM loyal ORDER BY place LIMIT 5;
SELECT 'pareto' AS segment, count(*) AS customers, count(*) / any_value(n) AS share, any_value(qualified) AS qualified, sum(revenue)::DECIMAL(18,2) AS revenue, sum(revenue)::DOUBLE / any_value(total)::DOUBLE AS revenue_share, min(revenue) AS cutoff FROM pareto, sizes;
SELECT 'busy' AS segment, count(*) AS customers, count(*) / (SELECT n FROM sizes) AS share FROM base WHERE last_90 >= 2;
SELECT 'quiet' AS segment, count(*) AS customers, count(*) / (SELECT n FROM sizes) AS share FROM base WHERE recency > 365;
SELECT 'winback' AS segment, count(*) AS customers, count(*) / any_value(n) AS share, any_value(qualified) AS qualified, sum(revenue)::DECIMAL(18,2) AS revenue, sum(revenue)::DOUBLE / any_value(total)::DOUBLE AS revenue_share, min(revenue) AS cutoff FROM winback, sizes;
SELECT customer_id, frequency, revenue, recency FROM winback ORDER BY place LIMIT 3;
SELECT CASE WHEN customer_id IN (SELECT customer_id FROM loyal) THEN 'loyal' WHEN last_90 >= 2 THEN 'busy' WHEN recency > 365 THEN 'quiet' ELSE 'others' END AS "group", count(*) AS customers, sum(revenue)::DECIMAL(18,2) AS revenue, (sum(revenue)::DOUBLE / count(*))::DECIMAL(18,4) AS arpu, avg(revenue::DOUBLE / frequency)::DECIMAL(18,4) AS basket FROM base GROUP BY 1 ORDER BY sum(revenue) DESC;
