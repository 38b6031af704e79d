"""The questions in SQLite, in memory, with the customers' key as primary key; for 100k and 1m customers."""
import math, os

from peers.shared import CITY, WIN0, CATX, INLIST, PRED, PAIRS, Q32, Case, sets_from_16, cohort_answer, rfm_answer, groups_answer, q7_row, q7_setops

SQLITE_SCHEMA = {"customers": "customer_id INTEGER PRIMARY KEY, age INTEGER, gender TEXT, city TEXT, channel TEXT, stage TEXT, signup_date TEXT, income REAL, satisfaction INTEGER, revenue REAL, cost REAL, profit REAL, frequency INTEGER, recency_days INTEGER, last_purchase TEXT, complaints INTEGER, acquisition_cost REAL, wallet_share REAL",
                 "tx": "customer_id INTEGER, date TEXT, amount REAL, cost REAL, category TEXT, channel TEXT"}


def cases(run):
    import sqlite3, subprocess
    con = sqlite3.connect(":memory:", isolation_level=None)
    def load(table, path):
        f = f"{run.data}/tmp_{table}_{os.getpid()}.db"
        script = f"PRAGMA journal_mode=OFF;\nPRAGMA synchronous=OFF;\nCREATE TABLE {table}({SQLITE_SCHEMA[table]});\n.import --csv --skip 1 {path} {table}\n"
        if table == "customers": script += "UPDATE customers SET age=nullif(age,''), income=nullif(income,''), satisfaction=nullif(satisfaction,''), recency_days=nullif(recency_days,''), last_purchase=nullif(last_purchase,'');\n"
        subprocess.run(["sqlite3", f], input=script, text=True, check=True, stdout=subprocess.DEVNULL)
        return f
    X = con.execute
    rows = lambda q: X(q).fetchall()
    for t, p in (("customers", run.customers),) + ((("tx", run.transactions),) if run.with_events else ()):
        f = load(t, p); X(f"ATTACH '{f}' AS src"); X(f"CREATE TABLE {t}({SQLITE_SCHEMA[t]})"); X(f"INSERT INTO {t} SELECT * FROM src.{t}"); X("DETACH src"); os.unlink(f)
    X("PRAGMA temp_store=MEMORY")
    def drop(): X("DROP TABLE IF EXISTS r")
    T = "CREATE TEMP TABLE r AS "
    seg = lambda _: dict(zip(("n", "sum_id", "min_id", "max_id"), rows("SELECT count(*), sum(customer_id), min(customer_id), max(customer_id) FROM r")[0]))
    C = []
    add = lambda *a, **k: C.append(Case(*a, **k))
    add("Q1", "scan", lambda: rows(f"SELECT count(*) FROM customers WHERE frequency > 5 AND city = '{CITY}' AND income IS NOT NULL")[0][0], lambda r: {"n": r})
    q2 = "SELECT customer_id FROM customers WHERE frequency > 5 ORDER BY profit DESC, customer_id LIMIT (SELECT (count(*)*20+99)/100 FROM customers WHERE frequency > 5)"
    add("Q2", "orderby-limit", lambda: X(T + q2), seg, pre=drop)
    def check3(r):
        return {"n": len(r), "sum_id": sum(x[0] for x in r), "first": r[0][0], "last": r[-1][0], "sum_profit": sum(x[11] for x in r), "n_income": sum(x[7] is not None for x in r), "cols": len(r[0])}
    add("Q3", "orderby-limit+lookup", lambda: (X(T + q2), rows("SELECT c.* FROM (SELECT customer_id FROM r ORDER BY rowid LIMIT 100) JOIN customers c USING (customer_id) ORDER BY c.profit DESC, c.customer_id"))[1], check3, pre=drop)
    add("Q4", "row_number-median", lambda: rows("""WITH w AS (SELECT stage, channel, profit, row_number() OVER (PARTITION BY stage, channel ORDER BY profit) rn, count(*) OVER (PARTITION BY stage, channel) n FROM customers)
        SELECT stage, channel, count(*), sum(profit), avg(profit), avg(CASE WHEN rn IN ((n+1)/2, (n+2)/2) THEN profit END), sum(profit) / (SELECT sum(profit) FROM customers) FROM w GROUP BY stage, channel"""), groups_answer)
    add("Q5", "ntile", lambda: rows("""SELECT r, f, m, count(*) FROM (SELECT 6 - ntile(5) OVER (ORDER BY recency_days, customer_id) r, ntile(5) OVER (ORDER BY frequency, customer_id) f, ntile(5) OVER (ORDER BY revenue, customer_id) m FROM customers WHERE frequency > 0) GROUP BY r, f, m"""), rfm_answer)
    add("Q6", "window", lambda: X(T + "SELECT customer_id FROM (SELECT customer_id, profit, sum(profit) OVER (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING) cum FROM customers) WHERE cum - profit < 0.8 * (SELECT sum(profit) FROM customers)"), seg, pre=drop)
    add("Q6p", "window", lambda: X(T + "SELECT customer_id FROM (SELECT customer_id, profit, sum(profit) OVER (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING) cum FROM customers WHERE profit > 0) WHERE cum - profit < 0.8 * (SELECT sum(profit) FROM customers WHERE profit > 0)"), seg, pre=drop)
    p4 = ", ".join(f"coalesce({p}, 0) AS {x}" for x, p in PRED.items())
    add("Q7a", "group-by-16", lambda: rows(f"SELECT a, b, c, d, count(*), sum(customer_id) FROM (SELECT customer_id, {p4} FROM customers) GROUP BY a, b, c, d"), sets_from_16)
    for x, p in PRED.items(): X(f"CREATE TABLE seg_{x}(id INTEGER PRIMARY KEY)"); X(f"INSERT INTO seg_{x} SELECT customer_id FROM customers WHERE {p}")
    big, pairs = q7_setops("INTERSECT", "UNION", "EXCEPT")
    pairs = [f"SELECT count(*) FROM seg_{p[1]} CROSS JOIN seg_{p[0]} USING (id)" for p in PAIRS]
    add("Q7b", "set-operators+merge-lookups", lambda: [v for q in big + pairs for v in rows(q)[0]] + [rows(f"SELECT count(*) FROM seg_{x}")[0][0] for x in "abcd"], q7_row)
    if run.with_events:
        c8 = lambda _: (lambda r: {"groups": r[0], "rows": int(r[1]), "days": int(r[2]), "amount": float(r[3]), "span": int(r[4])})(rows("SELECT count(*), sum(n), sum(days), sum(amount), sum(julianday(hi) - julianday(lo)) FROM r")[0])
        add("Q8", "count-distinct", lambda: X(T + "SELECT customer_id, count(*) n, count(DISTINCT date) AS days, sum(amount) amount, min(date) lo, max(date) hi FROM tx GROUP BY customer_id"), c8, pre=drop)
        c9 = lambda _: (lambda r: {"n": r[0], "sum_id": int(r[1]), "sum_profit": float(r[2])})(rows("SELECT count(*), sum(customer_id), sum(profit) FROM r")[0])
        add("Q9", "semi-anti", lambda: X(T + f"SELECT customer_id, city, profit FROM customers WHERE customer_id IN (SELECT customer_id FROM tx WHERE date >= '{WIN0}' GROUP BY customer_id HAVING count(*) >= 3) AND customer_id NOT IN (SELECT customer_id FROM tx WHERE category = '{CATX}')"), c9, pre=drop)
        mi = "(substr(date,1,4)*12 + substr(date,6,2) - 24253)"
        add("Q10", "distinct-months+window", lambda: rows(f"WITH a AS (SELECT DISTINCT customer_id, {mi} m FROM tx), f AS (SELECT m, min(m) OVER (PARTITION BY customer_id) c FROM a) SELECT c, m - c, count(*) FROM f GROUP BY 1, 2"), cohort_answer)
    e = f"SELECT customer_id, profit / nullif(frequency, 0) * (q * (1 - pow(q, 36)) / (1 - q)) - acquisition_cost AS clv FROM (SELECT customer_id, profit, frequency, acquisition_cost, {Q32} AS q FROM customers)"
    try: rows("SELECT pow(2,3)")
    except Exception: con.create_function("pow", 2, math.pow, deterministic=True)
    c11 = lambda _: dict(zip(("n", "sum_id", "min_clv", "sum_clv"), rows("SELECT count(*), sum(customer_id), min(clv), sum(clv) FROM r")[0]))
    add("Q11", "pow+orderby-limit", lambda: X(T + f"SELECT customer_id, clv FROM ({e}) WHERE clv IS NOT NULL ORDER BY clv DESC, customer_id LIMIT (SELECT (count(*)*5+99)/100 FROM customers WHERE frequency <> 0)"), c11, pre=drop)
    X("PRAGMA case_sensitive_like=ON")
    for q, cond in (("Q12a", "city LIKE '%州'"), ("Q12b", f"city IN {INLIST}"), ("Q12c", "city LIKE '%an%'")):
        add(q, "scan", lambda c=cond: rows(f"SELECT count(*), sum(customer_id) FROM customers WHERE {c}")[0], lambda r: {"n": r[0], "sum_id": r[1]})
    return C, {"version": sqlite3.sqlite_version}
