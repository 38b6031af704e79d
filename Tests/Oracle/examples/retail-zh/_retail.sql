CREATE TABLE c AS SELECT 客户编号, 姓名, 城市, 渠道, strptime(regexp_replace(注册日期, '[年月]', '-', 'g')[:-2], '%Y-%m-%d')::DATE AS 注册日期, 年龄, 会员 = '是' AS 会员, 电话, 获客成本 FROM read_csv('客户.csv', types = {'客户编号': 'VARCHAR', '电话': 'VARCHAR', '注册日期': 'VARCHAR', '会员': 'VARCHAR', '获客成本': 'DECIMAL(18,2)'});
CREATE TABLE o_all AS SELECT *, row_number() OVER () AS line FROM read_csv('订单.csv', types = {'客户编号': 'VARCHAR', '金额': 'DECIMAL(18,2)', '成本': 'DECIMAL(18,2)'});
CREATE TABLE o AS SELECT * FROM o_all SEMI JOIN c USING (客户编号);
CREATE TABLE t AS SELECT 客户编号, 日期, 原因, 已解决 = '是' AS 已解决, row_number() OVER () AS line FROM read_csv('投诉.csv', types = {'客户编号': 'VARCHAR', '已解决': 'VARCHAR'});
CREATE TABLE m AS SELECT c.*, coalesce(o.n, 0) AS n, coalesce(消费次数, 0) AS 消费次数, coalesce(消费金额, 0)::DECIMAL(18,2) AS 消费金额, (coalesce(毛利, 0) - 获客成本)::DECIMAL(18,2) AS 利润, DATE '2024-12-31' - 末次 AS 间隔天数, 末次, 前次,
  coalesce(本季, 0)::DECIMAL(18,2) AS 本季, coalesce(上季, 0)::DECIMAL(18,2) AS 上季, coalesce(茶叶90, 0)::DECIMAL(18,2) AS 茶叶90, coalesce(退, 0)::DECIMAL(18,2) AS refunds, coalesce(买, 0)::DECIMAL(18,2) AS bought,
  coalesce(t.投诉次数, 0) AS 投诉次数, coalesce(t.未解决, 0) AS 未解决, coalesce(t.unhappy, 0) AS unhappy, t.最后质量投诉
FROM c LEFT JOIN (SELECT 客户编号, count(*) AS n, count(*) FILTER (金额 > 0) AS 消费次数, sum(金额) AS 消费金额, sum(金额 - 成本) AS 毛利, max(下单日期) AS 末次, max(下单日期) FILTER (下单日期 <= DATE '2024-12-31' - 180) AS 前次,
   sum(金额) FILTER (下单日期 >= DATE '2024-10-01') AS 本季, sum(金额) FILTER (下单日期 >= DATE '2024-07-01' AND 下单日期 < DATE '2024-10-01') AS 上季,
   sum(金额) FILTER (品类 = '茶叶' AND 下单日期 > DATE '2024-12-31' - 90) AS 茶叶90, -sum(金额) FILTER (金额 < 0) AS 退, sum(金额) FILTER (金额 > 0) AS 买 FROM o GROUP BY 1) o USING (客户编号)
 LEFT JOIN (SELECT 客户编号, count(*) AS 投诉次数, count(*) FILTER (NOT 已解决) AS 未解决, count(*) FILTER (NOT 已解决 AND 日期 > DATE '2023-12-31') AS unhappy, max(日期) FILTER (原因 = '质量问题') AS 最后质量投诉 FROM t GROUP BY 1) t USING (客户编号);
