-- include _tiny.sql
-- include _funnel.sql
CREATE VIEW tea1 AS SELECT person AS who, day AS start, day AS arrival FROM purchases WHERE category = 'tea';
CREATE VIEW tea AS SELECT person AS who, 1 AS tab, line, day AS t FROM purchases WHERE category = 'tea';
CREATE VIEW other AS SELECT person AS who, 1 AS tab, line, day AS t FROM purchases WHERE category IN ('coffee', 'cake');
CREATE VIEW both2 AS FROM chain2('tea', 'other', 100000);
WITH r AS (SELECT 1 AS step, * FROM reached('tea1') UNION ALL SELECT 2, * FROM reached('both2')),
  c AS (SELECT city, s.step, count(who) AS customers, median(days) AS median_days FROM people CROSS JOIN (SELECT unnest([1, 2]) AS step) s LEFT JOIN r ON r.who = people.id AND r.step = s.step GROUP BY city, s.step)
SELECT city, step, ['purchases where category = "tea"', 'purchases where category in ("coffee", "cake")'][step] AS name, customers, customers / nullif(first(customers) OVER w, 0) AS share, customers / nullif(lag(customers) OVER w, 0) AS of_previous, median_days FROM c WINDOW w AS (PARTITION BY city ORDER BY step) ORDER BY city NULLS LAST, step;
CREATE VIEW h AS SELECT member, person, 2 * year(day) + (month(day) > 6)::INTEGER - 4046 AS number, min(number) OVER (PARTITION BY person) AS first FROM joint WHERE day IS NOT NULL;
CREATE VIEW h_grid AS SELECT member, first, size, unnest(range(4 - first)) AS period FROM (SELECT member, first, count(DISTINCT person) AS size FROM h GROUP BY ALL);
SELECT g.member, (DATE '2023-01-01' + to_months(6 * g.first::INTEGER))::DATE AS cohort, size, period, count(DISTINCT person) AS customers, count(DISTINCT person) / size AS share, true AS complete FROM h_grid g LEFT JOIN h ON h.member = g.member AND h.first = g.first AND number = g.first + period GROUP BY g.member, g.first, size, period ORDER BY g.member, g.first, period;
SELECT age < 40 AS young, member, DATE '2024-01-01' AS cohort, count(DISTINCT person) AS size, 0 AS period, count(DISTINCT person) AS customers, 1::DOUBLE AS share, sum(amount)::DOUBLE AS "sum(amount of purchases)", sum(amount)::DOUBLE / count(DISTINCT person) AS per_customer, true AS complete FROM joint WHERE age > 0 AND year(day) = 2024 GROUP BY ALL ORDER BY 1, 2;
SELECT 'skip';
