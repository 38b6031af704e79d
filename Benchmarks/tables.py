"""The tables that bench.py prints, in Markdown."""
import math, pathlib, platform, re, statistics, subprocess

from questions import QUESTIONS
from running import DATA, HERE, ROOT

NAMES = {"seg": "Seg", "duckdb": "DuckDB", "polars": "Polars", "chdb": "ClickHouse", "pandas": "pandas", "sqlite": "SQLite"}
median = statistics.median


def number(x): return "–" if x is None else f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"
def line(*cells): return "| " + " | ".join(map(str, cells)) + " |\n"
def head(*cells): return line(*(c.lstrip("<") for c in cells)) + "|" + "|".join("---" if c.startswith("<") else "---:" for c in cells) + "|\n"
def mean(ratios): return math.exp(statistics.fmean(map(math.log, ratios))) if ratios else None


def heading(A, versions):
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip() or "?"
    cpu = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    what = "growth" if A.growth else f"{A.size} customers"
    return (f"{what}, {A.threads} thread{'s' * (A.threads > 1)}, {cpu[1] if cpu else platform.machine()}, commit {commit}"
            + "".join(f", {NAMES[p]} {v}" for p, v in sorted(versions.items())) + f"; medians of {A.rounds} rounds\n")


def starts(lines):
    out = head("<from start to answer", "<program", "median ms", "least", "most")
    for r in lines:
        if "error" in r: out += line(r["what"], r["program"], "failed", "", "")
        else: out += line(r["what"], r["program"], number(r["median_ms"]), number(r["min_ms"]), number(r["max_ms"]) + ("" if r.get("same", True) else " OTHER ANSWER"))
    return out


def prompt(lines):
    """The goal is 50 ms."""
    out = head("<at the prompt, from Return to the next prompt", "median ms", "most", "<50 ms")
    for what, ms, most in lines: out += line(what, number(ms), number(most), "met" if ms <= 50 else "above")
    return out


def loads(A, peers, found):
    out = head("<load", "rows", "Seg s", *(f"{NAMES[p]} s" for p in peers), "times faster", "Seg peak MB", "of the file", *(f"{NAMES[p]} MB" for p in peers),
               "Seg B/row", *(f"{NAMES[p]} B/row" for p in peers))
    for table in ("customers", "transactions"):
        s = {p: median(found.load_seconds[table, p]) for p in ("seg", *peers) if (table, p) in found.load_seconds}
        rest = [s[p] for p in peers if p in s]
        file = (DATA / f"{table}.csv").stat().st_size / 2**20
        if table == "transactions": file += (DATA / "customers.csv").stat().st_size / 2**20   # both are loaded
        peak = median(found.load_peak[table, "seg"])
        def memory(p): return number(median(found.load_peak[table, p])) if (table, p) in found.load_peak else "–"
        def bytes_a_row(p): return number(found.load_resident[table, p] / found.rows[table]) if found.load_resident.get((table, p)) else "–"
        out += line(table + (" (linked to customers)" if table == "transactions" else ""), f"{found.rows[table]:,}", f"{s['seg']:.3f}",
                    *(f"{s[p]:.3f}" if p in s else "–" for p in peers), number(min(rest) / s["seg"] if rest else None), number(peak), f"{peak / file:.2f}",
                    *(memory(p) for p in peers), bytes_a_row("seg"), *(bytes_a_row(p) for p in peers))
    if found.linking:
        out += f"\nOf the transactions' time {median(found.linking):.0%} is linking, which no peer does.\n"
    half, whole = found.half
    out += f"\nCustomers, half the rows: {half:.3f} s; all: {whole:.3f} s, {whole / half:.2f} times as long."
    parse = [ms for (what, th), ms in found.limits.items() if what.startswith("parse ") and th <= A.threads]
    link = [ms for (what, th), ms in found.limits.items() if what.startswith("link")]
    if parse: out += f" Plain C++ parses the customers in {min(parse) / 1000:.3f} s and links the transactions in {min(link) / 1000:.3f} s (one thread)."
    return out + "\n"


def best(found, name):
    """Each peer's fastest formulation: {peer: (ms, formulation)}."""
    least = {}
    for (q, peer, variant), times in found.theirs.items():
        if q == name and (peer not in least or median(times) < least[peer][0]): least[peer] = (median(times), variant)
    return least


def limit(A, found, question):
    """The better of one thread and several: at small sizes the threads cost more than they bring."""
    if not question.limit: return None
    return min((ms for (what, th), ms in found.limits.items() if what.startswith(question.limit) and th <= A.threads), default=None)


def questions(A, peers, chosen, found):
    out = head("<query", "<what", "Seg ms (cold)", "least", *(f"{NAMES[p]} ms" for p in peers), "<fastest peer", "times faster", "<goal", "plain C++ ms", "of it", "peak MB", "<answer")
    ratios = []
    for q in chosen:
        question, ours = QUESTIONS[q], median(found.ours[q])
        theirs, bound = best(found, question.name), limit(A, found, question)
        winner = min(theirs, key=lambda p: theirs[p][0], default=None)
        ratio = theirs[winner][0] / ours if winner and ours and q not in found.wrong else None
        if ratio: ratios.append(ratio)
        out += line(question.name, question.what, number(ours), number(min(found.ours[q])), *(number(theirs[p][0] if p in theirs else None) for p in peers),
                    f"{NAMES[winner]} ({theirs[winner][1]})" if winner else "–", number(ratio), ("" if ratio is None else "met" if ratio >= question.goal else f"below {question.goal}"),
                    number(bound) + ("*" if bound and question.partial else ""), number(ours / bound if bound else None), number(median(found.peak[q])),
                    "WRONG" if q in found.wrong else "as expected")
    if ratios: out += f"\nGeometric mean of `times faster`: {mean(ratios):.2f}."
    partial = [f"{QUESTIONS[q].name} {QUESTIONS[q].partial}" for q in chosen if QUESTIONS[q].partial]
    if partial and found.limits: out += f" * The C++ does part of it: {', '.join(partial)}."
    return out + "\n"


def growth(sizes, chosen, found):
    factors = [f"{a} → {b}" for a, b in zip(sizes, sizes[1:])]
    out = head("<", *(f"{s} customers" for s in sizes), *factors, "peak MB at " + sizes[-1])
    def add(name, values, peak, digits):
        return line(name, *(digits(v) for v in values), *(f"{b / a:.1f}" for a, b in zip(values, values[1:])), number(peak))
    for table in ("customers", "transactions"):
        out += add(f"load of {table}, s", [median(found[s].load_seconds[table, "seg"]) for s in sizes], median(found[sizes[-1]].load_peak[table, "seg"]), lambda v: f"{v:.3f}")
    for q in chosen:
        out += add(f"{QUESTIONS[q].name}, ms" + (" WRONG" if any(q in found[s].wrong for s in sizes) else ""), [median(found[s].ours[q]) for s in sizes],
                   median(found[sizes[-1]].peak[q]), number)
    return out + "\nThe transactions are 1 million at 100k customers, 10 million at 1m and 10m: loads of transactions, Q8, Q9 and Q10 grow by their number.\n"
