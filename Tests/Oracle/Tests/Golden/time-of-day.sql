-- include _subscribers.sql
CREATE TABLE a AS SELECT visit, id, "at" AS moment, step FROM read_csv('data/app-visits.csv', types = {'visit': 'INTEGER', 'id': 'INTEGER', 'at': 'TIMESTAMP', 'step': 'VARCHAR'});
CREATE TABLE w AS SELECT *, (epoch_us(moment) - lag(epoch_us(moment)) OVER (PARTITION BY id ORDER BY moment NULLS LAST)) / 60e6 AS gap FROM a WHERE moment IS NULL OR moment < '2025-01-01';
CREATE TABLE n AS SELECT id, max(moment) AS newest FROM w GROUP BY 1 HAVING max(moment) IS NOT NULL;
CREATE MACRO hours(a, b) AS (epoch_us(a) - epoch_us(b)) / 3.6e9;
SELECT id, newest, hours(TIMESTAMP '2025-01-01', newest) AS quiet, hours(TIMESTAMP '2025-01-01', newest) * 60 AS quiet_minutes, hours(TIMESTAMP '2025-01-01', newest) / 24 AS quiet_days, t() - newest::DATE AS whole_days FROM n ORDER BY id;
SELECT id, moment AS "at", hour(moment) AS hour, minute(moment) AS minute, gap FROM w ORDER BY id, moment NULLS LAST;
SELECT s.id, count(*) FILTER (moment >= '2024-12-31') AS h24, count(*) FILTER (moment >= '2024-12-31 18:00:00') AS h6, count(*) FILTER (moment >= '2024-12-30') AS m2880, count(*) FILTER (moment >= '2024-12-30' AND moment < '2024-12-31') AS before_them, count(*) FILTER (moment >= '2024-12-30 02:00:00' AND moment < '2024-12-30 04:00:00') AS before_then FROM s LEFT JOIN w USING (id) WHERE s.id <= 4 GROUP BY 1 ORDER BY 1;
SELECT id, yes(seen >= '2024-12-31 10:00:00') AS last_14, seen + INTERVAL 30 MINUTE AS later, round(hours(seen, signup::TIMESTAMP) / 24, 4) AS days, yes(seen - signup::TIMESTAMP > INTERVAL 12 HOUR) AS by_night, yes(seen - INTERVAL 90 MINUTE < t()) AS before_today FROM s ORDER BY id;
SELECT 1.5 AS days, 2.5 / 24 AS parts, 0.75 AS less, TIMESTAMP '2024-12-31 23:00:00' + INTERVAL 90 MINUTE AS later, 0.5 AS apart, '2024-12-31 07:05'::TIMESTAMP AS read;
SELECT id, bool_or(moment >= '2024-12-31 22:00:00') AS seen_late, max(moment) - INTERVAL 2 HOUR AS earlier FROM w WHERE moment IS NOT NULL GROUP BY 1 ORDER BY 1;
SELECT 'skip';
SELECT 'skip';
SELECT hour(moment) AS "hour(at)", count(*) AS "count(visits)" FROM w GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT period, (SELECT count(*) FROM w WHERE moment >= period + INTERVAL 12 HOUR AND moment < period + INTERVAL 24 HOUR) AS "count(visits in last 12 hours)", true AS complete FROM (SELECT unnest([DATE '2024-12-29', DATE '2024-12-30', DATE '2024-12-31']) AS period);
SELECT avg(gap) / 60 AS mean_gap, avg(gap) AS minutes FROM w;
