"""The questions in ClickHouse (chDB): tables in memory and as MergeTree, texts as LowCardinality."""
import json, math

from peers.shared import CITY, WIN0, CATX, INLIST, PRED, PAIRS, Q32, topk, ntile_last, Case, sets_from_16, cohort_answer, rfm_answer, groups_answer, sql_q7_pred, q7_row, q7_setops


def cases(run):
    import chdb, io, csv
    from chdb import session as chs
    s = chs.Session()
    def X(q): return s.query(q)
    def rows(q): return [l for l in csv.reader(io.StringIO(str(s.query(q, "CSV"))))]
    def num(q): return [float(v) if ("." in v or "e" in v or "n" in v) else int(v) for v in rows(q)[0]]
    X(f"SET max_threads={run.threads}"); X(f"SET max_insert_threads={run.threads}")
    X("CREATE DATABASE IF NOT EXISTS d ENGINE=Atomic"); X("USE d")
    L = "LowCardinality(String)"
    cs = f"customer_id Int64, age Nullable(Int16), gender {L}, city {L}, channel {L}, stage {L}, signup_date Date32, income Nullable(Float64), satisfaction Nullable(Int8), revenue Float64, cost Float64, profit Float64, frequency Int32, recency_days Nullable(Int32), last_purchase Nullable(Date32), complaints Int16, acquisition_cost Float64, wallet_share Float64"
    ts = f"customer_id Int64, date Date32, amount Float64, cost Float64, category {L}, channel {L}"
    X(f"CREATE TABLE customers ({cs}) ENGINE=Memory")
    X(f"INSERT INTO customers SELECT * FROM file('{run.customers}', 'CSVWithNames', '{cs}')")
    if run.with_events:
        X(f"CREATE TABLE tx ({ts}) ENGINE=Memory")
        X(f"INSERT INTO tx SELECT * FROM file('{run.transactions}', 'CSVWithNames', '{ts}')")
    if run.tries("mergetree"):
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
    def q6p_group():
        t, before, total = map(float, num("""WITH g AS (SELECT profit, sum(profit) s FROM customers WHERE profit > 0 GROUP BY profit), c AS (SELECT profit, s, sum(s) OVER (ORDER BY profit DESC ROWS UNBOUNDED PRECEDING) cum, (SELECT sum(profit) FROM customers WHERE profit > 0) tot FROM g)
            SELECT profit, cum - s, tot FROM c WHERE cum - s < 0.8 * tot ORDER BY profit LIMIT 1"""))
        threshold_sql("customers WHERE true", "profit", t, math.ceil((0.8 * total - before) / t))
    add("Q6p", "group-equal-profits", q6p_group, seg, pre=drop)
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
    if run.with_events:
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
