"""Writes discrete.csv: probabilities of so many purchases, discounted purchases of
the BG/NBD, the BG/BB and the shifted beta-geometric model at random parameters,
computed to 40 digits with mpmath from sums and integrals that define them.

    python3 discrete.py > discrete.csv
"""

import random

from mpmath import beta, exp, gamma, hyp2f1, log, mp, mpf, nstr, quad

mp.dps = 40
SEED = 20260106
choose = random.Random(SEED)


def power(low, high):
    return mpf(repr(10 ** choose.uniform(low, high)))


def row(model, quantity, parameters, arguments, value):
    numbers = list(parameters) + [0] * (4 - len(parameters)) + list(arguments) + [0] * (4 - len(arguments))
    print(",".join([model, quantity] + [nstr(mpf(number), 17) for number in numbers] + [nstr(value, 18)]), flush=True)


def nbd(r, alpha, k, u):
    return gamma(r + k) / gamma(r) / gamma(k + 1) * (alpha / (alpha + u)) ** r * (u / (alpha + u)) ** k


def points(t):
    return [mpf(0)] + [t / mpf(4) ** power for power in range(12, -1, -1)]


def purchases():
    """P(X(t) = k) by conditioning on the time or the purchase of stopping."""
    for case in range(60):
        r, alpha, third, fourth = power(-1, 1), power(-0.5, 1.5), power(-1, 1), power(-0.5, 1.5)
        t, k = mpf(repr(round(10 ** choose.uniform(-0.5, 2.5), 3))), choose.choice([0, 1, 2, 5, 12, 40])
        if case % 3 == 0:
            value = nbd(r, alpha, k, t) * (fourth / (fourth + t)) ** third
            value += quad(
                lambda u: nbd(r, alpha, k, u) * third / fourth * (fourth / (fourth + u)) ** (third + 1), points(t))
            row("pareto/nbd", "pmf", (r, alpha, third, fourth), (k, t), value)
            continue
        shift = case % 3 - 1
        passed = beta(third, fourth + k + shift) / beta(third, fourth)
        value = passed * nbd(r, alpha, k, t)
        if k + shift > 0:
            # The k-th repeat purchase came at some u before t and was the last.
            arrival = mpf(1)
            if k > 0:
                # Its density at u is the mean of lambda^k u^(k-1) e^(-lambda u) / (k-1)!.
                arrival = quad(
                    lambda u: gamma(r + k) / gamma(r) / gamma(k) * (alpha / (alpha + u)) ** r
                    * (u / (alpha + u)) ** (k - 1) / (alpha + u), points(t))
            value += beta(third + 1, fourth + k + shift - 1) / beta(third, fourth) * arrival
        row("mbg/nbd" if shift else "bg/nbd", "pmf", (r, alpha, third, fourth), (k, t), value)


def discounted():
    """The rate of purchases at u after T, averaged over rate and chance to stop."""
    for case in range(24):
        r, alpha, a, b = power(-1, 1), power(-0.5, 1.5), power(-1, 1), power(-0.5, 1.5)
        x, T, rate = choose.choice([0, 1, 4, 30]), mpf(repr(round(10 ** choose.uniform(0, 2), 3))), power(-3, 0)
        tx = T * mpf("0.75") if x else mpf(0)
        shift = case % 2
        c = b + x + shift
        odds = a / (c - 1) * ((alpha + T) / (alpha + tx)) ** (r + x) if x + shift else mpf(0)
        A = alpha + T
        f = lambda u: exp(-rate * u) * (r + x) / A * hyp2f1(r + x + 1, a, a + c, -u / A)
        mp.dps = 20
        value = quad(f, points(100 / rate)) / (1 + odds)
        mp.dps = 40
        row("mbg/nbd" if shift else "bg/nbd", "dert", (r, alpha, a, b), (x, tx, T, rate), value)


def occasions():
    """BG/BB: sums over the occasion at which a customer stopped."""
    for case in range(60):
        al, be, ga, de = power(-1, 1.5), power(-1, 1.5), power(-1, 1.5), power(-1, 1.5)
        n = choose.choice([1, 2, 6, 12, 60, 300])
        x = choose.randint(0, n)
        last = choose.randint(x, n) if x else 0
        taken = lambda k: beta(al + x, be + k - x) / beta(al, be)
        alive = taken(n) * beta(ga, de + n) / beta(ga, de)
        whole = alive + sum(taken(k) * beta(ga + 1, de + k) / beta(ga, de) for k in range(last, n))
        after = lambda j: beta(al + x + 1, be + n - x) / beta(al, be) * beta(ga, de + n + j) / beta(ga, de) / whole
        given = (al, be, ga, de)
        row("bg/bb", "loglik", given, (x, last, n), log(whole))
        row("bg/bb", "p_alive_next", given, (x, last, n), taken(n) * beta(ga, de + n + 1) / beta(ga, de) / whole)
        periods = choose.choice([1, 5, 40])
        row("bg/bb", "cet", given, (x, last, n, periods), sum(after(j) for j in range(1, periods + 1)))
        d = mpf(repr(round(10 ** choose.uniform(-2, -0.3), 4)))
        value = after(1) / (1 + d) * hyp2f1(1, de + n + 1, ga + de + n + 1, 1 / (1 + d))
        row("bg/bb", "dert", given, (x, last, n, d), value)
        new = al / (al + be) * sum(beta(ga, de + j) / beta(ga, de) for j in range(1, n + 1))
        row("bg/bb", "expected_new_customer", given, (n,), new)


def contracts():
    for case in range(40):
        a, b = power(-1.5, 2), power(-1.5, 2)
        t, d = choose.choice([1, 2, 7, 50]), mpf(repr(round(10 ** choose.uniform(-2.5, -0.3), 4)))
        row("sbg", "survival", (a, b), (t,), beta(a, b + t) / beta(a, b))
        row("sbg", "retention", (a, b), (t,), (b + t - 1) / (a + b + t - 1))
        value = (b + t - 1) / (a + b + t - 1) * hyp2f1(1, b + t, a + b + t, 1 / (1 + d))
        row("sbg", "derl", (a, b), (t, d), value)


print("model,quantity,p1,p2,p3,p4,a1,a2,a3,a4,value")
occasions()
contracts()
purchases()
discounted()
