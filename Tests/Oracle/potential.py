#!/usr/bin/env python3
"""The figures that Tests/SegCustomerValueTests expect of score models and budgets, from other programs.

    python3 -m venv venv && venv/bin/pip install scikit-learn scipy && venv/bin/python Tests/Oracle/potential.py

Logistic coefficients come from scikit-learn (C = 1/penalty), standard errors from NumPy's inverse of the penalised
Hessian, area under the curve and log loss from scikit-learn, budgets from SciPy (HiGHS; SLSQP). The data are made by
splitmix64 and plain arithmetic, as in ScoreData.swift, so both sides have the same bits.
"""
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
    """Standardised numbers, an indicator of missing, categories against the most frequent, the rare ones pooled."""
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
    print("continuous", f"{-answer.fun:.10f}", "price", f"{-answer.ineqlin.marginals[0]:.10f}")

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


scores()
budgets()
