-- include _tiny.sql
CREATE VIEW q AS SELECT *, datediff('quarter', DATE '2023-10-01', day) AS number, min(number) OVER (PARTITION BY person) AS first FROM purchases;
CREATE VIEW q_grid AS SELECT first, size, unnest(range(5 - first)) AS period FROM (SELECT first, count(DISTINCT person) AS size FROM q GROUP BY 1);
SELECT (DATE '2023-10-01' + to_months(3 * g.first))::DATE AS cohort, size, period, count(DISTINCT person) AS customers, count(DISTINCT person) / size AS share, coalesce(sum(amount), 0) AS "sum(amount of purchases)", coalesce(sum(amount), 0) / size AS per_customer, true AS complete FROM q_grid g LEFT JOIN q ON q.first = g.first AND number = g.first + period GROUP BY g.first, size, period ORDER BY g.first, period;
-- Ranges of 120 days that end with 2024-12-31.
CREATE VIEW t AS SELECT u.*, (DATE '2024-12-31' - day) // 120 AS ago, max(ago) OVER (PARTITION BY person) AS first FROM purchases u JOIN people p ON p.id = u.person WHERE category = 'tea' AND member;
CREATE VIEW t_grid AS SELECT first, size, unnest(range(first + 1)) AS period FROM (SELECT first, count(DISTINCT person) AS size FROM t GROUP BY 1);
SELECT DATE '2025-01-01' - 120 * (g.first::INTEGER + 1) AS cohort, size, period, count(DISTINCT person) AS customers, count(DISTINCT person) / size AS share, g.first - period < (SELECT max(first) FROM t) OR DATE '2025-01-01' - 120 * (g.first::INTEGER + 1) >= (SELECT min(day) FROM t) AS complete FROM t_grid g LEFT JOIN t ON t.first = g.first AND ago = g.first - period GROUP BY g.first, size, period ORDER BY cohort, period;
SELECT DATE '2024-01-01' AS cohort, 0 AS size, 0 AS period, 0 AS customers, 0.0 AS share, true AS complete WHERE false;
