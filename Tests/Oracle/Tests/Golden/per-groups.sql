CREATE TABLE s AS FROM read_csv('data/shops.csv');
SELECT id, country, turnover FROM s QUALIFY row_number() OVER (PARTITION BY country ORDER BY turnover DESC, id) = 1 ORDER BY id;
SELECT id, country, size, turnover FROM s QUALIFY row_number() OVER (PARTITION BY country, size ORDER BY turnover DESC, id) = 1 ORDER BY id;
SELECT 'upper' AS segment, country, count(*) AS customers, count(*) / 8 AS share FROM (FROM s QUALIFY row_number() OVER (PARTITION BY country ORDER BY turnover DESC, id) <= (count(*) OVER (PARTITION BY country) * 50 + 99) // 100) GROUP BY country ORDER BY country NULLS LAST;
SELECT id, turnover FROM s QUALIFY row_number() OVER (PARTITION BY country ORDER BY turnover, id DESC) = 1 ORDER BY id;
SELECT id, country, turnover FROM s WHERE size = 'large' QUALIFY row_number() OVER (PARTITION BY country ORDER BY turnover, id) = 1 ORDER BY id;
