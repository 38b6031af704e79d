#!/usr/bin/env python3
"""Runs the canonical workload (README.md) on one peer and prints one JSON line per query variant.

  peers.py --peer duckdb|polars|chdb --data DIR --n 100k|1m|10m --threads 1|2
           [--runs 7] [--only Q2,Q8] [--check expected_1m.json] [--write-expected FILE]

Every variant is a different formulation of the same query; the answers are compared with
--check (counts exactly, sums to 1e-9 relative).  Timing covers execution up to a materialised result inside
the engine's own process (temp table, DataFrame, array); loading and checking are not timed.
"""
import argparse, datetime as dt, gc, json, math, os, resource, statistics, sys, time

ap = argparse.ArgumentParser()
ap.add_argument("--peer", required=True, choices=["duckdb", "polars", "chdb"])
ap.add_argument("--data", required=True)
ap.add_argument("--n", default="1m", choices=["100k", "1m", "10m"])
ap.add_argument("--threads", type=int, default=2)
ap.add_argument("--runs", type=int, default=7)
ap.add_argument("--max-seconds", type=float, default=45, help="stop repeating a variant after this many seconds (3 runs at least)")
ap.add_argument("--quiet-wait", type=float, default=40, help="seconds per variant to wait at most for a quiet machine")
ap.add_argument("--near-best-of", default="", help="earlier JSON lines; run only the variants that were within 1.7x of this peer's fastest there")
ap.add_argument("--only", default="")
ap.add_argument("--check", default="")
ap.add_argument("--write-expected", default="")
A = ap.parse_args()
os.environ["POLARS_MAX_THREADS"] = str(A.threads)
os.environ["OMP_NUM_THREADS"] = str(A.threads)

CUST = f"{A.data}/customers_{A.n}.csv"
TXN = "100k" if A.n == "100k" else "1m"          # transactions always belong to (at most) the first 1m customers
TX = f"{A.data}/transactions_{TXN}.csv"
CITY = "杭州"
IN20 = ["上海", "Berlin", "北京", "Paris", "深圳", "London", "广州", "New York", "成都", "Hamburg",
        "Tokyo", "重庆", "Rome", "武汉", "São Paulo", "西安", "München", "苏州", "Graz", "Łódź"]
D_MONTH, HORIZON = 0.01, 36
WIN0 = "2025-10-03"                               # 90 days before 2026-01-01
CATX = "Toys"
INLIST = "(" + ",".join("'" + c + "'" for c in IN20) + ")"
PRED = {"a": "frequency > 5", "b": "profit > 500", "c": "satisfaction >= 8", "d": "recency_days <= 90"}
PAIRS = ["ab", "ac", "ad", "bc", "bd", "cd"]
LETTERS = ["F", "R", "M"]


def topk(n, pct): return (n * pct + 99) // 100
def ntile_last(n, b=5):
    """1-based rank of the last row of tiles 1..b-1 (SQL ntile: the first n % b tiles get one row more)."""
    q, r = divmod(n, b)
    return [j * q + min(j, r) for j in range(1, b)]


class Case:
    def __init__(self, q, variant, run, check, pre=None): self.__dict__.update(q=q, variant=variant, run=run, check=check, pre=pre)


def cpu_other():
    """busy jiffies of the whole machine minus those of this process, in seconds"""
    f = open("/proc/stat").readline().split()
    busy = (sum(map(int, f[1:9])) - int(f[4]) - int(f[5])) / os.sysconf("SC_CLK_TCK")
    u = resource.getrusage(resource.RUSAGE_SELF)
    return busy - u.ru_utime - u.ru_stime


def same(a, b):
    if isinstance(a, dict): return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, (list, tuple)): return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
    if isinstance(a, float) or isinstance(b, float):
        return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6)
    return a == b


def sets_from_16(rows):
    """rows: (a, b, c, d, count, sum_id) -> the Q7 answer"""
    R = [((bool(a), bool(b), bool(c), bool(d)), int(n), int(s)) for a, b, c, d, n, s in rows]
    pick = lambda f: [sum(n for k, n, s in R if f(*k)), sum(s for k, n, s in R if f(*k))]
    out = {"and4": pick(lambda a, b, c, d: a and b and c and d), "or4": pick(lambda a, b, c, d: a or b or c or d),
           "a_and_b_not_c": pick(lambda a, b, c, d: a and b and not c),
           "a_or_d_not_b_or_c": pick(lambda a, b, c, d: (a or d) and not (b or c))}
    ix = "abcd".index
    for p in PAIRS: out[p] = sum(n for k, n, s in R if k[ix(p[0])] and k[ix(p[1])])
    for x in "abcd": out["n_" + x] = sum(n for k, n, s in R if k[ix(x)])
    return out


def cohort_answer(rows):
    """rows: (cohort_month_index, offset, customers)"""
    rows = sorted((int(a), int(b), int(c)) for a, b, c in rows if c)
    return {"cells": len(rows), "sum": sum(r[2] for r in rows),
            "weighted": sum((r[0] * 61 + r[1]) * r[2] for r in rows), "first": [list(r) for r in rows[:4]]}


def rfm_answer(rows):
    """rows: (r, f, m, count)"""
    rows = sorted((int(r), int(f), int(m), int(c)) for r, f, m, c in rows if c)
    return {"cells": len(rows), "sum": sum(r[3] for r in rows),
            "weighted": sum((r[0] * 25 + r[1] * 5 + r[2]) * r[3] for r in rows),
            "c555": next((r[3] for r in rows if r[:3] == (5, 5, 5)), 0), "c111": next((r[3] for r in rows if r[:3] == (1, 1, 1)), 0)}


def groups_answer(rows):
    """rows: (stage, channel, count, sum, avg, median, share)"""
    return {"groups": [[r[0], r[1], int(r[2])] + [float(x) for x in r[3:7]] for r in sorted(rows, key=lambda r: (str(r[0]), str(r[1])))]}


# ---------------------------------------------------------------- SQL shared by DuckDB and ClickHouse
Q32 = "(wallet_share * 0.49 + 0.5) / 1.01"


def sql_q7_pred(count_if, sum_if):
    a, b, c, d = (f"coalesce({p}, false)" for p in PRED.values())
    sub = f"(SELECT customer_id AS id, {a} AS a, {b} AS b, {c} AS c, {d} AS d FROM customers) AS t"
    ex = {"and4": "a AND b AND c AND d", "or4": "a OR b OR c OR d", "a_and_b_not_c": "a AND b AND NOT c",
          "a_or_d_not_b_or_c": "(a OR d) AND NOT (b OR c)"}
    cols = [f"{count_if(e)}, {sum_if('id', e)}" for e in ex.values()]
    cols += [count_if(f"{p[0]} AND {p[1]}") for p in PAIRS] + [count_if(x) for x in "abcd"]
    return f"SELECT {', '.join(cols)} FROM {sub}"


def q7_row(r):
    r = [int(x) for x in r]
    out = {k: r[2 * i:2 * i + 2] for i, k in enumerate(["and4", "or4", "a_and_b_not_c", "a_or_d_not_b_or_c"])}
    for i, p in enumerate(PAIRS): out[p] = r[8 + i]
    for i, x in enumerate("abcd"): out["n_" + x] = r[14 + i]
    return out


def q7_setops(inter, union, exc):
    s = lambda x: f"SELECT id FROM seg_{x}"
    agg = lambda q: f"SELECT count(*), sum(id) FROM ({q}) AS t"
    return [agg(f" {inter} ".join(s(x) for x in "abcd")), agg(f" {union} ".join(s(x) for x in "abcd")),
            agg(f"SELECT * FROM ({s('a')} {inter} {s('b')}) AS x {exc} {s('c')}"),
            agg(f"SELECT * FROM ({s('a')} {union} {s('d')}) AS x {exc} SELECT * FROM ({s('b')} {union} {s('c')}) AS y")], \
           [f"SELECT count(*) FROM ({s(p[0])} {inter} {s(p[1])}) AS t" for p in PAIRS]


# ---------------------------------------------------------------- DuckDB
def duckdb_cases():
    import duckdb
    con = duckdb.connect(":memory:")
    con.execute(f"SET threads={A.threads}")
    X = con.execute
    rows = lambda q: X(q).fetchall()
    load = {"customers": f"""CREATE TABLE customers AS SELECT * FROM read_csv('{CUST}', header=true, columns={{
        customer_id:'BIGINT', age:'SMALLINT', gender:'VARCHAR', city:'VARCHAR', channel:'VARCHAR', stage:'VARCHAR',
        signup_date:'DATE', income:'DOUBLE', satisfaction:'TINYINT', revenue:'DOUBLE', cost:'DOUBLE', profit:'DOUBLE',
        frequency:'INTEGER', recency_days:'INTEGER', last_purchase:'DATE', complaints:'SMALLINT',
        acquisition_cost:'DOUBLE', wallet_share:'DOUBLE'}})""",
            "tx": f"""CREATE TABLE tx AS SELECT * FROM read_csv('{TX}', header=true, columns={{
        customer_id:'BIGINT', date:'DATE', amount:'DOUBLE', cost:'DOUBLE', category:'VARCHAR', channel:'VARCHAR'}})"""}
    X(load["customers"])
    # ENUM copies of the string columns: DuckDB's own dictionary type
    for t, cols in {"customers": ["gender", "city", "channel", "stage"]}.items():
        for c in cols: X(f"CREATE TYPE e_{c} AS ENUM (SELECT DISTINCT {c} FROM {t} ORDER BY 1)")
        X(f"CREATE TABLE {t}_e AS SELECT * REPLACE ({', '.join(f'{c}::e_{c} AS {c}' for c in cols)}) FROM {t}")
    if needs_tx():
        X(load["tx"])
        X("CREATE TYPE e_cat AS ENUM (SELECT DISTINCT category FROM tx ORDER BY 1)")
        X("CREATE TABLE tx_e AS SELECT * REPLACE (category::e_cat AS category, channel::e_channel AS channel) FROM tx")
        X("DROP TABLE tx"); X("ALTER TABLE tx_e RENAME TO tx")
    T = "CREATE OR REPLACE TEMP TABLE r AS "
    seg = lambda _: dict(zip(("n", "sum_id", "min_id", "max_id"), rows("SELECT count(*), sum(customer_id), min(customer_id), max(customer_id) FROM r")[0]))
    C = []
    add = lambda *a, **k: C.append(Case(*a, **k))
    q1 = f"SELECT count(*) FROM {{t}} WHERE frequency > 5 AND city = '{CITY}' AND income IS NOT NULL"
    for v, t in (("varchar", "customers"), ("enum", "customers_e")):
        add("Q1", v, lambda t=t: rows(q1.format(t=t))[0][0], lambda r: {"n": r})
    K = "(SELECT (count(*)*20+99)//100 FROM customers WHERE frequency > 5)"
    q2 = f"SELECT customer_id FROM customers WHERE frequency > 5 ORDER BY profit DESC, customer_id LIMIT {K}"
    add("Q2", "orderby-limit", lambda: X(T + q2), seg)
    add("Q2", "orderby-limit-to-numpy", lambda: X(q2).fetchnumpy(),
        lambda r: {"n": len(r["customer_id"]), "sum_id": int(r["customer_id"].sum()), "min_id": int(r["customer_id"].min()), "max_id": int(r["customer_id"].max())})
    add("Q2", "row_number", lambda: X(T + f"SELECT customer_id FROM (SELECT customer_id, row_number() OVER (ORDER BY profit DESC, customer_id) rn FROM customers WHERE frequency > 5) WHERE rn <= {K}"), seg)

    def threshold_sql(src, val, t, m, extra=""):
        X(T + f"SELECT customer_id{extra} FROM {src} AND {val} > {t!r} UNION ALL (SELECT customer_id{extra} FROM {src} AND {val} = {t!r} ORDER BY customer_id LIMIT {m})")
    def q2_quantile():
        n = rows("SELECT count(*) FROM customers WHERE frequency > 5")[0][0]; k = topk(n, 20)
        t = rows(f"SELECT quantile_disc(profit, {(n - k + .5) / n!r}) FROM customers WHERE frequency > 5")[0][0]
        above = rows(f"SELECT count(*) FROM customers WHERE frequency > 5 AND profit > {t!r}")[0][0]
        threshold_sql("customers WHERE frequency > 5", "profit", t, k - above)
    add("Q2", "quantile-threshold", q2_quantile, seg)

    def check3(r):
        return {"n": len(r), "sum_id": sum(x[0] for x in r), "first": r[0][0], "last": r[-1][0], "sum_profit": sum(x[11] for x in r),
                "n_income": sum(x[7] is not None for x in r), "cols": len(r[0])}
    q3top = "SELECT c.* FROM customers c SEMI JOIN r USING (customer_id) ORDER BY c.profit DESC, c.customer_id LIMIT 100"
    add("Q3", "quantile-threshold+semijoin", lambda: (q2_quantile(), rows(q3top))[1], check3)
    add("Q3", "orderby-limit+join", lambda: (X(T + q2), rows("SELECT c.* FROM customers c JOIN (SELECT customer_id FROM r LIMIT 100) USING (customer_id) ORDER BY c.profit DESC, c.customer_id"))[1], check3)
    add("Q3", "quantile-threshold+topn", lambda: (q2_quantile(), rows("SELECT * FROM customers WHERE frequency > 5 ORDER BY profit DESC, customer_id LIMIT 100"))[1], check3)
    for v, t in (("varchar", "customers"), ("enum", "customers_e")):
        add("Q4", v, lambda t=t: rows(f"SELECT stage, channel, count(*), sum(profit), avg(profit), median(profit), sum(profit) / sum(sum(profit)) OVER () FROM {t} GROUP BY stage, channel"), groups_answer)
    add("Q5", "ntile", lambda: rows("""SELECT r, f, m, count(*) FROM (SELECT 6 - ntile(5) OVER (ORDER BY recency_days, customer_id) r,
        ntile(5) OVER (ORDER BY frequency, customer_id) f, ntile(5) OVER (ORDER BY revenue, customer_id) m FROM customers WHERE frequency > 0) GROUP BY ALL"""), rfm_answer)
    def q5_key():
        n = rows("SELECT count(*) FROM customers WHERE frequency > 0")[0][0]
        lv = [(b - .5) / n for b in ntile_last(n)]
        ks = [f"{c}::BIGINT * 100000000 + customer_id" for c in ("recency_days", "frequency", "round(revenue * 100)")]
        b = rows("SELECT " + ", ".join(f"quantile_disc({k}, {lv})" for k in ks) + " FROM customers WHERE frequency > 0")[0]
        tile = lambda k, q: "1 + " + " + ".join(f"({k} > {x})::INT" for x in q)
        return rows(f"SELECT 6 - ({tile(ks[0], b[0])}) r, {tile(ks[1], b[1])} f, {tile(ks[2], b[2])} m, count(*) FROM customers WHERE frequency > 0 GROUP BY ALL")
    add("Q5", "quantile-of-packed-key", q5_key, rfm_answer)
    add("Q6", "window", lambda: X(T + "SELECT customer_id FROM (SELECT customer_id, profit, sum(profit) OVER (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING) cum FROM customers) WHERE cum - profit < 0.8 * (SELECT sum(profit) FROM customers)"), seg)
    def q6_group():
        t, before, total = rows("""WITH g AS (SELECT profit, sum(profit) s FROM customers GROUP BY profit), c AS (SELECT profit, s, sum(s) OVER (ORDER BY profit DESC ROWS UNBOUNDED PRECEDING) cum, sum(s) OVER () tot FROM g)
            SELECT profit, cum - s, tot FROM c WHERE cum - s < 0.8 * tot ORDER BY profit LIMIT 1""")[0]
        threshold_sql("customers WHERE true", "profit", t, math.ceil((0.8 * total - before) / t))
    add("Q6", "group-equal-profits", q6_group, seg)
    def q6p_group():                                     # as Q6, of the total of the positive profits (Seg's `cover`)
        t, before, total = rows("""WITH g AS (SELECT profit, sum(profit) s FROM customers WHERE profit > 0 GROUP BY profit), c AS (SELECT profit, s, sum(s) OVER (ORDER BY profit DESC ROWS UNBOUNDED PRECEDING) cum, sum(s) OVER () tot FROM g)
            SELECT profit, cum - s, tot FROM c WHERE cum - s < 0.8 * tot ORDER BY profit LIMIT 1""")[0]
        threshold_sql("customers WHERE true", "profit", t, math.ceil((0.8 * total - before) / t))
    add("Q6p", "group-equal-profits", q6p_group, seg)
    add("Q6p", "window", lambda: X(T + "SELECT customer_id FROM (SELECT customer_id, profit, sum(profit) OVER (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING) cum, sum(profit) OVER () tot FROM customers WHERE profit > 0) WHERE cum - profit < 0.8 * tot"), seg)
    add("Q7a", "filtered-aggregates", lambda: rows(sql_q7_pred(lambda e: f"count(*) FILTER ({e})", lambda x, e: f"sum({x}) FILTER ({e})"))[0], q7_row)
    p4 = ", ".join(f"coalesce({p}, false) AS {x}" for x, p in PRED.items())
    add("Q7a", "group-by-16", lambda: rows(f"SELECT a, b, c, d, count(*), sum(customer_id) FROM (SELECT customer_id, {p4} FROM customers) GROUP BY ALL"), sets_from_16)
    for x, p in PRED.items(): X(f"CREATE TABLE seg_{x} AS SELECT customer_id AS id FROM customers WHERE {p}")
    big, pairs = q7_setops("INTERSECT", "UNION", "EXCEPT")
    n4 = lambda: [rows(f"SELECT count(*) FROM seg_{x}")[0][0] for x in "abcd"]
    add("Q7b", "set-operators", lambda: [v for q in big + pairs for v in rows(q)[0]] + n4(), q7_row)
    semi = [f"SELECT count(*), sum(id) FROM seg_b SEMI JOIN seg_a USING (id) SEMI JOIN seg_c USING (id) SEMI JOIN seg_d USING (id)", big[1],
            "SELECT count(*), sum(id) FROM seg_b SEMI JOIN seg_a USING (id) ANTI JOIN seg_c USING (id)",
            "SELECT count(*), sum(id) FROM (SELECT id FROM seg_a UNION SELECT id FROM seg_d) ANTI JOIN seg_b USING (id) ANTI JOIN seg_c USING (id)"]
    semip = [f"SELECT count(*) FROM seg_{p[0]} SEMI JOIN seg_{p[1]} USING (id)" for p in PAIRS]
    add("Q7b", "semi-and-anti-joins", lambda: [v for q in semi + semip for v in rows(q)[0]] + n4(), q7_row)
    flags = "SELECT bool_or(s=1) a, bool_or(s=2) b, bool_or(s=4) c, bool_or(s=8) d, id FROM (" + " UNION ALL ".join(f"SELECT id, {1 << i} s FROM seg_{x}" for i, x in enumerate("abcd")) + ") GROUP BY id"
    bits = "SELECT bit_or(s) m, id FROM (" + " UNION ALL ".join(f"SELECT id, {1 << i}::UTINYINT s FROM seg_{x}" for i, x in enumerate("abcd")) + ") GROUP BY id"
    add("Q7b", "bit-flags-group-by", lambda: rows(f"SELECT m & 1 > 0, m & 2 > 0, m & 4 > 0, m & 8 > 0, count(*), sum(id) FROM ({bits}) GROUP BY ALL"), sets_from_16)
    if needs_tx():
        c8 = lambda _: (lambda r: {"groups": r[0], "rows": int(r[1]), "days": int(r[2]), "amount": float(r[3]), "span": int(r[4])})(
            rows("SELECT count(*), sum(n), sum(days), sum(amount), sum(hi - lo) FROM r")[0])
        add("Q8", "count-distinct", lambda: X(T + "SELECT customer_id, count(*) n, count(DISTINCT date) AS days, sum(amount) amount, min(date) lo, max(date) hi FROM tx GROUP BY customer_id"), c8)
        add("Q8", "two-level", lambda: X(T + "SELECT customer_id, sum(n) n, count(*) AS days, sum(a) amount, min(date) lo, max(date) hi FROM (SELECT customer_id, date, count(*) n, sum(amount) a FROM tx GROUP BY customer_id, date) GROUP BY customer_id"), c8)
        c9 = lambda _: (lambda r: {"n": r[0], "sum_id": int(r[1]), "sum_profit": float(r[2])})(rows("SELECT count(*), sum(customer_id), sum(profit) FROM r")[0])
        add("Q9", "one-pass-filters", lambda: X(T + f"SELECT c.customer_id, c.city, c.profit FROM customers c JOIN (SELECT customer_id FROM tx GROUP BY customer_id HAVING count(*) FILTER (date >= DATE '{WIN0}') >= 3 AND count(*) FILTER (category = '{CATX}') = 0) t USING (customer_id)"), c9)
        add("Q9", "semi-anti", lambda: X(T + f"SELECT c.customer_id, c.city, c.profit FROM customers c JOIN (SELECT customer_id FROM tx WHERE date >= DATE '{WIN0}' GROUP BY customer_id HAVING count(*) >= 3) t USING (customer_id) ANTI JOIN (SELECT customer_id FROM tx WHERE category = '{CATX}') x USING (customer_id)"), c9)
        mi = "(year(date) * 12 + month(date) - 24253)::INTEGER"       # January 2021 = 0
        add("Q10", "distinct-months+join", lambda: rows(f"WITH a AS (SELECT DISTINCT customer_id, {mi} m FROM tx), f AS (SELECT customer_id, min(m) c FROM a GROUP BY 1) SELECT c, m - c, count(*) FROM a JOIN f USING (customer_id) GROUP BY ALL"), cohort_answer)
        add("Q10", "distinct-months+window", lambda: rows(f"WITH a AS (SELECT DISTINCT customer_id, {mi} m FROM tx), f AS (SELECT m, min(m) OVER (PARTITION BY customer_id) c FROM a) SELECT c, m - c, count(*) FROM f GROUP BY ALL"), cohort_answer)
        bm = f"SELECT bit_or(1::BIGINT << {mi}) b FROM tx GROUP BY customer_id"
        add("Q10", "month-bitmask", lambda: rows(f"WITH f AS (SELECT b, round(log2(b & -b))::INTEGER c FROM ({bm})), g AS (SELECT c, b, count(*) n FROM f GROUP BY ALL) SELECT c, m - c, sum(n) FROM g, range(60) t(m) WHERE (b >> m) & 1 = 1 GROUP BY ALL"), cohort_answer)
    def q11(pow36):
        k = f"(SELECT (count(*)*5+99)//100 FROM customers WHERE frequency <> 0)"
        e = f"SELECT customer_id, profit / nullif(frequency, 0) * (q * (1 - {pow36}) / (1 - q)) - acquisition_cost AS clv FROM (SELECT customer_id, profit, frequency, acquisition_cost, {Q32} AS q FROM customers)"
        return e, k
    c11 = lambda _: {"n": rows("SELECT count(*) FROM r")[0][0], "sum_id": int(rows("SELECT sum(customer_id) FROM r")[0][0]), "min_clv": rows("SELECT min(clv) FROM r")[0][0], "sum_clv": rows("SELECT sum(clv) FROM r")[0][0]}
    e, k = q11("pow(q, 36)")
    add("Q11", "pow+orderby-limit", lambda: X(T + f"SELECT customer_id, clv FROM ({e}) WHERE clv IS NOT NULL ORDER BY clv DESC, customer_id LIMIT {k}"), c11)
    def q11_threshold():
        X(f"CREATE OR REPLACE TEMP TABLE x AS {e}")
        n = rows("SELECT count(clv) FROM x")[0][0]; kk = topk(n, 5)
        t = rows(f"SELECT quantile_disc(clv, {(n - kk + .5) / n!r}) FROM x")[0][0]
        above = rows(f"SELECT count(*) FROM x WHERE clv > {t!r}")[0][0]
        threshold_sql("x WHERE true", "clv", t, kk - above, ", clv")
    add("Q11", "pow+quantile-threshold", q11_threshold, c11)
    for q, cond in (("Q12a", "city LIKE '%州'"), ("Q12b", f"city IN {INLIST}"), ("Q12c", "city LIKE '%an%'")):
        for v, t in (("varchar", "customers"), ("enum", "customers_e")):
            add(q, v, lambda t=t, c=cond: rows(f"SELECT count(*), sum(customer_id) FROM {t} WHERE {c}")[0], lambda r: {"n": int(r[0]), "sum_id": int(r[1])})
    extra = {"version": duckdb.__version__}
    return C, extra


# ---------------------------------------------------------------- chDB (ClickHouse embedded)
def chdb_cases():
    import chdb, io, csv
    from chdb import session as chs
    s = chs.Session()
    def X(q): return s.query(q)
    def rows(q): return [l for l in csv.reader(io.StringIO(str(s.query(q, "CSV"))))]
    def num(q): return [float(v) if ("." in v or "e" in v or "n" in v) else int(v) for v in rows(q)[0]]
    X(f"SET max_threads={A.threads}"); X(f"SET max_insert_threads={A.threads}")
    X("CREATE DATABASE IF NOT EXISTS d ENGINE=Atomic"); X("USE d")
    L = "LowCardinality(String)"
    cs = f"customer_id Int64, age Nullable(Int16), gender {L}, city {L}, channel {L}, stage {L}, signup_date Date32, income Nullable(Float64), satisfaction Nullable(Int8), revenue Float64, cost Float64, profit Float64, frequency Int32, recency_days Nullable(Int32), last_purchase Nullable(Date32), complaints Int16, acquisition_cost Float64, wallet_share Float64"
    ts = f"customer_id Int64, date Date32, amount Float64, cost Float64, category {L}, channel {L}"
    X(f"CREATE TABLE customers ({cs}) ENGINE=Memory")
    X(f"INSERT INTO customers SELECT * FROM file('{CUST}', 'CSVWithNames', '{cs}')")
    if needs_tx():
        X(f"CREATE TABLE tx ({ts}) ENGINE=Memory")
        X(f"INSERT INTO tx SELECT * FROM file('{TX}', 'CSVWithNames', '{ts}')")
    X("CREATE TABLE customers_m (" + cs + ") ENGINE=MergeTree ORDER BY customer_id"); X("INSERT INTO customers_m SELECT * FROM customers"); X("OPTIMIZE TABLE customers_m FINAL")
    def drop(): X("DROP TABLE IF EXISTS r SYNC"); X("DROP TABLE IF EXISTS x SYNC")
    T = "CREATE TABLE r ENGINE=Memory AS "
    seg = lambda _: dict(zip(("n", "sum_id", "min_id", "max_id"), num("SELECT count(), sum(customer_id), min(customer_id), max(customer_id) FROM r")))
    C = []
    add = lambda *a, **k: C.append(Case(*a, **k))
    for v, t in (("memory", "customers"), ("mergetree", "customers_m")):
        add("Q1", v, lambda t=t: num(f"SELECT count() FROM {t} WHERE frequency > 5 AND city = '{CITY}' AND income IS NOT NULL")[0], lambda r: {"n": r})
    K = "(SELECT toUInt64(intDiv(count()*20+99, 100)) FROM customers WHERE frequency > 5)"
    q2 = f"SELECT customer_id FROM customers WHERE frequency > 5 ORDER BY profit DESC, customer_id LIMIT {K}"
    add("Q2", "orderby-limit", lambda: X(T + q2), seg, pre=drop)
    add("Q2", "orderby-limit-native-out", lambda: s.query(q2, "Native"), lambda r: None)
    def exact(t): return f"reinterpretAsFloat64(toUInt64({int.from_bytes(__import__('struct').pack('<d', t), 'little')}))"   # ClickHouse's literals may be one ulp off
    def threshold_sql(src, val, t, m, extra=""):
        X(T + f"SELECT customer_id{extra} FROM {src} AND {val} > {exact(t)}")
        X(f"INSERT INTO r SELECT customer_id{extra} FROM {src} AND {val} = {exact(t)} ORDER BY customer_id LIMIT {m}")
    def q2_quantile(tab="customers"):
        n = num(f"SELECT count() FROM {tab} WHERE frequency > 5")[0]; k = topk(n, 20)
        t = float(num(f"SELECT quantileExact({(n - k + .5) / n!r})(profit) FROM {tab} WHERE frequency > 5")[0])
        above = num(f"SELECT count() FROM {tab} WHERE frequency > 5 AND profit > {exact(t)}")[0]
        threshold_sql(f"{tab} WHERE frequency > 5", "profit", t, k - above)
    add("Q2", "quantile-threshold", q2_quantile, seg, pre=drop)
    add("Q2", "quantile-threshold-mergetree", lambda: q2_quantile("customers_m"), seg, pre=drop)
    def check3(r):
        return {"n": len(r), "sum_id": sum(int(x[0]) for x in r), "first": int(r[0][0]), "last": int(r[-1][0]), "sum_profit": sum(float(x[11]) for x in r),
                "n_income": sum(x[7] != "\\N" for x in r), "cols": len(r[0])}
    add("Q3", "quantile-threshold+topn", lambda: (q2_quantile(), rows("SELECT * FROM customers WHERE frequency > 5 ORDER BY profit DESC, customer_id LIMIT 100"))[1], check3, pre=drop)
    add("Q3", "quantile-threshold+topn-lazy", lambda: (q2_quantile(), rows("SELECT * FROM customers WHERE customer_id IN (SELECT customer_id FROM customers WHERE frequency > 5 ORDER BY profit DESC, customer_id LIMIT 100) ORDER BY profit DESC, customer_id"))[1], check3, pre=drop)
    fix = lambda R: groups_answer(R)
    for v, t in (("memory", "customers"), ("mergetree", "customers_m")):
        add("Q4", v, lambda t=t: rows(f"SELECT stage, channel, count(), sum(profit) AS s, avg(profit), quantileExactInclusive(0.5)(profit), s / (SELECT sum(profit) FROM {t}) FROM {t} GROUP BY stage, channel"), fix)
    add("Q5", "ntile", lambda: rows("""SELECT r, f, m, count() FROM (SELECT 6 - ntile(5) OVER (ORDER BY recency_days, customer_id) r,
        ntile(5) OVER (ORDER BY frequency, customer_id) f, ntile(5) OVER (ORDER BY revenue, customer_id) m FROM customers WHERE frequency > 0) GROUP BY r, f, m"""), rfm_answer)
    def q5_key():
        n = num("SELECT count() FROM customers WHERE frequency > 0")[0]
        lv = ", ".join(repr((b - .5) / n) for b in ntile_last(n))
        ks = [f"{c} * 100000000 + customer_id" for c in ("toInt64(assumeNotNull(recency_days))", "toInt64(frequency)", "toInt64(round(revenue * 100))")]
        b = [json.loads(v) for v in rows("SELECT " + ", ".join(f"quantilesExact({lv})({k})" for k in ks) + " FROM customers WHERE frequency > 0")[0]]
        tile = lambda k, q: "1 + " + " + ".join(f"({k} > {x})" for x in q)
        return rows(f"SELECT 6 - ({tile(ks[0], b[0])}) AS r, {tile(ks[1], b[1])} AS f, {tile(ks[2], b[2])} AS m, count() FROM customers WHERE frequency > 0 GROUP BY r, f, m")
    add("Q5", "quantile-of-packed-key", q5_key, rfm_answer)
    add("Q6", "window", lambda: X(T + "SELECT customer_id FROM (SELECT customer_id, profit, sum(profit) OVER (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING) cum FROM customers) WHERE cum - profit < 0.8 * (SELECT sum(profit) FROM customers)"), seg, pre=drop)
    def q6_group():
        t, before, total = map(float, num("""WITH g AS (SELECT profit, sum(profit) s FROM customers GROUP BY profit), c AS (SELECT profit, s, sum(s) OVER (ORDER BY profit DESC ROWS UNBOUNDED PRECEDING) cum, (SELECT sum(profit) FROM customers) tot FROM g)
            SELECT profit, cum - s, tot FROM c WHERE cum - s < 0.8 * tot ORDER BY profit LIMIT 1"""))
        threshold_sql("customers WHERE true", "profit", t, math.ceil((0.8 * total - before) / t))
    add("Q6", "group-equal-profits", q6_group, seg, pre=drop)
    add("Q7a", "filtered-aggregates", lambda: rows(sql_q7_pred(lambda e: f"countIf({e})", lambda x, e: f"sumIf({x}, {e})"))[0], q7_row)
    p4 = ", ".join(f"coalesce({p}, false) AS {x}" for x, p in PRED.items())
    add("Q7a", "group-by-16", lambda: [[int(x in ("1", "true")) for x in r[:4]] + r[4:] for r in rows(f"SELECT a, b, c, d, count(), sum(customer_id) FROM (SELECT customer_id, {p4} FROM customers) GROUP BY a, b, c, d")], sets_from_16)
    for x, p in PRED.items():
        X(f"CREATE TABLE seg_{x} ENGINE=Memory AS SELECT customer_id AS id FROM customers WHERE coalesce({p}, false)")
        X(f"CREATE TABLE bm_{x} (b AggregateFunction(groupBitmap, UInt64)) ENGINE=Memory")
        X(f"INSERT INTO bm_{x} SELECT groupBitmapState(toUInt64(id)) FROM seg_{x}")
    big, pairs = q7_setops("INTERSECT DISTINCT", "UNION DISTINCT", "EXCEPT DISTINCT")
    n4 = lambda: [num(f"SELECT count() FROM seg_{x}")[0] for x in "abcd"]
    add("Q7b", "set-operators", lambda: [v for q in big + pairs for v in num(q)] + n4(), q7_row)
    bits = "SELECT groupBitOr(s) m, id FROM (" + " UNION ALL ".join(f"SELECT id, {1 << i} s FROM seg_{x}" for i, x in enumerate("abcd")) + ") GROUP BY id"
    add("Q7b", "bit-flags-group-by", lambda: [[int(r[0]) >> i & 1 for i in range(4)] + r[1:] for r in rows(f"SELECT m, count(), sum(id) FROM ({bits}) GROUP BY m")], sets_from_16)
    def q7_bitmap():
        W = "WITH (SELECT b FROM bm_a) AS A, (SELECT b FROM bm_b) AS B, (SELECT b FROM bm_c) AS C, (SELECT b FROM bm_d) AS D "
        g = {"a": "A", "b": "B", "c": "C", "d": "D"}
        ss = ["bitmapAnd(bitmapAnd(A, B), bitmapAnd(C, D))", "bitmapOr(bitmapOr(A, B), bitmapOr(C, D))", "bitmapAndnot(bitmapAnd(A, B), C)", "bitmapAndnot(bitmapOr(A, D), bitmapOr(B, C))"]
        return num(W + "SELECT " + ", ".join(f"bitmapCardinality({x} AS s{i}), arraySum(bitmapToArray(s{i}))" for i, x in enumerate(ss)) + ", "
                   + ", ".join(f"bitmapAndCardinality({g[p[0]]}, {g[p[1]]})" for p in PAIRS) + ", " + ", ".join(f"bitmapCardinality({x})" for x in "ABCD"))
    add("Q7b", "roaring-bitmaps", q7_bitmap, q7_row)
    if needs_tx():
        c8 = lambda _: (lambda r: {"groups": r[0], "rows": r[1], "days": r[2], "amount": float(r[3]), "span": r[4]})(num("SELECT count(), sum(n), sum(days), sum(amount), sum(dateDiff('day', lo, hi)) FROM r"))
        add("Q8", "count-distinct", lambda: X(T + "SELECT customer_id, count() n, uniqExact(date) AS days, sum(amount) amount, min(date) lo, max(date) hi FROM tx GROUP BY customer_id"), c8, pre=drop)
        add("Q8", "two-level", lambda: X(T + "SELECT customer_id, sum(n0) n, count() AS days, sum(a) amount, min(date) lo, max(date) hi FROM (SELECT customer_id, date, count() n0, sum(amount) a FROM tx GROUP BY customer_id, date) GROUP BY customer_id"), c8, pre=drop)
        c9 = lambda _: (lambda r: {"n": r[0], "sum_id": r[1], "sum_profit": float(r[2])})(num("SELECT count(), sum(customer_id), sum(profit) FROM r"))
        add("Q9", "one-pass-filters", lambda: X(T + f"SELECT customer_id, city, profit FROM customers WHERE customer_id IN (SELECT customer_id FROM tx GROUP BY customer_id HAVING countIf(date >= toDate32('{WIN0}')) >= 3 AND countIf(category = '{CATX}') = 0)"), c9, pre=drop)
        add("Q9", "semi-anti", lambda: X(T + f"SELECT customer_id, city, profit FROM customers WHERE customer_id IN (SELECT customer_id FROM tx WHERE date >= toDate32('{WIN0}') GROUP BY customer_id HAVING count() >= 3) AND customer_id NOT IN (SELECT customer_id FROM tx WHERE category = '{CATX}')"), c9, pre=drop)
        mi = "(toYear(date) * 12 + toMonth(date) - 24253)"
        add("Q10", "distinct-months+join", lambda: rows(f"WITH a AS (SELECT DISTINCT customer_id, {mi} AS m FROM tx), f AS (SELECT customer_id, min(m) AS c FROM a GROUP BY customer_id) SELECT c, m - c AS o, count() FROM a JOIN f USING (customer_id) GROUP BY c, o"), cohort_answer)
        add("Q10", "group-uniq-array", lambda: rows(f"SELECT c, arrayJoin(ms) - c AS o, count() FROM (SELECT customer_id, groupUniqArray({mi}) AS ms, arrayMin(ms) AS c FROM tx GROUP BY customer_id) GROUP BY c, o"), cohort_answer)
        add("Q10", "month-bitmask", lambda: rows(f"SELECT c, arrayJoin(bitPositionsToArray(b)) - c AS o, sum(n) FROM (SELECT b, bitPositionsToArray(b)[1] AS c, count() AS n FROM (SELECT groupBitOr(bitShiftLeft(toUInt64(1), {mi})) AS b FROM tx GROUP BY customer_id) GROUP BY b) GROUP BY c, o"), cohort_answer)
    e = f"SELECT customer_id, profit / nullIf(frequency, 0) * (q * (1 - pow(q, 36)) / (1 - q)) - acquisition_cost AS clv0 FROM (SELECT customer_id, profit, frequency, acquisition_cost, {Q32} AS q FROM customers)"
    c11 = lambda _: dict(zip(("n", "sum_id", "min_clv", "sum_clv"), num("SELECT count(), sum(customer_id), min(clv), sum(clv) FROM r")))
    add("Q11", "pow+orderby-limit", lambda: X(T + f"SELECT customer_id, assumeNotNull(clv0) AS clv FROM ({e}) WHERE clv0 IS NOT NULL ORDER BY clv DESC, customer_id LIMIT (SELECT toUInt64(intDiv(count()*5+99, 100)) FROM customers WHERE frequency <> 0)"), c11, pre=drop)
    def q11_threshold():
        X(f"CREATE TABLE x ENGINE=Memory AS SELECT customer_id, assumeNotNull(clv0) AS clv FROM ({e}) WHERE clv0 IS NOT NULL")
        n = num("SELECT count() FROM x")[0]; kk = topk(n, 5)
        t = float(num(f"SELECT quantileExact({(n - kk + .5) / n!r})(clv) FROM x")[0])
        above = num(f"SELECT count() FROM x WHERE clv > {exact(t)}")[0]
        threshold_sql("x WHERE true", "clv", t, kk - above, ", clv")
    add("Q11", "pow+quantile-threshold", q11_threshold, c11, pre=drop)
    for q, cond in (("Q12a", "city LIKE '%州'"), ("Q12b", f"city IN {INLIST}"), ("Q12c", "city LIKE '%an%'")):
        for v, t in (("memory", "customers"), ("mergetree", "customers_m")):
            add(q, v, lambda t=t, c=cond: num(f"SELECT count(), sum(customer_id) FROM {t} WHERE {c}"), lambda r: {"n": r[0], "sum_id": r[1]})
    return C, {"version": str(X("SELECT version()")).strip().strip('"'), "_keep": s}


# ---------------------------------------------------------------- Polars
def polars_cases():
    import polars as pl
    cat = pl.Categorical
    sch = dict(customer_id=pl.Int64, age=pl.Int16, gender=pl.String, city=pl.String, channel=pl.String, stage=pl.String, signup_date=pl.Date, income=pl.Float64,
               satisfaction=pl.Int8, revenue=pl.Float64, cost=pl.Float64, profit=pl.Float64, frequency=pl.Int32, recency_days=pl.Int32, last_purchase=pl.Date,
               complaints=pl.Int16, acquisition_cost=pl.Float64, wallet_share=pl.Float64)
    df = pl.read_csv(CUST, schema=sch).rechunk()
    dc = df.with_columns(pl.col("gender", "city", "channel", "stage").cast(cat))
    lz, lc = df.lazy(), dc.lazy()
    col, F = pl.col, pl.col("frequency") > 5
    C = []
    def add(q, v, fn, check):
        """fn() returns a LazyFrame (run by both engines) or does the work itself"""
        probe = fn
        if v.startswith("!"):
            C.append(Case(q, v[1:], fn, check)); return
        C.append(Case(q, v + "/in-memory", lambda: fn().collect(engine="in-memory"), check))
        C.append(Case(q, v + "/streaming", lambda: fn().collect(engine="streaming"), check))
    seg = lambda r: {"n": r.height, "sum_id": r["customer_id"].sum(), "min_id": r["customer_id"].min(), "max_id": r["customer_id"].max()}
    for v, l in (("string", lz), ("categorical", lc)):
        add("Q1", v, lambda l=l: l.filter(F & (col("city") == CITY) & col("income").is_not_null()).select(pl.len()), lambda r: {"n": r.item()})
    base = lz.filter(F).select("customer_id", "profit")
    add("Q2", "sort-head", lambda: base.sort(["profit", "customer_id"], descending=[True, False]).select(col("customer_id").head((pl.len() * 20 + 99) // 100)), seg)
    add("Q2", "stable-sort-head", lambda: base.sort("profit", descending=True, maintain_order=True).select(col("customer_id").head((pl.len() * 20 + 99) // 100)), seg)
    def q2_topk():
        d = df.lazy().filter(F).select("customer_id", "profit").collect(); k = topk(d.height, 20)
        return d.top_k(k, by=["profit", "customer_id"], reverse=[False, True]).select("customer_id")
    add("Q2", "!top_k", q2_topk, seg)
    def threshold(d, val, k):
        # k-th largest by numpy's introselect on the column's own buffer, ties by id (the frame is in id order)
        import numpy as np
        v = d[val].to_numpy(); t = np.partition(v, len(v) - k)[len(v) - k].item()
        gt = d.filter(col(val) > t)
        return pl.concat([gt, d.filter(col(val) == t).sort("customer_id").head(k - gt.height)])
    def q2_part(cols=("customer_id", "profit")):
        d = df.lazy().filter(F).select(cols).collect()
        return threshold(d, "profit", topk(d.height, 20)).select("customer_id")
    add("Q2", "!numpy-partition-threshold", q2_part, seg)
    def q2_quant():
        d = base.collect(); n = d.height; k = topk(n, 20)
        t = d["profit"].quantile((n - k) / (n - 1), interpolation="nearest")
        gt = d.filter(col("profit") > t)
        return pl.concat([gt, d.filter(col("profit") == t).sort("customer_id").head(k - gt.height)]).select("customer_id")
    add("Q2", "!quantile-threshold", q2_quant, seg)
    def check3(r):
        return {"n": r.height, "sum_id": r["customer_id"].sum(), "first": r["customer_id"][0], "last": r["customer_id"][-1], "sum_profit": r["profit"].sum(),
                "n_income": r["income"].is_not_null().sum(), "cols": r.width}
    def top100():
        i = lz.filter(F).select("customer_id", "profit").top_k(100, by=["profit", "customer_id"], reverse=[False, True]).collect()
        return df.filter(col("customer_id").is_in(i["customer_id"].implode())).sort(["profit", "customer_id"], descending=[True, False])
    add("Q3", "!partition-threshold+top_k", lambda: (q2_part(), top100())[1], check3)
    add("Q3", "!sort-head", lambda: df.lazy().with_row_index("i").filter(F).select("i", "customer_id", "profit").sort("profit", descending=True, maintain_order=True).select(col("i", "customer_id").head((pl.len() * 20 + 99) // 100)).collect(),
        lambda r: check3(df[r["i"].head(100).cast(pl.Int64)]))
    g4 = lambda l: l.group_by("stage", "channel").agg(pl.len(), col("profit").sum().alias("s"), col("profit").mean().alias("a"), col("profit").median().alias("m")).with_columns((col("s") / col("s").sum()).alias("share"))
    for v, l in (("string", lz), ("categorical", lc)): add("Q4", v, lambda l=l: g4(l), lambda r: groups_answer(r.with_columns(col("stage", "channel").cast(pl.String)).rows()))
    def tile(c):
        n, r = pl.len().cast(pl.Int64), col(c).rank("ordinal").cast(pl.Int64) - 1
        q, rem = n // 5, n % 5; cut = rem * (q + 1)
        return pl.when(r < cut).then(r // (q + 1)).otherwise(rem + (r - cut) // q) + 1
    add("Q5", "rank-ordinal", lambda: lz.filter(col("frequency") > 0).select((6 - tile("recency_days")).alias("r"), tile("frequency").alias("f"), tile("revenue").alias("m")).group_by("r", "f", "m").len(), lambda r: rfm_answer(r.rows()))
    def q5_np():
        import numpy as np
        d = lz.filter(col("frequency") > 0).select((col(c).cast(pl.Int64) * 100_000_000 + col("customer_id")).alias(c) for c in ("recency_days", "frequency")).collect()
        m = lz.filter(col("frequency") > 0).select(((col("revenue") * 100).round().cast(pl.Int64) * 100_000_000 + col("customer_id")).alias("revenue")).collect()
        d = d.with_columns(m["revenue"]); at = [b - 1 for b in ntile_last(d.height)]
        ex = []
        for c in d.columns:
            v = np.partition(d[c].to_numpy(), at); ex.append(sum(((col(c) > int(v[i])).cast(pl.Int8) for i in at), pl.lit(1, pl.Int8)).alias(c))
        return d.lazy().select(ex).with_columns((6 - col("recency_days")).alias("recency_days")).group_by(["recency_days", "frequency", "revenue"]).len().collect()
    add("Q5", "!partition-of-packed-key", q5_np, lambda r: rfm_answer(r.rows()))
    add("Q6", "sort-cumsum", lambda: lz.select("customer_id", "profit").sort(["profit", "customer_id"], descending=[True, False]).filter(col("profit").cum_sum() - col("profit") < 0.8 * col("profit").sum()).select("customer_id"), seg)
    add("Q6", "stable-sort-cumsum", lambda: lz.select("customer_id", "profit").sort("profit", descending=True, maintain_order=True).filter(col("profit").cum_sum() - col("profit") < 0.8 * col("profit").sum()).select("customer_id"), seg)
    def q6_group():
        g = lz.group_by("profit").agg(col("profit").sum().alias("s")).sort("profit", descending=True).with_columns(col("s").cum_sum().alias("c")).collect()
        tot = g["c"][-1]; h = g.filter(col("c") - col("s") < 0.8 * tot).row(-1)
        t, m = h[0], math.ceil((0.8 * tot - (h[2] - h[1])) / h[0])
        d = lz.select("customer_id", "profit")
        return pl.concat([d.filter(col("profit") > t), d.filter(col("profit") == t).sort("customer_id").head(m)]).select("customer_id").collect()
    add("Q6", "!group-equal-profits", q6_group, seg)
    def q6p_group():
        g = lz.filter(col("profit") > 0).group_by("profit").agg(col("profit").sum().alias("s")).sort("profit", descending=True).with_columns(col("s").cum_sum().alias("c")).collect()
        tot = g["c"][-1]; h = g.filter(col("c") - col("s") < 0.8 * tot).row(-1)
        t, m = h[0], math.ceil((0.8 * tot - (h[2] - h[1])) / h[0])
        d = lz.select("customer_id", "profit")
        return pl.concat([d.filter(col("profit") > t), d.filter(col("profit") == t).sort("customer_id").head(m)]).select("customer_id").collect()
    add("Q6p", "!group-equal-profits", q6p_group, seg)
    add("Q6p", "stable-sort-cumsum", lambda: lz.filter(col("profit") > 0).select("customer_id", "profit").sort("profit", descending=True, maintain_order=True).filter(col("profit").cum_sum() - col("profit") < 0.8 * col("profit").sum()).select("customer_id"), seg)
    P = {"a": col("frequency") > 5, "b": col("profit") > 500, "c": (col("satisfaction") >= 8).fill_null(False), "d": (col("recency_days") <= 90).fill_null(False)}
    add("Q7a", "group-by-16", lambda: lz.select("customer_id", **P).group_by("a", "b", "c", "d").agg(pl.len(), col("customer_id").sum().alias("s")), lambda r: sets_from_16(r.rows()))
    def q7_exprs():
        a, b, c, d = (col(x) for x in "abcd"); i = col("customer_id")
        ex = [a & b & c & d, a | b | c | d, a & b & ~c, (a | d) & ~(b | c)]
        out = []
        for k, e in enumerate(ex): out += [e.sum().alias(f"n{k}"), i.filter(e).sum().alias(f"s{k}")]
        return lz.select("customer_id", **P).select(out + [(col(p[0]) & col(p[1])).sum().alias(p) for p in PAIRS] + [col(x).sum() for x in "abcd"])
    add("Q7a", "masks", q7_exprs, lambda r: q7_row(r.row(0)))
    S = {x: df.filter(p).select(id="customer_id") for x, p in P.items()}
    def q7_joins():
        j = lambda l, r, how: l.join(r, on="id", how=how)
        a, b, c, d = (S[x].lazy() for x in "abcd")
        u = pl.concat([a, d]).unique()
        sets = [j(j(j(b, a, "semi"), c, "semi"), d, "semi"), pl.concat([a, b, c, d]).unique(), j(j(b, a, "semi"), c, "anti"), j(j(u, b, "anti"), c, "anti")]
        prs = [j(S[p[1]].lazy(), S[p[0]].lazy(), "semi").select(pl.len()) for p in PAIRS]
        R = pl.collect_all([s.select(pl.len(), col("id").sum()) for s in sets] + prs)
        return [v for r in R for v in r.row(0)] + [S[x].height for x in "abcd"]
    add("Q7b", "!semi-and-anti-joins", q7_joins, q7_row)
    bits = lambda: pl.concat([S[x].lazy().with_columns(s=pl.lit(1 << i, pl.UInt8)) for i, x in enumerate("abcd")]).group_by("id").agg(col("s").sum()).group_by("s").agg(pl.len(), col("id").sum())
    add("Q7b", "bit-flags-group-by", bits, lambda r: sets_from_16([[m >> i & 1 for i in range(4)] + [n, s] for m, n, s in r.rows()]))
    if needs_tx():
        tx = pl.read_csv(TX, schema=dict(customer_id=pl.Int64, date=pl.Date, amount=pl.Float64, cost=pl.Float64, category=pl.String, channel=pl.String)).rechunk().with_columns(col("category", "channel").cast(cat))
        tl = tx.lazy()
        c8 = lambda r: (lambda t: {"groups": r.height, "rows": t[0], "days": t[1], "amount": t[2], "span": t[3]})(r.select(col("n").sum(), col("days").sum(), col("amount").sum(), (col("hi") - col("lo")).dt.total_days().sum()).row(0))
        I64 = pl.Int64
        add("Q8", "n_unique", lambda: tl.group_by("customer_id").agg(n=pl.len().cast(I64), days=col("date").n_unique().cast(I64), amount=col("amount").sum(), lo=col("date").min(), hi=col("date").max()), c8)
        add("Q8", "two-level", lambda: tl.group_by("customer_id", "date").agg(n=pl.len().cast(I64), amount=col("amount").sum()).group_by("customer_id").agg(col("n").sum(), days=pl.len().cast(I64), amount=col("amount").sum(), lo=col("date").min(), hi=col("date").max()), c8)
        c9 = lambda r: {"n": r.height, "sum_id": r["customer_id"].sum(), "sum_profit": r["profit"].sum()}
        W, X = col("date") >= dt.date.fromisoformat(WIN0), col("category") == CATX
        cc = lz.select("customer_id", "city", "profit")
        add("Q9", "one-pass", lambda: cc.join(tl.group_by("customer_id").agg(w=W.sum(), x=X.sum()).filter((col("w") >= 3) & (col("x") == 0)), on="customer_id", how="semi"), c9)
        add("Q9", "semi-anti", lambda: cc.join(tl.filter(W).group_by("customer_id").len().filter(col("len") >= 3).join(tl.filter(X).select("customer_id"), on="customer_id", how="anti"), on="customer_id", how="semi"), c9)
        mi = (col("date").dt.year() * 12 + col("date").dt.month() - 24253).alias("m")
        dist = lambda: tl.select("customer_id", mi).unique()
        add("Q10", "unique-months+join", lambda: (lambda a: a.join(a.group_by("customer_id").agg(c=col("m").min()), on="customer_id").group_by("c", (col("m") - col("c")).alias("o")).len())(dist()), lambda r: cohort_answer(r.rows()))
        add("Q10", "unique-months+over", lambda: dist().with_columns(c=col("m").min().over("customer_id")).group_by("c", (col("m") - col("c")).alias("o")).len(), lambda r: cohort_answer(r.rows()))
        def q10_bits():
            bit = pl.lit(2, pl.Int64).pow(mi.cast(pl.Int64))
            return tl.group_by("customer_id").agg(b=bit.bitwise_or()).with_columns(c=col("b").bitwise_trailing_zeros()).group_by("c").agg(((col("b") & (1 << m)) != 0).sum().alias(str(m)) for m in range(60))
        add("Q10", "month-bitmask", q10_bits, lambda r: cohort_answer([(w[0], m - w[0], n) for w in r.rows() for m, n in enumerate(w[1:])]))
    q = (col("wallet_share") * 0.49 + 0.5) / 1.01
    f = pl.when(col("frequency") != 0).then(col("frequency"))
    clv = col("profit") / f * (q * (1 - q.pow(36)) / (1 - q)) - col("acquisition_cost")
    c11 = lambda r: {"n": r.height, "sum_id": r["customer_id"].sum(), "min_clv": r["clv"].min(), "sum_clv": r["clv"].sum()}
    add("Q11", "pow+sort-head", lambda: lz.select("customer_id", clv=clv).drop_nulls("clv").sort("clv", descending=True, maintain_order=True).select(pl.all().head((pl.len() * 5 + 99) // 100)), c11)
    def q11_part():
        d = lz.select("customer_id", clv=clv).drop_nulls("clv").collect()
        return threshold(d, "clv", topk(d.height, 5))
    add("Q11", "!pow+partition-threshold", q11_part, c11)
    agg = lambda l, e: l.filter(e).select(pl.len(), col("customer_id").sum().alias("s"))
    c12 = lambda r: {"n": r.row(0)[0], "sum_id": r.row(0)[1]}
    add("Q12a", "string", lambda: agg(lz, col("city").str.ends_with("州")), c12)
    add("Q12a", "categorical", lambda: agg(lc, col("city").cat.ends_with("州")), c12)
    add("Q12b", "string", lambda: agg(lz, col("city").is_in(IN20)), c12)
    add("Q12b", "categorical", lambda: agg(lc, col("city").is_in(IN20)), c12)
    add("Q12c", "string", lambda: agg(lz, col("city").str.contains("an", literal=True)), c12)
    hits = [c for c in dc["city"].unique().cast(pl.String).to_list() if "an" in c]
    add("Q12c", "!categorical(dictionary-first)", lambda: agg(lc, col("city").is_in([c for c in dc["city"].cat.get_categories().to_list() if "an" in c] if hasattr(dc["city"].cat, "get_categories") else [c for c in dc["city"].unique().cast(pl.String).to_list() if "an" in c])).collect(), c12)
    return C, {"version": pl.__version__, "pool": pl.thread_pool_size()}


# ---------------------------------------------------------------- driver
ONLY = [x for x in A.only.split(",") if x]
def wanted(q): return not ONLY or q in ONLY or q.rstrip("abc") in ONLY
def needs_tx(): return any(wanted(q) for q in ("Q8", "Q9", "Q10"))


def main():
    expected = json.load(open(A.check))["answers"] if A.check else {}
    t0 = time.perf_counter()
    cases, extra = {"duckdb": duckdb_cases, "polars": polars_cases, "chdb": chdb_cases}[A.peer]()
    print(f"# {A.peer} set up in {time.perf_counter() - t0:.1f} s, {extra.get('version')}", file=sys.stderr)
    answers, slow = {}, set()
    if A.near_best_of:
        R = [r for r in map(json.loads, open(A.near_best_of)) if "median_ms" in r and r["peer"] == A.peer and r["correct"]]
        best = {}
        for r in R: best[r["q"]] = min(best.get(r["q"], 1e99), r["min_ms"])
        slow = {(r["q"], r["variant"]) for r in R if r["min_ms"] > 1.7 * best[r["q"]]}
    for c in cases:
        if not wanted(c.q) or (c.q, c.variant) in slow: continue
        ts, noisy, ok, ans, last, err, waited = [], [], None, None, None, None, 0.0
        try:
            gc.collect()
            w00 = time.perf_counter(); i = 0
            while len(ts) < A.runs and i < 3 * A.runs + 1:
                if c.pre: c.pre()
                # a run counts as quiet when the rest of the machine used < 0.15 cores just before and during it
                o0, w0 = cpu_other(), time.perf_counter()
                while True:
                    o, w = cpu_other(), time.perf_counter(); time.sleep(0.1)
                    if (cpu_other() - o) / (time.perf_counter() - w) < 0.15 or waited > A.quiet_wait: break
                    waited += 0.1; o0, w0 = cpu_other(), time.perf_counter()
                t = time.perf_counter(); r = c.run(); t = time.perf_counter() - t
                other = (cpu_other() - o0) / (time.perf_counter() - w0)
                if i == 0: ans = c.check(r)                    # the first run only warms up, unless it is very long
                if i > 0 or t * A.runs > 4 * A.max_seconds: (ts if other < 0.15 else noisy).append((t, other))
                i += 1
                if time.perf_counter() - w00 > A.max_seconds and len(ts) + len(noisy) >= 3 or not (len(ts) < A.runs and i < 3 * A.runs + 1): break
                del r
            last = c.check(r); del r                           # the last timed run must give the same answer as the first
            quiet = len(ts)
            if len(ts) < 3: ts += noisy
            other = statistics.mean(o for _, o in ts); ts = [t for t, _ in ts]
        except Exception as ex:
            err = f"{type(ex).__name__}: {str(ex)[:300]}"
        if ans is not None:
            answers.setdefault(c.q, ans)
            ref = expected.get(c.q)
            if ref is not None: ok = all(same(json.loads(json.dumps(a)), ref) for a in (ans, last))
        rec = dict(peer=A.peer, version=extra.get("version"), q=c.q, variant=c.variant, n=A.n, threads=A.threads)
        if err: rec["error"] = err
        else:
            rec.update(median_ms=round(1e3 * statistics.median(ts), 3), min_ms=round(1e3 * min(ts), 3), max_ms=round(1e3 * max(ts), 3), runs=len(ts), quiet_runs=quiet,
                       other_cpu=round(other, 2), correct=ok)
            if ok is False: rec["answer"] = ans
        print(json.dumps(rec, ensure_ascii=False), flush=True)
    if A.write_expected:
        json.dump({"n": A.n, "answers": answers}, open(A.write_expected, "w"), ensure_ascii=False, indent=1)


main()
