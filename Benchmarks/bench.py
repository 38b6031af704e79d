#!/usr/bin/env python3
"""Seg beside DuckDB and Polars: the same data, the same machine, turn by turn.

  bench.py [--size 100k|1m|10m] [--rounds 3] [--threads 2] [--only q2,q9] [--seg PATH]

Makes the data (Benchmarks/data, seeded, hashes checked) and a Python environment
for the peers (.build/bench-venv), then takes turns: a round of Seg, one of
DuckDB, one of Polars, and again. Every answer is compared with expected_*.json.
Prints a Markdown table; a ratio below 1 means that Seg is faster than the
fastest peer.

How it is counted
  - load: from the CSV file to the engine's own memory. Seg's figure is the
    whole process, start included; a peer's is the load call alone.
  - query: Seg evaluates each once, cold, in a fresh process after the load
    (`ms` of the JSON answer). A peer repeats it in one process after a warm-up,
    in several formulations (peers.py), and the fastest of them counts.
  - a figure is the median over all rounds. On a busy machine a ratio below 1.5
    proves nothing in either direction.
"""
import argparse, hashlib, json, math, os, pathlib, platform, re, statistics, subprocess, sys, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
DATA = HERE / "data"
PEERS = ("duckdb", "polars")

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--size", default="1m", choices=["100k", "1m", "10m"])
arguments.add_argument("--rounds", type=int, default=3)
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--only", default="", help="queries, such as q2,q12a; `loads` for the loads alone")
arguments.add_argument("--seg", default=str(ROOT / ".build" / "release" / "seg"))
A = arguments.parse_args()
SIZE, TX = A.size, "100k" if A.size == "100k" else "1m"
EXPECTED = json.loads((HERE / f"expected_{SIZE}.json").read_text(encoding="utf-8"))
ANSWERS = EXPECTED["answers"]


def say(*words): print(*words, file=sys.stderr, flush=True)
def rows(answer): return [dict(zip((c["name"] for c in answer["columns"]), row)) for row in answer["rows"]]
def one(answer): return rows(answer)[0]


def same(got, want):
    if isinstance(want, dict): return isinstance(got, dict) and got.keys() == want.keys() and all(same(got[k], want[k]) for k in want)
    if isinstance(want, (list, tuple)): return len(got) == len(want) and all(map(same, got, want))
    if isinstance(want, float): return got is not None and math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-6)
    return got == want


# ---- what each script answers, in the form of expected_*.json

def ids(a): return {**one(a[0]), **one(a[1])}


def best_hundred(a):
    r = rows(a[0])
    return {"n": len(r), "sum_id": sum(x["customer_id"] for x in r), "first": r[0]["customer_id"], "last": r[-1]["customer_id"],
            "sum_profit": math.fsum(x["profit"] for x in r), "n_income": sum(x["income"] is not None for x in r), "cols": len(r[0])}


def groups(a):
    r = rows(a[0])
    total = math.fsum(x["total"] for x in r)
    return {"groups": [[x["stage"], x["channel"], x["n"], x["total"], x["average"], x["middle"], x["total"] / total] for x in sorted(r, key=lambda x: (x["stage"], x["channel"]))]}


def sets(a):
    pairs = [[one(x)["n"], one(x)["sum_id"]] for x in a[:4]]
    return {**dict(zip(("and4", "or4", "a_and_b_not_c", "a_or_d_not_b_or_c"), pairs)), **one(a[4])}


def listed(a):
    r = rows(a[0])
    return {"n": len(r), "sum_id": sum(x["customer_id"] for x in r), "sum_profit": math.fsum(x["profit"] for x in r)}


# script: (name in expected_*.json and peers.py, answer as there, which answers are timed, what it is)
FIRST, ALL = slice(0, 1), slice(0, None)
QUERIES = {
    "q1": ("Q1", lambda a: one(a[0]), FIRST, "three conditions"),
    "q2": ("Q2", ids, FIRST, "top 20% of a segment"),
    "q3": ("Q3", best_hundred, FIRST, "… and its best 100, all columns"),
    "q4": ("Q4", groups, FIRST, "30 groups, exact median"),
    "q6": ("Q6p", ids, FIRST, "cover 80%"),
    "q7a": ("Q7a", sets, ALL, "set algebra from conditions"),
    "q7b": ("Q7b", lambda a: sets(a[1:]), slice(1, None), "set algebra of saved segments"),
    "q8": ("Q8", lambda a: one(a[0]), FIRST, "five facts per customer from events"),
    "q9": ("Q9", listed, FIRST, "event conditions, members listed"),
    "q11": ("Q11", ids, FIRST, "formula, top 5% of it"),
    "q12a": ("Q12a", lambda a: one(a[0]), FIRST, "text ends with"),
    "q12b": ("Q12b", lambda a: one(a[0]), FIRST, "text in a list of 20"),
    "q12c": ("Q12c", lambda a: one(a[0]), FIRST, "text contains"),
}
wanted = [q for q in A.only.split(",") if q] or ["loads", *QUERIES]
chosen = [q for q in QUERIES if q in wanted]


# ---- data and peers

def environment():
    python = ROOT / ".build" / "bench-venv" / "bin" / "python"
    if not python.exists():
        say("making .build/bench-venv")
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
    if subprocess.run([python, "-c", "import duckdb, polars, numpy"], capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "-q", "duckdb", "polars", "numpy"], check=True)
    return str(python)


def data(python):
    DATA.mkdir(exist_ok=True)
    stamp = DATA / f".checked_{SIZE}"
    files = [f"customers_{SIZE}.csv", f"transactions_{TX}.csv"]
    if not (stamp.exists() and all((DATA / f).exists() for f in files)):
        say(f"making the data ({SIZE})")
        make = [[SIZE, "--transactions"]] if SIZE == TX else [[SIZE], ["1m", "--transactions"]]
        for size, *more in make:
            subprocess.run([python, HERE / "gen_data.py", "--out", DATA, "--customers", size, *more], check=True, stderr=subprocess.DEVNULL)
        for f in files:
            digest = hashlib.sha256()
            with (DATA / f).open("rb") as h:
                while chunk := h.read(1 << 24): digest.update(chunk)
            want = EXPECTED["sha256"].get(f) or json.loads((HERE / f"expected_{TX}.json").read_text(encoding="utf-8"))["sha256"].get(f)
            if want and digest.hexdigest() != want: raise SystemExit(f"{f}: not the bytes that expected_{SIZE}.json is about; another numpy?")
        stamp.touch()
    for name, f in zip(("customers", "transactions"), files):
        link = DATA / f"{name}.csv"
        link.unlink(missing_ok=True)
        link.symlink_to(f)


# ---- one turn each

def seg(arguments):
    start = time.perf_counter()
    process = subprocess.Popen([A.seg, *arguments, "--threads", str(A.threads), "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    import threading
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    out = process.stdout.read()
    reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode: raise SystemExit(f"seg {' '.join(map(str, arguments))}: exit code {process.returncode}\n{errors[0].decode()}")
    return [json.loads(line) for line in out.decode().splitlines()], seconds, usage.ru_maxrss / 1024


LOADS = {"customers": ("customers", SIZE, f'load customers from "{DATA}/customers.csv" key customer_id show count() as n'),
         "transactions": ("transactions", TX, f'load transactions from "{DATA}/transactions.csv" of customers by customer_id at date show count(transactions) as n')}


def peer_load(python, peer, table, size):
    variant = {"duckdb": "schema", "polars": "schema"}[peer]
    p = subprocess.run([python, HERE / "load.py", "--data", DATA, "--one", peer, variant, table, size, str(A.threads)], capture_output=True, text=True)
    if p.returncode: raise SystemExit(p.stderr[-600:])
    return json.loads(p.stdout.splitlines()[-1])


def peer_queries(python, peer, names):
    p = subprocess.run([python, HERE / "peers.py", "--peer", peer, "--data", DATA, "--n", SIZE, "--threads", str(A.threads), "--runs", "3",
                        "--quiet-wait", "0", "--only", ",".join(names), "--check", HERE / f"expected_{SIZE}.json"], capture_output=True, text=True)
    if p.returncode: raise SystemExit(p.stderr[-600:])
    return [json.loads(line) for line in p.stdout.splitlines()]


def main():
    if not os.access(A.seg, os.X_OK): raise SystemExit(f"no program {A.seg}: swift build -c release")
    python = environment()
    data(python)
    load_times, load_memory, ours, theirs, versions, wrong = {}, {}, {}, {}, {}, []
    for turn in range(1, A.rounds + 1):
        say(f"round {turn} of {A.rounds}")
        if "loads" in wanted:
            for table, (name, size, text) in LOADS.items():
                answers, seconds, peak = seg(["-c", text])
                load_times.setdefault((table, "seg"), []).append(seconds)
                load_memory.setdefault((table, "seg"), []).append(peak)
                for peer in PEERS:
                    r = peer_load(python, peer, name, size)
                    load_times.setdefault((table, peer), []).append(r["seconds"])
                    load_memory.setdefault((table, peer), []).append(r["peak"] / 2**20)
        for q in chosen:
            name, form, timed, _ = QUERIES[q]
            answers, _, _ = seg(["run", str(HERE / "workload" / f"{q}.seg")])
            ours.setdefault(q, []).append(sum(a["ms"] for a in answers[timed]))
            if turn == 1 and not same(got := form(answers), ANSWERS[name]):
                wrong.append(q)
                say(f"{q}: WRONG ANSWER\n  got      {str(got)[:400]}\n  expected {str(ANSWERS[name])[:400]}")
        if chosen:
            for peer in PEERS:
                for r in peer_queries(python, peer, sorted({QUERIES[q][0] for q in chosen})):
                    if "error" in r or r.get("correct") is False:
                        say(f"{peer} {r['q']} {r['variant']}: left out, {r.get('error', 'wrong answer')}")
                        continue
                    theirs.setdefault(r["q"], {}).setdefault((peer, r["variant"]), []).append(r["median_ms"])
                    versions[peer] = r["version"]
    report(load_times, load_memory, ours, theirs, versions, wrong)
    return 1 if wrong else 0


def report(load_times, load_memory, ours, theirs, versions, wrong):
    m = statistics.median
    number = lambda x: f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip() or "?"
    cpu = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"{SIZE} customers, {A.threads} threads, {cpu[1] if cpu else platform.machine()}, commit {commit}, "
          + ", ".join(f"{p} {v}" for p, v in sorted(versions.items())) + f"; medians of {A.rounds} rounds\n")
    if load_times:
        print("| load | Seg s | DuckDB s | Polars s | ours / fastest | Seg peak MB | DuckDB | Polars |\n|---|---:|---:|---:|---:|---:|---:|---:|")
        for t in LOADS:
            s = {p: m(load_times[t, p]) for p in ("seg", *PEERS)}
            mem = {p: m(load_memory[t, p]) for p in ("seg", *PEERS)}
            print(f"| {t} | {s['seg']:.3f} | {s['duckdb']:.3f} | {s['polars']:.3f} | {s['seg'] / min(s[p] for p in PEERS):.2f} | " + " | ".join(f"{mem[p]:,.0f}" for p in ("seg", *PEERS)) + " |")
        print()
    if ours:
        print("| query | what | Seg ms (cold) | DuckDB ms | Polars ms | fastest formulation | ours / fastest | answer |\n|---|---|---:|---:|---:|---|---:|---|")
        for q in chosen:
            name, _, _, what = QUERIES[q]
            best = {}
            for (peer, variant), times in theirs.get(name, {}).items():
                if peer not in best or m(times) < best[peer][0]: best[peer] = (m(times), variant)
            winner = min(best, key=lambda p: best[p][0], default=None)
            cells = [number(best[p][0]) if p in best else "–" for p in PEERS]
            print(f"| {name} | {what} | {number(m(ours[q]))} | {' | '.join(cells)} | " + (f"{winner} ({best[winner][1]}) | {m(ours[q]) / best[winner][0]:.2f}" if winner and q not in wrong else "– | –") + f" | {'WRONG' if q in wrong else 'same'} |")


if __name__ == "__main__":
    sys.exit(main())
