-- include _std.sql
SELECT customer_id, frequency, recency, first_order, tenure, revenue, profit FROM base(DATE '2024-12-31') ORDER BY 1;
SELECT 365 AS churn_days, 365 AS period_days;
