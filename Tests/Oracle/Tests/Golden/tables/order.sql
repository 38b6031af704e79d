-- include _baskets.sql
CREATE TABLE timed AS SELECT *, row_number() OVER w AS nth, day - lag(day) OVER w AS gap, lead(sku) OVER w AS follows, lag(sku) OVER w AS before, lead(day) OVER w AS after FROM own WHERE day IS NOT NULL WINDOW w AS (PARTITION BY person ORDER BY day, line);
CREATE TABLE early AS SELECT *, lead(day) OVER (PARTITION BY person ORDER BY day, line) AS after FROM own WHERE day <= '2024-02-09';
CREATE TABLE alls AS SELECT l.*, t.nth, t.gap, t.follows, t.before, t.after FROM lines l LEFT JOIN timed t USING (line);
SELECT person, bill, sku, nth, gap, follows AS "after" FROM alls ORDER BY NOT known, person, day NULLS LAST, line;
SELECT p.person, avg(gap)::DOUBLE AS gap, coalesce(sum(quantity) FILTER (nth = 1), 0)::BIGINT AS firsts, count(*) FILTER (a.person IS NOT NULL AND NOT coalesce(sku = before, false)) AS changes FROM people p LEFT JOIN alls a USING (person) GROUP BY 1 ORDER BY 1;
SELECT p.person, count(a.person) FILTER (a.after IS NULL) AS ends, (SELECT count(*) FROM early e WHERE e.person = p.person AND e.after IS NULL) + (SELECT count(*) FROM own o WHERE o.person = p.person AND o.day IS NULL) AS earlier FROM people p LEFT JOIN alls a USING (person) GROUP BY 1 ORDER BY 1;
SELECT p.person, count(*) FILTER (sku = 'cup' AND nth = 1) AS cups FROM people p LEFT JOIN alls USING (person) GROUP BY 1 ORDER BY 1;
