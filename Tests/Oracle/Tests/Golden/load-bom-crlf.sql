CREATE TABLE r AS FROM read_csv('data/bom-crlf.csv', header = true, quote = '"', escape = '"', delim = ',', strict_mode = true);
SELECT id, text FROM r WHERE contains(text, 'line') IS NOT TRUE ORDER BY id;
SELECT count(*) FILTER (contains(text, 'line two')) AS two_lines, count(text) AS texts FROM r;
