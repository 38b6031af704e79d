CREATE TABLE s AS FROM read_csv('data/shops.csv');
SELECT country, count(*) AS n, sum(turnover) AS turnover FROM s GROUP BY 1 ORDER BY 3 DESC LIMIT 1;
SELECT country, size, count(*) AS n FROM s GROUP BY 1, 2 ORDER BY 3 DESC, sum(turnover), country, size LIMIT 3;
SELECT size, count(*) AS n FROM s GROUP BY 1 ORDER BY size NULLS LAST LIMIT 1;
SELECT size, avg(turnover) AS average FROM s GROUP BY 1 ORDER BY 2;
SELECT turnover >= 20 AS big, count(*) AS n FROM s GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (turnover > 15 AND size = 'small') AS n, avg(turnover) AS mean, max(turnover) - min(turnover) AS spread FROM s WHERE country IS NOT NULL;
