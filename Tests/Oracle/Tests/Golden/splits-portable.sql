-- A field of the hashed text (docs/rules.md), and the number of a text.
CREATE MACRO field(t) AS coalesce(strlen(t) || ':' || t, '-');
CREATE MACRO number(t) AS ('0x' || left(md5(t), 15))::BIGINT::HUGEINT;
CREATE MACRO part(t, low, high) AS number(t) >= low * 1152921504606846976 AND number(t) < high * 1152921504606846976;
CREATE TABLE p AS SELECT "客户编号" AS id, "城市" AS city, "年龄"::INT AS age, "会员" AS member, strptime("注册日期", '%Y年%-m月%-d日')::DATE AS since, CASE WHEN age < 30 THEN 'young' WHEN age < 45 THEN 'middle' END AS band
  FROM read_csv('../../examples/retail-zh/客户.csv', all_varchar = true);
CREATE TABLE g AS SELECT *, '1:7' || '4:base' || field(city) || field(band) || field(id) AS t,
  '1:0' || '4:rest' || field(CASE member WHEN '是' THEN 'yes' WHEN '否' THEN 'no' END) || field(strftime(since, '%Y-%m-%d')) || field(id) AS u FROM p;
CREATE TABLE s AS SELECT *, part(t, 0, 0.125) AS control, part(t, 0.125, 0.458) AS test, part(t, 0.458, 1) AS rest, part(u, 0, 0.5) AS upper_half FROM g;
SELECT segment, customers, customers / 500 AS share FROM (SELECT 1 AS o, 'control' AS segment, count(*) AS customers FROM s WHERE control UNION ALL SELECT 2, 'test', count(*) FROM s WHERE test UNION ALL SELECT 3, 'rest', count(*) FROM s WHERE rest) ORDER BY o;
SELECT id AS "客户编号", city AS "城市", band FROM s WHERE control ORDER BY id LIMIT 12;
SELECT CASE member WHEN '是' THEN true WHEN '否' THEN false END AS "会员", count(*) AS all, count(*) FILTER (rest AND upper_half) AS left, count(*) FILTER (rest AND NOT upper_half) AS right FROM s GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT count(*) FILTER (part('1:0' || '0:' || field(id), 0, 0.1)) AS tenth, count(*) FILTER (part('1:3' || '0:' || field(id), 0, 0.1)) AS other, count(*) FILTER (part('1:3' || '0:' || field(id), 0, 0.005)) AS few FROM p;
CREATE TABLE l AS SELECT "渠道" AS channel, "年龄" IS NOT NULL AS here, '12:123456789012' || '70:customers_of_the_house_with_a_name_that_is_much_too_long_for_one_block' || field(regexp_replace("获客成本"::DOUBLE::VARCHAR, '\.0$', '')) || field((-("年龄"::INT))::VARCHAR) || field("客户编号") AS t
  FROM read_csv('../../examples/retail-zh/客户.csv', all_varchar = true);
SELECT channel AS "渠道", count(*) AS all, count(*) FILTER (here AND part(t, 0, 0.5)) AS even, count(*) FILTER (here AND part(t, 0.5, 1)) AS odd FROM l GROUP BY 1 ORDER BY 1 NULLS LAST;
