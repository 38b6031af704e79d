CREATE TABLE r AS SELECT row_number() OVER () + 1 AS line, string_split(x, ',') AS f FROM (SELECT unnest(string_split(rtrim(content, chr(10)), chr(10))[2:]) AS x FROM read_text('data/ragged.csv'));
CREATE TABLE g AS SELECT *, len(f) = 3 AND try_cast(f[2] AS DATE) IS NOT NULL AND try_cast(f[3] AS DOUBLE) IS NOT NULL AS good FROM r;
SELECT f[1]::INT AS id, f[2]::DATE AS day, f[3]::DOUBLE AS amount FROM g WHERE good ORDER BY line;
SELECT line FROM g WHERE NOT good ORDER BY line;
