SELECT who, count(*) AS n, max("at") AS last_visit FROM read_csv('data/visits.csv') GROUP BY who ORDER BY who;
