"""The questions of README.md: which script asks each, and how its answers are brought into the form of expected_*.json."""
import datetime as dt, math


def rows(answer): return [dict(zip((c["name"] for c in answer["columns"]), row)) for row in answer["rows"]]
def one(answer): return rows(answer)[0]


def same(got, want):
    """Counts exactly, sums to 1e-9 of their size."""
    if isinstance(want, dict): return isinstance(got, dict) and got.keys() == want.keys() and all(same(got[k], want[k]) for k in want)
    if isinstance(want, (list, tuple)): return isinstance(got, (list, tuple)) and len(got) == len(want) and all(map(same, got, want))
    if isinstance(want, float) or isinstance(got, float): return got is not None and want is not None and math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-6)
    return got == want


def ids(a): return {**one(a[0]), **one(a[1])}


def best_hundred(a):
    r = rows(a[0])
    return {"n": len(r), "sum_id": sum(x["customer_id"] for x in r), "first": r[0]["customer_id"], "last": r[-1]["customer_id"],
            "sum_profit": math.fsum(x["profit"] for x in r), "n_income": sum(x["income"] is not None for x in r), "cols": len(r[0])}


def groups(a):
    r = sorted(rows(a[0]), key=lambda x: (x["stage"], x["channel"]))
    return {"groups": [[x["stage"], x["channel"], x["n"], x["total"], x["average"], x["middle"], x["part"]] for x in r]}


def quintiles(a):
    cells = {(x["r"], x["f"], x["m"]): x["customers"] for x in rows(a[0]) if x["customers"]}
    return {"cells": len(cells), "sum": sum(cells.values()), "weighted": sum((r * 25 + f * 5 + m) * n for (r, f, m), n in cells.items()),
            "c555": cells.get((5, 5, 5), 0), "c111": cells.get((1, 1, 1), 0)}


def cohorts(a):
    months = lambda day: (dt.date.fromisoformat(day).year - 2021) * 12 + dt.date.fromisoformat(day).month - 1
    cells = sorted((months(x["cohort"]), x["period"], x["customers"]) for x in rows(a[0]) if x["customers"])
    return {"cells": len(cells), "sum": sum(n for _, _, n in cells), "weighted": sum((c * 61 + p) * n for c, p, n in cells),
            "first": [list(cell) for cell in cells[:4]]}


def sets(a):
    pairs = [[one(x)["n"], one(x)["sum_id"]] for x in a[:4]]
    return {**dict(zip(("and4", "or4", "a_and_b_not_c", "a_or_d_not_b_or_c"), pairs)), **one(a[4])}


def listed(a):
    r = rows(a[0])
    return {"n": len(r), "sum_id": sum(x["customer_id"] for x in r), "sum_profit": math.fsum(x["profit"] for x in r)}


class Question:
    """`name` is that of expected_*.json and of peers/; `form` makes its answer of the script's answers; `timed` are the
    answers that count; `goal`: how many times faster than the fastest peer; `limit`: the beginning of its line in light.cpp."""
    def __init__(self, name, what, form, timed=slice(0, 1), goal=3, limit=None, partial=""):
        self.name, self.what, self.form, self.timed, self.goal, self.limit, self.partial = name, what, form, timed, goal, limit, partial


ALL = slice(0, None)
QUESTIONS = {
    "q1": Question("Q1", "three conditions", lambda a: one(a[0]), goal=2, limit="Q1 over"),
    "q2": Question("Q2", "top 20% of a segment", ids, limit="Q2 radix"),
    "q3": Question("Q3", "… and its best 100, all columns", best_hundred),
    "q4": Question("Q4", "30 groups: exact median, share", groups, limit="Q4 without", partial="without the median"),
    "q5": Question("Q5", "RFM in quintiles", quintiles),
    "q6": Question("Q6", "the first to make 80% of all profit", ids),
    "q6p": Question("Q6p", "cover 80%", ids),
    "q7a": Question("Q7a", "set algebra from conditions", sets, ALL, limit="Q7a four"),
    "q7b": Question("Q7b", "set algebra of saved segments", lambda a: sets(a[1:]), slice(1, None), limit="Q7b four", partial="counts only"),
    "q8": Question("Q8", "five facts per customer from events", lambda a: one(a[0]), goal=2, limit="Q8 with"),
    "q9": Question("Q9", "event conditions, members listed", listed, limit="Q9 with"),
    "q10": Question("Q10", "cohorts by month", cohorts, limit="Q10 with"),
    "q11": Question("Q11", "formula, top 5% of it", ids, limit="Q11 expression", partial="the formula only"),
    "q12a": Question("Q12a", "text ends with", lambda a: one(a[0]), goal=2),
    "q12b": Question("Q12b", "text in a list of 20", lambda a: one(a[0]), goal=2),
    "q12c": Question("Q12c", "text contains", lambda a: one(a[0]), goal=2),
}
