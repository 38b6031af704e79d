#!/usr/bin/env python3
"""Random events, and what they are period by period: Seg and Python on the same files.

  periods_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case has events of customers (ties, none, one; without a time, of nobody, after the as-of day), with or without a table of
customers, and asks trends of several measures, groups by `every month` with functions over the rows, aggregates in windows, and
cohorts with each option. Python knows who was in which group on the last day of each period, and each event's period. Case k has seed `--seed` + k:
`periods_test.py SEG 1 --seed K --keep` repeats one and keeps its files.
"""
import csv, datetime, json, math, pathlib, random, shutil, subprocess, tempfile

import random_runs
from values_test import DAY, months, windows

UNITS = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "quarter": (3, 0), "year": (12, 0)}
STAGES = ["none", "once", "many"]


class Periods:
    """Ranges of the calendar, or of days that are counted back from the as-of day."""
    def __init__(self, count, unit, today):
        self.today, (self.months, self.days) = today, tuple(count * n for n in UNITS[unit])
        self.is_calendar = self.months > 0 or unit == "week"
        self.origin = datetime.date(1970, 1, 5) if unit == "week" else today + DAY

    def start(self, day):
        if not self.months: return day - DAY * ((day - self.origin).days % self.days)
        index = (day.year * 12 + day.month - 1) // self.months * self.months
        return datetime.date(index // 12, index % 12 + 1, 1)

    def after(self, start): return months(start, self.months) if self.months else start + self.days * DAY

    def since(self, first):
        """The first days of all periods until today."""
        found = [self.start(first)]
        while self.after(found[-1]) <= self.today: found.append(self.after(found[-1]))
        return found

    def is_complete(self, start, first): return self.after(start) <= self.today + DAY and (self.is_calendar or start >= first)


class Data:
    def __init__(self, r, folder):
        self.r, self.today = r, datetime.date(2024, 3, 31) + r.choice([0, 1, 30, 275]) * DAY
        self.has_customers, span = r.random() < 0.6, r.choice([3, 40, 200, 400])
        people = r.choice([1, 2, 5, 12])
        maybe = lambda v, p=0.1: None if r.random() < p else v
        day = lambda: self.today - r.randint(-5 if r.random() < 0.1 else 0, span) * DAY
        self.people = {k: {"city": maybe(r.choice(["Oslo", "Bern", "Ürümqi"])), "vip": r.random() < 0.5, "signup": maybe(day())} for k in range(people)}
        self.sales, self.visits = ([{"person": r.choice([*self.people, *self.people, 77]), "day": maybe(day(), missing), "kind": maybe(r.choice(["tea", "cake"])), "amount": maybe(r.randint(-200, 900) / 100)}
                                    for _ in range(count)] for count, missing in ((r.choice([0, 1, 5, 40, 80]), 0.05), (r.choice([0, 3, 20]), 0)))
        for name, rows in (("people", [{"person": k, **v} for k, v in self.people.items()]), ("sales", self.sales), ("visits", self.visits)):
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(["person", "city", "vip", "signup"] if name == "people" else ["person", "day", "kind", "amount"])
                writer.writerows(["" if v is None else "yes" if v is True else "no" if v is False else v for v in row.values()] for row in rows)
        if not self.has_customers: self.people = {k: {} for k in sorted({e["person"] for e in self.sales + self.visits})}

    def script(self):
        types = "person: integer, day: date, kind: text, amount: number"
        of = f"of people by person at day with (types: ({types}))"
        return [*['load people from "people.csv" key person with (types: (city: text, vip: boolean, signup: date))'] * self.has_customers,
                f'load sales from "sales.csv" {of}', f'load visits from "visits.csv" {of}', f"as of {self.today}",
                "metric n = count(sales)", "metric recent = count(sales in last 2 months)", "segment busy where n > 1",
                "lifecycle stage: none when n = 0, once when n = 1, many otherwise"]

    def events(self, table, until=None):
        """Those of customers that exist on a day; those without a time come last."""
        until = until or self.today
        own = [e for e in getattr(self, table) if e["person"] in self.people and (e["day"] is None or e["day"] <= until)]
        return sorted(own, key=lambda e: (e["person"], e["day"] is None, e["day"] or until))

    def known(self, until):
        """The customers who are known on a day."""
        if self.has_customers: return set(self.people)
        return {e["person"] for table in ("sales", "visits") for e in self.events(table, until)}

    def on(self, day):
        """What is true of each customer on a day."""
        count, recent = dict.fromkeys(self.people, 0), dict.fromkeys(self.people, 0)
        for e in self.events("sales", day):
            count[e["person"]] += 1
            recent[e["person"]] += e["day"] is not None and e["day"] >= months(day + DAY, -2)
        return {p: {**self.people[p], "n": n, "recent": recent[p], "busy": n > 1, "stage": STAGES[min(n, 2)]} for p, n in count.items()}


def mean(values): return math.fsum(values) / len(values) if values else None


# Measures of events: in Seg, and of a list of events.
OF_EVENTS = [
    ("sum(amount of sales)", lambda es: math.fsum(e["amount"] or 0 for e in es)), ("count(sales)", len), ("avg(amount of sales)", lambda es: mean([e["amount"] for e in es if e["amount"] is not None])),
    ("distinct(kind of sales)", lambda es: len({e["kind"] for e in es} - {None})), ('count(sales where kind = "tea")', lambda es: sum(e["kind"] == "tea" for e in es)),
    ("max(amount of sales)", lambda es: max((e["amount"] for e in es if e["amount"] is not None), default=None)),
    ("sum(amount of sales) / count(sales)", lambda es: math.fsum(e["amount"] or 0 for e in es) / len(es) if es else None), ("distinct(person of sales)", lambda es: len({e["person"] for e in es})),
]
# Measures of customers: of those of the group on the last day of the period.
OF_PEOPLE = [
    ("count()", len), ("sum(n)", lambda ps: sum(p["n"] for p in ps)), ("avg(recent)", lambda ps: mean([p["recent"] for p in ps])), ("count(busy)", lambda ps: sum(p["busy"] for p in ps)),
    ("count(stage is once)", lambda ps: sum(p["stage"] == "once" for p in ps)), ("count(busy) / count()", lambda ps: mean([p["busy"] for p in ps])),
]
# Windows of sales: how many months that end with the period, or a year that is cut to it.
WINDOWS = [("in last 1 month", 1), ("in last 3 months", 3), ("in 2024", None)]


def order(groups): return sorted(groups, key=lambda g: [(v is None, STAGES.index(v) if v in STAGES else v.encode() if isinstance(v, str) else v) for v in g])


def trend(data):
    r = data.r
    periods_of, periods = every(r, data.today)
    by = r.choice([None, None, "stage", "kind", *["city", "vip"] * data.has_customers])
    condition = r.choice([None, None, "busy", "n > 1", *["vip"] * data.has_customers]) if by != "kind" else r.choice([None, "amount > 1"])
    measures = r.sample(OF_EVENTS if by == "kind" else OF_EVENTS + OF_PEOPLE, r.choice([1, 2, 3]))
    if r.random() < 0.4: measures.append(r.choice([(f"count(sales {name})", count) for name, count in WINDOWS]))
    seg = f"show trend({', '.join(m[0] for m in measures)}, {periods_of}){f' by {by}' if by else ''}"
    seg += "" if not condition else " of busy" if condition == "busy" and by != "kind" and r.random() < 0.5 else f" where {condition}"
    first = min((e["day"] for table in ("sales", "visits") for e in getattr(data, table) if e["person"] in data.people and e["day"]), default=None)
    if first is None or first > data.today: return seg, []
    found, starts = [], periods.since(first)
    for start in starts:
        end = min(periods.after(start) - DAY, data.today)
        on, known = data.on(end), data.known(end)
        test = {None: lambda p: True, "busy": lambda p: p["busy"], "n > 1": lambda p: p["n"] > 1, "vip": lambda p: p["vip"], "amount > 1": lambda p: True}[condition]
        people = {k: v for k, v in on.items() if test(v)}
        events = [e for e in data.events("sales", end) if e["person"] in people and e["day"] and (condition != "amount > 1" or (e["amount"] or 0) > 1)]
        key = (lambda e: (e["kind"],)) if by == "kind" else lambda e: (people[e["person"]][by],) if by else ()
        groups = {key(e) for e in data.events("sales") if by == "kind" and (condition != "amount > 1" or (e["amount"] or 0) > 1)} if by == "kind" else {(people[k][by],) if by else () for k in people if by != "stage" or k in known}
        found.append((start, end, groups, key, events, {k: v for k, v in people.items() if k in known}))
    groups = order(set().union(*[f[2] for f in found])) if by else [()]
    rows = []
    for start, end, _, key, events, people in found:
        for group in groups:
            own, some = [e for e in events if key(e) == group], [p for p in people.values() if by in (None, "kind") or (p[by],) == group]
            row = [start, *group]
            for text, body in measures:
                if (text, body) in OF_PEOPLE: row.append(body(some))
                elif callable(body): row.append(body([e for e in own if e["day"] >= start]))
                elif body: row.append(sum(e["day"] >= months(end + DAY, -body) for e in own))
                else: row.append(sum(e["day"] >= start and e["day"].year == 2024 for e in own))
            rows.append(row + [periods.is_complete(start, first)])
    return seg, rows


def every(r, today, many=True):
    count, unit = (1, r.choice(list(UNITS)[2 if many else 0:])) if r.random() < 0.7 or not many else r.choice([(30, "day"), (2, "week"), (2, "month"), (6, "month"), (1, "week")])
    return f"every {unit}" if count == 1 else f"every {count} {unit}s", Periods(count, unit, today)


def calendar(data):
    """Groups by a period, and functions over their rows."""
    r = data.r
    periods_of, periods = every(r, data.today, many=False)
    if periods.days == 1 and (min((e["day"] for e in data.events("sales") if e["day"]), default=data.today) < data.today - 60 * DAY): periods_of, periods = "every month", Periods(1, "month", data.today)
    by = r.choice([[], ["kind"], ["kind"], *[["city"], ["city", "kind"]] * data.has_customers])
    measures, condition = r.sample(OF_EVENTS, r.choice([1, 2])), r.choice([None, None, "amount > 1"])
    functions = r.sample(["previous", "change", "growth", "running", "moving"], r.choice([0, 1, 2]))
    items = [f"{m[0]} as m{k}" for k, m in enumerate(measures)] + [f"{f}(m0{', 2' if f == 'moving' else ''}) as f{k}" for k, f in enumerate(functions)]
    seg = f"show {', '.join(items)} by {', '.join([*by, periods_of])}{f' where {condition}' if condition else ''}"
    key = lambda e: tuple(data.people[e["person"]][b] if b == "city" else e[b] for b in by)
    events = [e for e in data.events("sales") if not condition or (e["amount"] or 0) > 1]
    days = [e["day"] for e in events if e["day"]]
    starts, rows = periods.since(min(days)) if days else [], []
    for group in order({key(e) for e in events}):
        own = [e for e in events if key(e) == group]
        line = [(s, [e for e in own if e["day"] and periods.start(e["day"]) == s]) for s in starts] + [(None, [e for e in own if not e["day"]])]
        values, total = [], 0
        for start, some in line if line[-1][1] else line[:-1]:
            row = [*group, start, *(body(some) for _, body in measures)]
            now = row[len(group) + 1]
            last = values[-1] if values else None
            total += now or 0
            for f in functions:
                if f == "previous": row.append(last)
                elif f == "running": row.append(total)
                elif f == "moving": row.append(mean([v for v in (last, now) if v is not None]) if values else None)
                else: row.append(None if now is None or last is None or f == "growth" and last == 0 else now - last if f == "change" else (now - last) / last)
            values.append(now)
            rows.append(row + [None if start is None else periods.is_complete(start, start)])
    return seg, rows


def windowed(data):
    """Aggregates of each customer's events in windows."""
    r, items, bodies = data.r, [], []
    while len(items) < 4:
        name, first, after = windows(r, data.today)
        if name.startswith("in next"): continue
        where, test = r.choice([("", lambda e: True), (' where kind = "tea"', lambda e: e["kind"] == "tea"), (" where amount > 1", lambda e: (e["amount"] or 0) > 1)])
        function, body = r.choice([("count(sales", len), ("sum(amount of sales", OF_EVENTS[0][1]), ("max(amount of sales", OF_EVENTS[5][1]), ("distinct(kind of sales", OF_EVENTS[3][1])])
        items.append(f"{function}{where} {name}) as w{len(items)}")
        bodies.append(lambda es, first=first, after=after, test=test, body=body: body([e for e in es if e["day"] and first <= e["day"] < after and test(e)]))
    events = data.events("sales")
    return f"list person, {', '.join(items)}", [[p, *(body([e for e in events if e["person"] == p]) for body in bodies)] for p in sorted(data.people)]


def cohorts(data):
    r = data.r
    periods_of, periods = every(r, data.today)
    begin = r.choice([None, None, "visits", 'sales where kind = "tea"', *["signup"] * data.has_customers])
    measure = r.choice([None, None, *[m for m in OF_EVENTS if " / " not in m[0]]])
    manner = r.choice(["period", "period", "cumulative", "rolling", "unbounded", *["recurring"] * (measure is None)])
    adds, layout = measure and measure[0].startswith(("sum", "count")), r.choice(["long", "long", "triangle"])
    figure = r.choice([None, "share", "customers", *["total"] * bool(measure), *["per_customer"] * bool(measure)]) if layout == "triangle" else None
    options = [periods_of] + ([measure[0]] if measure else []) + [f"from: {begin}"] * bool(begin) + ["cumulative: yes"] * (manner == "cumulative")
    options += [f"retention: {manner}"] * (manner not in ("period", "cumulative")) + [f"layout: {layout}"] * (layout == "long" or r.random() < 0.3) + [f"values: {figure}"] * bool(figure)
    condition = r.choice([None, None, "busy", *["vip"] * data.has_customers])
    seg = f"show cohorts(sales, {', '.join(options)}){f' where {condition}' if condition else ''}"
    on = data.on(data.today)
    own = lambda table: [e for e in data.events(table) if e["day"] and (not condition or on[e["person"]][condition])]
    if begin == "signup": starting = [(p, v["signup"]) for p, v in data.people.items() if v["signup"] and v["signup"] <= data.today and (not condition or on[p][condition])]
    else: starting = [(e["person"], e["day"]) for e in own("visits" if begin == "visits" else "sales") if begin in (None, "visits") or e["kind"] == "tea"]
    members = {}
    for p, day in sorted(starting, key=lambda s: s[1]):
        start = periods.start(day)
        if manner == "recurring" and begin != "signup": members.setdefault((p, start), day)
        elif not any(q == p for q, _ in members): members[p, start] = day
    first = min(members.values(), default=None)
    starts, rows = periods.since(first) if members else [], []
    for cohort in starts:
        own_members = {p: day for (p, start), day in members.items() if start == cohort}
        if not own_members: continue
        events = [e for e in own("sales") if e["person"] in own_members and e["day"] >= own_members[e["person"]]]
        active = {p: {periods.start(e["day"]) for e in events if e["person"] == p} for p in own_members}
        later = [s for s in starts if s >= cohort]
        for number, start in enumerate(later):
            held = {"period": lambda a: start in a, "recurring": lambda a: start in a, "cumulative": lambda a: any(s <= start for s in a), "unbounded": lambda a: any(s >= start for s in a), "rolling": lambda a: all(s in a for s in later[:number + 1])}[manner]
            count, size = sum(map(held, active.values())), len(own_members)
            row = [cohort, size, number, count, count / size]
            if measure:
                value = measure[1]([e for e in events if periods.start(e["day"]) == start or manner == "cumulative" and e["day"] < start])
                row += [value, value / size] if adds else [value]
            rows.append(row + [periods.is_complete(start, first)])
    if layout == "long": return seg, rows
    place = {None: -2 if measure else 4, "share": 4, "customers": 3, "total": 5, "per_customer": -2}[figure]
    width, triangle = max((row[2] + 1 for row in rows), default=0), {}
    for row in rows: triangle.setdefault(row[0], row[:2] + [None] * width)[2 + row[2]] = row[place]
    return seg, list(triangle.values())


def same(a, b):
    if hasattr(b, "isoformat"): b = b.isoformat()
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None or isinstance(a, str) or isinstance(b, str): return a == b and isinstance(a, bool) == isinstance(b, bool)
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def case(seg, seed, _, keep):
    """None, or what was wrong."""
    r = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"seg-periods-{seed}-"))
    data = Data(r, folder)
    asked = [body(data) for body in (trend, trend, calendar, calendar, windowed, cohorts, cohorts, cohorts)]
    (folder / "script.seg").write_text("\n".join(data.script() + [a[0] for a in asked]) + "\n", encoding="utf-8")
    process = subprocess.run([seg, "run", "script.seg", "--format", "json", "--quiet", "--threads", "1"], cwd=folder, capture_output=True, text=True, timeout=120)
    found = [json.loads(line)["rows"] for line in process.stdout.splitlines()]
    wrong = f"exit code {process.returncode}\n{process.stderr[-1500:]}" if process.returncode or len(found) != len(asked) else None
    for (text, expected), rows in zip(asked, found):
        if wrong or len(rows) == len(expected) and all(len(a) == len(b) and all(map(same, a, b)) for a, b in zip(rows, expected)): continue
        few = [(a, [v.isoformat() if hasattr(v, "isoformat") else v for v in b]) for a, b in zip(rows, expected) if len(a) != len(b) or not all(map(same, a, b))][:3]
        wrong = "\n".join([f"as of {data.today}: {text}", f"  {len(rows)} rows of Seg, {len(expected)} of Python", *(f"  Seg    {a}\n  Python {b}" for a, b in few)])
    if wrong: return f"FAILED seed {seed} ({folder})\n{wrong}\n", len(asked)
    if not keep: shutil.rmtree(folder)
    return None, len(asked)


if __name__ == "__main__": random_runs.run(case, __doc__, "tables with {asked} questions", "Python")
