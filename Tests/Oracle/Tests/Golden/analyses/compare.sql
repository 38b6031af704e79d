-- include _profile.sql
-- include _panel.sql
CREATE VIEW t AS SELECT *, CASE plan WHEN 'gold' THEN 1 ELSE 2 END AS side FROM panel WHERE plan IN ('gold', 'free');
CREATE VIEW a AS SELECT * FROM panel_of('t') WHERE one + other > 0;
SELECT attribute, value, one AS golden, other AS unpaid, difference, effect FROM ordered('a');
