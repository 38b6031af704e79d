#!/usr/bin/env python3
"""Random tables, and every aggregate of them: Seg and DuckDB on the same rows.

  aggregates_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case has customers, sales of customers, lines of sales and a reference table, with missing values, ties, one row or none,
negative numbers, decimals, large numbers, texts (also Chinese), days, instants and yes/no, and rows that belong to nobody.
Its questions ask each aggregate of events of a customer, of groups of customers and of events, of a whole table, and of tables
that are made, with conditions, windows and days. Case k has seed `--seed` + k: `aggregates_test.py SEG 1 --seed K --keep` repeats
one and keeps its files. Needs the package `duckdb`.
"""
import csv, datetime, json, math, os, pathlib, random, shutil, subprocess, tempfile

import random_runs

FIRST = datetime.date(2024, 1, 1)
WORDS = ["tea", "茶", "咖啡", "Tea", "two words", "x'y", "zebra", "é"]
SQL = {"integer": "BIGINT", "number": "DOUBLE", "text": "VARCHAR", "date": "DATE", "timestamp": "TIMESTAMP", "boolean": "BOOLEAN"}
# The columns of each table: name, type. The first is the key, or that of the owner.
TABLES = {
    "people": [("id", "text"), ("city", "text"), ("age", "integer"), ("income", "number"), ("vip", "boolean"), ("born", "date")],
    "sales": [("sale", "integer"), ("person", "text"), ("day", "date"), ("amount", "number"), ("qty", "integer"), ("price", "number"), ("label", "text"), ("flag", "boolean"), ("due", "date"), ("stamp", "timestamp")],
    "lines": [("of_sale", "integer"), ("net", "number"), ("units", "integer"), ("kind", "text"), ("paid", "boolean")],
    "goods": [("sku", "integer"), ("cost", "number"), ("stock", "integer"), ("family", "text")],
}
# What goes with each row of a table: the group of the customer, the time, and whether the row exists on the day.
SOURCES = {
    "people": "SELECT p.*, p.id AS owner, NULL::DATE AS t, 0 AS line, true AS is_known FROM people p",
    "sales": "SELECT s.*, p.id AS owner, p.city, s.day AS t, 0 AS sale_row, s.row AS line, p.id IS NOT NULL AS is_known FROM sales s LEFT JOIN people p ON p.id = s.person WHERE s.day IS NULL OR s.day <= DATE '{today}'",
    "lines": "SELECT l.*, p.id AS owner, p.city, s.day AS t, s.row AS sale_row, l.row AS line, p.id IS NOT NULL AS is_known FROM lines l LEFT JOIN sales s ON s.sale = l.of_sale LEFT JOIN people p ON p.id = s.person WHERE s.day IS NULL OR s.day <= DATE '{today}'",
    "goods": "SELECT g.*, NULL::DATE AS t, g.row AS line, true AS is_known FROM goods g",
}


class Data:
    """The rows of all tables."""
    def __init__(self, r):
        self.r, self.rows = r, {}
        self.scale = {}
        people = r.choice([0, 1, 2, 5, 12, 30])
        keys = [f"P{i:03}" for i in r.sample(range(400), people)]
        self.rows["people"] = [[key, *self._values("people", 1)] for key in keys]
        count = r.choice([0, 1, 2, 10, 60, 200])
        owners = keys[: max(1, len(keys) * 3 // 4)] + ["nobody"]
        self.rows["sales"] = [[i + 1, r.choice(owners), self._day(0.08), *self._values("sales", 3)] for i in range(count)]
        self.rows["lines"] = [[r.randint(1, max(1, count)) if r.random() > 0.03 else 99_999, *self._values("lines", 1)] for _ in range(r.choice([0, 1, 2 * count]))]
        self.rows["goods"] = [[i + 1, *self._values("goods", 1)] for i in range(r.choice([0, 1, 2, 9, 40]))]

    def _values(self, table, after):
        return [self._value(name, kind) for name, kind in TABLES[table][after:]]

    def _day(self, missing): return None if self.r.random() < missing else FIRST + datetime.timedelta(days=self.r.randint(0, 400))

    def _value(self, name, kind):
        """Each column has a manner of its own: few values or many, with more or fewer missing ones."""
        r = self.r
        manner, missing = self.scale.setdefault(name, (r.choice(["few", "many", "large", "same"]), r.choice([0, 0.1, 0.5])))
        if r.random() < missing: return None
        if kind == "integer": return {"few": r.randint(-2, 2), "many": r.randint(-50_000, 50_000), "large": 3_000_000_000 + r.randint(-9, 9), "same": 7}[manner]
        if kind == "number":
            if name == "price": return {"few": r.choice([0.1, -0.5, 1 / 3]), "many": r.gauss(0, 100), "large": 1e7 + r.random(), "same": 0.1}[manner]
            return {"few": r.randint(-3, 3) / 4, "many": r.randint(-99_999, 99_999) / 100, "large": 20_000_000 + r.randint(0, 99) / 100, "same": 9.99}[manner]
        if kind == "text": return r.choice(WORDS[:2] if manner == "same" else WORDS)
        if kind == "boolean": return r.random() < 0.5
        day = FIRST + datetime.timedelta(days=r.randint(0, 3 if manner == "few" else 400))
        return day if kind == "date" else datetime.datetime.combine(day, datetime.time(r.randint(0, 23), r.choice([0, 30])))

    def write(self, folder):
        for name, columns in TABLES.items():
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow([c for c, _ in columns])
                writer.writerows([cell(v) for v in row] for row in self.rows[name])

    def into(self, connection):
        for name, columns in TABLES.items():
            connection.execute(f"CREATE OR REPLACE TABLE {name} (" + ", ".join(f'"{c}" {SQL[kind]}' for c, kind in columns) + ", row INTEGER)")
            rows = [row + [i] for i, row in enumerate(self.rows[name])]
            if rows: connection.executemany(f"INSERT INTO {name} VALUES (" + ", ".join("?" * (len(columns) + 1)) + ")", rows)


def cell(value):
    if value is None: return ""
    if isinstance(value, bool): return "yes" if value else "no"
    if isinstance(value, float): return repr(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def plain(value):
    """A cell as JSON has it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def shown(value):
    """A value in the text of a list."""
    if isinstance(value, bool): return "yes" if value else "no"
    if isinstance(value, float): return repr(value).removesuffix(".0")
    return plain(value) if not isinstance(value, int) else str(value)


class Aggregate:
    """One aggregate in both languages. The SQL gives one row for each group of `r`: g, and the value."""
    def __init__(self, r, table, names, today, windows=True):
        self.table = table
        columns = [(c, kind) for c, kind in names if c not in ("id", "sale", "person", "of_sale", "sku")]
        numbers = [c for c, kind in columns if kind in ("integer", "number")]
        self.function = r.choice(["quantile", "quantile", "median", "mode", "mode", "stddev", "variance", "list", "nth", "correlation", "slope"])
        if self.function == "nth" and table in ("people", "goods"): self.function = "mode"
        self.leading, self.first = "", None
        self.value = r.choice(numbers) if self.function in ("quantile", "median", "stddev", "variance", "correlation", "slope") else r.choice(columns)[0]
        if self.function in ("stddev", "quantile") and r.random() < 0.2: self.value = f"{self.value} - {r.choice(numbers)}"
        if self.function == "quantile":
            self.share = r.choice(["0", "0.1", "0.25", "0.333", "0.5", "0.75", "0.9", "0.99", "1"])
            self.leading = self.share + ", "
        if self.function == "nth":
            self.place = r.choice([1, 2, 3, -1, -2])
            self.leading = f"{self.place}, "
        if self.function in ("correlation", "slope"):
            self.first = r.choice(numbers)
            # The second may be a day.
            if r.random() < 0.4: self.value = r.choice([c for c, kind in columns if kind in ("date", "timestamp")] or [self.value])
            self.leading = f"{self.first}, "
        self.clauses, self.test = "", "true"
        flags = [c for c, kind in columns if kind == "boolean"]
        if r.random() < 0.3:
            column = r.choice(numbers)
            self.clauses, self.test = f" where {column} > 0", f"coalesce({column} > 0, false)"
        elif flags and r.random() < 0.2: self.clauses, self.test = f" where {flags[0]}", f"coalesce({flags[0]}, false)"
        if windows and table in ("sales", "lines") and r.random() < 0.3:
            day = FIRST + datetime.timedelta(days=r.randint(0, 400))
            window, test = r.choice([(f" since {day}", f"t >= DATE '{day}'"), (f" before {day}", f"t < DATE '{day}'"), (" in last 90 days", f"t > DATE '{today}' - 90 AND t <= DATE '{today}'")])
            self.clauses, self.test = self.clauses + window, f"({self.test}) AND coalesce({test}, false)"

    def text(self, of):
        """In Seg: `of` is `of sales`, `of all sales` or nothing."""
        return f"{self.function}({self.leading}{self.value}{of}{self.clauses})"

    def sql(self, group, rows):
        """One row for each group that has a row: g and the value, or a list of values."""
        numeric = lambda e: f"({e})::DOUBLE"
        days = lambda c: {"date": f"date_diff('day', DATE '2024-01-01', {c})::DOUBLE", "timestamp": f"epoch({c}) / 86400"}.get(KINDS.get(c), numeric(c))
        head = f"SELECT {group} AS g, "
        tail = f" FROM ({rows}) r WHERE {self.test} GROUP BY ALL"
        v = self.value
        if self.function == "quantile": return head + f"quantile_cont({numeric(v)}, {self.share})" + tail
        if self.function == "median": return head + f"median({numeric(v)})" + tail
        if self.function == "stddev": return head + f"stddev({numeric(v)})" + tail
        if self.function == "variance": return head + f"variance({numeric(v)})" + tail
        if self.function == "mode": return f"SELECT g, first(v ORDER BY n DESC, v) FROM (SELECT {group} AS g, {v} AS v, count(*) AS n FROM ({rows}) r WHERE {self.test} AND {v} IS NOT NULL GROUP BY ALL) GROUP BY g"
        if self.function == "list": return head + f"list_sort(list(DISTINCT {v}) FILTER ({v} IS NOT NULL))" + tail
        if self.function == "nth": return head + f"(list({v} ORDER BY t, owner, sale_row, line) FILTER ({v} IS NOT NULL AND t IS NOT NULL))[{self.place}]" + tail
        x, y = days(v), days(self.first)
        both = f"FILTER ({v} IS NOT NULL AND {self.first} IS NOT NULL)"
        spread = f"max({x}) {both} > min({x}) {both}"
        if self.function == "slope": return head + f"CASE WHEN {spread} THEN regr_slope({y}, {x}) END" + tail
        return head + f"CASE WHEN {spread} AND max({y}) {both} > min({y}) {both} THEN corr({y}, {x}) END" + tail

    def close(self, a, b):
        if isinstance(b, list): b = ", ".join(shown(v) for v in b) or None
        b = plain(b)
        if a is None or b is None or isinstance(a, (bool, str)) or isinstance(b, (bool, str)): return a == b and isinstance(a, bool) == isinstance(b, bool)
        # DuckDB's spreads of large numbers have fewer digits.
        loose = self.function in ("stddev", "variance", "correlation", "slope")
        return math.isclose(a, b, rel_tol=1e-6 if loose else 1e-12, abs_tol=1e-6 if loose else 1e-9)


KINDS = {c: kind for columns in TABLES.values() for c, kind in columns}


class Question:
    def __init__(self, lines, aggregates, groups, keys):
        self.lines, self.aggregates, self.groups, self.keys = lines, aggregates, groups, keys


def ask(r, today):
    """A question for each kind of rows."""
    def three(table, **how): return [Aggregate(r, table, TABLES[table], today, **how) for _ in range(3)]
    def named(aggregates, of): return ", ".join(f"{a.text(of)} as a{i}" for i, a in enumerate(aggregates))
    def rows(table, test="is_known"): return f"SELECT * FROM ({SOURCES[table].format(today=today)}) WHERE {test}"
    questions = []
    for table in ("sales", "sales", "lines"):
        asked = three(table)
        questions.append(Question([f"list id, {named(asked, f' of {table}')}"], [a.sql("owner", rows(table)) for a in asked], "SELECT id FROM people", asked))
        asked = three(table)
        questions.append(Question([f"show {named(asked, f' of {table}')} by city"], [a.sql("city", rows(table)) for a in asked], "SELECT DISTINCT city FROM people", asked))
        asked, own = three(table), {"sales": "label", "lines": "kind"}[table]
        questions.append(Question([f"show {named(asked, f' of {table}')} by {own}"], [a.sql(own, rows(table)) for a in asked], f"SELECT DISTINCT {own} FROM ({rows(table)})", asked))
        asked = three(table)
        questions.append(Question([f"show {named(asked, f' of {table}')}"], [a.sql("1", rows(table)) for a in asked], None, asked))
    asked = three("sales")
    questions.append(Question([f"show {named(asked, ' of all sales')} by city"], [f"SELECT c.city, x FROM (SELECT DISTINCT city FROM people) c, ({a.sql('1', rows('sales', 'true'))}) q(g, x)" for a in asked], "SELECT DISTINCT city FROM people", asked))
    asked = three("people")
    questions.append(Question([f"show {named(asked, '')} by city"], [a.sql("city", rows("people")) for a in asked], "SELECT DISTINCT city FROM people", asked))
    asked = three("people")
    questions.append(Question([f"show {named(asked, '')}"], [a.sql("1", rows("people")) for a in asked], None, asked))
    asked = three("goods")
    questions.append(Question([f"show {named(asked, ' of goods')}"], [a.sql("1", rows("goods")) for a in asked], None, asked))
    asked, number = three("sales"), len(questions)
    columns = ", ".join(f"a{i} = {a.text('')}" for i, a in enumerate(asked))
    questions.append(Question([f"table made{number} from sales per label: {columns}, at = min(day)", f"list id, label, a0, a1, a2 of made{number}"],
                              [a.sql("(owner, label)", rows("sales")) for a in asked], f"SELECT DISTINCT (owner, label) FROM ({rows('sales')})", asked))
    return questions


def script(today, questions):
    def types(table): return "with (types: (" + ", ".join(f"{c}: {kind}" for c, kind in TABLES[table]) + "))"
    return "\n".join([
        f'load people from "people.csv" key id {types("people")}',
        f'load sales from "sales.csv" key sale of people by person at day {types("sales")}',
        f'load lines from "lines.csv" of sales by of_sale {types("lines")}',
        f'load goods from "goods.csv" key sku {types("goods")}',
        f"as of {today}"] + [line for q in questions for line in q.lines]) + "\n"


def compare(question, got, connection):
    """What is wrong with an answer; None if nothing is."""
    if question.groups is None: groups = {1: [None] * 3}
    else: groups = {row[0]: [None] * 3 for row in connection.execute(question.groups).fetchall()}
    for i, sql in enumerate(question.aggregates):
        for group, value in connection.execute(sql).fetchall():
            if group in groups: groups[group][i] = value
    width = len(got[0]) - 3 if got else 0
    # Rows of a table that is made that belong to nobody.
    if width == 2: got = [row for row in got if row[0] is not None]
    keys = [1 if question.groups is None else tuple(row[:2]) if width == 2 else row[0] for row in got]
    if len(keys) != len(groups) or set(keys) != set(groups): return f"groups of Seg {keys[:9]}, of DuckDB {list(groups)[:9]}"
    for key, row in zip(keys, got):
        for i, aggregate in enumerate(question.keys):
            if not aggregate.close(row[width + i], groups[key][i]): return f"{key}, a{i}: Seg {row[width + i]}, DuckDB {groups[key][i]}\n{question.aggregates[i]}"
    return None


def case(seg, seed, connection, keep):
    """None, or what was wrong."""
    r = random.Random(seed)
    data = Data(r)
    today = FIRST + datetime.timedelta(days=r.choice([500, 300, 150]))
    questions = ask(r, today)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"seg-aggregates-{seed}-"))
    data.write(folder)
    data.into(connection)
    (folder / "script.seg").write_text(script(today, questions), encoding="utf-8")
    process = subprocess.run([seg, "run", "script.seg", "--format", "json", "--threads", str(r.choice([1, 2, 3]))], cwd=folder, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"}, capture_output=True, text=True, timeout=120)
    answers = [json.loads(line) for line in process.stdout.splitlines()]
    wrong = f"exit code {process.returncode}\n{process.stderr[-1500:]}" if process.returncode or len(answers) != len(questions) else None
    for question, answer in zip(questions, answers):
        if wrong: break
        wrong = compare(question, answer["rows"], connection)
        if wrong: wrong = "\n".join([*question.lines, wrong])
    if wrong: return f"FAILED seed {seed} ({folder})\n{wrong}\n", len(questions)
    if not keep: shutil.rmtree(folder)
    return None, len(questions)


if __name__ == "__main__": random_runs.run(case, __doc__, "tables with {asked} questions of three aggregates each")
