#!/usr/bin/env python3
"""Random ways through events, and random groups that differ: Seg and Python on the same files.

  steps_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case has two tables of events (days, instants or one of each; ties, none, one), windows of hours, and two funnels over them, which
Python answers by trying every way; and people with values of each type (missing, all the same, none) of which two segments, or two groups of a
`split`, are compared. Python has Student's distribution by its integral, and the groups of a split by md5.
Case k has seed `--seed` + k: `steps_test.py SEG 1 --seed K --keep` repeats one and keeps its files.
"""
import csv, datetime, hashlib, json, math, pathlib, random, shutil, statistics, subprocess, tempfile

import random_runs

TODAY, DAY = datetime.date(2024, 12, 31), datetime.timedelta(days=1)
ROWS = {"visits": "kind", "sales": "amount"}
NORMAL = statistics.NormalDist()
LEVEL, POWER = NORMAL.inv_cdf(0.975), NORMAL.inv_cdf(0.8)


def tails(t, freedom):
    """The probability of both tails of Student's t: t = sqrt(freedom) * tan(angle) has a density that goes with cos(angle)^(freedom - 1)."""
    angle = math.atan(abs(t) / math.sqrt(freedom))
    body = lambda a: math.cos(a) ** (freedom - 1)
    count = 600
    inner = math.fsum(body(angle * k / count) * (1 if k in (0, count) else 4 if k % 2 else 2) for k in range(count + 1)) * angle / count / 3
    return max(0.0, 1 - 2 * inner / math.exp(math.lgamma(freedom / 2) - math.lgamma((freedom + 1) / 2) + math.log(math.pi) / 2))


def quantile(freedom):
    low, high = 1.0, 20.0
    while high - low > 1e-9: low, high = ((low + high) / 2, high) if tails((low + high) / 2, freedom) > 0.05 else (low, (low + high) / 2)
    return low


class Data:
    def __init__(self, r, folder):
        self.r, people = r, r.choice([1, 3, 8])
        self.timed = {name: r.random() < 0.5 for name in ROWS}
        span = r.choice([1, 2, 10])
        self.rows = {name: [self.event(people, span, name) for _ in range(r.choice([0, 1, 6, 20]) * (1 if people > 1 else 0) or r.randint(0, 4))] for name in ROWS}
        few = {}
        for name, rows in self.rows.items():
            # Every way is tried: nobody has many events.
            kept = [e for e in rows if few.setdefault((name, e["who"]), []).append(e) or len(few[name, e["who"]]) <= 4]
            self.rows[name] = kept
            self.write(folder / f"{name}.csv", ["who", "at", "kind", "amount"], [[e["who"], e["at"], e["kind"], e["amount"]] for e in kept])
        maybe = lambda v, p: None if r.random() < p else v
        p, plain = r.choice([0, 0.2, 1]), r.random() < 0.2
        self.people = [{"id": k, "g": r.choice("AABBC"), "x": maybe(r.choice([2.5, r.randint(-500, 900) / 100]) if not plain else 7.25, p / 2), "y": maybe(r.choice([1, 2, r.randint(-5, 50)]), p / 4), "z": maybe(r.random() < 0.4, p / 2),
                        "d": maybe(TODAY - r.randint(0, 40) * DAY, p / 4), "w": maybe(r.choice(["tea", "cake", "mocha"]), 0.2)} for k in range(max(people, r.choice([1, 3, 10, 50])))]
        self.write(folder / "people.csv", list(self.people[0]), [list(p.values()) for p in self.people])

    def event(self, people, span, name):
        day = TODAY - self.r.randrange(span) * DAY
        time = datetime.datetime.combine(day, datetime.time(self.r.choice([0, 9, self.r.randrange(24)]), self.r.choice([0, 30]))) if self.timed[name] else day
        return {"who": self.r.randrange(people), "at": time, "kind": self.r.choice(["a", "b", None]), "amount": self.r.choice([None, 1, 2, 3])}

    def write(self, path, header, rows):
        cell = lambda v: "" if v is None else "yes" if v is True else "no" if v is False else v.isoformat() if hasattr(v, "isoformat") else v
        with open(path, "w", newline="") as file: csv.writer(file).writerows([header] + [[cell(v) for v in row] for row in rows])


def funnel(data):
    r = data.r
    conditions = [("", lambda e: True), (' where kind = "a"', lambda e: e["kind"] == "a"), (" where amount > 1", lambda e: (e["amount"] or 0) > 1)]
    steps = []
    for _ in range(r.choice([2, 2, 3, 4])):
        name, (text, test) = r.choice(list(ROWS)), r.choice(conditions)
        is_first = r.random() < 0.2
        steps.append((f"{'first ' if is_first else ''}{name}{text}", name, test, is_first))
    all_timed = all(data.timed[s[1]] for s in steps)
    limit = r.choice([None, None, (r.choice([0, 1, 3]), "days"), *[(r.choice([1, 9, 30]), "hours")] * all_timed])
    if limit and limit[0] == 0: limit = (1, "days")
    seg = f"show funnel({', '.join(s[0] for s in steps)}{f' within {limit[0]} {limit[1]}' if limit else ''})"
    day = lambda t: t.date() if isinstance(t, datetime.datetime) else t
    instant = (lambda t: t) if all_timed else day
    most = limit and datetime.timedelta(**{limit[1]: limit[0]})
    reached = [[] for _ in steps]
    for who in range(8):
        own = []
        for _, name, test, is_first in steps:
            rows = sorted(((e["at"], k) for k, e in enumerate(data.rows[name]) if e["who"] == who and test(e)))
            own.append([(at, (name, k)) for at, k in (rows[:1] if is_first else rows)])
        best = [None] * len(steps)

        def walk(step, start, at, clock, used):
            """Each way on from an event of a step; `clock` is the time of the last one that has a time of day."""
            if most is not None and instant(at) - instant(start) > most: return
            # The earliest arrival, and of the ways to it the one that began last.
            found = (instant(at), instant(at) - instant(start))
            if best[step] is None or found < best[step]: best[step] = found
            if step + 1 == len(steps): return
            timed = data.timed[steps[step + 1][1]]
            for time, row in own[step + 1]:
                if row not in used and day(time) >= day(at) and not (timed and clock and time < clock): walk(step + 1, start, time, time if timed else clock, used | {row})

        for time, row in own[0]: walk(0, time, time, time if data.timed[row[0]] else None, {row})
        for step, found in enumerate(best):
            if found: reached[step].append(found[1] / DAY)
    counts = [len(days) for days in reached]
    return seg, [[k + 1, steps[k][0], n, n / counts[0] if counts[0] else None, n / counts[k - 1] if k and counts[k - 1] else None, statistics.median(reached[k]) if n else None] for k, n in enumerate(counts)]


def instants(data):
    """Events of each person in windows of hours, which end with the end of today."""
    name, end = data.r.choice(list(ROWS)), datetime.datetime.combine(TODAY + DAY, datetime.time())
    if not data.timed[name]: return None
    hours, later = data.r.choice([1, 9, 24, 36]), data.r.choice([30, 90, 600])
    begin = end - datetime.timedelta(hours=hours)
    of = lambda p: [e["at"] for e in data.rows[name] if e["who"] == p["id"]]
    seg = f"list id, count({name} in last {hours} hours) as a, count({name} in the {hours} hours before) as b, count({name} in last {later} minutes) as c, any({name} since {TODAY}T09:00:00) as d"
    counts = lambda ts: [sum(t >= begin for t in ts), sum(begin - datetime.timedelta(hours=hours) <= t < begin for t in ts), sum(t >= end - datetime.timedelta(minutes=later) for t in ts), any(t >= datetime.datetime.combine(TODAY, datetime.time(9)) for t in ts)]
    return seg, [[p["id"], *counts(of(p))] for p in data.people]


def sides(data):
    """The definitions of two groups, and who is in them."""
    r = data.r
    if r.random() < 0.6:
        a, b = r.choice([("A", "B"), ("A", "C"), ("B", "D")])
        return f'segment one where g = "{a}"\nsegment other where g = "{b}"', [p for p in data.people if p["g"] == a], [p for p in data.people if p["g"] == b]
    share, seed, per = r.choice([10, 50, 75]), r.choice([None, 3, 12]), r.random() < 0.5
    field = lambda text: f"{len(text.encode())}:{text}"

    def number(p):
        text = field(str(seed or 0)) + field("everybody") + (field(p["g"]) if per else "") + field(str(p["id"]))
        return int(hashlib.md5(text.encode()).hexdigest()[:15], 16)
    inside = [p for p in data.people if number(p) * 100 < share * 2 ** 60]
    text = f"segment everybody where id >= 0\nsplit everybody into one {share}%, other {100 - share}%{' per g' if per else ''}{f' seed {seed}' if seed else ''}"
    return text, inside, [p for p in data.people if p not in inside]


def compare(data):
    text, one, other = sides(data)
    rows = []
    for name in ("x", "y", "d"):
        values = [[(TODAY - p[name]).days if name == "d" else p[name] for p in side if p[name] is not None] for side in (one, other)]
        means = [statistics.fmean(v) if v else None for v in values]
        squares = [math.fsum((x - m) ** 2 for x in v) for v, m in zip(values, means)]
        n, m = map(len, values)
        row = [name, "days ago" if name == "d" else None, *means, means[0] - means[1] if n and m else None, None] + [None] * 4
        if n and m and n + m > 2 and sum(squares) > 0: row[5] = row[4] / math.sqrt(sum(squares) / (n + m - 2))
        if n > 1 and m > 1 and sum(squares) > 0:
            a, b = squares[0] / (n - 1) / n, squares[1] / (m - 1) / m
            error, freedom = math.sqrt(a + b), (a + b) ** 2 / (a * a / (n - 1) + b * b / (m - 1))
            reach = quantile(freedom) * error
            row[6:] = [row[4] - reach, row[4] + reach, tails(row[4] / error, freedom), (LEVEL + POWER) * error]
        rows.append(row)
    known = {name: [[p[name] for p in side if p[name] is not None] for side in (one, other)] for name in ("z", "w")}
    for name, value in [("z", True)] + [("w", w) for w in sorted({*known["w"][0], *known["w"][1]})]:
        (n, p), (m, q) = ((len(side), side.count(value) / len(side) if side else None) for side in known[name])
        row = [name, "yes" if value is True else value, p, q, p - q if n and m else None, None] + [None] * 4
        if n and m:
            row[5] = 2 * math.asin(math.sqrt(p)) - 2 * math.asin(math.sqrt(q))
            common = (n * p + m * q) / (n + m)
            error, reach = math.sqrt(common * (1 - common) * (1 / n + 1 / m)), LEVEL * math.sqrt(p * (1 - p) / n + q * (1 - q) / m)
            if 0 < round(n * p + m * q) < n + m: row[6:] = [max(-1, row[4] - reach), min(1, row[4] + reach), math.erfc(abs(row[4]) / error / math.sqrt(2)), (LEVEL + POWER) * error]
        rows.append(row)
    return f"{text}\nshow compare(one, other, x, y, d, z, w)", rows


def same(a, b):
    if a is None or b is None or isinstance(a, str) or isinstance(b, str): return a == b
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-8)


def wrong_in(text, found, expected):
    if "compare" in text:
        sizes = [math.inf if row[5] is None else -abs(row[5]) for row in found]
        if any(a > b + 1e-8 for a, b in zip(sizes, sizes[1:])): return "not the largest effects first"
        found, expected = (sorted(rows, key=lambda row: (row[0], row[1] or "")) for rows in (found, expected))
    if len(found) == len(expected) and all(len(a) == len(b) and all(map(same, a, b)) for a, b in zip(found, expected)): return None
    return f"{text}\n  Seg    {found}\n  Python {expected}"


def case(seg, seed, _, keep):
    """None, or what was wrong."""
    r = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"seg-steps-{seed}-"))
    data = Data(r, folder)
    asked = list(filter(None, (funnel(data), funnel(data), instants(data), compare(data))))
    of = {n: f'load {n} from "{n}.csv" of people by who at at with (types: (who: integer, at: {"timestamp" if timed else "date"}, kind: text, amount: integer))' for n, timed in data.timed.items()}
    types = "g: text, x: number, y: integer, z: boolean, d: date, w: text"
    text = "\n".join([f'load people from "people.csv" key id with (types: ({types}))', *of.values(), f"as of {TODAY}", *(a[0] for a in asked)]) + "\n"
    (folder / "script.seg").write_text(text)
    process = subprocess.run([seg, "run", "script.seg", "--format", "json", "--quiet", "--threads", "1"], cwd=folder, capture_output=True, text=True, timeout=120)
    found = [json.loads(line)["rows"] for line in process.stdout.splitlines()]
    wrong = f"exit code {process.returncode}\n{process.stderr[-1500:]}" if process.returncode or len(found) != len(asked) else None
    for (text, expected), rows in zip(asked, found): wrong = wrong or wrong_in(text, rows, expected)
    if wrong: return f"FAILED seed {seed} ({folder})\n{wrong}\n", len(asked)
    if not keep: shutil.rmtree(folder)
    return None, len(asked)


if __name__ == "__main__": random_runs.run(case, __doc__, "tables with {asked} questions", "Python")
