-- include _std.sql
CREATE TABLE buyers AS SELECT *, row_number() OVER best AS place, sum(profit) OVER best AS running, count(*) OVER () AS n, sum(profit) OVER () AS total,
    sum(greatest(profit, 0)) OVER () AS positive, frequency = 1 OR tenure < 90 AS thin
  FROM base(DATE '2024-12-31') WHERE frequency > 0 WINDOW best AS (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING);
CREATE TABLE proven AS SELECT *, row_number() OVER (ORDER BY profit DESC, customer_id) AS p, count(*) OVER () AS k FROM buyers WHERE NOT thin;
CREATE TABLE pareto AS FROM buyers WHERE profit > 0 AND running - profit < 0.8 * positive;
SELECT 'top_fifth' AS segment, count(*) AS customers, count(*) / 20 AS share FROM buyers WHERE place <= ceil(n / 5) UNION ALL SELECT 'other_four_fifths', count(*), count(*) / 20 FROM buyers WHERE place > ceil(n / 5);
SELECT (SELECT count(*) FROM pareto) AS pareto, count(*) FILTER (profit < 0) AS loss_makers, count(*) FILTER (thin) AS thin_evidence, count(*) AS base FROM buyers;
SELECT (sum(profit) FILTER (place <= ceil(n / 5)) / sum(profit))::DOUBLE AS top_fifth_share, (sum(profit) FILTER (place > ceil(n / 5)) / sum(profit))::DOUBLE AS four_fifths_share,
  (SELECT count(*) FROM pareto) / count(*) AS pareto_size, (-sum(profit) FILTER (profit < 0) / sum(profit))::DOUBLE AS loss_share,
  count(*) FILTER (thin AND place <= ceil(n / 5)) / count(*) FILTER (place <= ceil(n / 5)) AS thin_share,
  (SELECT (sum(profit) FILTER (p <= ceil(k / 5)) / sum(profit))::DOUBLE FROM proven) AS proven_fifth_share FROM buyers;
SELECT 0 AS customers;
