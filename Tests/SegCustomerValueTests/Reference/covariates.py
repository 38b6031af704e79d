"""Prints the figures of Tests/Golden/models/covariates.seg: BG/NBD and Pareto/NBD with covariates, fitted to the CDNOW
sample by scipy. The likelihoods are those of the papers, with beta functions and two 2F1, not the forms of the package,
and the standard errors are from differences of the likelihood.

    python3 covariates.py ../../../examples/cdnow/cdnow_sample.csv
"""

import sys

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

END = pd.Timestamp("1997-09-30")


def read(path):
    rows = pd.read_csv(path, parse_dates=["date"])
    rows = rows[rows.date <= END]
    first = rows.sort_values(["customer_id", "date"], kind="stable").groupby("customer_id").first()
    days = rows.drop_duplicates(["customer_id", "date"]).groupby("customer_id").date.agg(["min", "max", "count"])
    x = (days["count"] - 1).to_numpy(float)
    recency = ((days["max"] - days["min"]).dt.days / 7).to_numpy()
    age = ((END - days["min"]).dt.days / 7).to_numpy()
    return x, recency, age, (first.quantity > 1).to_numpy(float), first.amount.to_numpy()


def pareto(x, recency, age, r, alpha, s, beta):
    whole = r + s + x
    larger = np.maximum(alpha, beta)
    second = np.where(alpha >= beta, s + 1, r + x)

    def term(t):
        return np.log(hyp2f1(whole, second, whole + 1, np.abs(alpha - beta) / (larger + t))) - whole * np.log(larger + t)

    stopped = np.log(s / whole) + np.log(np.maximum(np.exp(term(recency)) - np.exp(term(age)), 1e-300))
    alive = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.logaddexp(alive, stopped)


def geometric(x, recency, age, r, alpha, a, b):
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    stopped = betaln(a + 1, np.maximum(b + x - 1, 1e-9)) - betaln(a, b) - (r + x) * np.log(alpha + recency)
    stopped = np.where(x > 0, stopped, -np.inf)
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.logaddexp(alive, stopped)


# The likelihood, a start, and how covariates change the parameters: place and sign for purchases and for stopping.
MODELS = {
    "bg/nbd": (geometric, [0.243, 4.41, 0.79, 2.43], ((1, -1), (2, 1))),
    "pareto/nbd": (pareto, [0.55, 10.5, 0.6, 11.6], ((1, -1), (3, -1))),
}


def fit(histories, covariates, model):
    likelihood, start, effects = MODELS[model]
    mean, deviation = covariates.mean(0), covariates.std(0)
    scaled = (covariates - mean) / deviation
    width = covariates.shape[1]

    def negative(point):
        values = [np.exp(log) for log in point[:4]]
        for number, (place, sign) in enumerate(effects):
            begin = 4 + number * width
            values[place] = values[place] * np.exp(sign * (scaled @ point[begin : begin + width]))
        return -likelihood(*histories, *values).sum()

    point = np.concatenate([np.log(start), np.zeros(2 * width)])
    point = minimize(negative, point, method="BFGS").x
    options = dict(xatol=1e-9, fatol=1e-11, maxiter=40000, maxfev=40000, adaptive=True)
    best = minimize(negative, point, method="Nelder-Mead", options=options)
    size, step = len(best.x), 1e-4
    hessian = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            for one, other, sign in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)):
                moved = best.x.copy()
                moved[i] += one * step
                moved[j] += other * step
                hessian[i, j] += sign * negative(moved) / (4 * step * step)
    # From a customer with mean covariates, in standard deviations, to one with none, in the covariates' own units.
    back = np.eye(size)
    for number, (place, sign) in enumerate(effects):
        for column in range(width):
            at = 4 + number * width + column
            back[place, at] = -sign * mean[column] / deviation[column]
            back[at, at] = 1 / deviation[column]
    value = back @ best.x
    error = np.sqrt(np.diag(back @ np.linalg.inv(hessian) @ back.T))
    print(f"{model}: log-likelihood {-best.fun:.6f}")
    for place in range(size):
        scale = np.exp(value[place]) if place < 4 else 1
        print(f"  {scale if place < 4 else value[place]:12.6f} {scale * error[place]:12.6f}")


def main():
    *histories, several, entry = read(sys.argv[1])
    for columns in ([several], [several, entry]):
        for model in MODELS:
            fit(histories, np.column_stack(columns), model)


if __name__ == "__main__":
    main()
