-- include _cdnow.sql
WITH p AS (SELECT *, ntile(4) OVER (ORDER BY frequency, id) AS a, ntile(4) OVER (ORDER BY revenue, id) AS b FROM x) SELECT a AS frequency, b AS revenue, count(*) AS customers, count(*) / 2357 AS share, sum(p.frequency) AS "sum of frequency", sum(p.revenue) AS "sum of revenue" FROM p GROUP BY a, b ORDER BY a, b;
