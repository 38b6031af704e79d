-- include _baskets.sql
CREATE TABLE totals AS SELECT p.person, coalesce(sum(amount), 0)::DECIMAL(18,2) AS total FROM people p LEFT JOIN own USING (person) GROUP BY 1;
SELECT p.person, coalesce(sum(amount), 0)::DECIMAL(18,2) AS total, coalesce(sum(amount * 0.1) FILTER (late OR sku = 'pot'), 0)::DECIMAL(18,2) AS taxes, coalesce(sum(amount) FILTER (day > DATE '2024-03-31' - 60), 0)::DECIMAL(18,2) AS recent, coalesce(sum(amount) FILTER (day IS NULL OR day <= '2024-01-31'), 0)::DECIMAL(18,2) AS "total as of 2024-01-31" FROM people p LEFT JOIN own USING (person) GROUP BY 1 ORDER BY 1;
SELECT person, bill, amount, amount::DOUBLE / total::DOUBLE AS share FROM own JOIN totals USING (person) WHERE amount::DOUBLE / total::DOUBLE > 0.4 ORDER BY person, day, line;
SELECT sku, sum(amount) AS amount, count(*) AS lines FROM own GROUP BY 1 ORDER BY 1;
SELECT late, count(*) AS lines, max(amount) AS largest FROM own GROUP BY 1 ORDER BY 1;
SELECT sum(amount) FILTER (late) AS late FROM own;
