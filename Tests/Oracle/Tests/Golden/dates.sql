-- include _tiny.sql
SELECT id, joined, (joined + INTERVAL 1 MONTH)::DATE AS month_later, (joined + INTERVAL 1 YEAR)::DATE AS year_later, (joined - INTERVAL 3 MONTH)::DATE AS quarter_before, joined + 90 AS days_later FROM people ORDER BY id;
SELECT id, DATE '2024-12-31' - joined AS days FROM people WHERE DATE '2024-12-31' - joined < 600 ORDER BY id;
SELECT id, joined FROM people WHERE joined >= DATE '2023-12-31' ORDER BY id;
SELECT id FROM people WHERE joined = DATE '2023-01-31' OR joined < DATE '2020-03-01' ORDER BY id;
SELECT min(joined) AS earliest, max(joined) AS latest, max(joined) - min(joined) AS apart FROM people;
SELECT id, joined + 14 AS fortnight, (joined + INTERVAL 3 MONTH)::DATE AS quarter FROM people ORDER BY joined, id LIMIT 2;
