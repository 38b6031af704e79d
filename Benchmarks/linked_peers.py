#!/usr/bin/env python3
"""One peer of bench.py --linked in a process of its own: reads the files, then answers each question in several formulations.

  linked_peers.py duckdb|polars FILES THREADS RUNS

FILES is JSON: {name: path}. One JSON line for the load, one for each formulation: the median of the runs after a warm-up, and
the answer. A formulation whose warm-up takes four times the best so far is not repeated: it cannot win.
"""
import json, os, statistics, sys, time

NOW, YEAR_AGO = "2026-01-01", "2025-01-01"
# question: (condition on a line or its product, condition on its order)
SUMS = {"tea": ("category = 'tea'", "true"), "cheap": ("unit_cost < 5", "true"), "tea_year": ("category = 'tea'", f"order_date >= DATE '{YEAR_AGO}'"),
        "two": ("category IN ('tea', 'coffee') AND quantity > 1", "true")}


def duckdb_cases(files, threads):
    import duckdb
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    types = {"customers": "{'customer_id': 'BIGINT', 'city': 'VARCHAR', 'age': 'SMALLINT'}",
             "products": "{'sku': 'VARCHAR', 'category': 'VARCHAR', 'unit_cost': 'DOUBLE', 'weight': 'SMALLINT'}",
             "orders": "{'order_id': 'BIGINT', 'customer_id': 'BIGINT', 'order_date': 'DATE', 'channel': 'VARCHAR'}",
             "lines": "{'order_id': 'BIGINT', 'sku': 'VARCHAR', 'quantity': 'SMALLINT', 'price': 'DOUBLE'}"}
    start = time.perf_counter()
    for name, path in files.items(): connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}', header = true, columns = {types[name]})")
    yield "load", "schema", time.perf_counter() - start
    # Not counted, and what a careful user would have: few texts as ENUM, keys of products as one, and the lines with numbers for their products.
    for table, column in (("products", "category"), ("orders", "channel")):
        connection.execute(f"CREATE TYPE {table}_{column} AS ENUM (SELECT DISTINCT {column} FROM {table} ORDER BY 1)")
        connection.execute(f"ALTER TABLE {table} ALTER {column} TYPE {table}_{column}")
    connection.execute("CREATE TABLE numbered AS SELECT *, row_number() OVER () AS product FROM products")
    connection.execute("CREATE TABLE short AS SELECT order_id, product, quantity, price FROM lines LEFT JOIN numbered USING (sku)")

    def run(sql): return lambda: connection.execute(sql).fetchall()

    figures = "count(*), sum(v), max(v)"
    for name, (line, order) in SUMS.items():
        join = "JOIN orders USING (order_id) JOIN customers USING (customer_id)"
        inner = f"SELECT customer_id, sum(quantity * price) AS v FROM {{}} WHERE {line} AND {order} GROUP BY customer_id"
        yield name, "joins", run(f"SELECT {figures} FROM (" + inner.format(f"lines JOIN products USING (sku) {join}") + ")")
        yield name, "joins by number", run(f"SELECT {figures} FROM (" + inner.format(f"short JOIN numbered USING (product) {join}") + ")")
        yield name, "order first", run(f"SELECT {figures} FROM (SELECT customer_id, sum(w) AS v FROM (SELECT order_id, sum(quantity * price) AS w FROM short JOIN numbered USING (product) WHERE {line} GROUP BY order_id) {join} WHERE {order} GROUP BY customer_id)")
        yield name, "no check of customers", run(f"SELECT {figures} FROM (" + inner.format("short JOIN numbered USING (product) JOIN orders USING (order_id)") + ") WHERE customer_id IN (SELECT customer_id FROM customers)")
    groups = "SELECT category, count(*), sum(quantity * price) FROM {} JOIN orders USING (order_id) JOIN customers USING (customer_id) GROUP BY category"
    yield "by_category", "joins", run(groups.format("lines LEFT JOIN products USING (sku)"))
    yield "by_category", "joins by number", run(groups.format("short LEFT JOIN numbered USING (product)"))
    yield "by_category", "semi join", run("SELECT category, count(*), sum(w) FROM (SELECT product, quantity * price AS w FROM short WHERE order_id IN (SELECT order_id FROM orders SEMI JOIN customers USING (customer_id))) LEFT JOIN numbered USING (product) GROUP BY category")


def polars_cases(files, threads):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl
    t = {"customers": {"customer_id": pl.Int64, "city": pl.String, "age": pl.Int16},
         "products": {"sku": pl.String, "category": pl.String, "unit_cost": pl.Float64, "weight": pl.Int16},
         "orders": {"order_id": pl.Int64, "customer_id": pl.Int64, "order_date": pl.Date, "channel": pl.String},
         "lines": {"order_id": pl.Int64, "sku": pl.String, "quantity": pl.Int16, "price": pl.Float64}}
    start = time.perf_counter()
    frames = {name: pl.read_csv(path, schema=t[name]) for name, path in files.items()}
    yield "load", "schema", time.perf_counter() - start
    customers, products, orders, lines = (frames[n].lazy() for n in ("customers", "products", "orders", "lines"))
    numbered = frames["products"].with_row_index("product").with_columns(pl.col("category").cast(pl.Categorical))
    short = frames["lines"].join(numbered.select("sku", "product"), on="sku", how="left").drop("sku").lazy()
    numbered = numbered.lazy()
    worth = pl.col("quantity") * pl.col("price")
    figures = [pl.len(), pl.col("v").sum(), pl.col("v").max().alias("most")]
    tests = {"tea": (pl.col("category") == "tea", None), "cheap": (pl.col("unit_cost") < 5, None), "two": (pl.col("category").cast(pl.String).is_in(["tea", "coffee"]) & (pl.col("quantity") > 1), None),
             "tea_year": (pl.col("category") == "tea", pl.col("order_date") >= pl.date(2025, 1, 1))}

    def run(frame, **how): return lambda: frame.collect(**how).rows()

    for name, (line, order) in tests.items():
        bought = orders if order is None else orders.filter(order)
        known = bought.join(customers, on="customer_id", how="semi")
        plain = lines.join(products, on="sku").filter(line).join(known, on="order_id").group_by("customer_id").agg(worth.sum().alias("v")).select(figures)
        small = short.join(numbered, on="product").filter(line).join(known, on="order_id").group_by("customer_id").agg(worth.sum().alias("v")).select(figures)
        first = (short.join(numbered, on="product").filter(line).group_by("order_id").agg(worth.sum().alias("w")).join(known, on="order_id")
                 .group_by("customer_id").agg(pl.col("w").sum().alias("v")).select(figures))
        yield name, "joins", run(plain)
        yield name, "joins by number", run(small)
        yield name, "joins by number, streaming", run(small, engine="streaming")
        yield name, "order first", run(first)
    known = orders.join(customers, on="customer_id", how="semi")
    whole = short.join(known, on="order_id").join(numbered, on="product", how="left").group_by("category").agg(pl.len(), worth.sum().alias("v")).with_columns(pl.col("category").cast(pl.String))
    semi = short.join(known, on="order_id", how="semi").join(numbered, on="product", how="left").group_by("category").agg(pl.len(), worth.sum().alias("v")).with_columns(pl.col("category").cast(pl.String))
    yield "by_category", "joins", run(whole)
    yield "by_category", "semi join", run(semi)
    yield "by_category", "semi join, streaming", run(semi, engine="streaming")


def main():
    peer, files, threads, runs = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    best = {}
    for question, formulation, case in {"duckdb": duckdb_cases, "polars": polars_cases}[peer](files, threads):
        if question == "load":
            print(json.dumps({"question": "load", "formulation": formulation, "seconds": case}), flush=True)
            continue
        times = []
        for turn in range(runs + 1):
            start = time.perf_counter()
            answer = case()
            times.append(1000 * (time.perf_counter() - start))
            if turn == 0 and times[0] > 4 * best.get(question, float("inf")): break
        ms = statistics.median(times[1:] or times)
        best[question] = min(best.get(question, float("inf")), ms)
        print(json.dumps({"question": question, "formulation": formulation, "ms": ms, "answer": answer}, default=str), flush=True)


if __name__ == "__main__": main()
