"""Random questions over the tables of linked_schema.py, each in Seg and in DuckDB's SQL.

An expression is written once as text for Seg, and as a function that gives its SQL for a scope: the rows of one table, with the
tables that they look up joined as they are needed. A condition in SQL is never NULL, as Seg's are never unknown.
"""
import collections, dataclasses, datetime
from typing import Callable

from linked_schema import FIRST_DAY, WORDS

NEIGHBORS = True          # `position`, `previous` and `next`


@dataclasses.dataclass
class Written:
    """An expression: Seg's text, and SQL for a scope and the path from its rows to the expression's own."""
    seg: str
    sql: Callable
    kind: str = ""
    path: tuple = ()


@dataclasses.dataclass
class Metric:
    """`by_customer(day)` is a query of k (the customer) and v (the value); customers that it leaves out have `default`."""
    name: str
    written: str
    by_customer: Callable
    default: str
    kind: str


@dataclasses.dataclass
class Question:
    lines: list
    sql: str
    ordered: bool = False


class Scope:
    """The rows of a table as of a day. A path is a tuple of steps: `owner`, or a Link."""
    def __init__(self, table, day):
        self.table, self.day, self.joins, self.aliases = table, day, [], {(): "t"}

    def at(self, path):
        table = self.table
        for step in path: table = table.owner if step == "owner" else step.reference
        return table

    def alias(self, path):
        if path not in self.aliases:
            before, table, step = self.alias(path[:-1]), self.at(path), path[-1]
            columns = [self.at(path[:-1]).by] if step == "owner" else step.columns
            alias = self.aliases[path] = f"j{len(self.aliases)}"
            self.joins.append(f"LEFT JOIN {table.name} {alias} ON " + " AND ".join(f'{alias}."{k}" = {before}."{c}"' for k, c in zip(table.key, columns)))
        return self.aliases[path]

    def column(self, path, name): return f'{self.alias(path)}."{name}"'

    def metric(self, path, metric):
        """The value for the customer at the path; where there is no customer it is missing."""
        place = (*path, metric.name)
        if place not in self.aliases:
            key = self.column(path, self.at(path).key[0])
            alias = self.aliases[place] = f"j{len(self.aliases)}"
            self.joins.append(f"LEFT JOIN ({metric.by_customer(self.day)}) {alias} ON {alias}.k = {key}")
        value = f"{self.aliases[place]}.v"
        if metric.default == "NULL": return value
        return f"CASE WHEN {self.column(path, self.at(path).key[0])} IS NOT NULL THEN coalesce({value}, {metric.default}) END"

    def customer(self):
        """The key of the row's customer, or NULL for an orphan."""
        path = ("owner",) * (len(self.table.tree) - 1)
        return self.column(path, self.at(path).key[0])

    def time(self):
        timed = self.table.timed()
        return self.column(("owner",) * self.table.tree.index(timed), timed.time) if timed else None

    def visible(self):
        """Rows after the day do not exist; those without a time are never after it."""
        time = self.time()
        return f"({time} IS NULL OR {time}::DATE <= DATE '{self.day}')" if time else "true"

    def order(self):
        """First and last: by time, then by the customer's key, then in the order of the files from the owner down."""
        steps = self.table.tree.index(self.table.timed())
        return ", ".join([self.time(), self.customer()] + [self.column(("owner",) * i, "_row") for i in range(steps, -1, -1)])

    def neighbors(self, path, value, function):
        """`position`, `previous` and `next`: among the events of the row's customer that have a time and exist on the day."""
        place = (*path, function, value.seg if value else "")
        if place not in self.aliases:
            row, alias, rows = self.column(path, "_row"), f"j{len(self.aliases)}", Scope(self.at(path), self.day)
            self.aliases[place] = alias
            over = f"(PARTITION BY {rows.customer()} ORDER BY {rows.order()})"
            call = {"position": "row_number()", "previous": "lag({})", "next": "lead({})"}[function].format(value.sql(rows, ()) if value else "")
            known = f"{rows.customer()} IS NOT NULL AND {rows.time()}::DATE <= DATE '{self.day}'"
            self.joins.append(f"LEFT JOIN (SELECT t._row AS r, {call} OVER {over} AS v {rows.rows()} WHERE {known}) {alias} ON {alias}.r = {row}")
        return f"{self.aliases[place]}.v"

    def rows(self):
        source = f"({self.table.made(self.day)})" if self.table.made else self.table.name
        return f"FROM {source} t " + " ".join(self.joins)


class Reach:
    """What an expression over rows of a table can name, and how it is written."""
    def __init__(self, random, table, metrics, tables=()):
        self.random, self.table, self.metrics, self.tables = random, table, metrics, tables
        self.places = []                                    # (path, table)
        path = ()
        for owner in table.tree:
            self.places.append((path, owner))
            path += ("owner",)
        far = [place for path, owner in self.places for place in self._follow(path, owner, 4)]
        self.ways = collections.Counter(path[-1].name for path, _ in far)           # how many ways lead to a link of a name
        self.everything = self.places + far
        self.places += [(path, table) for path, table in far if sum(step != "owner" for step in path) <= 2]

    def _follow(self, path, table, steps):
        found = [(path + (link,), link.reference) for link in table.links]
        return found + [place for further, reference in found if steps > 1 for place in self._follow(further, reference, steps - 1)]

    def columns(self, *kinds):
        """(path, table, column) of these kinds, without keys and what refers to keys; with the columns that are defined."""
        internal = lambda t: {*t.key, t.by, *(c for link in t.links for c in link.columns)}
        found = [(p, t, c) for p, t in self.places for c, k in t.columns.items() if k in kinds and c not in internal(t)]
        return found + [(p, t, c) for p, t in self.places for c, written in t.defined.items() if written.kind in kinds]

    def write(self, path, table, name, strict=False):
        """As the rules of names allow it: alone where it is the nearest, else with what leads to it. `strict` is for `by` and
        `list`, where a name of several tables of the tree is refused."""
        links = [step for step in path if step != "owner"]
        nearer = [t for p, t in self.places if all(s == "owner" for s in p) and t.has(name)]
        if not links:
            alone = nearer[0] is table and not (strict and (len(nearer) > 1 or self.elsewhere(name)))
            return name if alone and self.random.random() < 0.7 else f"{table.name}.{name}"
        if not nearer and not strict and self.random.random() < 0.5 and sum(t.has(name) for p, t in self.everything) == 1 and self.ways[links[-1].name] == 1: return name
        return self._way(path, strict) + name

    def _way(self, path, strict=False):
        """The names that lead to a linked row, each with its dot: from the link on where no other way leads to one of its name."""
        links = [step for step in path if step != "owner"]
        owner = self.table.tree[len(path) - len(links)].name + "."
        if len(path) == len(links) and not strict: owner = ""
        if self.ways[links[0].name] == 1 and not strict and self.random.random() < 0.5: owner = ""
        return owner + "".join(f"{link.name}." for link in links)

    def elsewhere(self, name):
        """Whether the customers look the name up, or a table of events that belongs to this one has it."""
        customers = ("owner",) * (len(self.table.tree) - 1)
        if any(t.has(name) for p, t in self.everything if len(p) > len(customers) and p[:len(customers)] == customers): return True
        return any(t.has(name) for t in self.tables if self.table in t.tree[1:])

    def own_column(self, *kinds):
        names = [c for p, t, c in self.columns(*kinds) if not p and c in t.columns]
        if not names: return None
        name = self.random.choice(names)
        return Written(name, lambda s, p: s.column(p, name), self.table.columns[name])

    def column(self, *kinds, strict=False):
        found = self.columns(*kinds)
        if not found: return None
        # Own columns and far ones alike, whatever the number of tables.
        path, table, name = self.random.choice(self.random.choice(by_table(found)))
        text = self.write(path, table, name, strict)
        if name in table.defined: return Written(text, lambda s, p: self._defined(s, p + path, table.defined[name]), table.defined[name].kind, path)
        return Written(text, lambda s, p: s.column(p + path, name), table.columns[name], path)

    @staticmethod
    def _defined(scope, path, written):
        """A column of the table at the path; where there is no row it is missing, whatever its expression gives."""
        value = written.sql(scope, path)
        return f'CASE WHEN {scope.column(path, "_row")} IS NOT NULL THEN {value} END' if path else value

    def metric(self, kinds):
        found = [(p, m) for p, t in self.places if t.kind == "customers" for m in self.metrics if m.kind in kinds]
        if not found: return None
        path, metric = self.random.choice(found)
        way = self._way(path) if any(step != "owner" for step in path) else ""
        return Written(way + metric.name, lambda s, p: s.metric(p + path, metric), metric.kind)


def by_table(found):
    groups = {}
    for path, table, name in found: groups.setdefault(path, []).append((path, table, name))
    return list(groups.values())


def literal(random, kind):
    """A value of a kind, as Seg and as SQL write it."""
    if kind == "text":
        word = random.choice(WORDS)
        return f'"{word}"', "'" + word.replace("'", "''") + "'"
    if kind in ("date", "timestamp"):
        day = FIRST_DAY + datetime.timedelta(days=random.randint(0, 500))
        return str(day), f"DATE '{day}'"
    value = random.randint(-5, 40) if kind == "integer" else random.randint(-40, 400) / 4
    return str(value), f"({value})" if kind == "integer" else f"({value})::DOUBLE"


class Expressions:
    def __init__(self, random, table, metrics, tables=()): self.random, self.reach = random, Reach(random, table, metrics, tables)

    def number(self, depth=2):
        r = self.random
        form = r.random()
        leaf = (self.reach.metric(("integer", "number")) if r.random() < 0.25 else None) or self.reach.column("integer", "number")
        if leaf is None: leaf = Written("7", lambda s, p: "(7 + 0)", "integer")
        if depth == 0 or form < 0.5: return leaf
        if NEIGHBORS and form < 0.56 and self.reach.table.kind == "events" and self.reach.table.timed(): return self.neighbor()
        if form < 0.8:
            other, sign = self.number(depth - 1), r.choice("+-*")
            return Written(f"({leaf.seg} {sign} {other.seg})", lambda s, p: f"({leaf.sql(s, p)} {sign} {other.sql(s, p)})", "number")
        if form < 0.9: return Written(f"({leaf.seg} ?? 3)", lambda s, p: f"coalesce({leaf.sql(s, p)}, 3)", "number")
        test, other = self.condition(0), self.number(depth - 1)
        return Written(f"(if {test.seg} then {leaf.seg} else {other.seg})", lambda s, p: f"CASE WHEN {test.sql(s, p)} THEN {leaf.sql(s, p)} ELSE {other.sql(s, p)} END", "number")

    def neighbor(self):
        function = self.random.choice(["position", "previous", "next"])
        value = self.reach.own_column("integer", "number") if function != "position" else None
        if value is None: return Written("position", lambda s, p: s.neighbors(p, None, "position"), "number")
        return Written(f"{function}({value.seg})", lambda s, p: s.neighbors(p, value, function), "number")

    def condition(self, depth=1):
        r = self.random
        form = r.random()
        if depth and form < 0.25:
            a, b, word = self.condition(depth - 1), self.condition(depth - 1), r.choice(["and", "or"])
            return Written(f"({a.seg} {word} {b.seg})", lambda s, p: f"({a.sql(s, p)} {word} {b.sql(s, p)})")
        if depth and form < 0.35:
            a = self.condition(depth - 1)
            return Written(f"not ({a.seg})", lambda s, p: f"NOT ({a.sql(s, p)})")
        return self._test()

    def _test(self):
        r = self.random
        kind = r.choice(["number", "number", "text", "text", "date", "flag", "missing"])
        if kind == "number":
            column, sign = self.number(1), r.choice(["<", "<=", ">", ">=", "=", "!="])
            text, sql = literal(r, r.choice(["integer", "number"]))
            return compare(column, sign, text, sql)
        column = self.reach.column("text", "date", "flag", "integer") if kind == "missing" else self.reach.column(kind)
        if column is None: return Written("3 > 2", lambda s, p: "true")
        if kind == "missing":
            word, sql = r.choice([("is missing", "IS NULL"), ("is not missing", "IS NOT NULL")])
            return Written(f"{column.seg} {word}", lambda s, p: f"({column.sql(s, p)} {sql})")
        if kind == "flag": return Written(column.seg, lambda s, p: f"coalesce({column.sql(s, p)}, false)")
        if kind == "text" and r.random() < 0.3:
            some = [literal(r, "text") for _ in range(r.randint(1, 3))]
            return Written(f"{column.seg} in ({', '.join(a for a, _ in some)})", lambda s, p: f"coalesce({column.sql(s, p)} IN ({', '.join(b for _, b in some)}), false)")
        text, sql = literal(r, kind)
        return compare(column, r.choice(["=", "!="]) if kind == "text" else r.choice(["<", ">=", "="]), text, sql)


def compare(column, sign, text, sql):
    """A comparison with a missing value is no, and `!=` is the complement of `=`."""
    if sign == "!=": return Written(f"{column.seg} != {text}", lambda s, p: f"NOT coalesce({column.sql(s, p)} = {sql}, false)")
    return Written(f"{column.seg} {sign} {text}", lambda s, p: f"coalesce({column.sql(s, p)} {sign} {sql}, false)")


def window(random):
    """A range of time: Seg's text, and its SQL for a column of time and today."""
    a = FIRST_DAY + datetime.timedelta(days=random.randint(0, 400))
    b, n = a + datetime.timedelta(days=random.randint(1, 200)), random.choice([1, 30, 90, 365])
    between = lambda t, start, end: f"({t} >= TIMESTAMP '{start}' AND {t} < TIMESTAMP '{end}')"
    day = datetime.timedelta(days=1)
    return random.choice([
        (f"in last {n} days", lambda t, today: between(t, today - (n - 1) * day, today + day)),
        (f"from {a} to {b}", lambda t, today: between(t, a, b)),
        (f"since {a}", lambda t, today: f"({t} >= TIMESTAMP '{a}')"),
        (f"before {a}", lambda t, today: f"({t} < TIMESTAMP '{a}')"),
        ("in 2024", lambda t, today: between(t, "2024-01-01", "2025-01-01")),
        ("in 2024-Q2", lambda t, today: between(t, "2024-04-01", "2024-07-01")),
        (f"from 200 days ago to {n} days ago", lambda t, today: between(t, today - 200 * day, today - n * day)) if n < 200 else ("in 2023-12", lambda t, today: between(t, "2023-12-01", "2024-01-01")),
    ])


class Aggregate:
    """An aggregate over the rows of a table, with a condition and a window: `seg`, and the parts of its SQL in a scope."""
    def __init__(self, random, table, metrics, all_rows=False, functions=None):
        self.table, self.all_rows = table, all_rows
        expressions = Expressions(random, table, metrics)
        ordered = ["first", "last"] if table.timed() else []
        self.function = random.choice(functions or ["count", "count", "sum", "sum", "avg", "min", "max", "median", "distinct", "any", *ordered])
        self.value, self.of = None, ("all " if all_rows else "") + table.name
        if self.function in ("sum", "avg", "median"): self.value = expressions.number(1)
        elif self.function in ("min", "max"): self.value = expressions.reach.column("integer", "number", "date") or expressions.number(0)
        elif self.function in ("first", "last", "distinct"): self.value = expressions.reach.column("integer", "number", "text") or expressions.number(0)
        self.condition = expressions.condition() if random.random() < 0.5 else None
        self.window = window(random) if table.timed() and random.random() < 0.4 else None
        inside = (f"{self.value.seg} of " if self.value else "") + self.of
        if self.condition: inside += f" where {self.condition.seg}"
        if self.window: inside += f" {self.window[0]}"
        self.seg = f"{self.function}({inside})"
        self.default = {"count": "0", "sum": "0", "distinct": "0", "any": "false"}.get(self.function, "NULL")
        self.kind = {"count": "integer", "distinct": "integer", "any": "flag", "sum": "number", "avg": "number", "median": "number"}.get(self.function) or self.value.kind

    def met(self, scope):
        """Which rows are meant, apart from those that nobody sees on the day and those of nobody."""
        tests = [self.condition.sql(scope, ())] if self.condition else []
        if self.window: tests.append(f"coalesce({self.window[1](scope.time(), scope.day)}, false)")
        return " AND ".join(tests) or "true"

    def sql(self, scope):
        value, met = self.value and self.value.sql(scope, ()), self.met(scope)
        if self.function == "count": return f"count(*) FILTER ({met})"
        if self.function == "any": return f"coalesce(bool_or({met}), false)"
        if self.function == "sum": return f"coalesce(sum({value}) FILTER ({met}), 0)"
        if self.function == "distinct": return f"count(DISTINCT {value}) FILTER ({met})"
        if self.function in ("first", "last"):
            place = 1 if self.function == "first" else -1
            return f"list({value} ORDER BY {scope.order()}) FILTER ({met} AND {value} IS NOT NULL AND {scope.time()} IS NOT NULL)[{place}]"
        return f"{self.function}({value}) FILTER ({met})"

    def by_customer(self, day):
        scope = Scope(self.table, day)
        selected = f"SELECT {scope.customer()} AS k, {self.sql(scope)} AS v"
        where = f"{scope.customer()} IS NOT NULL AND {scope.visible()}"
        return f"{selected} {scope.rows()} WHERE {where} GROUP BY 1"
