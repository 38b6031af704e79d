CREATE TABLE r AS FROM read_csv('data/extremes.csv');
SELECT sum(tiny) * 1e10 AS sum, avg(tiny) * 1e10 AS mean, median(tiny) * 1e10 AS middle FROM r;
SELECT id, tiny / sum(tiny) OVER () AS part_of_all FROM r ORDER BY id;
SELECT sum(whole)::BIGINT AS whole FROM r;
SELECT r.id, coalesce(sum(o.whole), 0)::BIGINT AS whole FROM r LEFT JOIN r AS o ON o.owner = r.id GROUP BY r.id ORDER BY r.id;
SELECT part, round(sum(cents::DECIMAL(18, 2)), 2)::DOUBLE AS cents, round(sum(cents::DECIMAL(18, 2)) / count(cents), 4)::DOUBLE AS mean FROM r GROUP BY part ORDER BY part;
