CREATE TABLE orders AS SELECT id, customer, day, amount, coupon, paid, filename AS file FROM read_csv(['data/several/union-1.csv', 'data/several/union-2.csv', 'data/several/union-3.csv'], union_by_name = true, filename = true);

SELECT id, customer, day, amount, coupon, paid, file FROM orders ORDER BY id;

SELECT customer, count(*) AS "count(orders)", coalesce(sum(amount), 0) AS "sum(amount of orders)", count(*) FILTER (paid = 'yes') AS "count(paid of orders)", max(day) AS "max(day of orders)" FROM orders GROUP BY customer ORDER BY customer;
