-- include _std.sql
CREATE TABLE l AS SELECT e.customer_id, reason, avoidable, if(s.frequency > 0, s.profit - b.profit, e.profit) AS lost FROM base(DATE '2024-12-31') e
  JOIN (SELECT customer_id, active, frequency, profit FROM base(DATE '2024-01-01')) s USING (customer_id) JOIN (SELECT customer_id, profit FROM base(DATE '2023-01-01')) b USING (customer_id)
  JOIN (FROM read_csv('data/churn.csv') WHERE date BETWEEN DATE '2024-01-02' AND DATE '2024-12-31') c USING (customer_id)
  WHERE s.active;
SELECT count(*) FILTER (e.active) / count(*) AS retention_rate FROM base(DATE '2024-12-31') e JOIN base(DATE '2024-01-01') s USING (customer_id) WHERE s.active;
SELECT reason AS churn_reason, count(*) AS customers, count(*) / (SELECT count(*) FROM l) AS churn_share, sum(lost)::BIGINT AS churn_profit_lost FROM l GROUP BY 1 ORDER BY 3 DESC, 4 DESC;
SELECT count(*) FILTER (avoidable) / count(*) AS avoidable_share, sum(lost) FILTER (avoidable)::BIGINT AS avoidable_profit_lost, avoidable_profit_lost AS retention_budget, 100 < retention_budget AS retention_pays FROM l;
