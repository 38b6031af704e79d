-- A field of the hashed text (docs/rules.md), and the number of a text.
CREATE MACRO field(t) AS coalesce(strlen(t) || ':' || t, '-');
CREATE MACRO number(t) AS ('0x' || left(md5(t), 15))::BIGINT::HUGEINT;
CREATE TABLE c AS SELECT customer_id::INT AS id, count(*) AS n FROM read_csv('../../examples/cdnow/cdnow_sample.csv') GROUP BY 1;
CREATE TABLE r AS SELECT *, number('1:7' || '6:repeat' || field(id::VARCHAR)) < 0.2 * 1152921504606846976 AS control FROM c WHERE n > 1;
SELECT segment, customers, (customers / 2357)::DECIMAL(9, 6) AS share FROM (SELECT 1 AS o, 'control' AS segment, count(*) AS customers FROM r WHERE control UNION ALL SELECT 2, 'test', count(*) FROM r WHERE NOT control UNION ALL SELECT 3, 'repeat', count(*) FROM r) ORDER BY o;
SELECT count(*) FILTER (number('1:3' || '0:' || field(id::VARCHAR)) < 0.1 * 1152921504606846976) AS sampled, count(*) FILTER (number('1:4' || '0:' || field(id::VARCHAR)) < 0.1 * 1152921504606846976) AS other, count(*) AS all, 0 AS none FROM c;
