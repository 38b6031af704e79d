-- include _tiny.sql
SELECT id FROM people WHERE id LIKE '0%' AND id <= '03' ORDER BY id;
SELECT id, n FROM m WHERE id = '07';
SELECT person, amount FROM purchases WHERE person = '08';
