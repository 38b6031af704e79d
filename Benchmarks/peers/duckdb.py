"""The questions in DuckDB: texts as they are and as ENUM; an ORDER BY and the quicker thresholds by quantile."""
import math

from peers.shared import CITY, WIN0, CATX, INLIST, PRED, PAIRS, Q32, topk, ntile_last, Case, sets_from_16, cohort_answer, rfm_answer, groups_answer, sql_q7_pred, q7_row, q7_setops


def cases(run):
    import duckdb
    con = duckdb.connect(":memory:")
    con.execute(f"SET threads={run.threads}")
    X = con.execute
    rows = lambda q: X(q).fetchall()
    load = {"customers": f"""CREATE TABLE customers AS SELECT * FROM read_csv('{run.customers}', header=true, columns={{
        customer_id:'BIGINT', age:'SMALLINT', gender:'VARCHAR', city:'VARCHAR', channel:'VARCHAR', stage:'VARCHAR',
        signup_date:'DATE', income:'DOUBLE', satisfaction:'TINYINT', revenue:'DOUBLE', cost:'DOUBLE', profit:'DOUBLE',
        frequency:'INTEGER', recency_days:'INTEGER', last_purchase:'DATE', complaints:'SMALLINT',
        acquisition_cost:'DOUBLE', wallet_share:'DOUBLE'}})""",
            "tx": f"""CREATE TABLE tx AS SELECT * FROM read_csv('{run.transactions}', header=true, columns={{
        customer_id:'BIGINT', date:'DATE', amount:'DOUBLE', cost:'DOUBLE', category:'VARCHAR', channel:'VARCHAR'}})"""}
    X(load["customers"])
    # ENUM copies of the string columns: DuckDB's own dictionary type
    for t, cols in {"customers": ["gender", "city", "channel", "stage"]}.items():
        for c in cols: X(f"CREATE TYPE e_{c} AS ENUM (SELECT DISTINCT {c} FROM {t} ORDER BY 1)")
        X(f"CREATE TABLE {t}_e AS SELECT * REPLACE ({', '.join(f'{c}::e_{c} AS {c}' for c in cols)}) FROM {t}")
    if run.with_events:
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
    if run.with_events:
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
