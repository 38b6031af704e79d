#!/usr/bin/env python3
"""From the start of a process to its answer: a tiny question, and Q2 straight from a CSV with nothing loaded before.

  startup.py --data DIR [--seg PATH] [--sizes 100k] [--runs 21] [--python PATH]

One JSON line a program; they take turns. `duckdb` is expected next to --python (package duckdb-cli), `sqlite3` on the PATH.
A program that is not there is left out.
"""
import argparse, json, pathlib, shutil, statistics, subprocess, sys, time

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--data", required=True)
arguments.add_argument("--seg", default="")
arguments.add_argument("--sizes", default="100k")
arguments.add_argument("--runs", type=int, default=21)
arguments.add_argument("--python", default=sys.executable)


def cases(A):
    """(what, program, command, standard input); Q2 counts the best 20% by profit of frequency > 5 and sums their ids."""
    beside = pathlib.Path(A.python).parent / "duckdb"
    duckdb = str(beside) if beside.exists() else shutil.which("duckdb")
    sqlite3 = shutil.which("sqlite3")
    python = lambda text: [A.python, "-c", text]
    yield "tiny", "seg", A.seg and [A.seg, "-c", "show 1"], None
    yield "tiny", "duckdb shell", duckdb and [duckdb, "-c", "select 1"], None
    yield "tiny", "sqlite3", sqlite3 and [sqlite3, ":memory:", "select 1"], None
    yield "tiny", "python duckdb", python("import duckdb; duckdb.sql('select 1').fetchall()"), None
    yield "tiny", "python polars", python("import polars as pl; pl.DataFrame({'a': [1]}).lazy().select(pl.col('a').sum()).collect()"), None
    for size in A.sizes.split(","):
        f = pathlib.Path(A.data).resolve() / f"customers_{size}.csv"
        if not f.exists(): continue
        sql = (f"WITH f AS MATERIALIZED (SELECT customer_id, profit FROM read_csv('{f}') WHERE frequency > 5) SELECT count(*), sum(customer_id) FROM "
               "(SELECT customer_id FROM f ORDER BY profit DESC, customer_id LIMIT (SELECT (count(*)*20+99)//100 FROM f))")
        polars = (f"import polars as pl; d = pl.scan_csv('{f}').filter(pl.col('frequency') > 5).select('customer_id', 'profit').collect(engine='streaming')"
                  ".sort('profit', descending=True, maintain_order=True); k = (d.height * 20 + 99) // 100; print(k, d['customer_id'].head(k).sum())")
        lite = (f".import --csv {f} c\nSELECT count(*), sum(customer_id) FROM (SELECT customer_id FROM c WHERE CAST(frequency AS INT) > 5 ORDER BY CAST(profit AS REAL) "
                "DESC, CAST(customer_id AS INT) LIMIT (SELECT (count(*)*20+99)/100 FROM c WHERE CAST(frequency AS INT) > 5));\n")
        seg = (f'load customers from "{f}" key customer_id segment q where frequency > 5 rank by profit top 20% '
               'show count() as n, sum(customer_id) as sum_id of q')
        yield f"csv {size}", "seg", A.seg and [A.seg, "-c", seg, "--format", "csv"], None
        yield f"csv {size}", "duckdb shell", duckdb and [duckdb, "-csv", "-c", sql], None
        yield f"csv {size}", "python polars", python(polars), None
        if size != "10m": yield f"csv {size}", "sqlite3", sqlite3 and [sqlite3, ":memory:"], lite


def digits(text): return "".join(c if c.isdigit() else " " for c in text).split()


def main():
    A = arguments.parse_args()
    there = [c for c in cases(A) if c[2] and shutil.which(c[2][0])]
    times, answers, broken = {}, {}, {}
    for turn in range(A.runs + 1):                      # the first turn only warms up
        for what, name, command, text in there:
            if (what, name) in broken or what != "tiny" and turn > max(A.runs // 2, 3): continue
            start = time.perf_counter()
            p = subprocess.run(command, input=text, capture_output=True, text=True)
            seconds = time.perf_counter() - start
            if p.returncode: broken[what, name] = p.stderr[-300:]
            elif turn: times.setdefault((what, name), []).append(seconds)
            answers[what, name] = digits(p.stdout)[-2:]
    for (what, name), t in times.items():
        line = {"what": what, "program": name, "median_ms": 1e3 * statistics.median(t), "min_ms": 1e3 * min(t), "max_ms": 1e3 * max(t), "runs": len(t)}
        if what != "tiny": line.update(answer=answers[what, name], same=answers[what, name] == answers.get((what, "seg"), answers[what, name]))
        print(json.dumps(line), flush=True)
    for (what, name), why in broken.items(): print(json.dumps({"what": what, "program": name, "error": why}), flush=True)


if __name__ == "__main__": main()
