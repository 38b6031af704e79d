-- include _tiny.sql
CREATE TABLE looks AS SELECT unnest(range(DATE '2023-11-10', DATE '2025-01-01', INTERVAL 1 DAY))::DATE AS d;
CREATE TABLE grid AS SELECT id, city, d, count(day) FILTER (day <= d) AS n, d - max(day) FILTER (day <= d) AS gap FROM joint, looks GROUP BY id, city, d;
CREATE TABLE daily AS SELECT id, city, d, CASE WHEN n = 0 THEN 'none' WHEN gap > 180 THEN 'asleep' WHEN n = 1 THEN 'fresh' ELSE 'regular' END AS stage, coalesce(gap <= 90, false) AS awake FROM grid;
CREATE MACRO runs(t) AS TABLE SELECT *, lead(d) OVER (PARTITION BY id ORDER BY d) AS next, d = DATE '2023-11-10' AS unseen FROM (SELECT id, city, d, v FROM query_table(t) QUALIFY v IS DISTINCT FROM lag(v) OVER (PARTITION BY id ORDER BY d));
CREATE TABLE by_stage AS SELECT id, city, d, stage AS v FROM daily;
CREATE TABLE by_awake AS SELECT id, city, d, awake::VARCHAR AS v FROM daily;
CREATE TABLE by_month AS SELECT id, city, d, stage AS v FROM daily WHERE d = last_day(d) OR d = DATE '2023-11-10';
CREATE TABLE st AS FROM runs('by_stage');
CREATE TABLE aw AS FROM runs('by_awake');
CREATE TABLE mo AS FROM runs('by_month');
CREATE MACRO place(s) AS list_position(['none', 'asleep', 'fresh', 'regular'], s);
SELECT id, v AS stage, CASE WHEN NOT unseen THEN DATE '2024-12-31' - d END AS days, CASE WHEN NOT unseen THEN d END AS since, path FROM st JOIN (SELECT id, string_agg(v, ' > ' ORDER BY d) AS path FROM st GROUP BY id) USING (id) WHERE next IS NULL ORDER BY id;
SELECT id, coalesce(sum(coalesce(next, DATE '2024-12-31') - greatest(d, DATE '2023-11-11')) FILTER (v = 'regular'), 0)::INTEGER AS regular, coalesce(sum(coalesce(next, DATE '2024-12-31') - greatest(d, DATE '2023-11-11')) FILTER (v = 'none'), 0)::INTEGER AS none, min(d) FILTER (v = 'fresh') AS fresh FROM st GROUP BY id ORDER BY id;
SELECT id, CASE WHEN v = 'true' THEN d END AS since, CASE WHEN v = 'true' THEN DATE '2024-12-31' - d END AS days, path FROM aw JOIN (SELECT id, string_agg(CASE v WHEN 'true' THEN 'yes' ELSE 'no' END, ' > ' ORDER BY d) AS path FROM aw GROUP BY id) USING (id) WHERE next IS NULL ORDER BY id;
CREATE TABLE stays AS SELECT 'stage' AS which, place(v) AS place, v, id, city, coalesce(next, DATE '2024-12-31') - d AS days, next IS NOT NULL AS ended FROM st WHERE NOT unseen
  UNION ALL SELECT 'awake', 1, v, id, city, coalesce(next, DATE '2024-12-31') - d, next IS NOT NULL FROM aw WHERE NOT unseen AND v = 'true' AND city = 'Oslo'
  UNION ALL SELECT 'month', place(v), v, id, city, coalesce(next, DATE '2024-12-31') - d, next IS NOT NULL FROM mo WHERE NOT unseen AND id IN (SELECT id FROM aw WHERE next IS NULL AND v = 'true');
CREATE TABLE steps AS SELECT which, v, place, days, (SELECT count(*) FROM stays s WHERE s.which = e.which AND s.v = e.v AND s.days >= e.days) AS at_risk, count(*) AS ended FROM stays e WHERE ended GROUP BY ALL;
CREATE TABLE km AS SELECT *, CASE WHEN min(at_risk - ended) OVER w = 0 THEN 0 ELSE exp(sum(ln(CASE WHEN at_risk > ended THEN 1 - ended / at_risk ELSE 1 END)) OVER w) END AS share, sum(CASE WHEN at_risk > ended THEN ended / (at_risk * (at_risk - ended)) END) OVER w AS spread FROM steps WINDOW w AS (PARTITION BY which, v ORDER BY days);
CREATE MACRO after_days(w, x, t) AS CASE WHEN (SELECT max(days) FROM stays WHERE which = w AND v = x) IS NULL THEN NULL WHEN t > (SELECT max(days) FROM stays WHERE which = w AND v = x) AND NOT EXISTS (FROM km WHERE which = w AND v = x AND share = 0) THEN NULL ELSE coalesce((SELECT min(share) FROM km WHERE which = w AND v = x AND days <= t), 1) END;
CREATE MACRO durations(w, codes) AS TABLE SELECT code, (SELECT count(DISTINCT id) FROM stays WHERE which = w AND v = code) AS customers, (SELECT count(*) FROM stays WHERE which = w AND v = code) AS stays, (SELECT count(*) FROM stays WHERE which = w AND v = code AND ended) AS ended, (SELECT count(*) FROM stays WHERE which = w AND v = code AND NOT ended) AS last_on, (SELECT min(days) FROM km WHERE which = w AND v = code AND share <= 0.5) AS median_days, after_days(w, code, 30) AS after_30, after_days(w, code, 60) AS after_60, after_days(w, code, 90) AS after_90, after_days(w, code, 180) AS after_180, after_days(w, code, 365) AS after_365 FROM (SELECT unnest(codes) AS code, generate_subscripts(codes, 1) AS k) ORDER BY k;
SELECT code AS stage, * EXCLUDE (code) FROM durations('stage', ['none', 'asleep', 'fresh', 'regular']);
SELECT true AS awake, * EXCLUDE (code) FROM durations('awake', ['true']);
SELECT v AS stage, days, at_risk, ended, share, CASE WHEN share > 0 THEN pow(share, exp(1.959963984540054 * sqrt(spread) / abs(ln(share)))) END AS low, CASE WHEN share > 0 THEN pow(share, exp(-1.959963984540054 * sqrt(spread) / abs(ln(share)))) END AS high FROM km WHERE which = 'stage' ORDER BY place, days;
SELECT code AS stage, * EXCLUDE (code) FROM durations('month', ['none', 'asleep', 'fresh', 'regular']);
WITH now AS (SELECT id, v, d, DATE '2024-12-31' - d AS elapsed, unseen FROM st WHERE next IS NULL), half AS (SELECT *, coalesce((SELECT min(share) FROM km WHERE which = 'stage' AND km.v = now.v AND days <= elapsed), 1) / 2 AS half FROM now) SELECT id, v AS stage, CASE WHEN NOT unseen THEN d + (SELECT min(days)::INTEGER FROM km WHERE which = 'stage' AND km.v = half.v AND days > elapsed AND share <= half) END AS until FROM half ORDER BY id;
SELECT v AS stage, count(*) AS "count()", median(CASE WHEN NOT unseen THEN DATE '2024-12-31' - d END) AS median, max(CASE WHEN NOT unseen THEN d END) AS newest FROM st WHERE next IS NULL GROUP BY v ORDER BY place(v);
WITH now AS (SELECT id, d, (DATE '2024-12-31' - d) / 7 AS weeks FROM st WHERE next IS NULL AND NOT unseen) SELECT id, weeks, DATE '2024-10-03' - (SELECT max(d) FROM st s WHERE s.id = now.id AND s.d <= DATE '2024-10-03') AS earlier, DATE '2024-12-31' - d + 1 AS tomorrow FROM now ORDER BY weeks DESC LIMIT 2;
SELECT 'skip';
