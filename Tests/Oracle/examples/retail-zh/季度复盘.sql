-- include _retail.sql
CREATE TABLE 忠诚 AS SELECT * FROM (SELECT *, row_number() OVER (ORDER BY 利润 DESC, 客户编号) AS place, count(*) OVER () AS qualified FROM m WHERE 消费次数 > 5) WHERE place <= (qualified * 20 + 99) // 100;
SELECT count(*) AS 客户数, count(*) FILTER (消费次数 > 0) AS 有消费, sum(消费金额) AS 消费金额, sum(利润) AS 利润, (sum(利润)::DOUBLE / count(*))::DECIMAL(18,4) AS 人均利润 FROM m;
SELECT '忠诚客户' AS segment, count(*) AS customers, count(*) / 500 AS share, any_value(qualified) AS qualified, sum(利润) AS 利润, sum(利润)::DOUBLE / (SELECT sum(利润)::DOUBLE FROM m) AS 利润_share, min(利润) AS cutoff FROM 忠诚;
SELECT 客户编号, 姓名, 城市, 消费次数, 利润 FROM 忠诚 ORDER BY place LIMIT 5;
SELECT '忠诚客户' AS segment, 城市, count(*) AS customers, count(*) / 500 AS share FROM 忠诚 GROUP BY 城市 ORDER BY 城市 NULLS LAST;
SELECT '高频' AS segment, count(*) AS customers, count(*) / 500 AS share FROM m WHERE 消费次数 > 10 AND 间隔天数 <= 90;
WITH r AS (SELECT *, sum(利润) OVER (ORDER BY 利润 DESC, 客户编号 ROWS UNBOUNDED PRECEDING) AS running FROM m) SELECT '利润主力' AS segment, count(*) AS customers, count(*) / 500 AS share, 500 AS qualified, sum(利润)::DECIMAL(18,2) AS 利润, sum(利润)::DOUBLE / (SELECT sum(利润)::DOUBLE FROM m) AS 利润_share, min(利润) AS cutoff FROM r WHERE running - 利润 < 0.8 * (SELECT sum(利润) FROM m WHERE 利润 > 0);
SELECT 城市, count(*) AS 客户数, sum(本季) AS 本季, sum(上季) AS 上季, (sum(本季)::DOUBLE / sum(上季)::DOUBLE - 1)::DECIMAL(18,4) AS 环比 FROM m GROUP BY 城市 ORDER BY sum(本季) DESC LIMIT 5;
SELECT CASE WHEN 年龄 IS NULL THEN '未填' WHEN 年龄 < 30 THEN '30以下' WHEN 年龄 < 45 THEN '30-44' ELSE '45以上' END AS 年龄段, CASE WHEN 会员 THEN '会员' ELSE '非会员' END AS 身份, count(*) AS 客户数, sum(消费金额) AS 消费金额, avg(消费次数) AS 平均次数 FROM m GROUP BY 1, 2 ORDER BY 1, 2;
SELECT 客户编号, 城市, 利润 FROM (SELECT *, row_number() OVER (PARTITION BY 城市 ORDER BY 利润 DESC, 客户编号) AS place FROM m) WHERE place <= 2 AND 城市 IS NOT NULL ORDER BY 利润 DESC LIMIT 6;
SELECT 客户编号, 姓名, 渠道, 茶叶90 FROM m WHERE 茶叶90 > 0 AND 会员 AND 渠道 IN ('天猫', '微信小程序') ORDER BY 茶叶90 DESC, 消费金额 DESC, 客户编号 LIMIT 10;
