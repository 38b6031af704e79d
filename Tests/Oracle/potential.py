#!/usr/bin/env python3
"""The figures that Tests/SegCustomerValueTests and Tests/Golden/{potential,decisions} expect, from other programs.

    python3 -m venv venv && venv/bin/pip install scikit-learn scipy && venv/bin/python Tests/Oracle/potential.py

Logistic coefficients come from scikit-learn (C = 1/penalty), standard errors from NumPy's inverse of the penalized
Hessian, area under the curve and log loss from scikit-learn, budgets from SciPy (HiGHS; SLSQP). The data are made by
splitmix64 and plain arithmetic, as in ScoreData.swift, so both sides have the same bits; those of the scripts are their
files, and who is held out follows from the key as the manual says.
"""
import csv
import datetime
import itertools
import pathlib
import struct

import numpy as np
from scipy.optimize import linprog, minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

MASK = (1 << 64) - 1


def mix(value):
    z = (value + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def share(value):
    return (value >> 11) / 9007199254740992


def uniforms(seed):
    state = seed
    while True:
        yield share(mix(state))
        state = (state + 0x9E3779B97F4A7C15) & MASK


def customers(rows):
    """Age (missing here and there), income (a long tail), city (0…8, few large), plan (−1 is missing), outcome."""
    u = uniforms(7)
    age, income, city, plan, outcome = [], [], [], [], []
    for _ in range(rows):
        age.append(20 + 60 * next(u) if next(u) < 0.85 else np.nan)
        income.append(1000 / (0.02 + next(u)))
        city.append(int(9 * next(u) * next(u)))
        plan.append(int(4 * next(u)) - 1)
        young = age[-1] < 40
        probability = 0.15 + (0.3 if young else 0) + (0.25 if city[-1] < 1 else 0) + (0.2 if plan[-1] == 2 else 0)
        outcome.append(next(u) < probability)
    return np.array(age), np.array(income), np.array(city), np.array(plan), np.array(outcome)


def columns(age, income, city, plan, least):
    """Standardized numbers, an indicator of missing, categories against the most frequent, the rare ones pooled."""
    names, made = [], []
    for name, values in (("age", age), ("income", income)):
        known = ~np.isnan(values)
        made.append(np.where(known, (values - values[known].mean()) / values[known].std(), 0))
        names.append(name)
    made.append(np.isnan(age) * 1.0)
    names.append("age missing")
    for name, codes in (("city", city), ("plan", plan)):
        present, counts = np.unique(codes[codes >= 0], return_counts=True)
        kept = sorted((-count, code) for code, count in zip(present, counts) if count >= least)
        if (codes < 0).any():
            made.append((codes < 0) * 1.0)
            names.append(f"{name} missing")
        for _, code in kept[1:]:
            made.append((codes == code) * 1.0)
            names.append(f"{name} {code}")
        rare = [code for code, count in zip(present, counts) if count < least]
        if rare:
            made.append(np.isin(codes, rare) * 1.0)
            names.append(f"{name} others {[int(code) for code in rare]}")
    return names, np.column_stack(made)


def fitted(x, y, penalty):
    return LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(x, y)


def scores():
    age, income, city, plan, y = customers(400)
    names, x = columns(age, income, city, plan, least=10)
    for penalty in (1.0, 0.001, 25.0):
        model = fitted(x, y, penalty)
        beta = np.concatenate([model.intercept_, model.coef_[0]])
        design = np.column_stack([np.ones(len(y)), x])
        p = model.predict_proba(x)[:, 1]
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + np.diag([0] + [penalty] * x.shape[1])
        errors = np.sqrt(np.diag(np.linalg.inv(hessian)))
        print("penalty", penalty, "positives", y.sum())
        for name, b, e in zip(["intercept"] + names, beta, errors):
            print(f"  {name:20} {b:.12f} {e:.12f}")
        training = np.array([share(mix(mix(1) ^ row)) < 0.7 for row in range(len(y))])
        part = fitted(x[training], y[training], penalty)
        for name, rows in (("training", training), ("holdout", ~training)):
            p = part.predict_proba(x[rows])[:, 1]
            print(f"  {name} {rows.sum()} {y[rows].sum()} {roc_auc_score(y[rows], p):.12f} {log_loss(y[rows], p):.12f}")


def budgets():
    u = uniforms(11)
    gains = np.array([1 + 99 * next(u) for _ in range(40)])
    costs = np.array([1 + 19 * next(u) for _ in range(40)])
    answer = linprog(-gains, A_ub=[costs], b_ub=[120], bounds=[(0, 1)] * 40, method="highs")
    whole = linprog(
        -gains, A_ub=[costs], b_ub=[120], bounds=[(0, 1)] * 40, method="highs", integrality=np.ones(40), options={"mip_rel_gap": 0})
    print("continuous", f"{-answer.fun:.10f}", "price", f"{-answer.ineqlin.marginals[0]:.10f}", "whole", f"{-whole.fun:.10f}")

    ceiling, rate = np.array([100, 300, 50, 80.0]), np.array([0.02, 0.005, 0.1, 0.01])
    low, high = np.array([0, 0, 5, 30.0]), np.array([1000, 90, 20, 1000.0])
    # From several starts: the best of what SLSQP finds.
    best = None
    for start in range(20):
        u = uniforms(start)
        first = low + (250 - low.sum()) * np.array([next(u) for _ in range(4)]) / 4
        found = minimize(
            lambda s: -(ceiling * -np.expm1(-rate * s)).sum(), first, jac=lambda s: -(ceiling * rate * np.exp(-rate * s)),
            bounds=list(zip(low, high)), constraints=[{"type": "eq", "fun": lambda s: s.sum() - 250, "jac": lambda s: np.ones(4)}],
            options={"ftol": 1e-15, "maxiter": 1000})
        if found.success and (best is None or found.fun < best.fun):
            best = found
    print("concave", best.x, f"{-best.fun:.8f}", "marginals", ceiling * rate * np.exp(-rate * best.x))


ROOT = pathlib.Path(__file__).parent.parent.parent


def rows_of(path):
    with open(ROOT / path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def is_training(key, seed=1):
    """Who the validation learns from: 70% by the key, a text by its bytes (FNV-1a), a whole number as it is."""
    value = key & MASK if isinstance(key, int) else 0xCBF29CE484222325
    if isinstance(key, str):
        for byte in key.encode():
            value = ((value ^ byte) * 0x100000001B3) & MASK
    unit = share(mix(mix(0x5EE65EE65EE65EE6) ^ value))
    bits = struct.unpack("<Q", struct.pack("<d", unit))[0]
    return share(mix(mix(seed) ^ bits)) < 0.7


def told(x, y, kind, quality=True):
    """The columns' coefficients with standard errors, and the probabilities."""
    model = fitted(x, y, 1.0)
    design = np.column_stack([np.ones(len(y)), x])
    p = model.predict_proba(x)[:, 1]
    hessian = design.T @ (design * (p * (1 - p))[:, None]) + np.diag([0] + [1.0] * x.shape[1])
    errors = np.sqrt(np.diag(np.linalg.inv(hessian)))
    print(kind, len(y), "positives", y.sum())
    for b, e in zip(np.concatenate([model.intercept_, model.coef_[0]]), errors):
        print(f"  {b:.6f} {e:.6f} {np.exp(b):.6f}")
    return model, p


def held_out(x, y, training):
    part = fitted(x[training], y[training], 1.0)
    for name, rows in (("training", training), ("holdout", ~training)):
        p = part.predict_proba(x[rows])[:, 1]
        rate = np.full(rows.sum(), y[rows].mean())
        print(f"  {name} {rows.sum()} auc {roc_auc_score(y[rows], p):.6f} loss {log_loss(y[rows], p):.6f} {log_loss(y[rows], rate):.6f}")


def standardized(values):
    return (values - values.mean()) / values.std()


def lookalike():
    """potential/lookalike.seg and potential/matrix.seg."""
    rows = [row for row in rows_of("Tests/Golden/data/prospects.csv") if row["age"] or row["income"] or row["city"]]
    number = lambda name: np.array([float(row[name]) if row[name] else np.nan for row in rows])
    y = np.array([row["member"] == "yes" for row in rows])
    cities = {"Kiel": 0, "Oslo": 1, "Riga": 2, "Bergen": 3, "": -1}
    city = np.array([cities[row["city"]] for row in rows])
    # One rare category is not several: it keeps its column, so `least` is 1.
    names, x = columns(number("age"), number("income"), city, np.zeros(len(rows), int), least=1)
    x = x[:, [names.index(name) for name in ("age", "age missing", "income", "city missing", "city 1", "city 2", "city 3")]]
    _, p = told(x, y, "lookalike")
    for row, score in sorted(zip(rows, p), key=lambda pair: -pair[1]):
        if row["member"] == "no":
            print(f"    {row['id']} {score:.6f}")
    for seed in (1, 2):
        held_out(x, y, np.array([is_training(row["id"], seed) for row in rows]))
    keep = np.array([bool(row["age"] or row["city"]) for row in rows])
    p = told(np.delete(x, 2, axis=1)[keep], y[keep], "matrix")[1]
    print("   ", {row["id"]: round(1000 * score, 6) for row, score in zip(np.array(rows)[keep], p) if row["id"] in ("01", "11")})


def propensity():
    """potential/propensity-cdnow.seg: the attributes of one day, and who bought in the 91 days after it."""
    purchases = {}
    for row in rows_of("examples/cdnow/cdnow_sample.csv"):
        day = datetime.date.fromisoformat(row["date"])
        purchases.setdefault(int(row["customer_id"]), []).append((day, float(row["amount"])))
    keys = sorted(purchases)
    today, span = datetime.date(1998, 6, 30), datetime.timedelta(days=91)

    def seen(day, with_rest=True):
        """Raw attributes; whoever has not come yet has no recency."""
        table = []
        for key in keys:
            until = [(d, amount) for d, amount in purchases[key] if d <= day]
            last = max((d for d, _ in until), default=None)
            first = min((d for d, _ in until), default=None)
            table.append([
                len(until), (day - last).days if last else np.nan, sum(amount for _, amount in until) / 100,
                1.0 if first and first >= datetime.date(1997, 2, 1) else 0.0])
        return np.array(table)

    def bought(day, days=91):
        return np.array([any(day - datetime.timedelta(days=days) < d <= day for d, _ in purchases[key]) for key in keys])

    def encoded(raw, base):
        made = [(raw[:, place] - base[:, place].mean()) / base[:, place].std() for place in range(3)]
        # The more frequent kind is the base.
        frequent = 1.0 if base[:, 3].mean() > 0.5 else 0.0
        return np.column_stack(made + [(raw[:, 3] != frequent) * 1.0])

    before, then, now = seen(today - 2 * span), seen(today - span), seen(today)
    model, _ = told(encoded(then, then), bought(today), "propensity")
    p = model.predict_proba(encoded(now, then))[:, 1]
    for place in np.argsort(-p)[:5]:
        print(f"    {keys[place]} {p[place]:.6f}")
    print(f"  mean {p.mean():.6f} share {bought(today).mean():.6f}")
    earlier = fitted(encoded(before, before), bought(today - span), 1.0)
    for name, raw, y in (("training", before, bought(today - span)), ("holdout", then, bought(today))):
        p = earlier.predict_proba(encoded(raw, before))[:, 1]
        print(f"  {name} auc {roc_auc_score(y, p):.6f} loss {log_loss(y, p):.6f} {log_loss(y, np.full(len(y), y.mean())):.6f}")
    long_ago = seen(datetime.date(1997, 6, 30))
    x = np.column_stack([standardized(long_ago[:, 0]), standardized(long_ago[:, 1])])
    told(x, bought(today), "propensity at random")
    held_out(x, bought(today), np.array([is_training(key) for key in keys]))


def decisions():
    """decisions/*.seg: all subsets for whole customers, HiGHS for parts of them, SLSQP for curves."""
    rows = [row for row in rows_of("Tests/Golden/data/prospects.csv") if row["age"] and row["income"]]
    gain = np.array([float(row["income"]) / 1000 - 20 for row in rows])
    cost = np.array([3 + float(row["age"]) / 10 for row in rows])
    grown = np.array([int(row["age"]) > 40 for row in rows])
    for kind, some, budget in (("all", gain > 0, 60), ("grown", grown, 60), ("all", gain > 0, 43.695), ("all", gain > 0, 64), ("all", gain > 0, 50)):
        bounds = [(0, 1 if take else 0) for take in some]
        parts = linprog(-gain, A_ub=[cost], b_ub=[budget], bounds=bounds, method="highs")
        whole = linprog(-gain, A_ub=[cost], b_ub=[budget], bounds=bounds, method="highs", integrality=np.ones(len(gain)))
        order = [place for place in np.argsort(-gain / cost, kind="stable") if some[place]]
        prefix, spent = 0.0, 0.0
        for place in order:
            if spent + cost[place] > budget:
                break
            prefix, spent = prefix + gain[place], spent + cost[place]
        print("allocation", kind, budget, f"bound {-parts.fun:.6f} price {-parts.ineqlin.marginals[0]:.6f} best whole {-whole.fun:.4f} in rank order {prefix:.4f}")
    groups = {}
    for row in rows_of("Tests/Golden/data/prospects.csv"):
        total, count = groups.get(row["city"], (0.0, 0))
        groups[row["city"]] = (total + (float(row["income"]) / 1000 if row["income"] else 0), count + 1)
    names = sorted(name for name in groups if name) + [""]
    ceiling = np.array([groups[name][0] for name in names])
    spend = np.array([10.0 * groups[name][1] for name in names])
    cases = (
        ("one rate", np.full(len(names), 0.02), 0, 1000), ("bounds", -np.log1p(-np.full(len(names), 0.4)) / spend, 5, 60))
    for kind, rate, least, most in cases:
        best = None
        for start in itertools.permutations((1, 2, 3, 4, 5), len(names)):
            first = least + (200 - least * len(names)) * np.array(start) / sum(start)
            found = minimize(
                lambda s: -(ceiling * -np.expm1(-rate * s)).sum(), first, jac=lambda s: -(ceiling * rate * np.exp(-rate * s)),
                bounds=[(least, most)] * len(names), options={"ftol": 1e-15, "maxiter": 1000},
                constraints=[{"type": "eq", "fun": lambda s: s.sum() - 200, "jac": lambda s: np.ones(len(s))}])
            if found.success and (best is None or found.fun < best.fun):
                best = found
        print("response", kind, names, best.x.round(5), f"{-best.fun:.6f}", (ceiling * rate * np.exp(-rate * best.x)).round(6))
    for retention, discount in itertools.product((0.7, 0.8, 0.9), (0.05, 0.1, 0.15)):
        margins = sum(float(row["income"]) / 100 for row in rows if int(row["age"]) >= 40)
        print("scenario", retention, discount, round(margins * sum((retention / (1 + discount)) ** t for t in range(1, 6)), 6))


scores()
budgets()
lookalike()
propensity()
decisions()
