"""The questions of a case: definitions and one question each, with the SQL of the same."""
import datetime
import re

from linked_questions import Aggregate, Expressions, Metric, Question, Reach, Scope, Written
from linked_schema import Table

DERIVED = True          # `column` and `table`


class Asking:
    """What a script has defined so far. `today` is the day of `as of`."""
    def __init__(self, random, schema):
        self.random, self.schema, self.metrics, self.count = random, schema, [], 0
        self.customers, self.key = schema.customers, schema.customers.key[0]
        self.today = datetime.date(2024, 12, 31) - datetime.timedelta(days=random.choice([0, 0, 60, 300]))

    def fresh(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def aggregate(self, **more):
        return Aggregate(self.random, self.random.choice(self.schema.events), self.metrics, **more)

    def define(self):
        """A new metric of an aggregate; later expressions may use it."""
        found = self.aggregate()
        metric = Metric(self.fresh("m"), "", found.by_customer, found.default, found.kind)
        metric.written = f"metric {metric.name} = {found.seg}"
        self.metrics.append(metric)
        return metric

    # ---- tables

    def column(self):
        """A column of any table; later expressions may use it wherever they reach the table."""
        table = self.random.choice(self.schema.events + self.schema.references)
        expressions, name = Expressions(self.random, table, []), self.fresh("x")
        written = expressions.number(2)
        table.defined[name] = Written(name, written.sql, "number")
        return f"column {name} of {table.name} = {written.seg}"

    def part(self):
        """A table of some rows of another: those that meet a condition, or each row once."""
        table = self.random.choice(self.schema.events)
        part = table.part(self.fresh("part"))
        if self.random.random() < 0.2 and not table.made:
            columns = ", ".join(f't."{c}"' for c in table.columns)
            part.made = lambda day: f"SELECT {columns}, min(t._row) AS _row {(scope := Scope(table, day)).rows()} GROUP BY {columns}"
            text = f"table {part.name} from {table.name} distinct"
        else:
            condition = Expressions(self.random, table, []).condition()
            part.made = lambda day: filtered(table, condition, day)
            text = f"table {part.name} from {table.name} where {condition.seg}"
        self.schema.events.append(part)
        return text

    def groups(self):
        """A table of one row for each customer and combination of some columns."""
        table, r = self.random.choice(self.schema.events), self.random
        reach, expressions = Reach(r, table, []), Expressions(r, table, [])
        keys = [c for p, t, c in reach.columns("text", "integer", "date") if not p and c in table.columns and c != table.time]
        if not keys: return None
        keys, made = r.sample(keys, r.randint(1, min(2, len(keys)))), Table(self.fresh("made"), "events")
        entries = {}
        for _ in range(r.randint(1, 2)):
            function, value = r.choice(["sum", "max", "avg"]), expressions.number(1)
            condition = expressions.condition() if r.random() < 0.3 else None
            entries[self.fresh("y")] = (function, value, condition)
        made.columns = {"whose": "hidden", **{k: table.columns[k] for k in keys}, **{name: "number" for name in entries}, (count := self.fresh("n")): "integer"}
        made.owner, made.by = self.customers, "whose"
        timed = table.timed() and r.random() < 0.8
        if timed: made.columns["at"], made.time = table.timed().columns[table.timed().time], "at"
        made.made = lambda day: grouped(table, keys, entries, count, timed, day)
        self.schema.events.append(made)
        items = [f"{name} = {f}({v.seg}{f' where {c.seg}' if c else ''})" for name, (f, v, c) in entries.items()] + [f"{count} = count()"] + ["at = min(time)"] * bool(timed)
        return f"table {made.name} from {table.name} per {', '.join(keys)}: {', '.join(items)}"

    # ---- customers

    def of_customers(self):
        lines, metrics = [], [self.define() for _ in range(self.random.randint(1, 3))]
        lines += [m.written for m in metrics]
        scope = Scope(self.customers, self.today)
        more = Expressions(self.random, self.customers, self.metrics).number(1)
        values = [scope.column((), self.key)] + [scope.metric((), m) for m in metrics] + [more.sql(scope, ())]
        lines.append(f"list {self.key}, {', '.join(m.name for m in metrics)}, {more.seg} as x")
        return Question(lines, f"SELECT {', '.join(values)} {scope.rows()} ORDER BY 1", ordered=True)

    def has_day(self, metric):
        """Whether a table that a metric or those in it read has a time."""
        words = set(re.findall(r"\w+", metric.written))
        inner = [m for m in self.metrics if m.name in words and m.name != metric.name]
        return any(t.timed() for t in self.schema.events if t.name in words) or any(map(self.has_day, inner))

    def as_of(self):
        """A metric as it stood on another day: all that it uses stands on that day. One of nothing with a day is refused."""
        metric = self.define()
        if not self.has_day(metric):
            self.metrics.pop()
            return None
        day = self.today - datetime.timedelta(days=self.random.choice([0, 45, 150, 400]))
        scope, then = Scope(self.customers, self.today), Scope(self.customers, day)
        value = then.metric((), metric)
        return Question([metric.written, f"list {self.key}, {metric.name} as of {day} as x"], f"SELECT {scope.column((), self.key)}, {value} {then.rows()} ORDER BY 1", ordered=True)

    def segment(self):
        expressions, name = Expressions(self.random, self.customers, self.metrics), self.fresh("s")
        lines = []
        if not self.metrics or self.random.random() < 0.5: lines.append(self.define().written)
        condition, scope = expressions.condition(2), Scope(self.customers, self.today)
        key = scope.column((), self.key)
        met = condition.sql(scope, ())
        if self.random.random() < 0.5:
            return Question(lines + [f"segment {name} where {condition.seg}", f"list {self.key} of {name}"], f"SELECT {key} {scope.rows()} WHERE {met} ORDER BY 1", ordered=True)
        rank, low, count = expressions.number(1), self.random.random() < 0.4, self.random.randint(1, 5)
        value = rank.sql(scope, ())
        lines += [f"segment {name} where {condition.seg} rank by {rank.seg}{' asc' if low else ''} top {count}", f"list {self.key} of {name}"]
        return Question(lines, f"SELECT {key} {scope.rows()} WHERE {met} ORDER BY {value} {'ASC' if low else 'DESC'} NULLS LAST, {key} LIMIT {count}", ordered=True)

    # ---- groups

    def by_customers(self):
        """Aggregates of any tables, in groups of customers: a group is there whether it has events or not."""
        dimension = Expressions(self.random, self.customers, self.metrics, self.schema.tables).reach.column("text", "flag", "integer", strict=True)
        aggregates = [self.aggregate() for _ in range(self.random.randint(1, 2))]
        scope = Scope(self.customers, self.today)
        group = dimension.sql(scope, ()) if dimension else "1"
        base = f"SELECT {group} AS d, count(*) AS n {scope.rows()}" + (" GROUP BY 1" if dimension else "")
        joins, values = "", []
        for i, found in enumerate(aggregates):
            rows = Scope(found.table, self.today)
            path = ("owner",) * (len(found.table.tree) - 1)
            group = dimension.sql(rows, path) if dimension else "1"
            value, known, seen = found.sql(rows), rows.customer(), rows.visible()
            joins += f" LEFT JOIN (SELECT {group} AS d, {value} AS v {rows.rows()} WHERE {known} IS NOT NULL AND {seen} GROUP BY 1) g{i} ON g{i}.d IS NOT DISTINCT FROM b.d"
            values.append(f"coalesce(g{i}.v, {found.default})" if found.default != "NULL" else f"g{i}.v")
        items = ", ".join(f"{a.seg} as v{i}" for i, a in enumerate(aggregates))
        line = f"show count() as n, {items}" + (f" by {dimension.seg} as d" if dimension else "")
        return Question([line], f"SELECT {'b.d, ' if dimension else ''}b.n, {', '.join(values)} FROM ({base}) b{joins}")

    def by_rows(self):
        """Aggregates of one table in groups of its rows, by what the rows, their owners or what they look up have."""
        found = self.aggregate()
        reach = Expressions(self.random, found.table, self.metrics, self.schema.tables).reach
        dimensions = [d for d in (reach.column("text", "flag", "integer", "date", strict=True) for _ in range(self.random.randint(1, 2))) if d]
        to_customers = ("owner",) * (len(found.table.tree) - 1)
        if all(d.path[:len(to_customers)] == to_customers for d in dimensions): return None          # groups of customers
        scope = Scope(found.table, self.today)
        groups = [d.sql(scope, ()) for d in dimensions]
        value, known, seen = found.sql(scope), scope.customer(), scope.visible()
        line = f"show {found.seg} as v, count({found.table.name}) as n by " + ", ".join(f"{d.seg} as d{i}" for i, d in enumerate(dimensions))
        return Question([line], f"SELECT {', '.join(groups)}, {value}, count(*) {scope.rows()} WHERE {known} IS NOT NULL AND {seen} GROUP BY {', '.join(groups)}")

    def cohorts(self):
        """Customers by the month of their first event, and how many of them had one in each month since."""
        table = self.random.choice(self.schema.events)
        if not table.timed(): return None
        condition, scope = Expressions(self.random, table, []).condition() if self.random.random() < 0.5 else None, Scope(table, self.today)
        met = condition.sql(scope, ()) if condition else "true"
        month, known = f"date_trunc('month', {scope.time()})::DATE", scope.customer()
        line = f"show cohorts({table.name}" + (f" where {condition.seg}" if condition else "") + ", every month, layout: long)"
        return Question([line], f"""WITH e AS (SELECT *, min(m) OVER (PARTITION BY k) AS first FROM
            (SELECT {known} AS k, {month} AS m {scope.rows()} WHERE {known} IS NOT NULL AND {scope.time()}::DATE <= DATE '{self.today}' AND {met})),
            g AS (SELECT first, size, unnest(range(datediff('month', first, DATE '{self.today}') + 1)) AS period FROM (SELECT first, count(DISTINCT k) AS size FROM e GROUP BY 1))
            SELECT g.first, size, period, count(DISTINCT k) AS n, count(DISTINCT k) / size, last_day((g.first + to_months(period::INTEGER))::DATE) <= DATE '{self.today}'
            FROM g LEFT JOIN e ON e.first = g.first AND e.m = (g.first + to_months(period::INTEGER))::DATE GROUP BY g.first, size, period""")

    # ---- rows

    def rows(self):
        table = self.random.choice(self.schema.events)
        expressions, scope = Expressions(self.random, table, self.metrics, self.schema.tables), Scope(table, self.today)
        columns = [c for c in (expressions.reach.column("integer", "number", "text", "date", "flag", strict=True) for _ in range(4)) if c]
        values = [c.sql(scope, ()) for c in columns] or [scope.column((), table.by)]
        where, condition = "", expressions.condition() if self.random.random() < 0.6 else None
        if condition: where = f" AND {condition.sql(scope, ())}"
        line = "list " + (", ".join(f"{c.seg} as x{i}" for i, c in enumerate(columns)) or f"{table.by} as x0") + f" of {table.name}" + (f" where {condition.seg}" if condition else "")
        seen = scope.visible()
        return Question([line], f"SELECT {', '.join(values)} {scope.rows()} WHERE {seen}{where}")

    def owned(self):
        """What belongs to each row of a table that owns others: in its rows, or in groups of them."""
        tables = [t for t in self.schema.events if t.owner and t.owner is not self.customers]
        if not tables: return None
        found = Aggregate(self.random, self.random.choice(tables), self.metrics)
        table, rows = found.table.owner, Scope(found.table, self.today)
        scope, value, seen = Scope(table, self.today), found.sql(rows), rows.visible()
        there = scope.visible()
        if self.random.random() < 0.5:
            inner = f"SELECT {rows.column(('owner',), '_row')} AS r, {value} AS v, count(*) AS n {rows.rows()} WHERE {seen} GROUP BY 1"
            line = f"list {found.seg} as v, count({found.table.name}) as n of {table.name}"
            return Question([line], f"SELECT coalesce(a.v, {found.default}), coalesce(a.n, 0) {scope.rows()} LEFT JOIN ({inner}) a ON a.r = t._row WHERE {there}")
        dimension = Expressions(self.random, table, self.metrics, self.schema.tables).reach.column("text", "flag", "integer", "date", strict=True)
        to_customers = ("owner",) * (len(table.tree) - 1)
        if not dimension or dimension.path[:len(to_customers)] == to_customers: return None
        group, known = dimension.sql(scope, ()), scope.customer()
        base = f"SELECT {group} AS d, count(*) AS n {scope.rows()} WHERE {known} IS NOT NULL AND {there} GROUP BY 1"
        group, known, time = dimension.sql(rows, ("owner",)), rows.customer(), table.timed()
        if time: seen += f" AND coalesce({rows.column(('owner',) * (1 + table.tree.index(time)), time.time)}::DATE <= DATE '{self.today}', true)"
        inner = f"SELECT {group} AS d, {value} AS v {rows.rows()} WHERE {known} IS NOT NULL AND {seen} GROUP BY 1"
        line = f"show count({table.name}) as n, {found.seg} as v by {dimension.seg} as d"
        return Question([line], f"SELECT b.d, b.n, coalesce(a.v, {found.default}) FROM ({base}) b LEFT JOIN ({inner}) a ON a.d IS NOT DISTINCT FROM b.d")

    def all_rows(self):
        """Figures of a whole table, with the rows that belong to nobody."""
        found = self.aggregate(all_rows=True, functions=["count", "sum", "avg", "max", "distinct"])
        scope = Scope(found.table, self.today)
        value, seen = found.sql(scope), scope.visible()
        return Question([f"show {found.seg} as v"], f"SELECT {value} {scope.rows()} WHERE {seen}")

    def reference(self):
        """A reference table's own figures."""
        if not self.schema.references: return None
        found = Aggregate(self.random, self.random.choice(self.schema.references), [], functions=["count", "sum", "avg", "min", "max", "distinct"])
        scope = Scope(found.table, self.today)
        value = found.sql(scope)
        return Question([f"show {found.seg} as v"], f"SELECT {value} {scope.rows()}")


def filtered(table, condition, day):
    scope = Scope(table, day)
    met = condition.sql(scope, ())
    return f"SELECT t.* {scope.rows()} WHERE {met}"


def grouped(table, keys, entries, count, timed, day):
    """The rows of a `table … per` on a day: of the rows that exist on it."""
    scope, values = Scope(table, day), []
    for name, (function, value, condition) in entries.items():
        met, default = f" FILTER ({condition.sql(scope, ())})" if condition else "", "0" if function == "sum" else "NULL"
        values.append(f"coalesce({function}({value.sql(scope, ())}){met}, {default}) AS {name}")
    if timed: values.append(f'min({scope.time()}) AS "at"')
    # Rows of a customer who is not there keep that key.
    steps = len(table.tree) - 2
    columns, whose, seen = ", ".join(f't."{k}"' for k in keys), scope.column(("owner",) * steps, table.tree[steps].by), scope.visible()
    order = ", ".join(f't."{k}" NULLS LAST' for k in keys)
    return f"SELECT {whose} AS whose, {columns}, {', '.join(values)}, count(*) AS {count}, row_number() OVER (ORDER BY {order}, {whose}) AS _row {scope.rows()} WHERE {seen} GROUP BY {whose}, {columns}"


def ask(random, schema):
    asking = Asking(random, schema)
    kinds = [asking.of_customers, asking.of_customers, asking.as_of, asking.segment, asking.by_customers, asking.by_rows, asking.by_rows, asking.cohorts, asking.rows, asking.owned, asking.all_rows, asking.reference]
    found, lines = [], []
    for _ in range(8):
        if DERIVED and random.random() < 0.25 and (line := random.choice([asking.column, asking.part, asking.groups])()): lines.append(line)
        question = random.choice(kinds)()
        if not question: continue
        question.lines, lines = lines + question.lines, []
        found.append(question)
    return asking.today, found
