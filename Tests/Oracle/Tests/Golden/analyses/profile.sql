-- include _profile.sql
-- include _panel.sql
CREATE VIEW t AS SELECT *, CASE WHEN plan IN ('gold', 'plus') THEN 1 ELSE 2 END AS side FROM panel;
CREATE VIEW u AS SELECT *, 1 AS side FROM panel WHERE vip;
CREATE VIEW a AS SELECT * FROM panel_of('t') UNION ALL SELECT unnest(means_of(9, 'half', NULL, side, income / 2)) FROM t;
CREATE VIEW b AS SELECT * FROM panel_of('u') WHERE one > 0 UNION ALL SELECT unnest(shares_of(9, 'payers', 'yes', side, plan IN ('gold', 'plus'))) FROM u UNION ALL SELECT unnest(means_of(10, 'half', NULL, side, income / 2)) FROM u;
SELECT attribute, value, one AS payers, other AS others, difference, effect FROM ordered('a');
SELECT attribute, value, one AS all_of_them, other AS others, difference, effect FROM ordered('b');
