-- include _cdnow.sql
CREATE TABLE q AS SELECT q::DATE AS period, least((q + INTERVAL 3 MONTH)::DATE - 1, DATE '1998-06-30') AS last FROM unnest(generate_series(TIMESTAMP '1997-01-01', TIMESTAMP '1998-04-01', INTERVAL 3 MONTH)) u(q);
CREATE TABLE ends AS SELECT period, customer_id, count(*) FILTER (date <= last) AS n FROM q, orders GROUP BY ALL;
SELECT date_trunc('month', date)::DATE AS period, sum(amount) AS "sum(amount of orders)", true AS complete FROM orders GROUP BY 1 ORDER BY 1;
SELECT period, count(*) FILTER (n > 1) / count(*) FILTER (n > 0) AS "count(frequency > 1) / count(frequency > 0)", true AS complete FROM ends GROUP BY period ORDER BY period;
