-- include _std.sql
-- Input is the cost of winning a customer in the last 180 days; the own total is unknown, so volume and profit both fall.
CREATE MACRO six(day) AS TABLE SELECT *, CASE WHEN frequency = 0 THEN 'potential' WHEN recency > 365 THEN 'ended'
    WHEN recency > 180 OR trend_volume_now < 0.8 * trend_volume_then AND trend_profit_then - trend_profit_now > 0.2 * abs(trend_profit_then) THEN 'decline'
    WHEN trend_profit_now <= coalesce(CASE WHEN tenure < 180 THEN acquisition_cost END, 0) THEN 'development'
    WHEN (tenure < 360 OR trend_volume_now > 1.2 * trend_volume_then) AND coalesce(wallet_share, 0) < 0.8 OR coalesce(wallet_share, 1) <= 0.5 THEN 'growth'
    ELSE 'maturity' END AS lifecycle_six
  FROM (SELECT customer_id, tenure, b.revenue - c.revenue AS trend_volume_then, a.revenue - b.revenue AS trend_volume_now, b.profit - c.profit AS trend_profit_then,
    a.profit - b.profit AS trend_profit_now, a.wallet_share, a.acquisition_cost, frequency, recency
    FROM base(day) a JOIN (SELECT customer_id, revenue, profit FROM base(day - 180)) b USING (customer_id) JOIN (SELECT customer_id, revenue, profit FROM base(day - 360)) c USING (customer_id));
SELECT customer_id, tenure, trend_volume_then, trend_volume_now, trend_profit_then, trend_profit_now, wallet_share, lifecycle_six FROM six(DATE '2024-12-31') ORDER BY 1;
SELECT lifecycle_six AS stage, count(*) AS customers FROM six(DATE '2024-12-31') GROUP BY 1 ORDER BY list_position(['potential', 'development', 'growth', 'maturity', 'decline', 'ended'], stage);
SELECT customer_id, b.lifecycle_six AS half_a_year_ago FROM six(DATE '2024-12-31') a JOIN six(DATE '2024-06-30') b USING (customer_id) WHERE a.lifecycle_six <> b.lifecycle_six ORDER BY 1;
