-- include _tiny.sql
-- include _overlap.sql
CREATE VIEW s AS SELECT id, coalesce(age < 40, false) AS a, coalesce(income >= 48000, false) AS b, coalesce(city IN ('Oslo', '北京'), false) AS c FROM people;
CREATE VIEW h AS SELECT id, coalesce(age < 40, false) AS a, NOT member AS b, false AS c FROM people WHERE city IN ('Oslo', '北京');
CREATE VIEW n AS SELECT id, coalesce(age < 40, false) AS a, false AS b, false AS c FROM people;
SELECT * FROM (SELECT unnest(pair_of('young', 'rich', a, b, 1)) FROM s UNION ALL SELECT unnest(pair_of('young', 'here', a, c, 1)) FROM s UNION ALL SELECT unnest(pair_of('rich', 'here', b, c, 1)) FROM s UNION ALL FROM regions_of('s', 'young', 'rich', 'here'));
SELECT * FROM (SELECT unnest(pair_of('young', 'not member', a, b, 1)) FROM h UNION ALL FROM regions_of('h', 'young', 'not member', ''));
SELECT * FROM (SELECT unnest(pair_of('young', 'nobody', a, b, 1)) FROM n UNION ALL FROM regions_of('n', 'young', 'nobody', ''));
SELECT unnest(pair_of('young', 'rich', a, b, 1)) FROM s WHERE false;
