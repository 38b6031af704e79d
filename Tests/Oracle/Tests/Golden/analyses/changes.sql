-- include _tiny.sql
CREATE TABLE file AS SELECT * FROM read_csv('../data/2024-10.seg.csv', types={'id': 'VARCHAR'});
CREATE MACRO gap(d) AS TABLE SELECT id, d - max(day) FILTER (day <= d) AS recency FROM joint GROUP BY id;
CREATE TABLE way AS SELECT p.id, p.age, p.city, f.recency AS before, b.recency, f.id IS NOT NULL AS s0, coalesce(a.recency <= 130, false) AS s1,
  coalesce(b.recency <= 130, false) AS s2, coalesce(b.recency <= 310 AND (NOT member OR coalesce(age < 30, false)), false) AS s3,
  coalesce(a.recency <= 310 AND (NOT member OR coalesce(age < 30, false)), false) AS then3
  FROM people p LEFT JOIN file f USING (id) JOIN gap(DATE '2024-10-31') a USING (id) JOIN gap(DATE '2024-12-31') b USING (id);
CREATE MACRO move(s0, s1, s2, s3) AS CASE WHEN s0 AND s3 THEN 'stayed' WHEN s0 = s3 THEN NULL ELSE if(s3, 'entered_by_', 'left_by_') || CASE WHEN s2 <> s3 THEN 'definition' WHEN s1 <> s3 THEN 'time' ELSE 'data' END END;
CREATE TABLE every AS SELECT unnest(['entered', 'entered', 'entered', 'left', 'left', 'left', 'stayed']) AS change, unnest(['time', 'data', 'definition', 'time', 'data', 'definition', NULL]) AS cause, unnest(range(7)) AS place;
CREATE TABLE moves AS SELECT id, city, age, before, recency, move(s0, s1, s2, s3) AS moved, move(s0, s1, s2, s2) AS long, move(s0, s1, s2, then3) AS back FROM way;
CREATE TABLE gone AS SELECT count(*) AS n FROM file WHERE id NOT IN (SELECT id FROM people);
CREATE MACRO named() AS TABLE SELECT change, cause, place, concat_ws('_by_', change, cause) AS move FROM every;
SELECT change, cause, (SELECT count(*) FROM moves WHERE moved = move) + if(move = 'left_by_data', n, 0) AS customers FROM named(), gone ORDER BY place;
SELECT unnest(['autumn', 'active']) AS segment, unnest([count(*) FILTER (s0), count(*) FILTER (s3)]) AS customers, unnest([count(*) FILTER (s0), count(*) FILTER (s3)]) / 8 AS share FROM way;
SELECT id, before, recency, moved FROM moves ORDER BY id;
SELECT moved, count(*) AS customers, avg(age) AS age FROM moves LEFT JOIN named() ON move = moved GROUP BY moved, place ORDER BY place NULLS LAST;
SELECT change, cause, (SELECT count(*) FROM moves WHERE moved = move AND city = 'Oslo') AS customers FROM named() ORDER BY place;
SELECT id FROM moves WHERE moved = 'entered_by_time' ORDER BY id;
SELECT change, cause, (SELECT count(*) FROM moves WHERE long = move) + if(move = 'left_by_data', n, 0) AS customers FROM named(), gone ORDER BY place;
SELECT change, cause, if(move = 'entered_by_definition', (SELECT count(*) FROM people WHERE income >= 48000), 0) AS customers FROM named() ORDER BY place;
SELECT offer AS "winback.offer", count(*) AS "count()" FROM read_csv('../data/winback.csv', types={'id': 'VARCHAR'}) JOIN people USING (id) GROUP BY 1 ORDER BY 1;
SELECT change, cause, (SELECT count(*) FROM moves WHERE back = move) + if(move = 'left_by_data', n, 0) AS customers FROM named(), gone ORDER BY place;
SELECT member, change, cause, count(move2) AS customers FROM (SELECT DISTINCT p.member FROM people p WHERE city = 'Oslo') CROSS JOIN named() LEFT JOIN (SELECT m.moved AS move2, p.member AS of FROM moves m JOIN people p USING (id) WHERE m.city = 'Oslo') ON move2 = move AND of = member GROUP BY ALL ORDER BY member, any_value(place);
