SET file_search_path = 'examples/retail-zh';
-- include examples/retail-zh/_retail.sql
CREATE TABLE 忠诚 AS SELECT * FROM (SELECT *, row_number() OVER (ORDER BY 利润 DESC, 客户编号) AS place, count(*) OVER () AS qualified FROM m WHERE 消费次数 > 5) WHERE place <= (qualified * 20 + 99) // 100;
CREATE MACRO stage(n, gap) AS CASE WHEN n = 0 THEN 1 WHEN gap > 180 THEN 2 WHEN n > 5 THEN 3 ELSE 4 END;
CREATE MACRO label(i) AS ['潜在', '流失', '成熟', '成长'][i];
SELECT '忠诚' AS 细分, count(*) AS 客户数, count(*) / 500 AS 占比, any_value(qualified) AS 合格, sum(利润) AS 利润, sum(利润)::DOUBLE / (SELECT sum(利润)::DOUBLE FROM m) AS 利润占比, min(利润) AS 门槛 FROM 忠诚;
WITH s AS (SELECT *, stage(消费次数, 间隔天数) AS i FROM m) SELECT label(i) AS 阶段, count(*) AS 客户数, sum(利润) AS 利润, count(*) FILTER (客户编号 IN (SELECT 客户编号 FROM 忠诚)) AS 忠诚数 FROM s GROUP BY i ORDER BY i;
SELECT 客户编号, 姓名, 城市, 消费次数 AS 频率, 利润 FROM 忠诚 ORDER BY place LIMIT 3;
