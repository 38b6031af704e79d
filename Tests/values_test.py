#!/usr/bin/env python3
"""Random texts, days and instants, and every function and every test of them: Seg, and Python or DuckDB on the same rows.

  values_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case is a table of people (none, one, many; missing values, ties, leap days, ends of months, characters of several code points)
and thirty expressions over it. Python has the texts as lists of characters, and windows as a first day and the day after the
last; DuckDB has the calendar and the patterns. Case k has seed `--seed` + k: `values_test.py SEG 1 --seed K --keep` repeats one
and keeps its files. Needs the package `duckdb`.
"""
import calendar, csv, datetime, json, math, pathlib, random, re, shutil, subprocess, tempfile, unicodedata

import random_runs

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
PLAIN = list("abcAB12 ,.@-_|é茶ß")
# An é of two code points, a family, a flag, a thumb with its color.
LONG = PLAIN + ["e\u0301", "👨\u200d👩\u200d👧", "🇩🇪", "👍🏽"]
TYPES = {"id": "integer", "name": "text", "tags": "text", "mail": "text", "n": "integer", "a": "date", "b": "date", "s": "timestamp", "t": "timestamp"}
SQL = {"integer": "BIGINT", "text": "VARCHAR", "date": "DATE", "timestamp": "TIMESTAMP"}
PATTERNS = ["[0-9]+", "[a-c]+", "@(.+)", "(a+)b", "[ab]{2}", "b|A", "^[a-z]+", "[0-9]$", "a.*b", "(1)|2", "[^a-z]+", "x*", "茶"]


def months(day, count):
    """A day so many months later; the last of its month, where that has no such day. None beyond the years 1 to 9999."""
    month = day.year * 12 + day.month - 1 + count
    if not 12 <= month < 120_000: return None
    return datetime.date(month // 12, month % 12 + 1, min(day.day, calendar.monthrange(month // 12, month % 12 + 1)[1]))


def whole_months(a, b):
    """The most months that can be added to the first day without going beyond the second."""
    if b < a: return -whole_months(b, a)
    count = (b.year - a.year) * 12 + b.month - a.month
    return count if (months(a, count) or datetime.date.max) <= b else count - 1


def whole_years(a, b): return int(whole_months(a, b) / 12)


def in_year(day, year): return datetime.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def anniversary(day, end): return in_year(day, end.year) if in_year(day, end.year) <= end else in_year(day, end.year - 1)


def period(day, unit):
    """The first day of the calendar's period of a day, and the first one of the next."""
    if unit == "week": start = day - day.weekday() * DAY
    else: start = datetime.date(day.year, {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit], 1)
    return start, start + 7 * DAY if unit == "week" else months(start, {"month": 1, "quarter": 3, "year": 12}[unit])


def windows(r, today):
    """A window of days: as it is written, and its first day and the one after the last."""
    n, tomorrow = r.choice([1, 2, 7, 30, 90, 366]), today + DAY
    day, other = today - DAY * r.randint(-50, 400), today - DAY * r.randint(-50, 400)
    unit, far = r.choice(["week", "month", "quarter", "year"]), (datetime.date(1, 1, 1), datetime.date.max)
    m = r.choice([1, 2, 3, 12])
    this, after = period(today, unit)
    before, _ = period(this - DAY, unit)
    week = day.isocalendar()
    return r.choice([
        (f"in last {n} days", today - DAY * (n - 1), tomorrow), (f"in last {m} months", months(tomorrow, -m), tomorrow),
        (f"in next {n} days", today, today + DAY * n), (f"in next {m} months", today, months(today, m)),
        (f"in this {unit}", this, after), (f"in previous {unit}", before, this), (f"in next {unit}", after, period(after, unit)[1]),
        (f"in this {unit} to date", this, tomorrow), (f"in {day.year}", datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)),
        (f"in {day.year}-Q{(day.month + 2) // 3}", *period(day, "quarter")), (f"in {day:%Y-%m}", *period(day, "month")),
        (f"in {week.year}-W{week.week:02}", *period(day, "week")), (f"in {day}", day, day + DAY), ("in today", today, tomorrow), ("in yesterday", today - DAY, today),
        (f"since {day}", day, far[1]), (f"before {day}", far[0], day), (f"since {n} days ago", today - DAY * n, far[1]), (f"before today", far[0], today),
        (f"from {day} to {other}", day, other), (f"in the {n} days before", today - DAY * (2 * n - 1), today - DAY * (n - 1)),
        (f"in the {n} days before {day}", day - DAY * n, day), (f"from {n} days ago to today", today - DAY * n, today),
    ])


def quoted(text): return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def alike(text): return [unicodedata.normalize("NFC", c) for c in text]


def place(part, text):
    """The index at which some characters begin in others; None if nowhere."""
    part, text = alike(part), alike(text)
    return next((i for i in range(len(text) - len(part) + 1) if text[i:i + len(part)] == part), None)


def pieces(text, separator):
    found, rest = [], text
    while separator and (i := place(separator, rest)) is not None: found, rest = found + [rest[:i]], rest[i + len(separator):]
    return found + [rest]


def piece(text, separator, number):
    found = pieces(text, separator)
    index = number - 1 if number > 0 else len(found) + number
    return "".join(found[index]) if number and 0 <= index < len(found) else None


def domain(text):
    if "@" not in text: return None
    name = re.split(r"[\s>]", "".join(text).rpartition("@")[2], maxsplit=1)[0]
    return name.lower() or None


class Data:
    """Rows of people, with texts as lists of characters, too."""
    def __init__(self, r):
        self.r, self.today = r, datetime.date(2024, 2, 29) + r.choice([0, 1, 306, 307, 366, 30, 123]) * DAY
        self.missing, self.letters = r.choice([0, 0.1, 0.5]), r.choice([PLAIN, PLAIN, LONG])
        self.rows = [self.row(k) for k in range(r.choice([0, 1, 2, 12, 40]))]

    def text(self, most, some=None):
        """Some characters; never blanks alone, which are no value in a file."""
        found = [self.r.choice(some or self.letters) for _ in range(self.r.randint(1, most))]
        return found if "".join(found).strip() else ["a", *found]

    def day(self):
        r = self.r
        return r.choice([self.today - r.randint(-40, 400) * DAY, datetime.date(r.randint(1900, 2030), r.randint(1, 12), r.choice([1, 15, 28])),
                         months(datetime.date(2024, 1, 31), -r.randint(0, 300)), in_year(datetime.date(2024, 2, 29), r.choice([1996, 2000, 2023])), self.today])

    def row(self, k):
        r = self.r
        mail = r.choice([self.text(3, list("abAB.1")) + ["@"] + self.text(5, list("abAB.")), self.text(6), ["a", "<"] + self.text(2, list("ab")) + ["@", "B", ">"]])
        time = lambda: datetime.datetime.combine(self.day(), datetime.time(r.choice([0, 0, 23, r.randint(0, 23)]), r.choice([0, 59, r.randint(0, 59)]), r.choice([0, 0, 30])))
        row = {"id": k, "name": self.text(8), "tags": self.text(9, list("ab|,") + ["茶"]), "mail": mail, "n": r.randint(-3, 9), "a": self.day(), "b": self.day(), "s": time(), "t": time()}
        return {c: None if c != "id" and r.random() < self.missing else v for c, v in row.items()}

    def write(self, folder):
        cell = lambda v: "" if v is None else "".join(v) if isinstance(v, list) else v.isoformat() if hasattr(v, "isoformat") else v
        with open(folder / "people.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerows([list(TYPES)] + [[cell(v) for v in row.values()] for row in self.rows])

    def into(self, connection):
        connection.execute("CREATE OR REPLACE TABLE people (" + ", ".join(f'"{c}" {SQL[kind]}' for c, kind in TYPES.items()) + ")")
        rows = [["".join(v) if isinstance(v, list) else v for v in row.values()] for row in self.rows]
        if rows: connection.executemany("INSERT INTO people VALUES (" + ", ".join("?" * len(TYPES)) + ")", rows)


def expression(data):
    """An expression in Seg, and its SQL or a function of a row."""
    r, today = data.r, data.today
    c, i, j = r.choice(["name", "tags", "mail"]), r.choice([1, 2, 3, 9, 0, -1]), r.choice([0, 1, 2, 5, -1])
    d, e, s, t = *r.sample(["a", "b"], 2), *r.sample(["s", "t"], 2)
    x = r.choice(["a", "b", "s", "t"])
    part, pattern, new = data.text(2), r.choice(PATTERNS), r.choice(["", "x", "++"])
    separator, width = r.choice([["|"], [","], ["a"], ["a", "b"], []]), r.choice([0, 1, 3, 6, 12])
    of = lambda names, body: lambda row: None if any(row[n] is None for n in names.split()) else body(*(row[n] for n in names.split()))
    day = lambda v: v.date() if isinstance(v, datetime.datetime) else v
    name, first, after = windows(r, today)
    every = lambda v: any(first <= in_year(v, y) < after for y in range(max(1, first.year - 1), min(9998, after.year) + 1))
    hours = r.choice([1, 6, 24, 36])
    end = datetime.datetime.combine(today + DAY, datetime.time())
    test = lambda body, v: lambda row: row[v] is not None and body(row[v])
    group = lambda text: (m := re.search(pattern, "".join(text))) and (m[1] if m.re.groups else m[0])
    kinds = [
        # Texts.
        (f"part({c}, {i}, {j})", of(c, lambda v: "".join(v[max(i, 1) - 1:max(0, i + max(j, 0) - 1)]))),
        (f"part({c}, {i})", of(c, lambda v: "".join(v[max(i, 1) - 1:]))), (f"part({c}, n, {j})", of(c + " n", lambda v, n: "".join(v[max(n, 1) - 1:max(0, n + max(j, 0) - 1)]))),
        (f"find({c}, {quoted(''.join(part))})", of(c, lambda v: None if (p := place(part, v)) is None else p + 1)),
        (f"split({c}, {quoted(''.join(separator))}, {i})", of(c, lambda v: piece(v, separator, i) if separator else "".join(v) if i in (1, -1) else None)),
        (f"extract({c}, {quoted(pattern)})", of(c, group)), (f"extract({c}, {quoted(pattern)})", of(c, group)),
        (f"regexp_replace({c}, {quoted(pattern)}, {quoted(new)})", of(c, lambda v: re.sub(pattern, new, "".join(v)))),
        (f"concat(name, {quoted(new)}, {c}, tags)", of(f"name {c} tags", lambda a, b, c: "".join(a) + new + "".join(b) + "".join(c))),
        (f"pad({c}, {width}, {quoted(''.join(part))})", of(c, lambda v: "".join((part * 12)[:max(0, width - len(v))] + v))), (f"pad({c}, {width})", of(c, lambda v: " " * (width - len(v)) + "".join(v))),
        (f"domain({c})", of(c, domain)), ("domain(mail)", of("mail", domain)), (f"reverse({c})", of(c, lambda v: "".join(v[::-1]))), (f"length({c})", of(c, len)),
        (f"left({c}, {i})", of(c, lambda v: "".join(v[:max(i, 0)]))), (f"right({c}, {i})", of(c, lambda v: "".join(v[len(v) - min(len(v), max(i, 0)):]))),
        (f"replace({c}, \"a\", {quoted(new)})", f"replace({c}, 'a', '{new}')"), (f"upper({c})", f"upper({c})") if data.letters is PLAIN and c == "tags" else (f"lower({c})", f"lower({c})"),
        (f"trim({c})", f"trim({c})"), (f"text(n)", "n::VARCHAR"), (f"{c} contains {quoted(''.join(part))}", lambda row: row[c] is not None and "".join(part) in "".join(row[c])),
        (f"{c} matches {quoted(pattern)}", test(lambda v: re.search(pattern, "".join(v)) is not None, c)),
        # The calendar.
        *[(f"{f}({x})", g.format(x)) for f, g in [("year", "year({})"), ("quarter", "quarter({})"), ("month", "month({})"), ("day", "day({})"), ("weekday", "isodow({})"), ("week", "week({})"), ("day_of_year", "dayofyear({})"),
                                                  ("start_of_week", "date_trunc('week', {})::DATE"), ("start_of_month", "date_trunc('month', {})::DATE"), ("start_of_quarter", "date_trunc('quarter', {})::DATE"),
                                                  ("start_of_year", "date_trunc('year', {})::DATE"), ("date", "{}::DATE"), ("timestamp", "{}::TIMESTAMP")]],
        (f"hour({s})", f"hour({s})"), (f"minute({s})", f"minute({s})"),
        (f"days_between({d}, {e})", f"date_diff('day', {d}, {e})"), (f"days_between({s}, {t})", f"date_diff('day', {s}, {t})"), (f"months_between({d}, {e})", of(f"{d} {e}", whole_months)),
        (f"months_between({s}, {t})", of(f"{s} {t}", lambda a, b: whole_months(a.date(), b.date()))),
        (f"years_between({d}, {e})", of(f"{d} {e}", whole_years)), (f"age({x})", of(x, lambda v: whole_years(day(v), today))), (f"age({d}, {e})", of(f"{d} {e}", whole_years)),
        (f"anniversary({d}, {e})", of(f"{d} {e}", anniversary)),
        (f"{d} + {i} months", f"({d} + INTERVAL ({i}) MONTH)::DATE") if i > 0 else (f"{d} - {width} days", f"{d} - {width}"), (f"{d} - {width} years", f"({d} - INTERVAL {width} YEAR)::DATE"),
        (f"{s} + {hours} hours", f"{s} + INTERVAL {hours} HOUR"), (f"{s} - {hours + 5} minutes", f"{s} - INTERVAL {hours + 5} MINUTE"),
        # Differences.
        (f"{d} - {e}", f"{d} - {e}"), (f"{s} - {t}", f"epoch({s} - {t}) / 86400"), (f"{s} - {d}", f"epoch({s} - {d}::TIMESTAMP) / 86400"), (f"today - {x}", f"DATE '{today}' - {x}::DATE"),
        (f"{s} - {t} > {hours} hours", f"coalesce({s} - {t} > INTERVAL {hours} HOUR, false)"),
        # Tests.
        *[(f"{x} {name}", test(lambda v: first <= day(v) < after, x)), (f"not {x} {name}", lambda row: not test(lambda v: first <= day(v) < after, x)(row))] * 7,
        *[(f"{d} {name} each year", test(every, d))] * (6 if not name.startswith(("since", "before")) else 0),
        (f"{s} in last {hours} hours", test(lambda v: end - hours * HOUR <= v < end, s)), (f"{s} since {today}T12:00:00", f"coalesce({s} >= TIMESTAMP '{today} 12:00:00', false)"),
        (f"({d} from {e} to {e} + {abs(i)} months)", lambda row: row[d] is not None and row[e] is not None and row[e] <= row[d] < months(row[e], abs(i))),
    ]
    return r.choice(kinds)


def same(a, b):
    if hasattr(b, "isoformat"): b = b.isoformat()
    if isinstance(a, bool) or isinstance(b, bool): return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)): return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return a == b


def case(seg, seed, connection, keep):
    """None, or what was wrong."""
    r = random.Random(seed)
    data = Data(r)
    asked = [expression(data) for _ in range(30)]
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"seg-values-{seed}-"))
    data.write(folder)
    data.into(connection)
    types = ", ".join(f"{c}: {kind}" for c, kind in TYPES.items())
    text = f'load people from "people.csv" key id with (types: ({types}))\nas of {data.today}\nlist id, ' + ",\n  ".join(f"{seg} as x{k}" for k, (seg, _) in enumerate(asked)) + "\n"
    (folder / "script.seg").write_text(text, encoding="utf-8")
    process = subprocess.run([seg, "run", "script.seg", "--format", "json", "--quiet", "--threads", "1"], cwd=folder, capture_output=True, text=True, timeout=120)
    wrong = f"exit code {process.returncode}\n{process.stderr[-1500:]}" if process.returncode else None
    if not wrong:
        rows = json.loads(process.stdout)["rows"]
        queries = [sql for _, sql in asked if isinstance(sql, str)]
        found = connection.execute(f"SELECT {', '.join(queries + ['id'])} FROM people ORDER BY id").fetchall()
        if len(rows) != len(data.rows): wrong = f"{len(rows)} rows instead of {len(data.rows)}"
        for row, sql, mine in zip(data.rows, found, rows):
            columns = iter(sql)
            for k, (seg_text, other) in enumerate(asked):
                expected = next(columns) if isinstance(other, str) else other(row)
                if not wrong and not same(mine[k + 1], expected):
                    wrong = f"as of {data.today}: {seg_text}\n  Seg {mine[k + 1]!r}, expected {expected!r}\n  of { {c: ''.join(v) if isinstance(v, list) else str(v) for c, v in row.items()} }"
    if wrong: return f"FAILED seed {seed} ({folder})\n{wrong}\n", len(asked)
    if not keep: shutil.rmtree(folder)
    return None, len(asked)


if __name__ == "__main__": random_runs.run(case, __doc__, "tables with {asked} expressions", "Python and DuckDB")
