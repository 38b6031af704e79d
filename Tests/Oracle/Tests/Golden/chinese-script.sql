-- include _subscribers.sql
SELECT id, signup FROM s WHERE strftime(signup, '%Y-%m') = '2024-10' OR signup = '2024-12-31' OR signup < '2024-01-02' ORDER BY id;
SELECT id, signup FROM s WHERE year(signup) = 2024 AND signup >= '2024-10-01' ORDER BY signup;
SELECT 10000 AS a, 120000000 AS b, 12000 AS c, 11000 AS d, 120000000 AS e, 5000 AS f, 12345.6 AS g, 2000 AS h;
SELECT id, name FROM s WHERE name IN ('王小明', 'Bo', 'Cai') ORDER BY id;
SELECT '他说“好”' || '《茶》' AS 话, substring('王小明', 2, 2) AS 名, instr('王小明', '明') AS 位置;
SELECT count(*) AS 人数 FROM s WHERE id >= 3;
