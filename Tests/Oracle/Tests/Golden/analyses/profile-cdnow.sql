-- include _cdnow.sql
-- include _profile.sql
CREATE VIEW t AS SELECT *, CASE WHEN frequency > 5 THEN 1 ELSE 2 END AS side FROM x;
CREATE VIEW a AS SELECT unnest(means_of(1, 'frequency', NULL, side, frequency)) FROM t UNION ALL SELECT unnest(means_of(2, 'revenue', NULL, side, revenue)) FROM t UNION ALL SELECT unnest(means_of(3, 'recency', NULL, side, recency)) FROM t UNION ALL SELECT unnest(shares_of(4, 'second_year', 'yes', side, second_year)) FROM t;
SELECT attribute, value, one AS loyal, other AS others, difference, effect FROM ordered('a');
