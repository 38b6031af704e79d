"""Writes stress.csv: what the models say at random, often extreme parameters,
computed to 40 digits with mpmath from the integrals that define them and not
from the forms that the package uses.

    python3 stress.py > stress.csv
"""

import random

from mpmath import beta, exp, expm1, gamma, log, log1p, mp, mpf, quad

mp.dps = 40
SEED = 20260105
COLUMNS = ["model", "p1", "p2", "p3", "p4", "x", "t_x", "T", "t", "rate"]
ANSWERS = ["loglik", "p_alive", "p_no_purchase", "cet", "dert"]


def pieces(low, high):
    """Split points that halve a decade, for integrands of many scales."""
    points = [low]
    step = mpf(2)
    at = (high - low) / mpf(10) ** 8
    while low + at < high:
        points.append(low + at)
        at *= step * 2
    return points + [high]


def lifetimes(f, low, high):
    if high <= low:
        return mpf(0)
    return quad(f, pieces(low, high))


def pareto(r, alpha, s, b, x, tx, T, t, rate):
    """Rates lambda ~ gamma(r, alpha), mu ~ gamma(s, beta)."""
    constant = gamma(r + x) / gamma(r) * alpha**r * b**s
    alive = (alpha + T) ** -(r + x) * (b + T) ** -s
    # Scaled by the integrand at t_x: the quadrature stops on absolute errors.
    top = (alpha + tx) ** -(r + x) * (b + tx) ** -(s + 1)
    stopped = s * top * lifetimes(
        lambda u: ((alpha + tx) / (alpha + u)) ** (r + x) * ((b + tx) / (b + u)) ** (s + 1), tx, T)
    p = alive / (alive + stopped)
    # Purchases at u after T: E[lambda] of those still alive then.
    A, B = alpha + T, b + T
    rate_at = lambda u: (r + x) / A * (B / (B + u)) ** s
    cet = p * lifetimes(rate_at, mpf(0), t)
    end = 100 / rate
    dert = p * lifetimes(lambda u: rate_at(u) * exp(-rate * u), mpf(0), end)
    silent = (A / (A + t)) ** (r + x) * (B / (B + t)) ** s + lifetimes(
        lambda u: s / B * (A / (A + u)) ** (r + x) * (B / (B + u)) ** (s + 1), mpf(0), t)
    return log(constant * (alive + stopped)), p, 1 - p + p * silent, cet, dert


def geometric(r, alpha, a, b, x, tx, T, t, rate, shift):
    """Rate lambda ~ gamma(r, alpha), chance to stop p ~ beta(a, b)."""
    constant = gamma(r + x) / gamma(r) * alpha**r
    alive = beta(a, b + x + shift) / beta(a, b) * (alpha + T) ** -(r + x)
    stopped = mpf(0)
    if x + shift > 0:
        stopped = beta(a + 1, b + x + shift - 1) / beta(a, b) * (alpha + tx) ** -(r + x)
    p = alive / (alive + stopped)
    A = alpha + T
    c = b + x + shift

    def mean(f):
        """E[f(p)], p ~ beta(a, c), by logit so that tails are smooth."""
        def density(v):
            # 1 - q of its own: beyond v = 92 it is 0 to 40 digits of q.
            return (1 + exp(-v)) ** -a * (1 + exp(v)) ** -c
        low, high = -120 / a, 120 / c
        middle = log(a / c)
        reach = [mpf(2) ** power for power in range(1, 16)]
        points = sorted({low, high, middle, *(middle - step for step in reach), *(middle + step for step in reach)})
        points = [point for point in points if low <= point <= high]
        return quad(lambda v: density(v) * f(1 / (1 + exp(-v))), points) / beta(a, c)

    cet = p * mean(lambda q: -expm1(-(r + x) * log1p(q * t / A)) / q)
    silent = (A / (A + t)) ** (r + x)
    return log(constant * (alive + stopped)), p, 1 - p + p * silent, cet, mpf("nan")


def main():
    choose = random.Random(SEED)
    power = lambda low, high: mpf(repr(10 ** choose.uniform(low, high)))
    print(",".join(COLUMNS + ANSWERS))
    for case in range(400):
        model = ["pareto/nbd", "pareto/nbd", "bg/nbd", "mbg/nbd"][case % 4]
        r, alpha, third, fourth = power(-1.5, 1.2), power(-1, 2), power(-1.3, 1.2), power(-1, 2)
        if case % 10 == 0:
            fourth = alpha * (1 if case % 20 == 0 else mpf("1.0000001"))
        if case % 14 == 2:
            third = mpf(1)
        T = mpf(repr(round(10 ** choose.uniform(-0.5, 3.4), 3)))
        x = choose.choice([0, 0, 1, 2, 3, 7, 20, 100, 500, 2000])
        tx = mpf(0)
        if x:
            tx = T if choose.random() < 0.2 else mpf(repr(round(float(T) * choose.uniform(0.02, 0.999), 4)))
        t = mpf(repr(round(10 ** choose.uniform(-0.5, 3.4), 3)))
        rate = power(-4, 0)
        if model == "pareto/nbd":
            answers = pareto(r, alpha, third, fourth, x, tx, T, t, rate)
        else:
            answers = geometric(r, alpha, third, fourth, x, tx, T, t, rate, 0 if model == "bg/nbd" else 1)
        numbers = [r, alpha, third, fourth, x, tx, T, t, rate]
        cells = [model] + [mp.nstr(mpf(number), 17) for number in numbers]
        cells += ["" if answer != answer else mp.nstr(answer, 18) for answer in answers]
        print(",".join(cells), flush=True)


if __name__ == "__main__":
    main()
