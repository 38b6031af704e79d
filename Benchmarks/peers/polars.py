"""The questions in Polars: in memory and streaming, texts as they are and as Categorical."""
import datetime as dt, math

from peers.shared import CITY, IN20, WIN0, CATX, PAIRS, topk, ntile_last, Case, sets_from_16, cohort_answer, rfm_answer, groups_answer, q7_row


def cases(run):
    import polars as pl
    cat = pl.Categorical
    sch = dict(customer_id=pl.Int64, age=pl.Int16, gender=pl.String, city=pl.String, channel=pl.String, stage=pl.String, signup_date=pl.Date, income=pl.Float64,
               satisfaction=pl.Int8, revenue=pl.Float64, cost=pl.Float64, profit=pl.Float64, frequency=pl.Int32, recency_days=pl.Int32, last_purchase=pl.Date,
               complaints=pl.Int16, acquisition_cost=pl.Float64, wallet_share=pl.Float64)
    df = pl.read_csv(run.customers, schema=sch).rechunk()
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
    if run.with_events:
        tx = pl.read_csv(run.transactions, schema=dict(customer_id=pl.Int64, date=pl.Date, amount=pl.Float64, cost=pl.Float64, category=pl.String, channel=pl.String)).rechunk().with_columns(col("category", "channel").cast(cat))
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
