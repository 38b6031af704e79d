-- include _retail.sql
CREATE TABLE d AS SELECT unnest(range(1, len(x) + 1)) AS line, unnest(x) AS text FROM (SELECT string_split(rtrim(content, chr(10)), chr(10)) AS x FROM read_text('订单_脏数据.csv'));
CREATE TABLE e AS SELECT *, len(f) = 6 AND try_cast(f[3] AS DATE) IS NOT NULL AND try_cast(f[5] AS DECIMAL(18,2)) IS NOT NULL AS good FROM (SELECT *, string_split(text, ',') AS f FROM d WHERE line > 1);
SELECT count(*) AS 订单数, sum(金额) AS 金额, min(下单日期) AS 最早, max(金额) AS 最大一笔 FROM o WHERE 下单日期 >= DATE '2024-10-01';
SELECT line FROM e WHERE NOT good ORDER BY line;
SELECT count(*) AS 订单数, sum(f[5]::DECIMAL(18,2)) AS 金额 FROM e WHERE good;
SELECT 客户编号, 电话, 注册日期 FROM c WHERE 客户编号 IN ('000007', '000014', '000021') ORDER BY 1;
