CREATE TABLE s AS SELECT *, sum(greatest(points, 0)) OVER () AS positive, (SELECT sum(points) FROM read_csv('data/scores.csv')) AS total FROM read_csv('data/scores.csv');
CREATE TABLE r AS SELECT *, coalesce(sum(points) OVER (ORDER BY points DESC NULLS LAST, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM s;
CREATE TABLE q AS SELECT *, coalesce(sum(points) OVER (ORDER BY bonus DESC NULLS LAST, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM s;
SELECT 'pareto' AS segment, count(*) AS customers, count(*) / 12 AS share, 12 AS qualified, sum(points) AS points, sum(points) / any_value(total) AS points_share, min(points) AS cutoff FROM r WHERE before < 0.8 * positive AND points > 0;
SELECT id, points FROM r WHERE before < 0.8 * positive AND points > 0 ORDER BY points DESC, id;
SELECT 'everything' AS segment, count(*) AS customers, count(*) / 12 AS share, 12 AS qualified, sum(points) AS points, sum(points) / any_value(total) AS points_share, min(points) AS cutoff FROM r WHERE before < positive AND points > 0;
SELECT count(*) AS n, sum(points) AS points FROM q WHERE before < 0.5 * positive;
SELECT id, points FROM r WHERE before < 0.01 * positive;
