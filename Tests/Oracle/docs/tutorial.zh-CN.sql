SET file_search_path = '../examples/retail-zh';
-- include ../examples/retail-zh/_retail.sql
CREATE TABLE f AS SELECT * FROM m WHERE n > 0;
CREATE TABLE 忠诚 AS SELECT * FROM (SELECT *, row_number() OVER (ORDER BY 利润 DESC, 客户编号) AS place, count(*) OVER () AS qualified FROM m WHERE 消费次数 > 5) WHERE place <= (qualified * 20 + 99) // 100;
CREATE TABLE q4 AS SELECT replace(金额, ',', '')::DECIMAL(18,2) AS 金额 FROM read_csv('订单.csv', all_varchar = true) SEMI JOIN c USING (客户编号) WHERE 下单日期 >= '2024-10-01';
SELECT (SELECT count(*) FROM c) AS 客户数, count(*) AS 订单数, min(下单日期) AS 最早, max(下单日期) AS 最晚 FROM o;
SELECT count(*) AS 订单数, sum(金额) AS 金额 FROM q4;
SELECT 'skip';
SELECT 'skip';
SELECT 客户编号, 姓名, 城市, 消费次数 AS 频率, 消费金额 AS 收入, 利润, 间隔天数 AS 间隔 FROM m ORDER BY 利润 DESC, 客户编号 LIMIT 5;
SELECT '忠诚' AS 细分, count(*) AS 客户数, count(*) / 500 AS 占比, any_value(qualified) AS 合格, sum(利润) AS 利润, sum(利润)::DOUBLE / (SELECT sum(利润)::DOUBLE FROM m) AS 利润占比, min(利润) AS 门槛 FROM 忠诚;
WITH w AS (SELECT 客户编号 FROM o GROUP BY 1 HAVING count(*) FILTER (下单日期 >= DATE '2024-10-01') < count(*) FILTER (下单日期 >= DATE '2024-07-01' AND 下单日期 < DATE '2024-10-01')),
  p AS (SELECT 1 AS i, '沉默' AS segment, count(*) AS customers FROM m WHERE 间隔天数 > 180 UNION ALL SELECT 2, '值得挽回', least(20, count(*)) FROM m WHERE 消费次数 > 5 AND 间隔天数 > 180 UNION ALL SELECT 3, '变冷', count(*) FROM w)
  SELECT segment AS 细分, customers AS 客户数, customers / 500 AS 占比 FROM p ORDER BY i;
SELECT 客户编号, 姓名, 城市, 利润, 间隔天数 AS 间隔 FROM m WHERE 消费次数 > 5 AND 间隔天数 > 180 ORDER BY 利润 DESC, 客户编号 LIMIT 3;
SELECT 'skip';
WITH r AS (SELECT *, row_number() OVER (ORDER BY 消费金额 DESC, 客户编号) <= 89 AS a, row_number() OVER (ORDER BY 利润 DESC, 客户编号) <= 89 AS b FROM f)
  SELECT CASE WHEN a AND b THEN '两者都是' WHEN a THEN '只有收入高' WHEN b THEN '只有利润高' ELSE '其他' END AS 类别, count(*) AS 客户数, sum(消费金额) AS 收入, sum(利润) AS 利润 FROM r GROUP BY 1 ORDER BY 4 DESC;
SELECT 渠道, count(*) AS 客户数, sum(利润) AS 利润, sum(利润)::DOUBLE / count(*) AS 人均利润, sum(利润)::DOUBLE / sum(消费金额)::DOUBLE AS 利润率 FROM m GROUP BY 1 ORDER BY 3 DESC;
SELECT count(*) FILTER (利润 < 0) AS 亏损客户, count(*) FILTER (利润 < 0 AND 消费次数 > 0) AS 下过单仍亏损 FROM m;
WITH r AS (SELECT *, row_number() OVER (ORDER BY 利润 DESC, 客户编号) AS place FROM f), d AS (SELECT *, (SELECT min(k) FROM range(1, 11) AS g(k) WHERE place <= (442 * k + 9) // 10) AS part FROM r),
  g AS (SELECT part, count(*) AS customers, sum(利润) AS 利润, min(利润) AS least FROM d GROUP BY 1)
  SELECT part / 10 AS 前, customers AS 客户数, 利润, least AS 最低值, 利润::DOUBLE / (sum(利润) OVER ())::DOUBLE AS 占比, (sum(利润) OVER (ORDER BY part))::DOUBLE / (sum(利润) OVER ())::DOUBLE AS 累计占比 FROM g ORDER BY part;
WITH r AS (SELECT *, sum(利润) OVER (ORDER BY 利润 DESC, 客户编号 ROWS UNBOUNDED PRECEDING) AS running FROM f) SELECT '利润主力' AS 细分, count(*) AS 客户数, count(*) / 500 AS 占比, 442 AS 合格, sum(利润)::DECIMAL(18,2) AS 利润, sum(利润)::DOUBLE / (SELECT sum(利润)::DOUBLE FROM m) AS 利润占比, min(利润) AS 门槛 FROM r WHERE running - 利润 < 0.8 * (SELECT sum(利润) FROM f WHERE 利润 > 0);
CREATE MACRO stage(n, gap) AS CASE WHEN n = 0 THEN 1 WHEN gap > 180 THEN 2 WHEN n = 1 THEN 3 WHEN n > 5 THEN 4 ELSE 5 END;
CREATE MACRO label(i) AS ['潜在', '流失', '新客', '成熟', '成长'][i];
WITH s AS (SELECT *, stage(消费次数, 间隔天数) AS i FROM m) SELECT label(i) AS 阶段, count(*) AS 客户数, sum(利润) AS 利润, count(*) FILTER (客户编号 IN (SELECT 客户编号 FROM 忠诚)) AS 忠诚数 FROM s GROUP BY i ORDER BY i;
WITH t AS (SELECT 客户编号, count(*) FILTER (金额 > 0) AS n, DATE '2024-12-31' - 180 - max(下单日期) AS gap FROM o WHERE 下单日期 <= DATE '2024-12-31' - 180 GROUP BY 1),
  s AS (SELECT stage(coalesce(t.n, 0), t.gap) AS i, stage(消费次数, 间隔天数) AS j FROM m LEFT JOIN t USING (客户编号))
  SELECT label(i) AS "从", label(j) AS "到", count(*) AS 客户数, count(*) / sum(count(*)) OVER (PARTITION BY i) AS 占比 FROM s GROUP BY i, j ORDER BY i, j;
WITH b AS (SELECT 客户编号, date_trunc('quarter', min(下单日期))::DATE AS cohort FROM o GROUP BY 1), e AS (SELECT DISTINCT cohort, 客户编号, datediff('quarter', cohort, 下单日期) AS k FROM o JOIN b USING (客户编号)),
  g AS (SELECT cohort, count(DISTINCT 客户编号) AS size, [count(*) FILTER (k = 0), count(*) FILTER (k = 1), count(*) FILTER (k = 2), count(*) FILTER (k = 3), count(*) FILTER (k = 4), count(*) FILTER (k = 5), count(*) FILTER (k = 6), count(*) FILTER (k = 7)] AS v, datediff('quarter', cohort, DATE '2024-12-31') AS most FROM e GROUP BY 1)
  SELECT cohort AS 同期群, size AS 人数, v[1] / size AS "0", CASE WHEN most >= 1 THEN v[2] / size END AS "1", CASE WHEN most >= 2 THEN v[3] / size END AS "2", CASE WHEN most >= 3 THEN v[4] / size END AS "3", CASE WHEN most >= 4 THEN v[5] / size END AS "4", CASE WHEN most >= 5 THEN v[6] / size END AS "5", CASE WHEN most >= 6 THEN v[7] / size END AS "6", CASE WHEN most >= 7 THEN v[8] / size END AS "7" FROM g ORDER BY cohort;
SELECT date_trunc('quarter', 下单日期)::DATE AS 周期, sum(金额)::DOUBLE AS "求和(金额 属于 订单)", '是' AS 完整 FROM o GROUP BY 1 ORDER BY 1;
SELECT 'skip';
SELECT 'skip';
SELECT 'skip';
WITH f AS (SELECT 客户编号, count(*) AS n, max(下单日期) AS z, count(*) FILTER (下单日期 <= DATE '2024-01-01') AS n0, max(下单日期) FILTER (下单日期 <= DATE '2024-01-01') AS z0, count(*) FILTER (下单日期 > DATE '2024-01-01') AS k, sum(金额) FILTER (下单日期 > DATE '2024-01-01') AS s FROM o GROUP BY 1)
  SELECT count(*) FILTER (n0 > 0 AND DATE '2024-01-01' - z0 <= 365 AND DATE '2024-12-31' - z <= 365) / count(*) FILTER (n0 > 0 AND DATE '2024-01-01' - z0 <= 365) AS 客户留存率, count(*) FILTER (k > 0 AND n > 1) / count(*) FILTER (k > 0) AS 复购率, sum(s)::DOUBLE / sum(k) AS 客单价 FROM f;
WITH f AS (SELECT c.客户编号, count(o.金额) AS n, max(下单日期) AS z, coalesce(sum(金额 - 成本), 0) AS p FROM c LEFT JOIN o USING (客户编号) GROUP BY 1),
  s AS (SELECT *, CASE WHEN n = 0 THEN 1 WHEN DATE '2024-12-31' - z > 365 THEN 5 WHEN n = 1 THEN 2 WHEN n < 5 OR DATE '2024-12-31' - z > 90 THEN 3 ELSE 4 END AS i FROM f)
  SELECT ['潜在', '首购', '复购', '忠诚', '流失'][i] AS 五阶段, count(*) AS 人数, sum(p)::DOUBLE AS 利润合计 FROM s GROUP BY i ORDER BY i;
