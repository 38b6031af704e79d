-- include _cdnow.sql
-- include _overlap.sql
CREATE VIEW s AS SELECT id, frequency > 2 AS a, revenue > 100 AS b, last_180 > 0 AS c FROM x;
SELECT * FROM (SELECT unnest(pair_of('frequent', 'big', a, b, 1)) FROM s UNION ALL SELECT unnest(pair_of('frequent', 'recent', a, c, 1)) FROM s UNION ALL SELECT unnest(pair_of('big', 'recent', b, c, 1)) FROM s UNION ALL FROM regions_of('s', 'frequent', 'big', 'recent'));
