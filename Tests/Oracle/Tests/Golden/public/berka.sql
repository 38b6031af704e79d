CREATE MACRO file(name) AS TABLE FROM read_csv('berka/' || name || '.asc', delim = ';', header = true);
CREATE MACRO six(d) AS strptime(d::VARCHAR, '%y%m%d')::DATE;
CREATE TABLE a AS SELECT a.*, b.A2 AS branch, b.A3 AS region, coalesce(turnover, 0) AS turnover, coalesce(moved_in, 0) AS moved_in, coalesce(of_98, 0) AS of_98 FROM file('account') a LEFT JOIN file('district') b ON b.A1 = a.district_id
  LEFT JOIN (SELECT account_id, sum(amount::DECIMAL(18,2)) AS turnover, sum(amount::DECIMAL(18,2)) FILTER (type = 'PRIJEM') AS moved_in, count(*) FILTER (year(six("date")) = 1998) AS of_98 FROM file('trans') GROUP BY 1) USING (account_id);
CREATE TABLE h AS SELECT h.*, a.region, d.A2 AS home, d.A3 AS home_region FROM file('disp') h JOIN a USING (account_id) LEFT JOIN file('client') c USING (client_id) LEFT JOIN file('district') d ON d.A1 = c.district_id;
CREATE TABLE k AS SELECT k.*, h.type AS holder, h.account_id FROM file('card') k JOIN h USING (disp_id);
CREATE TABLE t AS SELECT t.*, a.account_id AS known FROM file('trans') t LEFT JOIN a USING (account_id);
SELECT (SELECT count(*) FROM a) AS accounts, (SELECT count(*) FROM h) AS holders, (SELECT count(*) FROM k) AS cards, (SELECT count(*) FROM file('loan')) AS loans, count(known) AS transfers, (sum(amount::DECIMAL(18,2)) FILTER (known IS NOT NULL))::DECIMAL(18,2) AS amount, sum(amount::DECIMAL(18,2))::DECIMAL(18,2) AS with_strangers FROM t;
SELECT region, count(*) AS accounts, sum(turnover)::DECIMAL(18,2) AS turnover FROM a GROUP BY 1 ORDER BY 1;
SELECT home, count(*) AS holders, count(*) FILTER (type = 'OWNER') AS owners FROM h GROUP BY 1 ORDER BY 1;
SELECT type AS card, holder, count(*) AS n FROM k GROUP BY ALL ORDER BY 1, 2;
SELECT frequency, count(loan_id) AS loans, coalesce(sum(amount), 0)::BIGINT AS lent, count(*) FILTER (status IN ('B', 'D')) AS trouble FROM a LEFT JOIN file('loan') l USING (account_id) GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (home_region != region) AS from_elsewhere FROM h;
SELECT account_id, branch, turnover::DECIMAL(18,2) AS turnover, moved_in::DECIMAL(18,2) AS moved_in, of_98 FROM a ORDER BY turnover DESC, account_id LIMIT 4;
SELECT 'borrowers' AS segment, count(*) AS customers, count(*) / (SELECT count(*) FROM a) AS share FROM a WHERE account_id IN (SELECT account_id FROM file('loan')) AND account_id NOT IN (SELECT account_id FROM k);
