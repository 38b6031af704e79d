CREATE TABLE o AS SELECT * FROM read_csv('data/rates-orders.csv');
CREATE TABLE y AS SELECT id, coalesce(DATE '2024-12-31' - max(d) <= 30, false) AS active, count(*) FILTER (d <= DATE '2024-01-01') = 0 AS new,
    coalesce(DATE '2024-01-01' - max(d) FILTER (d <= DATE '2024-01-01') <= 30, false) AS was, NOT new AND NOT was AND max(d) > DATE '2024-01-01' AS back FROM o GROUP BY 1;
SELECT count(*) FILTER (was) AS start_customers, count(*) FILTER (new) AS new_customers, count(*) FILTER (back) AS won_back_customers, count(*) FILTER ((was OR new OR back) AND NOT active) AS churn_count, count(*) FILTER (active) AS end_customers FROM y;
SELECT count(*) FILTER (was AND active) / count(*) FILTER (was) AS crr, count(*) FILTER (was AND NOT active) / count(*) FILTER (was) AS churn_rate, crr AS retention_rate, churn_rate AS loss_rate FROM y;
