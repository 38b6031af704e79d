-- include _cdnow.sql
-- include _sequence.sql
CREATE VIEW a AS SELECT customer_id AS who, date AS t, line, CASE WHEN amount > 50 THEN 'large' ELSE 'small' END AS v FROM orders;
SELECT * FROM paths_of('a', 3);
