SELECT * FROM (VALUES (7, '茶'), (12, '咖啡')) AS t(id, 名称);
