CREATE TABLE n AS SELECT id, a::DOUBLE AS a, b::DOUBLE AS b FROM read_csv('data/numbers.csv');
SELECT id, a + b AS plus, a - b AS minus, a * b AS times, CASE WHEN b <> 0 THEN a / b END AS divided FROM n ORDER BY id;
SELECT id, CASE WHEN b <> 0 THEN a % b END AS remainder FROM n WHERE a > 0 ORDER BY id;
SELECT id, -a AS negative, -(a - 1) * 2 AS twice, a * 0.2 AS fifth, 1000 + a AS large FROM n ORDER BY id LIMIT 3;
SELECT 2 + 3 * 4 AS p, (2 + 3) * 4 AS q, 20 - 5 - 3 AS r, 24 / 4 / 2 AS s;
SELECT sum(a) AS sum_a, avg(a) AS avg_a, count(a) AS there, count(a / nullif(b, 0)) AS quotients, sum(a / nullif(b, 0)) AS sum_of_quotients, (sum(a) / sum(b))::DECIMAL(18,6) AS quotient_of_sums, NULL::DOUBLE AS nothing FROM n;
