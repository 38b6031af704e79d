-- include _funnel.sql
CREATE TABLE o AS SELECT customer_id AS who, 1 AS tab, row_number() OVER () AS line, date AS t, amount FROM read_csv('../../../examples/cdnow/cdnow_sample.csv');
CREATE VIEW o1 AS SELECT who, t AS start, t AS arrival FROM o;
CREATE VIEW o2 AS FROM chain2('o', 'o', 90);
CREATE VIEW o3 AS FROM chain3('o', 'o', 'o', 90);
CREATE VIEW p AS SELECT * FROM o WHERE amount > 50;
CREATE VIEW q AS SELECT * FROM o WHERE amount > 100;
CREATE VIEW p1 AS SELECT who, t AS start, t AS arrival FROM p;
CREATE VIEW p2 AS FROM chain2('p', 'p', 30);
CREATE VIEW p3 AS FROM chain3('p', 'p', 'q', 30);
SELECT step, 'orders' AS name, * EXCLUDE (step) FROM rows_of('o1', 'o2', 'o3');
SELECT step, ['orders where amount > 50', 'orders where amount > 50', 'orders where amount > 100'][step] AS name, * EXCLUDE (step) FROM rows_of('p1', 'p2', 'p3');
