-- include _tiny.sql
CREATE TABLE st AS SELECT id, CASE WHEN n = 0 THEN 'prospect' WHEN gap > 180 THEN 'asleep' WHEN n = 1 THEN 'fresh' ELSE 'regular' END AS stage, CASE WHEN n = 0 THEN 1 WHEN gap > 180 THEN 2 WHEN n = 1 THEN 3 ELSE 4 END AS place FROM m;
CREATE TABLE before AS SELECT id, count(day) FILTER (day <= DATE '2024-12-31' - 180) AS n, DATE '2024-12-31' - 180 - max(day) FILTER (day <= DATE '2024-12-31' - 180) AS gap FROM joint GROUP BY id;
SELECT id, stage FROM st ORDER BY id;
SELECT stage, count(*) AS people FROM st GROUP BY stage, place ORDER BY place;
SELECT 'awake' AS segment, count(*) AS customers, count(*) / 8 AS share FROM st WHERE stage IN ('fresh', 'regular') UNION ALL SELECT 'fell_asleep', count(*), count(*) / 8 FROM st JOIN before USING (id) WHERE stage = 'asleep' AND NOT (before.n > 0 AND before.gap > 180);
