-- include _tiny.sql
SELECT id, name, member FROM m ORDER BY id LIMIT 3;
SELECT id, spent FROM m WHERE spent > 0 ORDER BY spent DESC, id;
SELECT id, spent FROM m ORDER BY spent, id DESC LIMIT 3;
SELECT id, name, spent FROM m ORDER BY spent DESC, id LIMIT 3;
SELECT id, spent FROM (FROM m ORDER BY spent DESC, id LIMIT 3) WHERE member ORDER BY spent DESC;
SELECT day, category, amount, name, city, spent FROM purchases JOIN m ON person = id WHERE amount >= 30 ORDER BY amount DESC;
SELECT person, day, amount FROM purchases WHERE category IS NULL OR amount < 0 ORDER BY person, day;
SELECT name, day, amount::DOUBLE / nullif(spent, 0)::DOUBLE AS part FROM purchases JOIN m ON person = id WHERE category = 'tea' AND member ORDER BY day DESC LIMIT 3;
