-- include _retail.sql
CREATE TABLE y AS SELECT *, n > 0 AS 买过, n > 0 AND 间隔天数 > 180 AS 流失, 前次 IS NOT NULL AND (DATE '2024-12-31' - 180) - 前次 > 180 AS 前流失 FROM m;
SELECT '买过' AS segment, count(*) AS customers, count(*) / 500 AS share FROM y WHERE 买过 UNION ALL SELECT '流失', count(*), count(*) / 500 FROM y WHERE 流失 UNION ALL SELECT '有投诉', count(*), count(*) / 500 FROM y WHERE 投诉次数 > 0 UNION ALL SELECT '不满', count(*), count(*) / 500 FROM y WHERE 未解决 > 0;
SELECT CASE WHEN 未解决 > 0 THEN '有未解决的投诉' WHEN 投诉次数 > 0 THEN '投诉都已解决' ELSE '没有投诉' END AS 投诉情况, count(*) AS 客户数, count(*) FILTER (流失) AS 流失数, count(*) FILTER (流失) / count(*) AS 流失率 FROM y WHERE 买过 GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (原因 = '物流慢') AS 物流慢, count(*) FILTER (原因 = '质量问题') AS 质量问题, count(*) FILTER (NOT 已解决) AS 未解决, count(*) FILTER (year(日期) = 2024) AS 今年, count(*) AS 全部 FROM t;
WITH q AS (SELECT *, row_number() OVER (ORDER BY 消费金额 DESC, 客户编号) AS place, count(*) OVER () AS qualified FROM y WHERE 最后质量投诉 > 末次) SELECT '质量流失' AS segment, count(*) AS customers, count(*) / 500 AS share, any_value(qualified) AS qualified, sum(消费金额) AS 消费金额, sum(消费金额)::DOUBLE / (SELECT sum(消费金额)::DOUBLE FROM m) AS 消费金额_share, min(消费金额) AS cutoff FROM q WHERE place <= 5;
SELECT 客户编号, 城市, 消费金额, 最后质量投诉 FROM y WHERE 最后质量投诉 > 末次 ORDER BY 消费金额 DESC, 客户编号 LIMIT 5;
SELECT count(*) AS 新流失, count(*) FILTER (未解决 > 0) AS 其中不满, count(*) FILTER (未解决 > 0) / count(*) AS 占比 FROM y WHERE 流失 AND NOT 前流失;
SELECT 客户编号, 日期, 城市, 渠道 FROM t JOIN c USING (客户编号) WHERE 原因 = '质量问题' AND NOT 已解决 ORDER BY 日期 DESC, 客户编号, line LIMIT 3;
