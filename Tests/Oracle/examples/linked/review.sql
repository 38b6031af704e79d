-- include _linked.sql
CREATE TABLE staged AS SELECT *, CASE WHEN frequency = 0 THEN '1 prospect' WHEN recency > 180 THEN '2 lapsed' WHEN frequency >= 6 AND recency <= 60 THEN '3 loyal' WHEN frequency = 1 THEN '4 new' ELSE '5 repeat' END AS stage FROM x;
CREATE TABLE brought AS SELECT c.customer_id, c.name, count(r.referrer_id) AS people, coalesce(sum(x.profit), 0) AS brought, c.profit FROM x c LEFT JOIN referrals r ON r.referrer_id = c.customer_id LEFT JOIN x ON x.customer_id = r.referred_id GROUP BY ALL;
CREATE TABLE placed AS SELECT *, row_number() OVER (ORDER BY profit DESC, customer_id) AS place FROM x WHERE frequency > 3;
CREATE TABLE best AS FROM placed WHERE place <= (SELECT (count(*) * 20 + 99) // 100 FROM placed);
SELECT count(*) AS customers, count(*) FILTER (frequency > 0) AS buyers, sum(frequency)::BIGINT AS orders, sum(revenue)::DECIMAL(18,2) AS revenue, sum(profit)::DECIMAL(18,2) AS profit FROM x;
SELECT (SELECT sum(amount)::DECIMAL(18,2) FROM lines) AS of_customers, sum(amount)::DECIMAL(18,2) AS of_all, count(*) AS lines, count(*) FILTER (order_date IS NULL) AS without_order FROM everything;
SELECT category, count(*) AS n, sum(amount)::DECIMAL(18,2) AS revenue, coalesce(sum(margin), 0)::DECIMAL(18,2) AS profit, coalesce(sum(margin), 0)::DOUBLE / sum(amount)::DOUBLE AS rate FROM sales GROUP BY 1 ORDER BY profit DESC NULLS LAST, category;
SELECT country, sum(margin)::DECIMAL(18,2) AS profit FROM sales GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT region, count(DISTINCT order_id) AS orders, sum(amount)::DECIMAL(18,2) AS revenue FROM sales GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT stage[3:] AS stage, count(*) AS customers, sum(profit)::DECIMAL(18,2) AS profit, avg(tea_share::DOUBLE) AS tea FROM staged GROUP BY staged.stage ORDER BY staged.stage;
SELECT customer_id, name, people, brought::DECIMAL(18,2) AS brought, profit::DECIMAL(18,2) AS profit FROM brought ORDER BY brought DESC, customer_id LIMIT 5;
SELECT channel = 'referral' AS referred, count(*) AS customers, avg(frequency) AS orders, (sum(profit) / count(*))::DECIMAL(18,4) AS profit FROM x GROUP BY 1 ORDER BY 1;
SELECT (SELECT sum(spent) FROM budgets WHERE month >= DATE '2024-01-01')::DOUBLE / count(*) FILTER (signup >= DATE '2024-01-01') AS cac FROM x;
SELECT x.channel, count(*) AS customers, avg(b.visitors) AS visitors FROM x LEFT JOIN budgets b ON b.channel = x.channel AND b.month = x.signup_month GROUP BY 1 ORDER BY 1;
SELECT 'best' AS segment, count(*) AS customers, count(*) / 240 AS share, (SELECT count(*) FROM placed) AS qualified, sum(profit)::DECIMAL(18,2) AS profit, sum(profit)::DOUBLE / (SELECT sum(profit) FROM x)::DOUBLE AS profit_share, min(profit)::DECIMAL(18,2) AS cutoff FROM best;
SELECT region, count(*) AS customers, sum(profit)::DECIMAL(18,2) AS profit FROM best LEFT JOIN stores ON store_id = home_store GROUP BY 1 ORDER BY 1 NULLS LAST;
