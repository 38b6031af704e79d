-- include _tiny.sql
SELECT max(day) AS newest, count(*) AS purchases, count(*) FILTER (day > DATE '2025-02-01' - 28) AS last_28, count(*) FILTER (day > DATE '2025-02-01' - 27) AS last_27 FROM everything;
SELECT id, DATE '2025-02-01' - max(day) AS gap FROM people LEFT JOIN everything ON person = id GROUP BY id ORDER BY id;
