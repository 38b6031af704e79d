CREATE TABLE l AS SELECT l.*, l.UnitPrice::DECIMAL(18,2) * Quantity AS paid, i.InvoiceDate, c.CustomerId AS customer, g.Name AS genre, t.Name AS track, t.Milliseconds, t.UnitPrice AS listed, r.Name AS artist, m.Name AS medium
  FROM read_csv('chinook/InvoiceLine.csv') l JOIN read_csv('chinook/Invoice.csv') i USING (InvoiceId) JOIN read_csv('chinook/Customer.csv') c USING (CustomerId) LEFT JOIN read_csv('chinook/Track.csv') t USING (TrackId)
  LEFT JOIN read_csv('chinook/Album.csv') a USING (AlbumId) LEFT JOIN read_csv('chinook/Artist.csv') r USING (ArtistId) LEFT JOIN read_csv('chinook/Genre.csv') g USING (GenreId) LEFT JOIN read_csv('chinook/MediaType.csv') m USING (MediaTypeId);
CREATE TABLE c AS SELECT c.*, e.LastName AS agent, b.LastName AS boss, coalesce(spent, 0) AS spent, coalesce(rock, 0) AS rock FROM read_csv('chinook/Customer.csv') c LEFT JOIN read_csv('chinook/Employee.csv') e ON e.EmployeeId = SupportRepId LEFT JOIN read_csv('chinook/Employee.csv') b ON b.EmployeeId = e.ReportsTo
  LEFT JOIN (SELECT customer AS CustomerId, sum(paid) AS spent, sum(paid) FILTER (genre = 'Rock') AS rock FROM l GROUP BY 1) USING (CustomerId);
SELECT (SELECT count(*) FROM c) AS customers, count(*) AS invoices, (SELECT count(*) FROM l) AS lines, (SELECT sum(paid)::DECIMAL(18,2) FROM l) AS paid, sum(Total::DECIMAL(18,2)) AS total FROM read_csv('chinook/Invoice.csv');
SELECT genre, count(*) AS n, sum(paid)::DECIMAL(18,2) AS paid FROM l GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT artist, sum(paid)::DECIMAL(18,2) AS paid, count(DISTINCT track) AS tracks FROM l GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT medium, year(InvoiceDate) AS year, count(*) AS n FROM l GROUP BY ALL ORDER BY 1 NULLS LAST, 2;
SELECT agent, boss, count(*) AS customers, sum(spent)::DECIMAL(18,2) AS paid FROM c GROUP BY ALL ORDER BY 1, 2;
SELECT CustomerId, Country, spent::DECIMAL(18,2) AS spent, rock::DECIMAL(18,2) AS rock FROM c ORDER BY rock DESC, CustomerId LIMIT 5;
SELECT count(*) FILTER (UnitPrice IS DISTINCT FROM listed) AS other_price, count(*) FILTER (track IS NULL) AS no_track, sum(Milliseconds)::BIGINT AS heard FROM l;
SELECT 'rockers' AS segment, count(*) AS customers, count(*) / (SELECT count(*) FROM c) AS share FROM c WHERE rock >= 0.35 * spent AND CustomerId IN (SELECT CustomerId FROM read_csv('chinook/Invoice.csv') WHERE InvoiceDate >= '2012-01-01');
