-- include _retail.sql
CREATE MACRO base(day) AS TABLE SELECT c.客户编号, 城市, 获客成本, count(下单日期) AS n, day - max(下单日期) AS r, day - min(下单日期) AS tenure, coalesce(sum(金额), 0)::DECIMAL(18,2) AS money, coalesce(sum(金额 - 成本), 0)::DECIMAL(18,2) AS profit,
    coalesce(r <= 180, false) AS active, arg_min(金额, (下单日期, line)) AS first_value, count(DISTINCT 品类) AS categories,
    CASE WHEN n = 0 THEN '1 prospect' WHEN r > 180 THEN '5 churned' WHEN n = 1 THEN '2 first_purchase' WHEN n >= 5 AND r <= 90 THEN '4 loyal' ELSE '3 repeat' END AS five
  FROM c LEFT JOIN (FROM o WHERE 下单日期 <= day) USING (客户编号) GROUP BY ALL;
CREATE MACRO six(day) AS TABLE SELECT *, CASE WHEN n = 0 THEN '1 potential' WHEN r > 180 THEN '6 ended' WHEN r > 180 OR v1 - v2 > 0.2 * abs(v1) AND p1 - p2 > 0.2 * abs(p1) THEN '5 decline'
    WHEN p2 <= CASE WHEN tenure < 180 THEN coalesce(获客成本, 0) ELSE 0 END THEN '2 development'
    WHEN tenure < 360 OR v2 - v1 > 0.2 * abs(v1) THEN '3 growth' ELSE '4 maturity' END AS stage
  FROM (SELECT a.*, a.money - b.money AS v2, b.money - c.money AS v1, a.profit - b.profit AS p2, b.profit - c.profit AS p1
    FROM base(day) a JOIN base(day - 180) b USING (客户编号) JOIN base(day - 360) c USING (客户编号));
CREATE TABLE now AS FROM six(DATE '2024-12-31');
CREATE TABLE scores AS SELECT *, 6 - ntile(5) OVER (ORDER BY r, 客户编号) AS rr, ntile(5) OVER (ORDER BY n, 客户编号) + ntile(5) OVER (ORDER BY money, 客户编号) AS fm FROM now WHERE n > 0;
CREATE TABLE named AS SELECT money, CASE WHEN fm >= 8 THEN CASE WHEN rr = 5 THEN '01 champions' WHEN rr >= 3 THEN '02 loyal' WHEN fm >= 9 THEN '08 cannot_lose' ELSE '09 at_risk' END
    WHEN rr >= 4 THEN CASE WHEN fm >= 4 THEN '03 potential_loyalists' WHEN rr = 5 THEN '04 new' ELSE '05 promising' END
    WHEN fm >= 6 THEN CASE rr WHEN 3 THEN '06 need_attention' ELSE '09 at_risk' END
    WHEN rr = 3 THEN '07 about_to_sleep' WHEN rr = 2 OR fm >= 4 THEN '10 hibernating' ELSE '11 lost' END AS name FROM scores UNION ALL SELECT 0, '12 no_orders' FROM now WHERE n = 0;
CREATE TABLE y AS SELECT e.*, s.active AS was, s.n = 0 AND e.n > 0 AS new, s.n > 0 AND NOT s.active AS lapsed, lapsed AND e.n > s.n AS back, was OR new OR back AS here, e.n - s.n AS orders,
    e.money - s.money AS m, e.profit - s.profit AS p, s.five AS then_five, 日期 IS NOT NULL AS complained
  FROM base(DATE '2024-12-31') e JOIN base(DATE '2024-01-01') s USING (客户编号) LEFT JOIN (SELECT 客户编号, any_value(日期) AS 日期 FROM t WHERE 日期 BETWEEN DATE '2024-01-02' AND DATE '2024-12-31' GROUP BY 1) USING (客户编号);
SELECT five[3:] AS 阶段, count(*) AS 客户数, sum(profit) AS 毛利 FROM now GROUP BY five ORDER BY five;
SELECT stage[3:] AS 阶段, count(*) AS 客户数, sum(profit) AS 毛利 FROM now GROUP BY stage ORDER BY stage;
SELECT 客户编号, a.城市, a.profit, a.v1 AS trend_volume_then, a.v2 AS trend_volume_now FROM now a JOIN six(DATE '2024-12-31' - 180) b USING (客户编号) WHERE a.stage[1] = '5' AND b.stage[1] IN ('3', '4') ORDER BY a.profit DESC, 1 LIMIT 5;
SELECT name[4:] AS 客户群, count(*) AS 客户数, sum(money)::DECIMAL(18,2) AS 消费金额 FROM named GROUP BY name ORDER BY name;
SELECT count(*) FILTER (was) AS 期初, count(*) FILTER (new) AS 新增, count(*) FILTER (back) AS 赢回, count(*) FILTER (here AND NOT active) AS 流失, count(*) FILTER (active) AS 期末 FROM y;
SELECT count(*) FILTER (was AND active) / count(*) FILTER (was) AS 保持率, count(*) FILTER (was AND NOT active) / count(*) FILTER (was) AS 流失率, count(*) FILTER (back) / count(*) FILTER (lapsed) AS 赢回率,
  count(*) FILTER (orders > 0 AND n > 1) / count(*) FILTER (orders > 0) AS 复购率, count(*) FILTER (orders > 0 AND categories > 1) / count(*) FILTER (orders > 0) AS 交叉购买率, count(*) FILTER (here AND complained) / count(*) FILTER (here) AS 投诉率 FROM y;
SELECT avg(first_value::DOUBLE) FILTER (new) AS 首单金额, avg(获客成本::DOUBLE) FILTER (new) AS 获客成本, sum(p) AS 利润贡献, sum(p) - sum(获客成本) FILTER (new) AS 利润 FROM y;
SELECT then_five[3:] AS 期初阶段, coalesce(sum(获客成本) FILTER (new), 0)::DECIMAL(18,2) AS 投入, sum(p) AS 产出 FROM y GROUP BY then_five ORDER BY then_five;
