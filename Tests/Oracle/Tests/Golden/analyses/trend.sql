-- include _tiny.sql
CREATE TABLE q AS SELECT q::DATE AS period, least((q + INTERVAL 3 MONTH)::DATE - 1, DATE '2024-12-31') AS last FROM unnest(generate_series(TIMESTAMP '2023-10-01', TIMESTAMP '2024-10-01', INTERVAL 3 MONTH)) u(q);
CREATE TABLE ends AS SELECT period, last, id, count(day) FILTER (day <= last) AS n FROM q, joint GROUP BY ALL;
SELECT period, coalesce(sum(amount), 0) AS "sum(amount of purchases)", true AS complete FROM q LEFT JOIN purchases ON day BETWEEN period AND last GROUP BY period ORDER BY period;
SELECT period, (coalesce(sum(amount) FILTER (category = 'tea'), 0) / nullif(count(day), 0))::DOUBLE AS "sum(amount of purchases where category = ""tea"") / count(purchases)", true AS complete FROM q LEFT JOIN (SELECT u.* FROM purchases u JOIN people p ON p.id = u.person WHERE member) ON day BETWEEN period AND last GROUP BY period ORDER BY period;
SELECT period, count(*) FILTER (n > 1) AS "count(n > 1)", true AS complete FROM ends GROUP BY period ORDER BY period;
SELECT period, coalesce(sum(amount), 0) AS "sum(amount of purchases where n > 1)", true AS complete FROM ends LEFT JOIN purchases ON person = id AND n > 1 AND day BETWEEN period AND last GROUP BY period ORDER BY period;
SELECT date_trunc('year', day)::DATE AS period, least((period + INTERVAL 1 YEAR)::DATE - 1, DATE '2024-12-31') - max(day) AS "today - max(day of purchases)", true AS complete FROM purchases GROUP BY 1 ORDER BY 1;
