-- include _funnel.sql
CREATE TABLE c AS SELECT who, 1 AS tab, row_number() OVER () AS line, moment AS t FROM read_csv('../data/clock.csv') WHERE moment < TIMESTAMP '2025-01-02';
CREATE VIEW c1 AS SELECT who, t AS start, t AS arrival FROM c;
CREATE VIEW c2 AS FROM chain2('c', 'c', 0);
CREATE VIEW d2 AS FROM chain2('c', 'c', 1);
SELECT step, 'clock' AS name, * EXCLUDE (step) FROM rows_of('c1', 'c2', 'c2') WHERE step < 3;
SELECT step, 'clock' AS name, * EXCLUDE (step) FROM rows_of('c1', 'd2', 'd2') WHERE step < 3;
