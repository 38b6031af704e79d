-- include _cdnow.sql
-- include _histogram.sql
CREATE VIEW a AS SELECT revenue AS v FROM x;
CREATE VIEW b AS SELECT frequency AS v FROM x WHERE frequency > 1;
SELECT * FROM decimal_of('a', 20);
SELECT * FROM equal_of('b', 15, true);
