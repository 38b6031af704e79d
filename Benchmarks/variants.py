#!/usr/bin/env python3
"""Other questions and other data: Seg and DuckDB, and whether their answers agree.

  variants.py --seg PATH [--size 100k|1m|10m] [--threads 2] [--rounds 3] [--only base,wide]

`bench.py --variants` runs it in the peers' environment. Seg answers each question cold, in a fresh process a round; DuckDB
repeats it in one process after a warm-up, with texts as ENUM where they have few values. Medians of the rounds.
"""
import argparse, datetime, decimal, multiprocessing, pathlib, statistics, subprocess, sys, time

import running
from questions import same
from tables import head, line, mean, number
from variant_questions import DATA_SETS, QUESTIONS

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--seg", required=True)
arguments.add_argument("--size", default="1m", choices=["100k", "1m", "10m"])
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--rounds", type=int, default=3)
arguments.add_argument("--only", default="")


def run(A):
    """Called by bench.py: the same arguments, in the Python that has DuckDB."""
    python, peers = running.environment(["duckdb"])
    if not peers: raise SystemExit("the variants are compared with DuckDB, which cannot be installed")
    running.data(python, A.size)
    return subprocess.run([python, pathlib.Path(__file__), "--seg", A.seg, "--size", A.size, "--threads", str(A.threads), "--rounds", str(A.rounds), "--only", A.only]).returncode


def plain(value):
    """A cell as JSON has it: decimals and large sums as numbers, days as texts."""
    if isinstance(value, (datetime.date, datetime.datetime)): return value.isoformat()
    if isinstance(value, decimal.Decimal): return int(value) if value == value.to_integral_value() else float(value)
    return value


def order(row): return [(x is not None, isinstance(x, str), str(x) if isinstance(x, str) else 0 if x is None else x) for x in row]


def ordered(answer): return sorted((list(map(plain, row)) for row in answer), key=order)
def alike(ours, theirs): return same(ordered(ours), ordered(theirs))


def first_difference(ours, theirs):
    pairs = [(a, b) for a, b in zip(ordered(ours), ordered(theirs)) if not same(a, b)]
    return f"in {len(pairs)} rows of {len(ours)} and {len(theirs)}" + (f"\n  Seg    {pairs[0][0]}\n  DuckDB {pairs[0][1]}" if pairs else "")


def connect(A, files, customers, events):
    """DuckDB with the two tables, and seconds to load each."""
    import duckdb
    connection, seconds = duckdb.connect(), {}
    connection.execute(f"SET threads={A.threads}")
    for table, name in (("customers", customers), ("transactions", events)):
        if not name: continue
        start = time.perf_counter()
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{files[name]}')")
        seconds[table] = time.perf_counter() - start
        types = connection.execute(f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{table}' AND data_type = 'VARCHAR'").fetchall()
        few = [c for (c,) in types if connection.execute(f"SELECT approx_count_distinct({c}) FROM {table}").fetchone()[0] < 10_000]
        for c in few: connection.execute(f"CREATE TYPE {table}_{c} AS ENUM (SELECT DISTINCT {c} FROM {table} WHERE {c} IS NOT NULL ORDER BY 1)")
        if few: connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * REPLACE ({', '.join(f'{c}::{table}_{c} AS {c}' for c in few)}) FROM {table}")
    return connection, seconds


def loads(files, customers, events):
    key = "customer_id" if customers in ("customers", "missing") else "id"
    text = f'load customers from "{files[customers]}" key {key}\n'
    if events: text += f'load transactions from "{files[events]}" of customers by customer_id at date\n'
    return text + "as of 2026-01-01\n"


def ask(A, text):
    """Milliseconds of all answers together, the rows of the last, and the turn."""
    turn = A.apart.apply(running.seg, (A.seg, A.threads, "-c", text, "--quiet"))
    return sum(a["ms"] for a in turn.answers), turn.answers[-1]["rows"], turn


def main():
    A = arguments.parse_args()
    A.apart = multiprocessing.get_context("spawn").Pool(1)     # the kernel counts the memory of who starts Seg as Seg's: not that of DuckDB
    import variant_data       # numpy and Polars, which the Python of bench.py may lack
    files = variant_data.make(running.DATA, A.size, running.say)
    wanted, wrong, ratios, loaded = [d for d in A.only.split(",") if d] or list(DATA_SETS), [], [], []
    out = head("<data", "<question", "Seg ms (cold)", "DuckDB ms", "times faster", "rows", "<answers")
    for name in wanted:
        running.say(name)
        before = loads(files, *DATA_SETS[name])
        connection, seconds = connect(A, files, *DATA_SETS[name])
        for turn in range(A.rounds): loaded.append((name, A.apart.apply(running.seg, (A.seg, A.threads, "-c", before + "show count() as n")), sum(seconds.values())))
        for question, (text, sql) in QUESTIONS[name].items():
            ours, theirs, rows = [], [], None
            expected = [list(r) for r in connection.execute(sql).fetchall()]
            for turn in range(A.rounds):
                ms, rows, _ = ask(A, before + text)
                ours.append(ms)
                start = time.perf_counter()
                connection.execute(sql).fetchall()
                theirs.append(1000 * (time.perf_counter() - start))
            fine = alike(rows, expected)
            if not fine:
                wrong.append(f"{name}, {question}")
                running.say(f"{name}, {question}: OTHER ANSWERS {first_difference(rows, expected)}")
            ratio = statistics.median(theirs) / statistics.median(ours)
            ratios.append(ratio)
            out += line(name, question, number(statistics.median(ours)), number(statistics.median(theirs)), number(ratio), f"{len(expected):,}", "alike" if fine else "OTHER")
        connection.close()
    print(f"Variants, {A.size} customers, {A.threads} threads; medians of {A.rounds} rounds\n\n" + out)
    print(f"Geometric mean of `times faster`: {mean(ratios):.2f}; {len(ratios) - len(wrong)} answers alike, {len(wrong)} not.\n")
    print(head("<data", "Seg load s", "DuckDB load s", "Seg peak MB", "of the files"), end="")
    for name in wanted:
        turns = [(t, s) for d, t, s in loaded if d == name]
        size = sum(files[f].stat().st_size for f in DATA_SETS[name] if f) / 2**20
        peak = statistics.median(t.peak for t, _ in turns)
        print(line(name, f"{statistics.median(t.seconds for t, _ in turns):.3f}", f"{turns[0][1]:.3f}", number(peak), f"{peak / size:.2f}"), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    try: sys.exit(main())
    except running.Failed as failure: sys.exit(str(failure))
