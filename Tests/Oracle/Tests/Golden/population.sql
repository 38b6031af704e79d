CREATE TABLE s AS FROM read_csv('data/shops.csv');
SELECT id, rank() OVER (PARTITION BY country ORDER BY turnover DESC, id) AS highest, rank() OVER (PARTITION BY country ORDER BY turnover, id) AS lowest, rank() OVER (PARTITION BY country ORDER BY turnover, id) AS the_same, rank() OVER (ORDER BY turnover, id) AS of_all FROM s ORDER BY id;
SELECT s.id, place, half FROM s LEFT JOIN (SELECT id, row_number() OVER (ORDER BY turnover, id) AS place, 3 - ntile(2) OVER (PARTITION BY size ORDER BY turnover, id) AS half FROM s WHERE country = 'DE') AS g ON s.id = g.id ORDER BY s.id;
SELECT id, 1 - (rank() OVER (PARTITION BY country ORDER BY turnover) - 1) / count(*) OVER (PARTITION BY country) AS share, ntile(2) OVER (PARTITION BY country ORDER BY turnover, id) AS half FROM s ORDER BY id;
