CREATE MACRO file(name) AS TABLE FROM read_csv('adventureworks/' || name || '.txt', delim = '\t', header = true);
CREATE TABLE o AS SELECT o.* , t.Name AS sold_in, h.Name AS home, h."Group" AS home_group, h.CountryRegionCode AS country FROM file('SalesOrderHeader') o JOIN file('Customer') c USING (CustomerID) LEFT JOIN file('SalesTerritory') t ON t.TerritoryID = o.TerritoryID LEFT JOIN file('SalesTerritory') h ON h.TerritoryID = c.TerritoryID;
CREATE TABLE d AS SELECT d.*, OrderQty * UnitPrice::DECIMAL(18,4) * (1 - UnitPriceDiscount::DECIMAL(4,2)) AS total, OrderQty * StandardCost::DECIMAL(18,4) AS goods, o.CustomerID, o.OrderDate, o.sold_in, o.OnlineOrderFlag, k.Name AS category, s.Type AS offer, l.Label
  FROM file('SalesOrderDetail') d JOIN o USING (SalesOrderID) LEFT JOIN file('Product') p USING (ProductID) LEFT JOIN file('ProductSubcategory') b USING (ProductSubcategoryID) LEFT JOIN file('ProductCategory') k USING (ProductCategoryID)
  LEFT JOIN file('SpecialOffer') s USING (SpecialOfferID) LEFT JOIN file('SpecialOfferProduct') l USING (SpecialOfferID, ProductID);
CREATE TABLE c AS SELECT c.CustomerID, h."Group" AS home, h.CountryRegionCode AS country, coalesce(revenue, 0) AS revenue, coalesce(bikes, 0) AS bikes FROM file('Customer') c LEFT JOIN file('SalesTerritory') h USING (TerritoryID)
  LEFT JOIN (SELECT CustomerID, sum(total) AS revenue, sum(total) FILTER (category = 'Bikes' AND OrderDate >= '2013-01-01') AS bikes FROM d GROUP BY 1) USING (CustomerID);
SELECT (SELECT count(*) FROM c) AS customers, (SELECT count(*) FROM o) AS orders, count(*) AS details, sum(total)::DECIMAL(18,2) AS revenue, sum(total - goods)::DECIMAL(18,2) AS gain FROM d;
SELECT category, sum(total)::DECIMAL(18,2) AS revenue, sum(OrderQty)::BIGINT AS pieces FROM d GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT offer, count(*) AS n, count(*) FILTER (Label IS NULL) AS unlabeled FROM d GROUP BY 1 ORDER BY 1 NULLS LAST;
SELECT sold_in, OnlineOrderFlag = 1 AS online, sum(total)::DECIMAL(18,2) AS revenue FROM d GROUP BY ALL ORDER BY 1, 2;
SELECT home, count(*) AS customers, sum(revenue)::DECIMAL(18,2) AS revenue FROM c GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (sold_in = home) AS at_home, count(*) FILTER (sold_in != home) AS elsewhere FROM o;
SELECT CustomerID, country, revenue::DECIMAL(18,2) AS revenue FROM c WHERE bikes > 5000 ORDER BY c.revenue DESC, CustomerID LIMIT 3;
