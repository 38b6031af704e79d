#!/usr/bin/env python3
"""Seg and DuckDB, Polars, ClickHouse (chDB) and pandas: the same data, the same machine, turn by turn.

  bench.py [--size 100k|1m|10m] [--rounds 3] [--threads 2] [--only q2,q9,loads,start,feel] [--peers duckdb,polars]
  bench.py --growth      Seg alone from 100 thousand to 1 and 10 million customers
  bench.py --variants    other questions and other data, the answers compared with DuckDB's
  bench.py --aggregates  every aggregate of events, of each customer and of groups, the answers compared with DuckDB's
  bench.py --analysts    windows, periods, stages, models and texts: the words of analysts, each within a second
  bench.py --linked      lines of orders of customers, with products: loads that link, and questions through the links

Makes the data (Benchmarks/data, seeded, hashes checked) and a Python environment for the peers
(.build/bench-venv), then takes turns: Seg, a peer, Seg, the next peer … and again. Every answer is compared with
expected_*.json. Prints Markdown tables.

How it is counted
  - load: from the CSV file to the engine's own memory. Seg's figure is the whole process, start included; a peer's
    is the load call alone. Events are loaded after their customers and linked to them; their own time is that of
    their receipt, linking included (or, below a fifth of a second, what they add). Peers have no such step.
  - query: Seg evaluates each once, cold, in a fresh process after the load (`ms` of the JSON answer). A peer repeats
    it in one process after a warm-up, in several formulations (peers/), and the fastest of them counts.
  - limit: plain C++ over raw columns in the same session (light.cpp).
  - a figure is the median over all rounds. On a busy machine a ratio below 1.5 proves nothing in either direction.
"""
import argparse, json, os, re, statistics, sys

import feel
import running
import tables
from questions import QUESTIONS, same
from running import DATA, ROOT, say

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--size", default="1m", choices=["10k", "100k", "1m", "10m"], help="of customers; 10k for --linked alone, which has no 10m")
arguments.add_argument("--rounds", type=int, default=3)
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--only", default="", help="questions, such as q2,q12a, or all `questions`; also loads, start, feel")
arguments.add_argument("--peers", default="duckdb,polars,chdb,pandas", help="… and sqlite, for 100k and 1m; `none` for Seg alone")
arguments.add_argument("--seg", default=str(ROOT / ".build" / "release" / "seg"))
arguments.add_argument("--thorough", action="store_true", help="every formulation of every peer (at 100k always)")
arguments.add_argument("--no-limits", action="store_true", help="without the plain C++")
arguments.add_argument("--growth", action="store_true")
arguments.add_argument("--variants", action="store_true")
arguments.add_argument("--linked", action="store_true")
arguments.add_argument("--aggregates", action="store_true")
arguments.add_argument("--analysts", action="store_true")


def load_texts():
    """What Seg is told for each table; the name tells the table to which rows are counted."""
    customers = f'load customers from "{DATA}/customers.csv" key customer_id '
    return {"customers": customers,
            "transactions": customers + f'load transactions from "{DATA}/transactions.csv" of customers by customer_id at date '}


class Measured:
    """All that a run has found; lists have one entry a turn. Seconds for loads, milliseconds for questions, megabytes."""
    def __init__(self):
        self.load_seconds, self.load_peak, self.load_resident, self.rows, self.both, self.linking, self.events = {}, {}, {}, {}, {}, [], []
        self.ours, self.peak, self.theirs, self.versions = {}, {}, {}, {}
        self.wrong, self.limits, self.start, self.feel = [], {}, [], []


def measure_loads(A, python, peers, size, found):
    """One turn of each engine for each table, two of Seg."""
    for table, text in load_texts().items():
        for _ in range(2):
            turn = running.seg(A.seg, A.threads, "-c", text + ("show count(transactions) as n" if table == "transactions" else "show count() as n"))
            found.rows[table] = turn.answers[0]["rows"][0][0]
            found.both.setdefault(table, []).append(turn.seconds)
            found.load_peak.setdefault((table, "seg"), []).append(turn.peak)
            # Receipts of loads that took long say how much of it was to sort the events into their customers.
            took = re.search(r"^transactions .* read in ([\d.]+) s, linked in ([\d.]+) s", turn.receipts, re.M)
            if took:
                both = float(took[1]) + float(took[2])
                found.linking.append(float(took[2]) / both)
                found.events.append(both)
        for peer in peers:
            of = size if table == "customers" else running.events_of(size)
            if not (r := running.peer_load(python, peer, table, of, A.threads)): continue
            if r["rows"] != found.rows[table] and table == "customers": found.wrong.append(f"load of {table} by {peer}")
            found.load_seconds.setdefault((table, peer), []).append(r["seconds"])
            found.load_peak.setdefault((table, peer), []).append(r["peak"] / 2**20)
            found.load_resident[table, peer] = r["resident"]
    found.load_seconds["customers", "seg"] = found.both["customers"]
    # A script's loads have one time together: the events' own is on their receipt, or, for the smallest, what they add.
    found.load_seconds["transactions", "seg"] = found.events or [min(found.both["transactions"]) - min(found.both["customers"])]


def ask(A, chosen, answers, found):
    """One turn of Seg: each question in a process of its own."""
    for q in chosen:
        question = QUESTIONS[q]
        turn = running.seg(A.seg, A.threads, "run", running.HERE / "workload" / f"{q}.seg", "--quiet")
        found.ours.setdefault(q, []).append(sum(a["ms"] for a in turn.answers[question.timed]))
        found.peak.setdefault(q, []).append(turn.peak)
        if q not in found.wrong and not same(got := question.form(turn.answers), answers[question.name]):
            found.wrong.append(q)
            say(f"{q}: WRONG ANSWER\n  got      {str(got)[:400]}\n  expected {str(answers[question.name])[:400]}")


def contenders(A, theirs, peer):
    """(question, formulation) of a peer that came within 1.7 times of its fastest so far: the others cannot win. In the first
    round those of peers/contenders.json, which came within 1.5 times of it in one of the runs that tried all, at 1m and 10m."""
    least = {}
    for (q, p, v), times in theirs.items():
        if p == peer: least[q] = min(least.get(q, float("inf")), min(times))
    if not least and A.size != "100k" and not A.thorough:
        return [(q, v) for q, variants in json.loads((running.HERE / "peers" / "contenders.json").read_text())[peer].items() for v in variants]
    return [(q, v) for (q, p, v), times in theirs.items() if p == peer and min(times) <= 1.7 * least[q]]


def ask_peer(A, python, peer, names, found):
    for r in running.peer_questions(python, peer, A.size, A.threads, names, contenders(A, found.theirs, peer)):
        if "error" in r or r.get("correct") is False:
            say(f"{peer} {r['q']} {r['variant']}: left out, {r.get('error', 'wrong answer')}")
            continue
        found.theirs.setdefault((r["q"], peer, r["variant"]), []).append(r["median_ms"])
        found.versions[peer] = r["version"]


def compare(A, python, peers, wanted):
    """The main run."""
    found = Measured()
    chosen = [q for q in QUESTIONS if q in wanted]
    answers = running.expected(A.size)["answers"]
    running.data(python, A.size)
    running.choose(A.size)
    for name in ("customers.csv", "transactions.csv"): running.warm(DATA / name)
    if "start" in wanted:
        say("starts")
        running.data(python, "100k")
        found.start = running.starts(python, A.seg)
    if "feel" in wanted and A.size != "10m":
        say("the prompt")
        found.feel = feel.measure(A.seg, A.threads, DATA, A.rounds)
    if chosen and not A.no_limits:
        say("limits")
        found.limits = running.limits(A.size)
    for turn in range(1, A.rounds + 1):
        say(f"round {turn} of {A.rounds}")
        if "loads" in wanted: measure_loads(A, python, peers, A.size, found)
        if not chosen: continue
        for peer in peers or [None]:
            ask(A, chosen, answers, found)
            if peer: ask_peer(A, python, peer, sorted({QUESTIONS[q].name for q in chosen}), found)
    if "loads" in wanted:
        found.load_resident["customers", "seg"] = running.resident(A.seg, A.threads, load_texts()["customers"])
        both = running.resident(A.seg, A.threads, load_texts()["transactions"])
        if both and found.load_resident["customers", "seg"]: found.load_resident["transactions", "seg"] = both - found.load_resident["customers", "seg"]
        found.half = halves(A)
    print(tables.heading(A, found.versions))
    if found.start: print(tables.starts(found.start))
    if found.feel: print(tables.prompt(found.feel))
    if found.load_seconds: print(tables.loads(A, peers, found))
    if chosen: print(tables.questions(A, peers, chosen, found))
    return 1 if found.wrong else 0


def halves(A):
    """Seconds to load the first half of the customers, and all: twice the rows should take twice the time."""
    half, whole = DATA / f"half_{A.size}.csv", DATA / f"customers_{A.size}.csv"
    if not half.exists():
        count = running.ROWS[A.size] // 2 + 1
        with open(whole, "rb") as source, open(half, "wb") as target:
            for _ in range(count): target.write(source.readline())
    times = {half: [], whole: []}
    for path in (half, whole) * max(A.rounds, 3):
        times[path].append(running.seg(A.seg, A.threads, "-c", f'load customers from "{path}" key customer_id show count() as n').seconds)
    return statistics.median(times[half]), statistics.median(times[whole])


def growth(A, python, wanted):
    """Seg alone at three sizes."""
    sizes = ("100k", "1m", "10m")
    found = {size: Measured() for size in sizes}
    chosen = [q for q in QUESTIONS if q in wanted]
    for size in sizes: running.data(python, size)
    for turn in range(A.rounds):
        for size in sizes:
            running.choose(size)
            say(f"round {turn + 1}, {size}")
            measure_loads(A, python, [], size, found[size])
            ask(A, chosen, running.expected(size)["answers"], found[size])
    print(tables.heading(A, {}))
    print(tables.growth(sizes, chosen, found))
    return 1 if any(f.wrong for f in found.values()) else 0


def main():
    A = arguments.parse_args()
    if not os.access(A.seg, os.X_OK): raise SystemExit(f"no program {A.seg}: swift build -c release")
    lock = running.alone()
    if A.variants:
        import variants
        return variants.run(A)
    if A.aggregates:
        import aggregates
        return aggregates.run(A)
    if A.analysts:
        import analysts
        return analysts.run(A)
    if A.linked:
        import linked
        return linked.run(A)
    wanted = [q for word in A.only.split(",") if word for q in (QUESTIONS if word == "questions" else [word])] or ["start", "feel", "loads", *QUESTIONS]
    if unknown := [q for q in wanted if q not in (*QUESTIONS, "start", "loads", "feel")]: raise SystemExit(f"no question {', '.join(unknown)}")
    python, peers = running.environment([p for p in A.peers.split(",") if p and p != "none"])
    if A.size == "10m" and "sqlite" in peers: peers.remove("sqlite")
    return growth(A, python, wanted) if A.growth else compare(A, python, peers, wanted)


if __name__ == "__main__":
    try: sys.exit(main())
    except running.Failed as failure: sys.exit(str(failure))
