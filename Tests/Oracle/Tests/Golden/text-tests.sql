-- include _tiny.sql
SELECT id, note FROM people WHERE note LIKE '%tea%' ORDER BY id;
SELECT id FROM people WHERE note LIKE '_offee' ORDER BY id;
SELECT id, note FROM people WHERE contains(note, '%') ORDER BY id;
SELECT id FROM people WHERE name LIKE 'D%' OR name LIKE '%o' ORDER BY id;
SELECT id, name FROM people WHERE regexp_matches(name, '^[A-C]') ORDER BY id;
SELECT id FROM people WHERE regexp_matches(note, '^[A-Z]+$') ORDER BY id;
SELECT id, note FROM people WHERE contains(note, '"hi"') ORDER BY id;
SELECT id, city FROM people WHERE city LIKE 'Ł%' OR city = '北京' ORDER BY id;
SELECT count(*) FILTER ((note LIKE '%tea%') IS NOT TRUE) AS not_tea, count(*) FILTER (contains(name, 'a') IS NOT TRUE) AS no_a, count(*) FILTER ((city = 'Oslo') IS NOT TRUE) AS not_oslo FROM people;
