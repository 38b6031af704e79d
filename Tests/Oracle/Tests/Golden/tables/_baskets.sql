CREATE TABLE people AS FROM read_csv('../data/basket-people.csv');
CREATE TABLE raw AS SELECT row_number() OVER () AS line, * FROM read_csv('../data/basket-lines.csv', types={'price': 'DECIMAL(18,2)'});
CREATE TABLE lines AS SELECT r.*, (quantity * price)::DECIMAL(18,2) AS amount, coalesce(r.day - p.signup > 20, false) AS late, p.person IS NOT NULL AS known, p.signup FROM raw r LEFT JOIN people p USING (person) WHERE r.day IS NULL OR r.day <= '2024-03-31';
CREATE TABLE own AS FROM lines WHERE known;
