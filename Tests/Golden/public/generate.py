#!/usr/bin/env python3
"""Writes the data of this folder: small invented companies with the tables, columns and habits of five well-known data sets.

The same bytes on every run: only the standard library and one seeded generator. Nothing is copied from those data sets; what is
kept are their shapes: which table refers to which, the names of the columns, how days and missing values are written.
  northwind       wholesale: orders, their details, products with suppliers and categories, employees who report to employees
  chinook         a music shop: invoices, lines, tracks that look up albums that look up artists; `Name` in every table
  olist           a market place: people who have one account for each order, items, payments, reviews; stamps of time
  adventureworks  bicycles: tabs between columns, special offers by two keys, products in subcategories in categories
  berka           a bank: semicolons, days as 930105, accounts, their holders and cards, loans, transfers, districts A1 to A16
"""
import csv, datetime as dt, io, pathlib, random

HERE = pathlib.Path(__file__).resolve().parent
R = random.Random(20260303)


def below(n): return int(R.random() * n)
def one(values): return values[below(len(values))]
def few(values, share=0.1): return "" if R.random() < share else one(values)
def day(first, last): return first + dt.timedelta(days=below((last - first).days + 1))
def money(cents): return f"{cents / 100:.2f}"
def stamp(d): return f"{d.isoformat()} {below(24):02d}:{below(60):02d}:{below(60):02d}"


def write(folder, name, header, rows, delimiter=",", quoting=csv.QUOTE_MINIMAL, ending=".csv"):
    text = io.StringIO()
    out = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=quoting)
    out.writerow(header)
    out.writerows(rows)
    (HERE / folder).mkdir(exist_ok=True)
    (HERE / folder / (name + ending)).write_bytes(text.getvalue().encode())


def northwind():
    countries, first = ["Germany", "France", "USA", "Brazil", "UK"], dt.date(1996, 7, 1)
    customers = [f"{a}{b}{c}" for a in "ABD" for b in "LNR" for c in ("FKI", "TON", "OUT")]
    write("northwind", "customers", ["customer_id", "company_name", "contact_title", "city", "region", "country"],
          [[c, f"{c.title()} Trading", one(["Owner", "Sales Agent"]), one(["Berlin", "Lyon", "Seattle", "Rio", "London"]), few(["WA", "SP"], 0.7), one(countries)] for c in customers])
    write("northwind", "employees", ["employee_id", "last_name", "title", "reports_to", "country"],
          [[i, n, t, m, c] for i, n, t, m, c in [(1, "Davis", "Sales Rep", 2, "USA"), (2, "Fisher", "Vice President", "", "USA"), (3, "Lowell", "Sales Rep", 2, "USA"),
                                                 (4, "Pike", "Manager", 2, "UK"), (5, "Sutton", "Sales Rep", 4, "UK"), (6, "King", "Sales Rep", 4, "UK")]])
    write("northwind", "shippers", ["shipper_id", "company_name"], [[1, "Fast Sea"], [2, "Blue Road"], [3, "Northern Air"]])
    write("northwind", "categories", ["category_id", "category_name"], [[1, "Beverages"], [2, "Condiments"], [3, "Seafood"], [4, "Produce"]])
    write("northwind", "suppliers", ["supplier_id", "company_name", "country"], [[i, f"{n} Foods", one(countries)] for i, n in enumerate(["Exact", "Golden", "Harbor", "Ivy", "Jade"], 1)])
    prices = [450 + 25 * below(200) for _ in range(16)]
    write("northwind", "products", ["product_id", "product_name", "supplier_id", "category_id", "unit_price", "discontinued"],
          [[i, f"Product {i:02d}", 1 + below(5), few([1, 2, 3, 4]), money(p), int(R.random() < 0.15)] for i, p in enumerate(prices, 1)])
    orders, details = [], []
    for n in range(110):
        ordered = day(first, dt.date(1998, 5, 6))
        shipped = "" if R.random() < 0.06 else ordered + dt.timedelta(days=1 + below(25))
        orders.append([10248 + n, one(customers[:25]) if n % 37 else "ZZZZZ", 1 + below(6), ordered, ordered + dt.timedelta(days=28), shipped, 1 + below(3), money(below(20000)), one(countries)])
        for product in sorted({1 + below(17) for _ in range(1 + below(3))}):
            details.append([10248 + n, product, money(prices[product - 1] if product < 17 else 100), 1 + below(40), one(["0", "0", "0.05", "0.1", "0.25"])])
    orders.sort(key=lambda o: o[3])
    write("northwind", "orders", ["order_id", "customer_id", "employee_id", "order_date", "required_date", "shipped_date", "ship_via", "freight", "ship_country"], orders)
    write("northwind", "order_details", ["order_id", "product_id", "unit_price", "quantity", "discount"], details)


def chinook():
    countries = ["Brazil", "Germany", "Canada", "India"]
    write("chinook", "Employee", ["EmployeeId", "LastName", "Title", "ReportsTo"], [[1, "Adler", "General Manager", ""], [2, "Edwin", "Sales Manager", 1], [3, "Pearce", "Sales Support Agent", 2],
                                                                                  [4, "Park", "Sales Support Agent", 2], [5, "Jonas", "Sales Support Agent", 2]])
    write("chinook", "Customer", ["CustomerId", "FirstName", "Country", "Company", "SupportRepId"],
          [[i, f"Customer{i}", one(countries), few(["Embra", "Tele", "Riot"], 0.8), 3 + below(3)] for i in range(1, 25)])
    write("chinook", "Genre", ["GenreId", "Name"], [[1, "Rock"], [2, "Jazz"], [3, "Metal"], [4, "Latin"], [5, "Opera"]])
    write("chinook", "MediaType", ["MediaTypeId", "Name"], [[1, "MPEG audio file"], [2, "AAC audio file"], [3, "MPEG-4 video file"]])
    write("chinook", "Artist", ["ArtistId", "Name"], [[i, f"Band {c}"] for i, c in enumerate("ABCDEF", 1)])
    write("chinook", "Album", ["AlbumId", "Title", "ArtistId"], [[i, f"Album {i}", 1 + below(6)] for i in range(1, 11)])
    tracks = [[i, f"Song {i:02d}", few(range(1, 11), 0.05), one([1, 1, 1, 2, 3]), few([1, 1, 2, 3, 4], 0.05), 120_000 + below(300_000), "1.99" if i % 9 == 0 else "0.99"] for i in range(1, 41)]
    write("chinook", "Track", ["TrackId", "Name", "AlbumId", "MediaTypeId", "GenreId", "Milliseconds", "UnitPrice"], tracks)
    invoices, lines = [], []
    for n in range(1, 121):
        bought = [one(tracks) for _ in range(1 + below(4))]
        for t in bought: lines.append([len(lines) + 1, n, t[0] if R.random() > 0.01 else 999, t[6], 1])
        invoices.append([n, 1 + below(23), f"{day(dt.date(2009, 1, 1), dt.date(2013, 12, 22))} 00:00:00", one(countries), money(sum(round(100 * float(t[6])) for t in bought))])
    write("chinook", "Invoice", ["InvoiceId", "CustomerId", "InvoiceDate", "BillingCountry", "Total"], invoices)
    write("chinook", "InvoiceLine", ["InvoiceLineId", "InvoiceId", "TrackId", "UnitPrice", "Quantity"], lines)


def olist():
    def key(): return "".join(one("0123456789abcdef") for _ in range(8))
    text = csv.QUOTE_NONNUMERIC
    people = [key() for _ in range(60)]
    categories = [("beleza_saude", "health_beauty"), ("brinquedos", "toys"), ("relogios", "watches"), ("livros", "books"), ("pc_gamer", "")]
    sellers = [[key(), f"{below(99999):05d}", one(["sao paulo", "campinas", "curitiba"]), one(["SP", "SP", "PR"])] for _ in range(7)]
    products = [[key(), few([c[0] for c in categories], 0.08), 200 + below(4000), 1 + below(5)] for _ in range(22)]
    write("olist", "product_category_name_translation", ["product_category_name", "product_category_name_english"], [c for c in categories if c[1]])
    write("olist", "olist_sellers_dataset", ["seller_id", "seller_zip_code_prefix", "seller_city", "seller_state"], sellers, quoting=text)
    write("olist", "olist_products_dataset", ["product_id", "product_category_name", "product_weight_g", "product_photos_qty"], products)
    accounts, orders, items, payments, reviews = [], [], [], [], []
    for n in range(130):
        who, account, order = people[below(59) if R.random() < 0.6 else below(8)], key(), key()
        place = one([("sao paulo", "SP"), ("rio de janeiro", "RJ"), ("belo horizonte", "MG"), ("sao paulo", "SP")])
        accounts.append([account, who, f"{below(99999):05d}", *place])
        bought = day(dt.date(2017, 1, 5), dt.date(2018, 8, 29))
        status = one(["delivered"] * 9 + ["canceled", "shipped"])
        delivered = stamp(bought + dt.timedelta(days=2 + below(30))) if status == "delivered" else ""
        orders.append([order, account, status, stamp(bought), delivered, f"{bought + dt.timedelta(days=20)} 00:00:00"])
        total = 0
        for i in range(one([1, 1, 1, 2, 3])):
            price, freight = 990 + below(20000), 500 + below(3000)
            total += price + freight
            items.append([order, i + 1, one(products)[0], one(sellers)[0], money(price), money(freight)])
        first = total if R.random() < 0.85 else total // 3
        payments.append([order, 1, one(["credit_card", "credit_card", "boleto", "debit_card"]), one([1, 1, 2, 3, 8]), money(first)])
        if first < total: payments.append([order, 2, "voucher", 1, money(total - first)])
        if R.random() < 0.9: reviews.append([key(), order, one([1, 2, 3, 4, 5, 5, 5]), few(["muito bom", "chegou antes do prazo,\nrecomendo", 'nota "dez"'], 0.6), f"{bought + dt.timedelta(days=25)} 00:00:00"])
    items.append([key(), 1, products[0][0], sellers[0][0], "10.00", "5.00"])
    write("olist", "olist_customers_dataset", ["customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"], accounts, quoting=text)
    write("olist", "olist_orders_dataset", ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_delivered_customer_date", "order_estimated_delivery_date"], orders)
    write("olist", "olist_order_items_dataset", ["order_id", "order_item_id", "product_id", "seller_id", "price", "freight_value"], items)
    write("olist", "olist_order_payments_dataset", ["order_id", "payment_sequential", "payment_type", "payment_installments", "payment_value"], payments)
    write("olist", "olist_order_reviews_dataset", ["review_id", "order_id", "review_score", "review_comment_message", "review_creation_date"], reviews)


def adventureworks():
    def table(name, header, rows): write("adventureworks", name, header, rows, delimiter="\t", ending=".txt")
    table("SalesTerritory", ["TerritoryID", "Name", "CountryRegionCode", "Group"], [[1, "Northwest", "US", "North America"], [2, "Canada", "CA", "North America"], [3, "France", "FR", "Europe"], [4, "Germany", "DE", "Europe"]])
    table("ProductCategory", ["ProductCategoryID", "Name"], [[1, "Bikes"], [2, "Components"], [3, "Clothing"]])
    table("ProductSubcategory", ["ProductSubcategoryID", "ProductCategoryID", "Name"], [[1, 1, "Road Bikes"], [2, 1, "Touring Bikes"], [3, 2, "Wheels"], [4, 3, "Socks"], [5, 3, "Gloves"]])
    products = [[700 + i, f"Item {i:02d}", few(["Red", "Black", "Silver"], 0.3), f"{20 + below(9000) / 10:.4f}", few([1, 2, 3, 4, 5], 0.1)] for i in range(24)]
    for p in products: p.insert(4, f"{float(p[3]) * 1.75:.4f}")
    table("Product", ["ProductID", "Name", "Color", "StandardCost", "ListPrice", "ProductSubcategoryID"], products)
    table("SpecialOffer", ["SpecialOfferID", "Description", "Type"], [[1, "No Discount", "No Discount"], [2, "Volume 11 to 14", "Volume Discount"], [3, "Touring promotion", "New Product"]])
    offered = [[o, p[0], f"offer {o}-{i}"] for i, p in enumerate(products) for o in (1, 2, 3) if o == 1 or R.random() < 0.5]
    table("SpecialOfferProduct", ["SpecialOfferID", "ProductID", "Label"], offered)
    table("Customer", ["CustomerID", "PersonID", "StoreID", "TerritoryID", "AccountNumber"], [[11000 + i, few(range(1, 99), 0.2), few(range(300, 320), 0.6), 1 + below(4), f"AW{11000 + i:08d}"] for i in range(40)])
    headers, details = [], []
    for n in range(120):
        headers.append([43659 + n, f"{day(dt.date(2011, 5, 31), dt.date(2014, 6, 30))} 00:00:00.000", 5, int(R.random() < 0.6), 11000 + below(38), one([1, 2, 3, 4]), f"{below(90000) / 10:.4f}"])
        for _ in range(1 + below(3)):
            offer = one(offered)
            product = next(p for p in products if p[0] == offer[1])
            details.append([43659 + n, len(details) + 1, 1 + below(9), offer[1], offer[0] if R.random() > 0.04 else 9, product[4], "0.00" if offer[0] == 1 else "0.15"])
    table("SalesOrderHeader", ["SalesOrderID", "OrderDate", "Status", "OnlineOrderFlag", "CustomerID", "TerritoryID", "Freight"], headers)
    table("SalesOrderDetail", ["SalesOrderID", "SalesOrderDetailID", "OrderQty", "ProductID", "SpecialOfferID", "UnitPrice", "UnitPriceDiscount"], details)


def berka():
    def table(name, header, rows): write("berka", name, header, rows, delimiter=";", ending=".asc", quoting=csv.QUOTE_NONNUMERIC)
    def six(d): return int(d.strftime("%y%m%d"))
    number = lambda cents: cents / 100
    table("district", ["A1", "A2", "A3", "A4", "A11"], [[i, n, r, 50_000 + below(400_000), 8000 + below(4000)] for i, (n, r) in enumerate([("Hl.m. Praha", "Prague"), ("Benesov", "central Bohemia"), ("Brno", "south Moravia"), ("Zlin", "south Moravia"), ("Tabor", "south Bohemia")], 1)])
    table("client", ["client_id", "birth_number", "district_id"], [[i, f"{30 + below(50):02d}{1 + below(12) + 50 * below(2):02d}{1 + below(28):02d}", 1 + below(5)] for i in range(1, 61)])
    accounts, dispositions, cards, loans, transfers = [], [], [], [], []
    for a in range(1, 46):
        opened = day(dt.date(1993, 1, 1), dt.date(1996, 12, 31))
        accounts.append([a, 1 + below(5), one(["POPLATEK MESICNE", "POPLATEK MESICNE", "POPLATEK TYDNE"]), six(opened)])
        dispositions.append([len(dispositions) + 1, a, a, "OWNER"])
        if R.random() < 0.3: dispositions.append([len(dispositions) + 1, 46 + below(15), a, "DISPONENT"])
        if R.random() < 0.5: cards.append([len(cards) + 1, one(dispositions[-2:])[0], one(["classic", "junior", "gold"]), f"{six(day(opened, dt.date(1998, 12, 29)))} 00:00:00"])
        if R.random() < 0.5:
            months = one([12, 24, 36])
            loans.append([4900 + len(loans), a, six(day(opened, dt.date(1998, 12, 1))), months * (100 + below(4000)), months, one("AABCCD")])
        for _ in range(below(9)):
            transfers.append([len(transfers) + 1, a if R.random() > 0.02 else 999, six(day(opened, dt.date(1998, 12, 31))), one(["PRIJEM", "VYDAJ"]), number(1000 + below(900_000)), few(["SIPO", "UROK", "SLUZBY"], 0.4)])
    table("account", ["account_id", "district_id", "frequency", "date"], accounts)
    table("disp", ["disp_id", "client_id", "account_id", "type"], dispositions)
    table("card", ["card_id", "disp_id", "type", "issued"], cards)
    table("loan", ["loan_id", "account_id", "date", "amount", "duration", "status"], loans)
    table("trans", ["trans_id", "account_id", "date", "type", "amount", "k_symbol"], transfers)


if __name__ == "__main__":
    for make in (northwind, chinook, olist, adventureworks, berka): make()
