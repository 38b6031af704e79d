-- include _std.sql
CREATE MACRO phase(frequency, recency, tenure) AS CASE WHEN frequency = 0 THEN 'prospect' WHEN recency > 365 THEN 'degeneration' WHEN frequency < 3 THEN 'exploration'
  WHEN frequency >= 6 AND tenure >= 365 THEN 'stable' ELSE 'formation' END;
SELECT customer_id, frequency, recency, five(frequency, recency) AS lifecycle_five, phase(frequency, recency, tenure) AS lifecycle_relationship FROM base(DATE '2024-12-31') ORDER BY 1;
SELECT five(frequency, recency) AS lifecycle_five, count(*) AS customers, sum(profit)::BIGINT AS profit FROM base(DATE '2024-12-31') GROUP BY 1 ORDER BY five_place(lifecycle_five);
SELECT five(frequency, recency) AS stage, count(*) AS customers FROM base(DATE '2023-12-31') GROUP BY 1 ORDER BY five_place(stage);
SELECT phase(frequency, recency, tenure) AS phase, count(*) AS customers FROM base(DATE '2024-12-31') GROUP BY 1 ORDER BY list_position(['prospect', 'exploration', 'formation', 'stable', 'degeneration'], phase);
