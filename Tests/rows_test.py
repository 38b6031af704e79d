#!/usr/bin/env python3
"""Random tables and random questions about the rows of answers: Seg and DuckDB on the same files.

  rows_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case is a table of customers and one of events (missing values, ties, no rows, one row) and four questions: measures by one
to three dimensions, items that name others, functions over the rows, `having`, rankings and cuts per group, totals, pivots.
Case k has seed `--seed` + k: `rows_test.py SEG 1 --seed K --keep` repeats one and keeps its files. Needs `duckdb`.
"""
import csv, datetime, json, math, pathlib, random, shutil, subprocess, tempfile

import random_runs

# Name, Seg's and DuckDB's expression over `joint`, the value of no rows, whether it adds up, whether DuckDB has the same bits.
MEASURES = [
    ("n", "count(sales)", "count(id)", 0, True, True),
    ("people", "count()", "count(DISTINCT person)", 0, True, True),
    ("revenue", "sum(amount of sales)", "coalesce(sum(amount), 0)", 0, True, True),
    ("pieces", "sum(size of sales)", "coalesce(sum(size), 0)", 0, True, True),
    ("kinds", "distinct(category of sales)", "count(DISTINCT category)", 0, True, True),
    ("mean", "avg(amount of sales)", "avg(amount::DOUBLE)", None, False, False),
    ("most", "max(size of sales)", "max(size)", None, False, True),
]
OF_PEOPLE = [("city", "city"), ("member", "member"), ("age", "age")]
OF_SALES = [("category", "category"), ("size", "size"), ("start_of_month(day)", "date_trunc('month', day)::DATE")]


def tables(chance, folder):
    """Writes the two files."""
    maybe = lambda value, p=0.2: "" if chance.random() < p else value
    people = chance.choice([1, 2, 5, 9])
    with open(folder / "people.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["person", "city", "member", "age"])
        writer.writerow([0, "Oslo", "yes", 30])
        for k in range(1, people): writer.writerow([k, maybe(chance.choice(["Oslo", "Bern", "Ürümqi"])), chance.choice(["yes", "no"]), maybe(chance.choice([30, 40]))])
    with open(folder / "sales.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "person", "day", "category", "size", "amount"])
        writer.writerow([0, 0, "2024-01-31", "tea", 2, "1.25"])
        for k in range(1, chance.choice([1, 3, 10, 60])):
            day = datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randrange(200))
            amount = chance.choice(["1.25", "2.50", "-1.25", f"{chance.randrange(-500, 3000) / 100:.2f}"])
            writer.writerow([k, chance.randrange(people), day, maybe(chance.choice(["tea", "cake", "mocha"])), maybe(chance.choice([1, 2, 3])), maybe(amount)])


class Question:
    """One question in both languages."""

    def __init__(self, chance):
        self.chance = chance
        of_sales = chance.random() < 0.6
        dimensions = chance.sample(OF_PEOPLE + OF_SALES, chance.choice([1, 1, 2, 2, 3])) if of_sales else chance.sample(OF_PEOPLE, chance.choice([1, 2]))
        if of_sales and not any(d in OF_SALES for d in dimensions): dimensions[-1] = chance.choice(OF_SALES)
        self.grain = "sold" if of_sales else "joint"
        known = [m if m[0] != "people" or not of_sales else ("people", "distinct(person of sales)", *m[2:]) for m in MEASURES]
        self.measures = chance.sample(known, chance.choice([1, 2, 3]))
        self.dimensions = [(f"d{k}", seg, sql) for k, (seg, sql) in enumerate(dimensions)]
        self.names = [d[0] for d in self.dimensions]
        self.items = [(m[0], f"{m[1]} as {m[0]}", f'g."{m[0]}"') for m in self.measures]
        for k in range(chance.choice([0, 1, 2, 3])): self.items.append(self.item(f"f{k}"))

    # ---- items

    def window(self, order=True):
        inner = self.names[:-1]
        parts = (["PARTITION BY " + ", ".join(f"g.{d}" for d in inner)] if inner else []) + ([f"ORDER BY g.{self.names[-1]} NULLS LAST"] if order else [])
        return " ".join(parts)

    def item(self, name):
        chance, (measure, _, _, _, adds, exact) = self.chance, self.chance.choice(self.measures)
        g, t = f'g."{measure}"', f't."{measure}"'
        number = f"({g})::DOUBLE"
        kind = chance.choice(["ratio", "previous", "change", "growth", "running", "moving", "share", "rank", "total", "nested"])
        if kind == "share" and not adds or kind == "rank" and not exact: kind = "total"
        order = self.window()
        last = f"lag({number}) OVER ({order})"
        if kind == "ratio":
            other = chance.choice(self.measures)[0]
            return name, f"{measure} / {other} as {name}", f'{number} / nullif(g."{other}", 0)'
        if kind == "previous": return name, f"previous({measure}) as {name}", last
        if kind == "change": return name, f"change({measure}) as {name}", f"{number} - {last}"
        if kind == "growth": return name, f"growth({measure}) as {name}", f"({number} - {last}) / nullif({last}, 0)"
        if kind == "running": return name, f"running({measure}) as {name}", f"coalesce(sum({number}) OVER ({order}), 0)"
        if kind == "moving":
            rows = chance.choice([1, 2, 3])
            return name, f"moving({measure}, {rows}) as {name}", f"CASE WHEN row_number() OVER ({order}) >= {rows} THEN avg({number}) OVER ({order} ROWS {rows - 1} PRECEDING) END"
        if kind == "share": return name, f"share({measure}) as {name}", f"CASE WHEN {t} > 0 AND abs({g}) <= {t} * 1000 THEN {number} / {t} END"
        if kind == "rank":
            low = chance.random() < 0.3
            inner = self.window(order=False)
            return name, f"rank({measure}{', best: low' if low else ''}) as {name}", f"CASE WHEN {g} IS NOT NULL THEN rank() OVER ({inner} ORDER BY {g} {'ASC' if low else 'DESC'} NULLS LAST) END"
        if kind == "total": return name, f"{measure} - total({measure}) as {name}", f"({g} - {t})::DOUBLE"
        return name, f"running({measure}) / 2 + previous({measure}) as {name}", f"coalesce(sum({number}) OVER ({order}), 0) / 2 + {last}"

    # ---- clauses

    def rows(self):
        """The query of all rows: groups `g`, each with the totals `t` of its outer dimensions."""
        by = ", ".join(f"{sql} AS {name}" for name, _, sql in self.dimensions)
        measures = ", ".join(f'{m[2]} AS "{m[0]}"' for m in self.measures)
        outer = self.names[:-1]
        groups = f"SELECT {by}, {measures} FROM {self.grain} GROUP BY ALL"
        totals = f"SELECT {', '.join(f'{sql} AS {name}' for name, _, sql in self.dimensions[:-1])}{', ' if outer else ''}{measures} FROM {self.grain}" + (" GROUP BY ALL" if outer else "")
        join = " AND ".join(f"g.{d} IS NOT DISTINCT FROM t.{d}" for d in outer) or "true"
        items = ", ".join(f'{sql} AS "{name}"' for name, _, sql in self.items)
        return f"SELECT {', '.join('g.' + d for d in self.names)}, {items} FROM ({groups}) g JOIN ({totals}) t ON {join}"

    def natural(self): return ", ".join(f"{d} NULLS LAST" for d in self.names)

    def write(self):
        """The statement and the query, or for a pivot a function of the rows."""
        chance = self.chance
        self.seg = f"show {', '.join(i[1] for i in self.items)} by {', '.join(f'{seg} as {name}' for name, seg, _ in self.dimensions)}"
        rows = self.rows()
        key = chance.choice([m for m in self.measures if m[5]] or [None])
        condition = "true"
        if key and chance.random() < 0.5:
            limit = chance.choice([0, 1, 2, 3.5])
            self.seg += f" having {key[0]} > {limit}"
            condition = f'"{key[0]}" > {limit}'
        order, cut, self.ranked = self.natural(), "", False
        if key and chance.random() < 0.5:
            rising, self.ranked = chance.random() < 0.3, True
            self.seg += f" rank by {key[0]}{' asc' if rising else ''}"
            order = f'"{key[0]}" {"ASC" if rising else "DESC"} NULLS LAST, {order}'
            count = chance.choice([None, 1, 2, 3])
            if count:
                group = self.names[0] if len(self.names) > 1 and chance.random() < 0.5 else None
                self.seg += f" top {count}" + (f" per {group}" if group else "")
                cut = f" QUALIFY row_number() OVER ({f'PARTITION BY {group} ' if group else ''}ORDER BY {order}) <= {count}"
                if group: order = f"{group} NULLS LAST, {order}"
        chosen = f"SELECT * FROM ({rows}) WHERE {condition}{cut}"
        ordered = f"SELECT *, row_number() OVER (ORDER BY {order}) AS place FROM ({chosen})"
        if len(self.items) == len(self.measures) and chance.random() < 0.4: return self.pivoted(ordered)
        if chance.random() < 0.4: return self.totalled(ordered)
        self.sql = f"SELECT * EXCLUDE (place) FROM ({ordered}) ORDER BY place"

    def totalled(self, ordered):
        self.seg += " with totals"
        known = {m[0]: m[2] for m in self.measures}
        items = []
        for name, seg, _ in self.items:
            if name in known: items.append(f"({known[name]})::DOUBLE")
            elif " / " in seg and "(" not in seg:
                a, b = seg.split(" as ")[0].split(" / ")
                items.append(f"({known[a]})::DOUBLE / nullif({known[b]}, 0)")
            elif seg.startswith("share("):
                value = known[seg[6:seg.index(")")]]
                items.append(f"CASE WHEN {value} > 0 THEN 1 END")
            elif "- total(" in seg: items.append(f"({known[seg.split(' - ')[0]]})::DOUBLE * 0")
            else: items.append("NULL")
        total = f"SELECT {', '.join(['NULL'] * len(self.names) + items)}, true FROM {self.grain}"
        columns = self.names + [f'"{i[0]}"::DOUBLE' for i in self.items]
        self.sql = f"FROM (SELECT {', '.join(columns)}, false FROM ({ordered}) ORDER BY place) UNION ALL {total}"

    def pivoted(self, ordered):
        """Lays out one of the dimensions; its values are asked first."""
        place = self.chance.randrange(len(self.names))
        dimension, (_, seg, _) = self.names[place], self.dimensions[place]
        self.seg += f" pivot {self.chance.choice([dimension, seg])}"
        others = [d for d in self.names if d != dimension]
        self.values = f"SELECT DISTINCT {dimension} FROM ({ordered}) ORDER BY {dimension} NULLS LAST"

        def finish(values):
            columns = []
            for value in values:
                at = f"{dimension} IS NULL" if value is None else f"{dimension} = '{value}'"
                for name, _, _, empty, _, _ in self.measures:
                    nothing = "NULL" if empty is None else empty
                    columns.append(f"CASE WHEN count(*) FILTER ({at}) = 0 THEN {nothing} ELSE max(\"{name}\") FILTER ({at} AND place IS NOT NULL) END")
            # All groups, those that are left out without a place; rows of which some is there.
            joined = " AND ".join(f"a.{d} IS NOT DISTINCT FROM b.{d}" for d in self.names)
            every = f"SELECT a.*, b.place FROM ({self.rows()}) a LEFT JOIN ({ordered}) b ON {joined}"
            group = f" GROUP BY {', '.join(others)}" if others else ""
            rows = "min(place)" if self.ranked or not others else ", ".join(f"{d} NULLS LAST" for d in others)
            return f"SELECT {', '.join(others + columns)} FROM ({every}){group} HAVING count(place) > 0 ORDER BY {rows}" if values else None

        self.finish = finish


def text(value):
    if value is None: return "missing"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def plain(value):
    if isinstance(value, bool) or value is None or isinstance(value, str): return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


def same_cell(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool) and not isinstance(b, bool):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b and type(a) is type(b)


def same(ours, theirs): return len(ours) == len(theirs) and all(len(a) == len(b) and all(map(same_cell, a, b)) for a, b in zip(ours, theirs))


def case(seg, seed, connection, keep):
    """None, or what was wrong."""
    chance = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"seg-rows-{seed}-"))
    tables(chance, folder)
    connection.execute(f"""CREATE OR REPLACE TABLE people AS SELECT * REPLACE (member = 'yes' AS member) FROM read_csv('{folder}/people.csv', types = {{'city': 'VARCHAR', 'member': 'VARCHAR', 'age': 'BIGINT'}});
        CREATE OR REPLACE TABLE sales AS FROM read_csv('{folder}/sales.csv', types = {{'day': 'DATE', 'category': 'VARCHAR', 'size': 'BIGINT', 'amount': 'DECIMAL(18,2)'}});
        CREATE OR REPLACE VIEW joint AS SELECT people.*, sales.* EXCLUDE (person) FROM people LEFT JOIN sales USING (person);
        CREATE OR REPLACE VIEW sold AS SELECT people.*, sales.* EXCLUDE (person) FROM people JOIN sales USING (person)""")
    questions = [Question(chance) for _ in range(4)]
    for question in questions: question.write()
    (folder / "script.seg").write_text("\n".join(
        ['load people from "people.csv" key person', 'load sales from "sales.csv" of people by person at day', "as of 2025-01-01"] + [q.seg for q in questions]) + "\n")
    process = subprocess.run([seg, "run", "script.seg", "--format", "json", "--threads", "1"], cwd=folder, capture_output=True, text=True, timeout=120)
    found = [json.loads(line) for line in process.stdout.splitlines()]
    wrong = f"exit code {process.returncode}\n{process.stderr[-1500:]}" if process.returncode else None
    for k, question in enumerate(questions):
        if wrong: break
        names = None
        if hasattr(question, "finish"):
            values = [row[0] for row in connection.execute(question.values).fetchall()]
            question.sql = question.finish(values)
            several = len(question.measures) > 1
            names = [f"{text(v)} {m[0]}" if several else text(v) for v in values for m in question.measures]
            if question.sql is None: continue
        expected = [[plain(v) for v in row] for row in connection.execute(question.sql).fetchall()]
        got = found[k]["rows"] if k < len(found) else []
        if not same(got, expected):
            few = [(a, b) for a, b in zip(got, expected) if not same([a], [b])][:3]
            wrong = "\n".join([question.seg, f"  {len(got)} rows of Seg, {len(expected)} of DuckDB", *(f"  Seg    {a}\n  DuckDB {b}" for a, b in few), question.sql])
        elif names and [c["name"] for c in found[k]["columns"]][len(question.names) - 1:] != names:
            wrong = f"{question.seg}\n  columns {[c['name'] for c in found[k]['columns']]}, expected {names}"
    if wrong: return f"FAILED seed {seed} ({folder})\n{wrong}\n", len(questions)
    if not keep: shutil.rmtree(folder)
    return None, len(questions)


if __name__ == "__main__": random_runs.run(case, __doc__, "tables with {asked} questions")
