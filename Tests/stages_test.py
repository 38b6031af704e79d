#!/usr/bin/env python3
"""Random customers and events, and how long they stay in stages: Seg and a day-by-day Python on the same files.

  stages_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case is a table of events (ties, days without any, one row, none until the as-of day), with or without a table of customers,
a lifecycle of counts, recencies and windows, and looks on every day or on the last days of periods. Python knows each stage of
each day and the product-limit estimate (Kaplan and Meier 1958); its intervals are Greenwood's of log(-log S).
Case k has seed `--seed` + k: `stages_test.py SEG 1 --seed K --keep` repeats one and keeps its files.
"""
import csv, datetime, json, math, pathlib, random, shutil, subprocess, tempfile

import random_runs

DAY = datetime.timedelta(days=1)
MARKS = [30, 60, 90, 180, 365]
# Seg's condition, and Python's of the days of the events until today.
CONDITIONS = [
    ("count(orders) = 0", lambda days, today: not days),
    ("count(orders) = 1", lambda days, today: len(days) == 1),
    ("count(orders) >= 3", lambda days, today: len(days) >= 3),
    ("today - max(day of orders) > 40", lambda days, today: bool(days) and (today - days[-1]).days > 40),
    ("today - max(day of orders) <= 10", lambda days, today: bool(days) and (today - days[-1]).days <= 10),
    ("count(orders in last 30 days) >= 2", lambda days, today: sum(today - d < 30 * DAY for d in days) >= 2),
    ("min(day of orders) in last 60 days", lambda days, today: bool(days) and today - days[0] < 60 * DAY),
    ("count(orders in last 2 months) >= 2", lambda days, today: sum(d >= months(today + DAY, -2) for d in days) >= 2),
    ("count(orders in this month) >= 1", lambda days, today: any((d.year, d.month) == (today.year, today.month) for d in days)),
    ("max(day of orders) < today - 1 month", lambda days, today: bool(days) and days[-1] < months(today, -1)),
    ("today >= 2024-03-20 and count(orders) < 4", lambda days, today: today >= datetime.date(2024, 3, 20) and len(days) < 4),
    ("count(orders from 20 days ago to 10 days ago) > 0", lambda days, today: any(10 * DAY < today - d <= 20 * DAY for d in days)),
    ("sum(number(position) of orders in 2024-02) >= 2", lambda days, today: sum(k + 1 for k, d in enumerate(days) if (d.year, d.month) == (2024, 2)) >= 2),
    ("today - nth(2, day of orders) = 15", lambda days, today: len(days) > 1 and (today - days[1]).days == 15),
    ("day(today) = 7", lambda days, today: today.day == 7),
]


def months(day, count):
    """A day so many months later; the last of its month, where that has no such day."""
    month = day.year * 12 + day.month - 1 + count
    last = (datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - DAY).day
    return datetime.date(month // 12, month % 12 + 1, min(day.day, last))


def ends(first, today, every):
    """The last day of each period, and today."""
    day = first
    while day < today:
        after = day + DAY
        if every == "day" or every == "week" and after.weekday() == 0 or every == "month" and after.day == 1 \
                or every == "quarter" and after.day == 1 and after.month % 3 == 1: yield day
        day = after
    yield today


def curve(stays):
    """The steps of the product-limit estimate: days, at risk, ended, share, low, high."""
    share, spread, steps = 1.0, 0.0, []
    for days in sorted({d for d, ended in stays if ended}):
        n, gone = sum(d >= days for d, _ in stays), sum(d == days and ended for d, ended in stays)
        share *= 1 - gone / n
        low = high = None
        if n > gone:
            spread += gone / (n * (n - gone))
            width = 1.959963984540054 * math.sqrt(spread) / math.log(share)
            low, high = sorted((share ** math.exp(-width), share ** math.exp(width)))
        else:
            share = 0.0
        steps.append([days, n, gone, share, low, high])
    return steps


def after(steps, stays, days):
    if not stays or days > max(d for d, _ in stays) and (not steps or steps[-1][3] > 0): return None
    return min([s[3] for s in steps if s[0] <= days], default=1.0)


class Case:
    def __init__(self, chance, folder):
        self.chance, self.first = chance, datetime.date(2024, 1, 1) + chance.randrange(40) * DAY
        people = chance.choice([1, 2, 6, 15])
        rows = [(chance.randrange(people), self.first + chance.randrange(chance.choice([1, 30, 150])) * DAY) for _ in range(chance.choice([1, 3, 12, 60]))]
        self.has_customers = chance.random() < 0.5
        write(folder / "orders.csv", ["person", "day"], rows)
        write(folder / "people.csv", ["person", "member"], [(p, chance.choice(["yes", "no"])) for p in range(people)])
        self.today = max(d for _, d in rows) + chance.choice([-5, 0, 0, 20, 200]) * DAY
        self.first = min(d for _, d in rows)
        if self.today < self.first: self.today = self.first
        self.days = {p: sorted(d for q, d in rows if q == p) for p in range(people)}
        self.keys = list(range(people)) if self.has_customers else sorted({p for p, _ in rows})
        self.stages = [(f"s{k}", *condition) for k, condition in enumerate(chance.sample(CONDITIONS, chance.choice([1, 2, 3])))]
        self.every = chance.choice(["day", "day", "week", "month", "quarter"])
        self.written = "" if self.every == "day" and chance.random() < 0.7 else f", every {self.every}"

    def stage(self, person, day):
        """None while the customer is not known."""
        known = [d for d in self.days[person] if d <= day]
        if not self.has_customers and not known: return None
        return next((name for name, _, holds in self.stages if holds(known, day)), "rest")

    def runs(self, person):
        """[first day or None, stage, first day of the next]"""
        runs, now = [], None
        for day in [self.first - DAY] + list(ends(self.first, self.today, self.every)):
            stage = self.stage(person, day)
            if stage == now: continue
            if runs: runs[-1][2] = day
            now = stage
            runs.append([None if day < self.first else day, stage, None])
        return runs

    def script(self):
        lines = ['load people from "people.csv" key person'] if self.has_customers else []
        lines.append(f'load orders from "orders.csv" of people by person at day')
        lines.append(f"as of {self.today}")
        lines.append("lifecycle stage: " + ", ".join(f"{n} when {c}" for n, c, _ in self.stages) + ", rest otherwise")
        e = self.written
        lines.append(f"list person, time_in(stage{e}) as a, entered(stage{e}) as b, time_in(stage, {self.named()}{e}) as c, "
                     f"entered(stage, {self.named()}{e}) as d, stage_path(stage{e}) as e, expected_leaving(stage{e}) as f, "
                     f"time_in(stage is {self.named()}{e}) as g")
        lines += [f"show durations(stage{e})", f"show survival(stage{e})"]
        return "\n".join(lines) + "\n"

    def named(self): return self.stages[-1][0]

    def answers(self):
        runs = {p: self.runs(p) for p in self.keys}
        names = [n for n, _, _ in self.stages] + ["rest"]
        stays, people = {n: [] for n in names}, {n: set() for n in names}
        for p, all in runs.items():
            for begin, stage, end in all:
                if begin is None or stage is None: continue
                stays[stage].append((((end or self.today) - begin).days, end is not None))
                people[stage].add(p)
        curves = {n: curve(stays[n]) for n in names}
        rows = []
        for p, all in runs.items():
            if not all:
                rows.append([p] + [None] * 7)
                continue
            begin, stage, _ = all[-1]
            so_far = None if begin is None else (self.today - begin).days
            mine = [r for r in all if r[1] == self.named()]
            leaving = None
            if begin is not None:
                half = min([s[3] for s in curves[stage] if s[0] <= so_far], default=1.0) / 2
                leaving = next((begin + s[0] * DAY for s in curves[stage] if s[0] > so_far and s[3] <= half), None)
            path = []
            for _, name, _ in all:
                if name is not None: path.append(name)
            rows.append([p, so_far, begin, sum(((end or self.today) - (b or self.first)).days for b, _, end in mine), mine[0][0] if mine else None,
                         " > ".join(path), leaving, so_far if stage == self.named() else None])
        table = [[n, len(people[n]), len(stays[n]), sum(e for _, e in stays[n]), sum(not e for _, e in stays[n]),
                  next((s[0] for s in curves[n] if s[3] <= 0.5), None)] + [after(curves[n], stays[n], m) for m in MARKS] for n in names]
        return [rows, table, [[n] + s for n in names for s in curves[n]]]


def write(path, header, rows):
    with open(path, "w", newline="") as file: csv.writer(file).writerows([header] + rows)


def same(a, b):
    if isinstance(a, float) or isinstance(b, float): return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return a == (b.isoformat() if hasattr(b, "isoformat") else b)


def case(seg, seed, _, keep):
    chance = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="stages-"))
    try:
        one = Case(chance, folder)
        script = one.script()
        (folder / "case.seg").write_text(script)
        run = subprocess.run([seg, "run", "--quiet", "--format", "json", folder / "case.seg"], capture_output=True, text=True)
        ours = [json.loads(line)["rows"] for line in run.stdout.splitlines()]
        theirs = one.answers()
        if run.returncode or len(ours) != 3: return f"seed {seed}: {run.stderr}\n{script}", 3
        for number, (a, b) in enumerate(zip(ours, theirs)):
            if len(a) != len(b) or not all(len(x) == len(y) and all(map(same, x, y)) for x, y in zip(a, b)):
                return f"seed {seed}, answer {number + 1}\n{script}seg    {a}\npython {[[c.isoformat() if hasattr(c, 'isoformat') else c for c in r] for r in b]}", 3
        return None, 3
    finally:
        if keep: print(folder)
        else: shutil.rmtree(folder)


if __name__ == "__main__": random_runs.run(case, __doc__, "customers with {asked} questions about their stages", "Python")
