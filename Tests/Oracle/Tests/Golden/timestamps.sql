CREATE TABLE every AS FROM read_csv('data/clock.csv');
CREATE TABLE k AS SELECT w.who, moment, pages FROM (SELECT DISTINCT who FROM every) w LEFT JOIN (FROM every WHERE moment < '2025-01-01') USING (who);
SELECT who, count(moment) AS n, coalesce(sum(pages) FILTER (moment >= '2024-10-03'), 0) AS last_90, coalesce(sum(pages) FILTER (moment >= '2024-10-01'), 0) AS q4, coalesce(sum(pages) FILTER (moment >= '2024-12-31'), 0) AS last_day FROM k GROUP BY who ORDER BY who;
SELECT who, coalesce(sum(pages) FILTER (moment < '2024-12-31'), 0) AS before_it, coalesce(sum(pages) FILTER (moment >= '2024-12-31 12:00:00'), 0) AS since_noon, coalesce(sum(pages) FILTER (moment >= '2024-10-02 23:59:59' AND moment < '2024-10-03'), 0) AS one_second FROM k GROUP BY who ORDER BY who;
SELECT max(moment) AS newest, min(moment) AS oldest FROM k;
SELECT who, moment, pages FROM k WHERE moment >= '2024-10-03' ORDER BY moment DESC;
