CREATE TABLE h AS SELECT * REPLACE ("消费 金额"::DECIMAL(18,2) AS "消费 金额") FROM read_csv('data/会员.csv', types = {'编号': 'VARCHAR'});
SELECT 编号, 姓名, "消费 金额", "消费 金额" * 2 AS 消费 FROM h WHERE 城市 = '上海' ORDER BY 编号;
WITH q AS (SELECT *, "消费 金额" * 2 AS 消费 FROM h WHERE "消费 金额" * 2 > 50 AND 评分 >= 8), r AS (FROM q ORDER BY 消费 DESC, 编号 LIMIT (SELECT (count(*) * 50 + 99) // 100 FROM q)) SELECT '大客户' AS segment, count(*) AS customers, count(*) / 4 AS share, (SELECT count(*) FROM q) AS qualified, sum(消费) AS 消费, sum(消费)::DOUBLE / (SELECT sum("消费 金额" * 2)::DOUBLE FROM h) AS 消费_share, min(消费) AS cutoff FROM r;
SELECT 编号, 姓名 FROM h WHERE 城市 IN ('上海', '北京') AND 评分 IS NOT NULL ORDER BY 编号;
SELECT 编号, 评分 + 1 AS score FROM h WHERE 评分 + 1 > 8 ORDER BY 编号;
SELECT 城市 AS 所在城市, count(*) AS 人数, sum("消费 金额") AS 合计 FROM h GROUP BY 1 ORDER BY 1 NULLS LAST;
