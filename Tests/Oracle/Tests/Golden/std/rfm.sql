-- include _std.sql
CREATE TABLE scores AS SELECT customer_id, recency, frequency, revenue AS monetary, 6 - ntile(5) OVER (ORDER BY recency, customer_id) AS r,
  ntile(5) OVER (ORDER BY frequency, customer_id) AS f, ntile(5) OVER (ORDER BY revenue, customer_id) AS m FROM base(DATE '2024-12-31') WHERE frequency > 0;
CREATE TABLE named AS SELECT b.customer_id, b.recency, b.frequency, b.revenue AS monetary, r AS rfm_r, f AS rfm_f, m AS rfm_m, 100 * r + 10 * f + m AS rfm_score,
  CASE WHEN r IS NULL THEN 'no_orders'
    WHEN f + m >= 8 THEN CASE WHEN r = 5 THEN 'champions' WHEN r >= 3 THEN 'loyal' WHEN f + m >= 9 THEN 'cannot_lose' ELSE 'at_risk' END
    WHEN r >= 4 THEN CASE WHEN f + m >= 4 THEN 'potential_loyalists' WHEN r = 5 THEN 'new' ELSE 'promising' END
    WHEN f + m >= 6 THEN CASE r WHEN 3 THEN 'need_attention' ELSE 'at_risk' END
    WHEN r = 3 THEN 'about_to_sleep' WHEN r = 2 OR f + m >= 4 THEN 'hibernating' ELSE 'lost' END AS rfm_group
  FROM base(DATE '2024-12-31') b LEFT JOIN scores USING (customer_id);
FROM named ORDER BY customer_id;
SELECT rfm_group, count(*) AS customers, sum(monetary)::BIGINT AS revenue FROM named GROUP BY 1 ORDER BY list_position(['champions', 'loyal', 'potential_loyalists', 'new', 'promising',
  'need_attention', 'about_to_sleep', 'cannot_lose', 'at_risk', 'hibernating', 'lost', 'no_orders'], rfm_group);
