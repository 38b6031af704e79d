-- include _tiny.sql
SELECT max(day) AS newest, count(*) AS purchases, 0 AS in_2025, count(*) FILTER (day >= '2024-12-31') AS last_day FROM purchases;
SELECT id, count(person) AS n, count(*) FILTER (day <= '2024-06-30') AS n_mid, count(*) FILTER (day <= '2024-02-28') AS n_early, coalesce(sum(amount) FILTER (day <= '2024-06-30'), 0)::DECIMAL(18,2) AS spent_mid FROM joint GROUP BY id ORDER BY id;
SELECT id, DATE '2024-12-31' - max(day) AS gap, DATE '2024-12-31' - 180 - max(day) FILTER (day <= DATE '2024-12-31' - 180) AS gap_then FROM joint GROUP BY id ORDER BY id;
CREATE TABLE b AS SELECT id, count(person) > 0 AS buyer, count(*) FILTER (day <= '2024-03-31') > 0 AS early FROM joint GROUP BY id;
SELECT 'buyer' AS segment, count(*) AS customers, count(*) / 8 AS share FROM b WHERE buyer UNION ALL SELECT 'early', count(*), count(*) / 8 FROM b WHERE early UNION ALL SELECT 'new_buyer', count(*), count(*) / 8 FROM b WHERE buyer AND NOT early;
