-- Rows of a table (who, t, line, v) without missing values.
CREATE MACRO paths_of(rows, most) AS TABLE WITH p AS (SELECT who, array_to_string(list_slice(list(v ORDER BY t, line), 1, most), ' > ') AS path FROM query_table(rows) GROUP BY who) SELECT path, count(*) AS customers, count(*) / (SELECT count(*) FROM p) AS share FROM p GROUP BY path ORDER BY customers DESC, path;
