CREATE TABLE v AS SELECT * FROM (VALUES ('01', 2000.0, 0.125, true, DATE '2023-01-05'), ('02', 12000.0, 1.0, false, DATE '2023-12-31'), ('03', -300.0, 0.0, true, DATE '2024-02-29')) AS t(编号, 余额, 折扣, 会员, 注册);
SELECT 编号, 余额::DOUBLE AS 余额, 折扣::DOUBLE AS 折扣, 会员, 注册, DATE '2024-12-31' - 注册 AS 天数 FROM v;
