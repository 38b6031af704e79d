-- include _subscribers.sql
SELECT id, name, name[2:4] AS middle, name[2:] AS rest, name[1:1] AS before_first, name[9:10] AS beyond, '' AS none FROM s ORDER BY id;
SELECT id, email, nullif(instr(email, '@'), 0) AS at, nullif(instr(email, 'shop'), 0) AS shop, CASE WHEN contains(email, '@') THEN lower(split_part(email, '@', 2)) END AS host FROM s ORDER BY id;
WITH p AS (SELECT *, string_split(tags, '|') AS parts FROM s WHERE tags IS NOT NULL)
SELECT id, tags, parts[1] AS first_tag, parts[2] AS second_tag, parts[-1] AS last_tag, tags AS whole, true AS none FROM p ORDER BY id;
SELECT id, nullif(regexp_extract(email, '^[a-z]+'), '') AS letters, nullif(regexp_extract(email, '@([^.]+)[.]', 1), '') AS group, nullif(regexp_extract(tags, 'tea|cup'), '') AS tag, nullif(regexp_extract(tags, '(tea)|cup', 1), '') AS perhaps FROM s ORDER BY id;
SELECT id, CASE WHEN length(name) < 4 THEN lpad(name, 4, ' ') ELSE name END AS blanks, CASE WHEN length(name) < 4 THEN lpad(name, 4, '*') ELSE name END AS stars, lpad(id::VARCHAR, 3, '0') AS zeros, CASE WHEN length(name) < 7 THEN lpad(name, 7, 'ab') ELSE name END AS letters, name AS same, name || ' <' || email || '>' AS address FROM s WHERE id <= 4 ORDER BY id;
SELECT 'skip';
SELECT regexp_extract('aaab', 'a+') AS most, regexp_extract('aaab', 'a+?') AS least, regexp_extract('a1b22', '[0-9]{2}') AS later, regexp_extract('key=7;', 'key=(.*?);', 1) AS value, regexp_extract('x', 'y') = '' AS nothing;
SELECT CASE WHEN contains(email, '@') THEN lower(split_part(email, '@', 2)) END AS "domain(email)", count(*) AS "count()" FROM s GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT count(*) AS drinkers FROM s WHERE split_part(tags, '|', 1) = 'tea' OR contains(tags, '|tea');
