#!/usr/bin/env python3
"""Process start to answer: a tiny query, and query Q2 straight from a CSV (no prior load), for every peer.

  startup.py --data DIR [--hello DIR_WITH_hello_c_AND_hello_swift] [--runs 21]
Run it inside the virtual environment of the peers; needs `duckdb` (package duckdb-cli) and `sqlite3` on PATH.
"""
import argparse, json, os, resource, shutil, statistics, subprocess, sys, time
ap = argparse.ArgumentParser(); ap.add_argument("--data", required=True); ap.add_argument("--hello", default=""); ap.add_argument("--seg", default="", help="path of the seg binary, to be measured too"); ap.add_argument("--runs", type=int, default=21); A = ap.parse_args()
PY = [sys.executable, "-c"]
def f(n): return f"{A.data}/customers_{n}.csv"
def duck(n): return f"WITH f AS MATERIALIZED (SELECT customer_id, profit FROM read_csv('{f(n)}') WHERE frequency > 5) SELECT count(*), sum(customer_id) FROM (SELECT customer_id FROM f ORDER BY profit DESC, customer_id LIMIT (SELECT (count(*)*20+99)//100 FROM f))"
def ch(n): return f"WITH f AS (SELECT customer_id, profit FROM file('{f(n)}', 'CSVWithNames') WHERE frequency > 5) SELECT count(), sum(customer_id) FROM (SELECT customer_id FROM f ORDER BY profit DESC, customer_id LIMIT 0.2)"
def pol(n): return f"import polars as pl; d = pl.scan_csv('{f(n)}').filter(pl.col('frequency') > 5).select('customer_id', 'profit').collect(engine='streaming').sort('profit', descending=True, maintain_order=True); k = (d.height * 20 + 99) // 100; print(k, d['customer_id'].head(k).sum())"
def pan(n): return f"import pandas as pd; d = pd.read_csv('{f(n)}', usecols=['customer_id', 'profit', 'frequency']); d = d[d['frequency'] > 5].sort_values('profit', ascending=False, kind='stable'); k = (len(d) * 20 + 99) // 100; print(k, int(d['customer_id'].head(k).sum()))"
def lite(n): return f".import --csv {f(n)} c\nSELECT count(*), sum(customer_id) FROM (SELECT customer_id FROM c WHERE CAST(frequency AS INT) > 5 ORDER BY CAST(profit AS REAL) DESC, CAST(customer_id AS INT) LIMIT (SELECT (count(*)*20+99)/100 FROM c WHERE CAST(frequency AS INT) > 5));\n"
CASES = [("tiny", "python -c pass", PY + ["pass"], None), ("tiny", "duckdb CLI", ["duckdb", "-c", "select 1"], None), ("tiny", "sqlite3 shell", ["sqlite3", ":memory:", "select 1"], None),
         ("tiny", "python duckdb", PY + ["import duckdb; duckdb.sql('select 1').fetchall()"], None),
         ("tiny", "python polars", PY + ["import polars as pl; pl.DataFrame({'a': [1]}).lazy().select(pl.col('a').sum()).collect()"], None),
         ("tiny", "python pandas", PY + ["import pandas as pd; pd.DataFrame({'a': [1]})['a'].sum()"], None),
         ("tiny", "python chdb", PY + ["import chdb; chdb.query('select 1')"], None),
         ("tiny", "python sqlite3", PY + ["import sqlite3; sqlite3.connect(':memory:').execute('select 1').fetchall()"], None)]
for x in ("hello_c", "hello_swift", "hello_swift_static", "hello_swift_foundation", "hello_swift_foundation_static"):
    if A.hello and os.path.exists(f"{A.hello}/{x}"): CASES.append(("tiny", x, [os.path.abspath(f"{A.hello}/{x}")], None))
def seg(n): return f'load customers from "{os.path.abspath(f(n))}" key customer_id segment q where frequency > 5 rank by profit top 20% show count() as n, sum(customer_id) as sum_id of q'
if A.seg: CASES.append(("tiny", "seg", [A.seg, "-c", "param x = 1"], None))
for n in ("100k", "1m", "10m"):
    if not os.path.exists(f(n)): continue
    if A.seg: CASES.append((f"csv {n}", "seg", [A.seg, "-c", seg(n)], None))
    CASES += [(f"csv {n}", "duckdb CLI", ["duckdb", "-c", duck(n)], None), (f"csv {n}", "python duckdb", PY + [f"import duckdb; print(duckdb.sql({duck(n)!r}).fetchall())"], None),
              (f"csv {n}", "python polars", PY + [pol(n)], None), (f"csv {n}", "python chdb", PY + [f"import chdb; print(chdb.query({ch(n)!r}))"], None),
              (f"csv {n}", "python pandas", PY + [pan(n)], None)]
    if n != "10m": CASES.append((f"csv {n}", "sqlite3 shell", ["sqlite3", ":memory:"], lite(n)))
def busy():
    s = open("/proc/stat").readline().split(); return (sum(map(int, s[1:9])) - int(s[4]) - int(s[5])) / os.sysconf("SC_CLK_TCK")
for what, name, cmd, inp in CASES:
    if not shutil.which(cmd[0]): continue
    runs = A.runs if what == "tiny" else 11 if what == "csv 100k" else 5
    ts, out, err = [], "", None; b = w = 0
    for i in range(runs + 1):
        if i == 1: b, w, k0 = busy(), time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        t = time.perf_counter(); p = subprocess.run(cmd, input=inp, capture_output=True, text=True); t = time.perf_counter() - t
        if p.returncode: err = p.stderr[-300:]; break
        out = p.stdout
        if i: ts.append(t)
    rec = dict(what=what, peer=name)
    if err: rec["error"] = err
    else:
        k1 = resource.getrusage(resource.RUSAGE_CHILDREN); other = (busy() - b - (k1.ru_utime + k1.ru_stime - k0.ru_utime - k0.ru_stime)) / (time.perf_counter() - w)
        rec.update(median_ms=round(1e3 * statistics.median(ts), 2), min_ms=round(1e3 * min(ts), 2), max_ms=round(1e3 * max(ts), 2), runs=len(ts), other_cpu=round(other, 2), answer=" ".join(out.split())[-60:] if what != "tiny" else None)
    print(json.dumps(rec, ensure_ascii=False), flush=True)
