CREATE TABLE r AS FROM read_csv('data/extremes.csv');
SELECT sum(tiny) * 1e10 AS sum, avg(tiny) * 1e10 AS mean, median(tiny) * 1e10 AS middle FROM r;
SELECT id, tiny / sum(tiny) OVER () AS part_of_all FROM r ORDER BY id;
SELECT sum(whole)::BIGINT AS whole FROM r;
SELECT r.id, coalesce(sum(o.whole), 0)::BIGINT AS whole FROM r LEFT JOIN r AS o ON o.owner = r.id GROUP BY r.id ORDER BY r.id;
SELECT part, round(sum(cents::DECIMAL(18, 2)), 2)::DOUBLE AS cents, round(sum(cents::DECIMAL(18, 2)) / count(cents), 4)::DOUBLE AS mean FROM r GROUP BY part ORDER BY part;
SELECT count(*) FILTER (whole IN (-9223372036854775807::BIGINT) OR whole = 1.5::DECIMAL(3, 1)) AS listed, count(*) FILTER (whole IN (-9223372036854775806::BIGINT, 7)) AS others FROM r;
SELECT count(*) FILTER (whole < 100 AND whole > -100 AND whole::HUGEINT * 2 > 3) AS guarded, count(*) FILTER (NOT (whole > 100 OR whole < -100 OR whole::HUGEINT * 2 <= 3)) AS turned FROM r;
