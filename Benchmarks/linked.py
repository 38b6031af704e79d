"""Tables that belong together: lines of orders of customers, with products that the lines look up. Called by bench.py --linked.

Seg loads and links the four files in a fresh process, and answers each question cold in it; a peer reads the files (without
linking anything), and repeats each question in one process after a warm-up, the fastest of its formulations (linked_peers.py).
Answers are compared.
"""
import json, pathlib, statistics, subprocess, sys

import running
from questions import same
from tables import head, line, mean, number

LOADS = """load customers from "{customers}" key customer_id
load orders from "{orders}" key order_id of customers by customer_id at order_date
load lines from "{lines}" of orders by order_id
load products from "{products}" key sku
as of 2026-01-01
link lines to products by sku
"""
FIGURES = "show count(v > 0) as n, sum(v) as total, max(v) as most"
# question: (what, Seg's text, whether it is a sum for each customer over lines with a condition on a product)
QUESTIONS = {
    "tea": ("sum of each customer where the product is tea", f'metric v = sum(quantity * price of lines where products.category = "tea")\n{FIGURES}', True),
    "cheap": ("… where the product costs less than 5", f"metric v = sum(quantity * price of lines where products.unit_cost < 5)\n{FIGURES}", True),
    "two": ("… where it is tea or coffee, more than one", f'metric v = sum(quantity * price of lines where products.category in ("tea", "coffee") and quantity > 1)\n{FIGURES}', True),
    "tea_year": ("… where it is tea, in orders of the last year", f'metric v = sum(quantity * price of lines where products.category = "tea" since 2025-01-01)\n{FIGURES}', True),
    "by_category": ("lines and their sum by the product's category", "show count(lines) as n, sum(quantity * price of lines) as v by products.category", False),
}


def peer(python, name, files, A):
    """The lines of one run of a peer, or none where it cannot run."""
    paths = json.dumps({k: str(v) for k, v in files.items()})
    p = subprocess.run([python, pathlib.Path(__file__).with_name("linked_peers.py"), name, paths, str(A.threads), str(A.rounds)], capture_output=True, text=True)
    if p.returncode: running.say(f"{name}: {p.stderr[-600:]}")
    return [json.loads(row) for row in p.stdout.splitlines()]


def rows(answer): return sorted(([list(row) for row in answer]), key=lambda row: [(x is None, str(x)) for x in row])


def run(A):
    python, peers = running.environment(["duckdb", "polars"])
    here = pathlib.Path(__file__).parent
    make = "import sys, json, pathlib, linked_data; print(json.dumps({k: str(v) for k, v in linked_data.make(pathlib.Path(sys.argv[1]), sys.argv[2], lambda *w: print(*w, file=sys.stderr)).items()}))"
    files = json.loads(subprocess.run([python, "-c", make, running.DATA, A.size], cwd=here, check=True, stdout=subprocess.PIPE, text=True).stdout)
    for path in files.values(): running.warm(path)
    wanted = {q: v for q, v in QUESTIONS.items() if not A.only or q in A.only.split(",")}
    before = LOADS.format(**files)
    loads, ours, answers, receipts, peak = [], {}, {}, "", []
    theirs = {}
    for turn in range(A.rounds):
        running.say(f"round {turn + 1} of {A.rounds}")
        loaded = running.seg(A.seg, A.threads, "-c", before + "show count(lines) as n")
        loads.append(loaded.seconds)
        peak.append(loaded.peak)
        receipts = loaded.receipts
        for q, (_, text, _) in wanted.items():
            asked = running.seg(A.seg, A.threads, "-c", before + text, "--quiet")
            ours.setdefault(q, []).append(sum(a["ms"] for a in asked.answers))
            answers[q] = asked.answers[-1]["rows"]
        for name in peers:
            for found in peer(python, name, files, A): theirs.setdefault((found["question"], name), []).append(found)
    return report(A, peers, wanted, loads, peak, receipts, ours, answers, theirs, files)


def report(A, peers, wanted, loads, peak, receipts, ours, answers, theirs, files):
    wrong, ratios = [], []
    print(f"Linked tables, {A.size} customers, {A.threads} threads; medians of {A.rounds} rounds\n")
    print(receipts)
    seconds = {name: statistics.median(f["seconds"] for f in theirs[("load", name)]) for name in peers if ("load", name) in theirs}
    own = statistics.median(loads)
    size = sum(pathlib.Path(f).stat().st_size for f in files.values()) / 2**20
    print(head("<load", "Seg s (linked)", *(f"{n} s (read only)" for n in seconds), "times faster than the fastest", "Seg peak MB", "of the files")
          + line("four files", f"{own:.3f}", *(f"{s:.3f}" for s in seconds.values()), number(min(seconds.values()) / own if seconds else None), number(statistics.median(peak)), f"{statistics.median(peak) / size:.2f}"))
    out = head("<question", "Seg ms (cold)", *(f"{n} ms" for n in peers), "times faster than the fastest", "<its formulation", "<answers")
    for q, (what, _, judged) in wanted.items():
        best = {}
        for name in peers:
            for found in theirs.get((q, name), []):
                if not same(rows(answers[q]), rows(found["answer"])): wrong.append(f"{q}, {name} {found['formulation']}: Seg {rows(answers[q])[:3]}, {name} {rows(found['answer'])[:3]}")
            by = {}
            for found in theirs.get((q, name), []): by.setdefault(found["formulation"], []).append(found["ms"])
            if by: best[name] = min((statistics.median(times), formulation) for formulation, times in by.items())
        ms = statistics.median(ours[q])
        fastest = min(best.values()) if best else (None, "")
        if best: ratios.append((fastest[0] / ms, judged))
        out += line(what, number(ms), *(number(best[n][0]) if n in best else "–" for n in peers), number(fastest[0] / ms if best else None), fastest[1], "OTHER" if any(w.startswith(q + ",") for w in wrong) else "alike")
    print(out)
    sums = [r for r, judged in ratios if judged]
    if sums: print(f"Sums for each customer with a condition on a product: {min(sums):.2f} to {max(sums):.2f} times faster, geometric mean {mean(sums):.2f}. The goal is 3.")
    for text in wrong: running.say("OTHER ANSWERS", text)
    return 1 if wrong else 0
