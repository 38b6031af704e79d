-- include _tiny.sql
SELECT id, n, spent, (spent - cost_of)::DOUBLE / nullif(spent, 0)::DOUBLE AS rate FROM m WHERE n >= 2 ORDER BY id;
SELECT id, greatest(spent, 20) AS at_least_20, (SELECT count(*) FROM purchases WHERE person = id AND category = 'tea' AND day >= '2024-07-01') AS tea FROM m ORDER BY id LIMIT 4;
SELECT count(*) AS n, sum(spent) AS spent FROM (FROM m ORDER BY spent DESC, id LIMIT 2);
SELECT (sum(spent) - sum(cost_of))::DOUBLE / sum(spent)::DOUBLE AS m, 2 * (sum(spent) - sum(cost_of))::DOUBLE / sum(spent)::DOUBLE AS twice FROM m;
