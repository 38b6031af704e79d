SELECT count(*) AS n, sum(v) AS total FROM read_csv('data/zipped.csv.gz');
