CREATE TABLE people AS SELECT * REPLACE (member = 'yes' AS member) FROM read_csv('../data/people.csv', types = {'id': 'VARCHAR', 'member': 'VARCHAR', 'joined': 'DATE'});
CREATE TABLE purchases AS SELECT *, row_number() OVER () AS line FROM read_csv('../data/purchases.csv', types = {'person': 'VARCHAR', 'day': 'DATE', 'amount': 'DECIMAL(18,2)'}) WHERE day <= DATE '2024-12-31';
CREATE TABLE joint AS SELECT p.*, u.* FROM people p LEFT JOIN purchases u ON u.person = p.id;
CREATE TABLE x AS SELECT id, member, city, age, income, count(day) AS n, coalesce(sum(amount), 0)::DOUBLE AS spent, DATE '2024-12-31' - max(day) AS gap FROM joint GROUP BY ALL;
