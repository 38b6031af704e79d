CREATE MACRO tag(d) AS strptime(d, '%Y年%m月%d日')::DATE;
CREATE TABLE 订单 AS SELECT * REPLACE (tag(下单日期) AS 下单日期) FROM read_csv(['订单-2023.csv', '订单-2024.csv'], union_by_name = true, types = {'门店编号': 'VARCHAR', '客户编号': 'VARCHAR'});
CREATE TABLE 客户 AS SELECT * REPLACE (tag(注册日期) AS 注册日期, tag(注册月份) AS 注册月份) FROM read_csv('客户.csv', types = {'客户编号': 'VARCHAR', '常去门店': 'VARCHAR'});
CREATE TABLE 门店 AS FROM read_csv('门店.csv', types = {'门店编号': 'VARCHAR'});
CREATE TABLE 预算 AS SELECT * REPLACE (tag(月份) AS 月份, 花费::DECIMAL(18,2) AS 花费) FROM read_csv('预算.csv');
CREATE TABLE 推荐 AS FROM read_csv('推荐.csv', types = {'推荐人': 'VARCHAR', '被推荐人': 'VARCHAR'});
CREATE TABLE 全部 AS SELECT m.订单编号, c.客户编号, o.状态, s.大区, p.品类, g.产地, 数量 * 单价::DECIMAL(18,2) * (1 - 折扣::DECIMAL(18,2)) AS 金额, 数量 * 单价::DECIMAL(18,2) * (1 - 折扣::DECIMAL(18,2)) - 数量 * 成本::DECIMAL(18,2) AS 毛利
  FROM read_csv('明细.csv') m LEFT JOIN 订单 o USING (订单编号) LEFT JOIN 客户 c ON c.客户编号 = o.客户编号 LEFT JOIN 门店 s USING (门店编号) LEFT JOIN read_csv('商品.csv') p USING (商品编号) LEFT JOIN read_csv('供应商.csv') g USING (供应商编号);
CREATE TABLE 明细 AS FROM 全部 WHERE 客户编号 IS NOT NULL;
CREATE TABLE 销售 AS FROM 明细 WHERE 状态 = '已付款';
CREATE TABLE x AS SELECT c.*, coalesce(次数, 0) AS 次数, 间隔, coalesce(消费, 0) AS 消费, coalesce(利润, 0) AS 利润, 茶叶 / 消费 AS 茶叶占比 FROM 客户 c
  LEFT JOIN (SELECT 客户编号, count(*) FILTER (状态 = '已付款') AS 次数, DATE '2024-12-31' - max(下单日期) AS 间隔 FROM 订单 GROUP BY 1) USING (客户编号)
  LEFT JOIN (SELECT 客户编号, sum(金额) AS 消费, coalesce(sum(毛利), 0) AS 利润, coalesce(sum(金额) FILTER (品类 = '茶叶'), 0) AS 茶叶 FROM 销售 GROUP BY 1) USING (客户编号);
CREATE TABLE 带 AS SELECT c.客户编号, c.姓名, count(r.推荐人) AS 人数, coalesce(sum(x.利润), 0) AS 带来利润, c.利润 FROM x c LEFT JOIN 推荐 r ON r.推荐人 = c.客户编号 LEFT JOIN x ON x.客户编号 = r.被推荐人 GROUP BY ALL;
CREATE TABLE 名次 AS SELECT *, row_number() OVER (ORDER BY 利润 DESC, 客户编号) AS 位 FROM x WHERE 次数 > 3;
SELECT count(*) AS 客户数, count(*) FILTER (次数 > 0) AS 买过, sum(次数)::BIGINT AS 订单数, sum(消费)::DECIMAL(18,2) AS 消费, sum(利润)::DECIMAL(18,2) AS 利润 FROM x;
SELECT (SELECT sum(金额)::DECIMAL(18,2) FROM 明细) AS 客户的, sum(金额)::DECIMAL(18,2) AS 全部, count(*) AS 行数 FROM 全部;
SELECT 品类, count(*) AS 行数, sum(金额)::DECIMAL(18,2) AS 消费, coalesce(sum(毛利), 0)::DECIMAL(18,2) AS 利润 FROM 销售 GROUP BY 1 ORDER BY 利润 DESC;
SELECT 产地, sum(毛利)::DECIMAL(18,2) AS 利润 FROM 销售 GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT 大区, count(DISTINCT 订单编号) AS 订单数, sum(金额)::DECIMAL(18,2) AS 消费 FROM 销售 GROUP BY 1 ORDER BY 1 NULLS LAST;
WITH s AS (SELECT *, CASE WHEN 次数 = 0 THEN '1 潜在' WHEN 间隔 > 180 THEN '2 沉睡' WHEN 次数 >= 6 AND 间隔 <= 60 THEN '3 忠诚' WHEN 次数 = 1 THEN '4 新客户' ELSE '5 回头客' END AS 阶段 FROM x) SELECT 阶段[3:] AS 阶段, count(*) AS 客户数, sum(利润)::DECIMAL(18,2) AS 利润, avg(茶叶占比::DOUBLE) AS 茶叶占比 FROM s GROUP BY s.阶段 ORDER BY s.阶段;
SELECT 客户编号, 姓名, 人数, 带来利润::DECIMAL(18,2) AS 带来利润, 利润::DECIMAL(18,2) AS 利润 FROM 带 ORDER BY 带.带来利润 DESC, 客户编号 LIMIT 5;
SELECT (SELECT sum(花费) FROM 预算 WHERE year(月份) = 2024)::DOUBLE / count(*) FILTER (year(注册日期) = 2024) AS 获客成本 FROM x;
SELECT x.渠道, count(*) AS 客户数, avg(b.访客) AS 访客 FROM x LEFT JOIN 预算 b ON b.渠道 = x.渠道 AND b.月份 = x.注册月份 GROUP BY 1 ORDER BY 1;
SELECT 大区, count(*) AS 客户数, sum(利润)::DECIMAL(18,2) AS 利润 FROM 名次 LEFT JOIN 门店 ON 门店编号 = 常去门店 WHERE 位 <= (SELECT (count(*) * 20 + 99) // 100 FROM 名次) GROUP BY 1 ORDER BY 1 NULLS LAST;
