-- include _baskets.sql
CREATE TABLE carts AS SELECT person, bill, sum(amount)::DECIMAL(18,2) AS amount, count(*) AS lines, min(day) AS "at", coalesce(sum(quantity) FILTER (sku = 'pot'), 0)::BIGINT AS pots FROM lines WHERE status = 'paid' GROUP BY 1, 2;
CREATE TABLE early AS SELECT person, bill, sum(amount)::DECIMAL(18,2) AS amount FROM own WHERE status = 'paid' AND (day IS NULL OR day <= '2024-02-15') GROUP BY 1, 2;
SELECT person, bill, sku, amount FROM lines WHERE status != 'cancelled' ORDER BY NOT known, person, day NULLS LAST, line;
SELECT p.person, count(o.person) AS lines, (SELECT count(*) FROM (SELECT DISTINCT bill, day, sku, quantity, price, status FROM own d WHERE d.person = p.person)) AS once FROM people p LEFT JOIN own o USING (person) GROUP BY 1 ORDER BY 1;
FROM carts ORDER BY person NULLS LAST, "at" NULLS LAST, bill;
SELECT p.person, count(c.bill) AS orders, avg(amount::DOUBLE) FILTER ("at" > DATE '2024-03-31' - 60) AS carts, arg_max(bill, ("at", bill)) FILTER ("at" IS NOT NULL) AS last, (SELECT count(*) FROM early e WHERE e.person = p.person) AS early FROM people p LEFT JOIN carts c USING (person) GROUP BY 1 ORDER BY 1;
SELECT p.person, coalesce(sum(amount), 0)::DECIMAL(18,2) AS amount, coalesce((SELECT sum(amount) FROM early e WHERE e.person = p.person), 0)::DECIMAL(18,2) AS early FROM people p LEFT JOIN carts c USING (person) GROUP BY 1 ORDER BY 1;
SELECT city, avg(step)::DOUBLE AS step, count(c.bill) AS carts FROM people JOIN (SELECT *, CASE WHEN "at" IS NOT NULL THEN "at" - lag("at") OVER (PARTITION BY person ORDER BY "at" NULLS LAST, bill) END AS step FROM carts) c USING (person) GROUP BY 1 ORDER BY 1;
SELECT person, "at", count(*) AS carts, sum(amount)::DECIMAL(18,2) AS amount FROM carts GROUP BY 1, 2 ORDER BY person NULLS LAST, "at" NULLS LAST;
SELECT pots, count(*) AS carts, sum(amount)::DECIMAL(18,2) AS amount FROM carts JOIN people USING (person) GROUP BY 1 ORDER BY 1;
