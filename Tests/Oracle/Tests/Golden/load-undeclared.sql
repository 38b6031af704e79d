CREATE TABLE r AS SELECT row_number() OVER () + 1 AS line, string_split(x, ',') AS f FROM (SELECT unnest(string_split(rtrim(content, chr(10)), chr(10))[2:]) AS x FROM read_text('data/ragged.csv'));
SELECT f[1]::INT AS id, f[2] AS day, f[3] AS amount FROM r WHERE len(f) = 3 AND (f[3] LIKE 'f%' OR f[2] LIKE 'not%') ORDER BY line;
SELECT line FROM r WHERE len(f) <> 3 ORDER BY line;
