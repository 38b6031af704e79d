-- include _tiny.sql
CREATE TABLE a AS SELECT *, tea > 0 AS t, recent > 0 AS r FROM m;
SELECT unnest(['tea', 'recent', 'both', 'either', 'tea_only', 'neither']) AS segment, unnest(x) AS customers, unnest(x) / 8 AS share FROM (SELECT [count(*) FILTER (t), count(*) FILTER (r), count(*) FILTER (t AND r), count(*) FILTER (t OR r), count(*) FILTER (t AND NOT r), count(*) FILTER (NOT (t OR r))] AS x FROM a);
SELECT id, t AS tea, r AS recent, t AND r AS both FROM a WHERE t <> r ORDER BY id;
SELECT id, spent AS total FROM a WHERE t AND r AND member ORDER BY spent DESC, id LIMIT 2;
SELECT 'empty' AS segment, 0 AS customers, 0 AS share;
SELECT id FROM a WHERE false;
SELECT 0 AS n, 0 AS total, NULL::DOUBLE AS average;
