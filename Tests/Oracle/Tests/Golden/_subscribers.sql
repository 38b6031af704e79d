CREATE TABLE s AS SELECT * FROM read_csv('data/subscribers.csv', types = {'id': 'INTEGER', 'birthday': 'DATE', 'signup': 'DATE', 'due': 'DATE', 'seen': 'TIMESTAMP', 'name': 'VARCHAR', 'email': 'VARCHAR', 'tags': 'VARCHAR'}, delim = ',', header = true);
CREATE TABLE v AS SELECT * FROM read_csv('data/five-days.csv', types = {'id': 'INTEGER', 'd': 'DATE'}) WHERE d <= DATE '2024-12-31';
CREATE MACRO t() AS DATE '2024-12-31';
CREATE MACRO yes(x) AS coalesce(x, false);
-- The last day by `until` with the month and day of `d`; adding years clamps 29 February.
CREATE MACRO anniversary(d, until) AS (SELECT max(day) FROM (SELECT (d + to_years(y))::DATE AS day FROM range(-60, 60) r(y)) WHERE day <= until);
