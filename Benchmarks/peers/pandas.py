"""The questions in pandas, mostly numpy on the frame's arrays, which is the quickest way there."""
from peers.shared import CITY, IN20, WIN0, CATX, PAIRS, topk, ntile_last, Case, cohort_answer, rfm_answer, groups_answer, q7_row


def cases(run):
    import pandas as pd, numpy as np
    dtypes = dict(customer_id="int64", age="float32", gender="category", city="category", channel="category", stage="category", income="float64", satisfaction="float32",
                  revenue="float64", cost="float64", profit="float64", frequency="int32", recency_days="float32", complaints="int16", acquisition_cost="float64", wallet_share="float64")
    df = pd.read_csv(run.customers, dtype=dtypes, parse_dates=["signup_date", "last_purchase"], engine="c")
    C = []
    add = lambda *a, **k: C.append(Case(*a, **k))
    seg = lambda r: (lambda v: {"n": len(v), "sum_id": int(v.sum()), "min_id": int(v.min()), "max_id": int(v.max())})(np.asarray(r))
    add("Q1", "masks", lambda: int(((df["frequency"] > 5) & (df["city"] == CITY) & df["income"].notna()).sum()), lambda r: {"n": r})
    def q2_sort():
        d = df.loc[df["frequency"] > 5, ["customer_id", "profit"]]
        return d.sort_values("profit", ascending=False, kind="stable")["customer_id"].head(topk(len(d), 20))
    add("Q2", "sort_values", q2_sort, seg)
    def thr(ids, v, k):
        t = np.partition(v, len(v) - k)[len(v) - k]; gt = v > t
        a = ids[gt]; return np.concatenate([a, ids[v == t][: k - len(a)]])
    def q2_np():
        m = df["frequency"].to_numpy() > 5; v = df["profit"].to_numpy()[m]
        return thr(df["customer_id"].to_numpy()[m], v, topk(len(v), 20))
    add("Q2", "numpy-partition", q2_np, seg)
    def check3(r): return {"n": len(r), "sum_id": int(r["customer_id"].sum()), "first": int(r["customer_id"].iloc[0]), "last": int(r["customer_id"].iloc[-1]),
                           "sum_profit": float(r["profit"].sum()), "n_income": int(r["income"].notna().sum()), "cols": r.shape[1]}
    def q3():
        ids = q2_np(); p = df["profit"].to_numpy(); ix = np.nonzero(df["frequency"].to_numpy() > 5)[0]
        v = p[ix]; t = np.partition(v, len(v) - 100)[len(v) - 100]; c = ix[v >= t]
        return df.iloc[c].sort_values(["profit", "customer_id"], ascending=[False, True]).head(100)
    add("Q3", "numpy-partition", q3, check3)
    def q4():
        g = df.groupby(["stage", "channel"], observed=True)["profit"].agg(["size", "sum", "mean", "median"]); g["share"] = g["sum"] / g["sum"].sum(); return g
    add("Q4", "groupby-agg", q4, lambda g: groups_answer([(*k, *v) for k, v in zip(g.index, g.itertuples(index=False, name=None))]))
    def tile(rank0, n):
        q, rem = divmod(n, 5); cut = rem * (q + 1)
        return np.where(rank0 < cut, rank0 // (q + 1), rem + (rank0 - cut) // max(q, 1)) + 1
    def q5_rank():
        d = df.loc[df["frequency"] > 0, ["recency_days", "frequency", "revenue"]]
        t = {c: tile(d[c].rank(method="first").to_numpy().astype(np.int64) - 1, len(d)) for c in d.columns}
        return pd.DataFrame({"r": 6 - t["recency_days"], "f": t["frequency"], "m": t["revenue"]}).groupby(["r", "f", "m"]).size()
    add("Q5", "rank-first", q5_rank, lambda g: rfm_answer([(*k, v) for k, v in g.items()]))
    def q5_part():
        m = df["frequency"].to_numpy() > 0; ids = df["customer_id"].to_numpy()[m]; n = len(ids); at = [b - 1 for b in ntile_last(n)]
        def t(v):
            key = v * 100_000_000 + ids; p = np.partition(key, at)[at]; out = np.ones(n, np.int8)
            for x in p: out += key > x
            return out
        r = 6 - t(df["recency_days"].to_numpy()[m].astype(np.int64)); f = t(df["frequency"].to_numpy()[m].astype(np.int64)); mm = t(np.rint(df["revenue"].to_numpy()[m] * 100).astype(np.int64))
        return np.bincount(r.astype(np.int64) * 36 + f * 6 + mm, minlength=216)
    add("Q5", "numpy-partition-of-packed-key", q5_part, lambda b: rfm_answer([(i // 36, i // 6 % 6, i % 6, c) for i, c in enumerate(b)]))
    def q6():
        p = df["profit"].to_numpy(); o = np.argsort(-p, kind="stable"); s = p[o]; c = np.cumsum(s)
        return df["customer_id"].to_numpy()[o[(c - s) < 0.8 * p.sum()]]
    add("Q6", "argsort-cumsum", q6, seg)
    def q6p():
        p = df["profit"].to_numpy(); i = np.nonzero(p > 0)[0]; p = p[i]; o = np.argsort(-p, kind="stable"); s = p[o]; c = np.cumsum(s)
        return df["customer_id"].to_numpy()[i[o[(c - s) < 0.8 * p.sum()]]]
    add("Q6p", "argsort-cumsum", q6p, seg)
    def masks(): return (df["frequency"].to_numpy() > 5, df["profit"].to_numpy() > 500, df["satisfaction"].to_numpy() >= 8, df["recency_days"].to_numpy() <= 90)
    def algebra(M, ids):
        a, b, c, d = M; g = dict(zip("abcd", M)); out = []
        for e in (a & b & c & d, a | b | c | d, a & b & ~c, (a | d) & ~(b | c)): out += [int(e.sum()), int(ids[e].sum())]
        return out + [int((g[p[0]] & g[p[1]]).sum()) for p in PAIRS] + [int(x.sum()) for x in M]
    add("Q7a", "numpy-masks", lambda: algebra(masks(), df["customer_id"].to_numpy()), q7_row)
    S = {x: df["customer_id"].to_numpy()[m] for x, m in zip("abcd", masks())}
    saved = masks()
    def q7_sets():
        i = lambda x, y: np.intersect1d(x, y, assume_unique=True); u = np.union1d; e = lambda x, y: np.setdiff1d(x, y, assume_unique=True)
        a, b, c, d = (S[x] for x in "abcd"); out = []
        for s in (i(i(a, b), i(c, d)), u(u(a, b), u(c, d)), e(i(a, b), c), e(u(a, d), u(b, c))): out += [len(s), int(s.sum())]
        return out + [len(i(S[p[0]], S[p[1]])) for p in PAIRS] + [len(S[x]) for x in "abcd"]
    add("Q7b", "numpy-sorted-sets", q7_sets, q7_row)
    add("Q7b", "saved-bool-columns", lambda: algebra(saved, df["customer_id"].to_numpy()), q7_row)
    if run.with_events:
        tx = pd.read_csv(run.transactions, dtype=dict(customer_id="int64", amount="float64", cost="float64", category="category", channel="category"), parse_dates=["date"])
        c8 = lambda r: {"groups": len(r), "rows": int(r["n"].sum()), "days": int(r["days"].sum()), "amount": float(r["amount"].sum()), "span": int((r["hi"] - r["lo"]).dt.days.sum())}
        add("Q8", "groupby-agg", lambda: tx.groupby("customer_id").agg(n=("amount", "size"), days=("date", "nunique"), amount=("amount", "sum"), lo=("date", "min"), hi=("date", "max")), c8)
        add("Q8", "two-level", lambda: tx.groupby(["customer_id", "date"], sort=False).agg(n=("amount", "size"), amount=("amount", "sum")).reset_index().groupby("customer_id", sort=False).agg(n=("n", "sum"), days=("date", "size"), amount=("amount", "sum"), lo=("date", "min"), hi=("date", "max")), c8)
        day = tx["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
        c9 = lambda r: {"n": len(r), "sum_id": int(r["customer_id"].sum()), "sum_profit": float(r["profit"].sum())}
        def q9():
            w = tx.loc[tx["date"] >= WIN0, "customer_id"].value_counts(sort=False); ids = w.index[w >= 3]
            ids = ids.difference(pd.Index(tx.loc[tx["category"] == CATX, "customer_id"].unique()), sort=False)
            return df.loc[df["customer_id"].isin(ids), ["customer_id", "city", "profit"]]
        add("Q9", "value_counts+isin", q9, c9)
        def q10():
            m = tx["date"].dt.year * 12 + tx["date"].dt.month - 24253
            u = np.unique(tx["customer_id"].to_numpy() * 64 + m.to_numpy().astype(np.int64)); cid, mm = u >> 6, u & 63
            first = np.concatenate([[True], cid[1:] != cid[:-1]]); c = mm[first][np.cumsum(first) - 1]
            return np.bincount(c * 64 + mm - c, minlength=4096)
        add("Q10", "numpy-unique-packed", q10, lambda b: cohort_answer([(i // 64, i % 64, n) for i, n in enumerate(b)]))
        def q10_pd():
            a = pd.DataFrame({"customer_id": tx["customer_id"], "m": tx["date"].dt.year * 12 + tx["date"].dt.month - 24253}).drop_duplicates()
            a["c"] = a.groupby("customer_id", sort=False)["m"].transform("min"); a["o"] = a["m"] - a["c"]
            return a.groupby(["c", "o"]).size()
        add("Q10", "drop_duplicates+transform", q10_pd, lambda g: cohort_answer([(*k, v) for k, v in g.items()]))
    c11 = lambda r: {"n": len(r[0]), "sum_id": int(r[0].sum()), "min_clv": float(r[1].min()), "sum_clv": float(r[1].sum())}
    def q11():
        f = df["frequency"].to_numpy(); ok = f != 0; q = (df["wallet_share"].to_numpy()[ok] * 0.49 + 0.5) / 1.01
        v = df["profit"].to_numpy()[ok] / f[ok] * (q * (1 - q ** 36) / (1 - q)) - df["acquisition_cost"].to_numpy()[ok]
        ids = df["customer_id"].to_numpy()[ok]; k = topk(len(v), 5); t = np.partition(v, len(v) - k)[len(v) - k]; gt = v > t; e = np.nonzero(v == t)[0][: k - int(gt.sum())]
        return np.concatenate([ids[gt], ids[e]]), np.concatenate([v[gt], v[e]])
    add("Q11", "numpy-partition", q11, c11)
    c12 = lambda r: {"n": r[0], "sum_id": r[1]}
    def cnt(m): return int(m.sum()), int(df["customer_id"].to_numpy()[m.to_numpy() if hasattr(m, "to_numpy") else m].sum())
    add("Q12a", "category", lambda: cnt(df["city"].str.endswith("州")), c12)
    def dic(f):
        hit = np.array([f(c) for c in df["city"].cat.categories]); return cnt(hit[df["city"].cat.codes.to_numpy()])
    add("Q12a", "dictionary-first", lambda: dic(lambda c: c.endswith("州")), c12)
    add("Q12b", "isin", lambda: cnt(df["city"].isin(IN20)), c12)
    add("Q12b", "dictionary-first", lambda: dic(lambda c: c in IN20), c12)
    add("Q12c", "dictionary-first", lambda: dic(lambda c: "an" in c), c12)
    return C, {"version": pd.__version__, "numpy": np.__version__}
