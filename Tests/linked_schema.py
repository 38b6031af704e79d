"""Random tables that belong together, for linked_test.py: their files, their loads in Seg, and the same tables in DuckDB.

Numbers are whole or quarters, so that sums and products of them are the same in any order and in binary.
Nothing of Seg's answers is used here: a table in DuckDB is its file without the rows whose key is missing or was there before.
"""
import csv, dataclasses, datetime

WORDS = ["red", "green", "blue", "茶", "咖啡", "two words", "x'y"]
SEVERAL_FILES = True
FIRST_DAY, DAYS = datetime.date(2023, 9, 1), 500
# Names that several tables may have, so that the nearest one has to be found.
NAMES = {"integer": ["qty", "stock", "age", "数量"], "number": ["price", "cost", "金额"], "text": ["city", "kind", "类别"], "date": ["born", "since_day"], "flag": ["ok"]}
SQL_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "text": "VARCHAR", "date": "DATE", "flag": "BOOLEAN", "timestamp": "TIMESTAMP"}


@dataclasses.dataclass(eq=False)
class Link:
    reference: "Table"
    columns: list
    role: str | None

    @property
    def name(self): return self.role or self.reference.name


class Table:
    """A table to be: its columns in the order of its file, by name with their types."""
    def __init__(self, name, kind):
        self.name, self.kind = name, kind          # kind: customers, events or reference
        self.columns, self.rows = {}, []
        self.key, self.owner, self.by, self.time = [], None, None, None
        self.links, self.defined = [], {}          # defined: {name: a `column`'s Written}
        self.files = None                          # [(name of the file, its columns in their order, its rows)]
        self.made = None                           # of a `table`: its rows on a day, as SQL

    def part(self, name):
        """A table like this one, of some of its rows."""
        part = Table(name, self.kind)
        part.columns, part.key, part.owner, part.by, part.time, part.links, part.defined = self.columns, self.key, self.owner, self.by, self.time, self.links, dict(self.defined)
        return part

    def has(self, name): return name in self.columns or name in self.defined

    @property
    def tree(self):
        """The table and its owners, the customers last."""
        return [self] + (self.owner.tree if self.owner else [])

    def timed(self):
        """The table whose time the rows have: the nearest one that has a time, or None."""
        return next((t for t in self.tree if t.time), None)

    def load(self):
        # Several files are named one by one, or by a pattern; their order is that of their names either way.
        names = [f'"{name}"' for name, _, _ in self.files]
        text = f"load {self.name} from " + (f'"{self.name}-*.csv"' if len(names) == 2 else ", ".join(names))
        if self.key: text += " key " + ", ".join(self.key)
        if self.owner: text += f" of {self.owner.name} by {self.by}"
        if self.time: text += f" at {self.time}"
        return text


class Schema:
    """All tables of a case, in the order in which they are loaded."""
    def __init__(self, random):
        self.random, self.tables = random, []
        self.customers = self._keyed("c", "customers")
        self.references = [self._keyed(f"r{i + 1}", "reference", composite=random.random() < 0.3) for i in range(random.choice([0, 1, 1, 2, 3]))]
        self.events = []
        for i in range(random.choice([1, 2, 2, 3, 4])): self._add_events(f"e{i + 1}")
        # Without a table of customers the keys of their events are the customers, by the name that the first of them gives.
        self.without = random.random() < 0.15
        if self.without:
            first = next(t for t in self.events if t.owner is self.customers)
            self.customers.columns = {first.by: self.customers.columns[self.customers.key[0]]}
            self.customers.key = [first.by]
            # A table with a key that is loaded first would be the customers.
            self.tables = self.events + self.references
        self._add_links()
        for table in self.tables: self._fill(table)

    # ---- what the tables are

    def _some_columns(self, table):
        for kind, names in NAMES.items():
            for name in self.random.sample(names, self.random.randint(0, min(2, len(names)))): table.columns[name] = kind
        if not set(table.columns.values()) & {"integer", "number"}: table.columns["qty"] = "integer"

    def _keyed(self, name, kind, composite=False):
        table = Table(name, kind)
        for part in "ab"[:2 if composite else 1]:
            table.columns[f"{name}_id" + (part if composite else "")] = self.random.choice(["integer", "text"])
        table.key = list(table.columns)
        self._some_columns(table)
        self.tables.append(table)
        return table

    def _add_events(self, name):
        table = Table(name, "events")
        owners = [self.customers] + [t for t in self.events if len(t.tree) < 5]
        table.owner = self.random.choice(owners[-2:])
        owner = table.owner
        if not owner.key:
            owner.key = [f"{owner.name}_id"]
            owner.columns = {owner.key[0]: self.random.choice(["integer", "text"]), **owner.columns}
        # The key's column may have its owner's name, as files often do, or another.
        table.by = owner.key[0] if self.random.random() < 0.6 else f"{name}_of"
        table.columns[table.by] = owner.columns[owner.key[0]]
        if self.random.random() < (0.85 if owner is self.customers else 0.4):
            table.time = f"{name}_at" if self.random.random() < 0.5 else "at_day"
            table.columns[table.time] = self.random.choice(["date", "date", "timestamp"])
        self._some_columns(table)
        self.events.append(table)
        self.tables.append(table)

    def _add_links(self):
        """Links to reference tables from any table, later references from earlier ones, and to customers through a role."""
        number = 0
        for i, reference in enumerate(self.references):
            for table in [*[self.customers][self.without:], *self.events, *self.references[:i]]:
                if self.random.random() < 0.45:
                    number += 1
                    self._link(table, reference, f"role{number}" if self.random.random() < 0.4 else None)
        if self.without: return
        for table in self.events + [self.customers] * (self.random.random() < 0.3):
            if self.random.random() < 0.3:
                number += 1
                self._link(table, self.customers, f"role{number}")

    def _link(self, table, reference, role):
        columns = []
        for part in reference.key:
            free = part not in table.columns and self.random.random() < 0.5
            name = part if free else f"to_{role or reference.name}_{part}"
            table.columns[name] = reference.columns[part]
            columns.append(name)
        # Without a role the name of the table must say one thing from everywhere that sees the link.
        if role is None and any(link.reference is reference and link.role is None for t in self.tables for link in t.links): role = f"way{sum(len(t.links) for t in self.tables)}"
        table.links.append(Link(reference, columns, role))

    # ---- what is in them

    def _value(self, kind):
        r = self.random
        if r.random() < 0.12: return None
        if kind == "integer": return r.randint(-5, 40)
        if kind == "number": return r.randint(-40, 400) / 4
        if kind == "text": return r.choice(WORDS)
        if kind == "flag": return r.random() < 0.5
        day = FIRST_DAY + datetime.timedelta(days=r.randint(0, DAYS))
        return day if kind == "date" else datetime.datetime(day.year, day.month, day.day, r.randint(0, 23), r.choice([0, 30]))

    def _key(self, kind, number): return number if kind == "integer" else f"K{number:02d}"

    def _fill(self, table):
        r = self.random
        count = {"customers": r.choice([1, 3, 8, 14]), "reference": r.choice([1, 3, 6]), "events": r.choice([1, 6, 20, 40])}[table.kind]
        targets = {}
        if table.owner: targets[table.by] = table.owner
        for link in table.links:
            for part in link.columns: targets[part] = link.reference
        numbers = list(range(1, count + 1))
        r.shuffle(numbers)
        spread = {"customers": 14, "reference": 6, "events": 30}
        for n in numbers:
            row = []
            for name, kind in table.columns.items():
                if name in table.key: value = None if table.rows and r.random() < 0.02 else self._key(kind, self._number(table, n))
                elif name in targets: value = None if r.random() < 0.07 else self._key(kind, self._foreign(targets[name], spread[targets[name].kind]))
                else: value = self._value(kind)
                row.append(value)
            table.rows.append(row)
        if r.random() < 0.5: r.shuffle(table.rows)
        self._cut(table)

    def _cut(self, table):
        """Into one file, two or three; a later file may have its columns in another order, or lack one."""
        r, rows = self.random, table.rows
        parts = r.choice([1, 1, 1, 1, 2, 3]) if SEVERAL_FILES and len(rows) >= 6 else 1
        table.files = []
        for i in range(parts):
            columns, some = list(table.columns), rows[i * len(rows) // parts:(i + 1) * len(rows) // parts]
            if i and r.random() < 0.5: r.shuffle(columns)
            spare = [c for c in columns if c not in (*table.key, table.by, table.time) and not any(c in link.columns for link in table.links)]
            if i and spare and r.random() < 0.3:
                gone = r.choice(spare)
                columns.remove(gone)
                for row in some: row[list(table.columns).index(gone)] = None
            table.files.append((f"{table.name}.csv" if parts == 1 else f"{table.name}-{i}.csv", columns, some))

    def _number(self, table, n):
        """Keys of several columns repeat in each of them; now and then a key repeats."""
        if len(table.key) > 1: return self.random.randint(1, 4)
        return self.random.randint(1, 3) if self.random.random() < 0.02 else n

    def _foreign(self, table, spread):
        if len(table.key) > 1: return self.random.randint(1, 4)
        return self.random.randint(1, spread)

    # ---- the same in both engines

    def write(self, folder):
        for table in self.tables:
            place = {name: i for i, name in enumerate(table.columns)}
            for name, columns, rows in table.files:
                with open(folder / name, "w", newline="", encoding="utf-8") as file:
                    out = csv.writer(file, lineterminator="\n")
                    out.writerow(columns)
                    for row in rows: out.writerow([_cell(row[place[c]]) for c in columns])

    def script(self, today):
        """The loads and links: a table after its owner, and a link anywhere after both of its tables."""
        lines = [t.load() for t in self.tables]
        for table in self.tables:
            for link in table.links:
                lines.append(f"link {table.name} to {link.reference.name} by {', '.join(link.columns)}" + (f" as {link.role}" if link.role else ""))
        lines.insert(self.random.choice([0, len(self.tables), len(lines)]), f"as of {today}")
        return lines

    def into(self, connection):
        """The rows as tables of DuckDB; `_row` is the row's place in all files of the table."""
        for table in self.tables:
            names = ", ".join(f'"{c}"' for c in table.columns)
            types = ", ".join(f'"{c}"::{SQL_TYPES[k]} AS "{c}"' for c, k in table.columns.items())
            rows = ", ".join(f"({', '.join(map(_literal, row))}, {i * 1000 + n + 1})" for i, (_, _, some) in enumerate(table.files) for n, row in enumerate(some))
            keys = ", ".join(f'"{k}"' for k in table.key)
            present = " AND ".join(f'"{k}" IS NOT NULL' for k in table.key)
            keep = f" QUALIFY {present} AND row_number() OVER (PARTITION BY {keys} ORDER BY _row) = 1" if keys else ""
            connection.execute(f"CREATE OR REPLACE TABLE {table.name} AS SELECT * FROM (SELECT {types}, _row FROM (VALUES {rows}) AS rows ({names}, _row)){keep}")
        if self.without:
            keys = " UNION ".join(f'SELECT DISTINCT "{t.by}" AS k FROM {t.name} WHERE k IS NOT NULL' for t in self.tables if t.owner is self.customers)
            connection.execute(f'CREATE OR REPLACE TABLE c AS SELECT k AS "{self.customers.key[0]}", row_number() OVER (ORDER BY k) AS _row FROM ({keys})')


def _literal(value):
    if value is None: return "NULL"
    if isinstance(value, (bool, int, float)): return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def _cell(value):
    if value is None: return ""
    if isinstance(value, bool): return "yes" if value else "no"
    if isinstance(value, float): return f"{value:.2f}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
