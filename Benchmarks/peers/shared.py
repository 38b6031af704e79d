"""What the peers share: the constants of the questions, answers in the form of expected_*.json, and SQL."""
import math

CITY = "杭州"
IN20 = ["上海", "Berlin", "北京", "Paris", "深圳", "London", "广州", "New York", "成都", "Hamburg",
        "Tokyo", "重庆", "Rome", "武汉", "São Paulo", "西安", "München", "苏州", "Graz", "Łódź"]
WIN0 = "2025-10-03"                               # 90 days before 2026-01-01
CATX = "Toys"
INLIST = "(" + ",".join("'" + c + "'" for c in IN20) + ")"
PRED = {"a": "frequency > 5", "b": "profit > 500", "c": "satisfaction >= 8", "d": "recency_days <= 90"}
PAIRS = ["ab", "ac", "ad", "bc", "bd", "cd"]


def topk(n, pct): return (n * pct + 99) // 100
def ntile_last(n, b=5):
    """1-based rank of the last row of tiles 1..b-1 (SQL ntile: the first n % b tiles get one row more)."""
    q, r = divmod(n, b)
    return [j * q + min(j, r) for j in range(1, b)]


class Case:
    """One formulation of one question: `run()` is timed, `pre()` before it is not; `check(result)` is the answer."""
    def __init__(self, q, variant, run, check, pre=None): self.__dict__.update(q=q, variant=variant, run=run, check=check, pre=pre)


class Run:
    """What a peer is asked with: the folder and size of the data, the threads, the questions ("" is all of them),
    the (question, formulation)s (none is all of them)."""
    def __init__(self, data, size, threads, only="", formulations=()):
        self.data, self.size, self.threads, self.formulations = data, size, threads, formulations
        self.only = [q for q in only.split(",") if q]
        self.customers = f"{data}/customers_{size}.csv"
        self.transactions = f"{data}/transactions_{events_of(size)}.csv"
        self.with_events = any(self.wants(q) for q in ("Q8", "Q9", "Q10"))

    def wants(self, question): return not self.only or question in self.only
    def tries(self, formulation): return not self.formulations or any(formulation in f for _, f in self.formulations)


def events_of(size): return "100k" if size == "100k" else "1m"   # the transactions of the first million customers serve 10m as well


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


# ---- SQL that DuckDB, ClickHouse and SQLite share

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
