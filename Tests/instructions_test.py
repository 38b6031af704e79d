#!/usr/bin/env python3
"""Instructions a row of the core kernels, held under limits: seconds on shared machines lie, counts do not.

  instructions_test.py PATH_OF_SEG [--write]

Each kernel is a question; its instructions are those of a run that loads and asks, less those of a run that only
loads, counted by `valgrind --tool=callgrind` with one thread. Start-up falls out as the difference between two sizes,
divided by the rows between them. The same program gives the same counts to about 1 in 10,000, but for some 10,000 in
what the allocator does, half of one a row: a limit is 1.15 times what was measured when it was set, and 0.5. Who
makes a kernel dearer on purpose says --write, and why in the commit.
The limits are those of x86-64 and Swift 6.3; elsewhere the test only tells what it measured.
"""
import concurrent.futures, pathlib, platform, random, re, shutil, subprocess, sys, tempfile

# kernel: the highest number of instructions a row (KERNELS says whether a row is a customer or an event)
LIMITS = {
    "load customers": 1690.00,
    "load events": 870.00,
    "filter": 1.69,
    "text condition": 3.39,
    "set algebra": 3.95,
    "top 20%": 15.80,
    "cover 80%": 26.81,
    "groups, median": 85.06,
    "rfm": 199.80,
    "formula": 131.01,
    "list in rank order": 18.90,
    "event facts": 87.45,
    "event conditions": 10.40,
    "distinct days": 69.45,
    "cohorts": 92.05,
}

SIZES = (20_000, 40_000)        # customers, with EVENTS_EACH events each; all within one morsel
EVENTS_EACH = 3
CUSTOMERS = 'load customers from "customers_{n}.csv" key id\n'
EVENTS = CUSTOMERS + 'load orders from "orders_{n}.csv" of customers by id at date\nas of 2026-01-01\n'

# kernel: (what is loaded before, and is no part of the count; the question; events or customers)
KERNELS = {
    "load customers": ("", CUSTOMERS, "customers"),
    "load events": (CUSTOMERS, EVENTS[len(CUSTOMERS):], "events"),
    "filter": (CUSTOMERS, 'show count() where frequency > 5 and channel = "web" and income is not missing', "customers"),
    "text condition": (CUSTOMERS, 'show count() where city contains "1"', "customers"),
    "set algebra": (CUSTOMERS, "segment a where frequency > 5 segment b where profit > 100 segment c where recency <= 90\n"
                    "show count(a and b) as ab, count(a and not c) as anc, count((a or c) and not b) as aconb", "customers"),
    "top 20%": (CUSTOMERS, "segment best where frequency > 5 rank by profit top 20% show count() of best", "customers"),
    "cover 80%": (CUSTOMERS, "segment most rank by profit cover 80% show count() of most", "customers"),
    "groups, median": (CUSTOMERS, "show count(), sum(profit), median(profit) by channel", "customers"),
    "rfm": (CUSTOMERS, "show rfm(recency, frequency, profit) where frequency > 0", "customers"),
    "formula": (CUSTOMERS, "metric q = (share * 0.49 + 0.5) / 1.01\nmetric value = profit / frequency * (q * (1 - q * q * q) / (1 - q)) - 12.5\n"
                "show sum(value) where value is not missing", "customers"),
    "list in rank order": (CUSTOMERS, "list id, city, profit where frequency > 5 rank by profit top 100", "customers"),
    "event facts": (EVENTS, "metric n = count(orders) metric spent = sum(amount of orders) metric latest = max(date of orders)\n"
                    "show sum(n), sum(spent), max(latest)", "events"),
    "event conditions": (EVENTS, 'show count() where count(orders since 2025-10-03) >= 1 and not any(orders where category = "toys")', "events"),
    "distinct days": (EVENTS, "metric days = distinct(date of orders) show sum(days)", "events"),
    "cohorts": (EVENTS, "show cohorts(orders, every month, layout: long)", "events"),
}


def make_data(folder, n):
    """Customers in key order with missing incomes, and their orders by day; the same bytes every time."""
    r = random.Random(4)
    cities, channels, categories = [f"city {i}" for i in range(200)], ["web", "app", "store", "phone"], ["tea", "toys", "books", "garden", "pets"]
    days = [f"{year}-{month:02}-{day:02}" for year in (2023, 2024, 2025) for month in range(1, 13) for day in range(1, 29)]
    with open(folder / f"customers_{n}.csv", "w", encoding="utf-8") as f:
        f.write("id,city,channel,income,profit,frequency,recency,share\n")
        for i in range(n):
            income = "" if r.random() < 0.05 else f"{r.lognormvariate(10, 0.5):.2f}"
            f.write(f"{1_000_000 + 3 * i},{r.choice(cities)},{r.choice(channels)},{income},{r.paretovariate(1.3) * 20 - 25:.2f},"
                    f"{int(r.expovariate(0.1))},{int(r.expovariate(0.01))},{r.random():.4f}\n")
    at = sorted(r.randrange(len(days)) for _ in range(EVENTS_EACH * n))
    with open(folder / f"orders_{n}.csv", "w", encoding="utf-8") as f:
        f.write("id,date,amount,category\n")
        for day in at:
            f.write(f"{1_000_000 + 3 * r.randrange(n)},{days[day]},{r.lognormvariate(3, 1):.2f},{r.choice(categories)}\n")


def count(program, folder, text, n):
    """The instructions of one run. Hash seeds are fixed, so that dictionaries do the same each time."""
    environment = {"SWIFT_DETERMINISTIC_HASHING": "1", "PATH": "/usr/bin:/bin"}
    p = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "-c", text.format(n=n), "--threads", "1", "--quiet"],
                       cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    total = re.search(r"Collected\s*:\s*(\d+)", p.stderr)
    if p.returncode or not total: raise SystemExit(f"valgrind, {text[:200]!r}: exit code {p.returncode}\n{p.stdout[-500:]}{p.stderr[-1500:]}")
    return int(total[1])


def measure(program, folder):
    """Instructions a row of each kernel."""
    texts = {before + question for before, question, _ in KERNELS.values()} | {before for before, _, _ in KERNELS.values()}
    runs = [(text or "show 1", n) for text in sorted(texts) for n in SIZES]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        counts = dict(zip(runs, pool.map(lambda run: count(program, folder, *run), runs)))
    small, large = SIZES
    found = {}
    for kernel, (before, question, grain) in KERNELS.items():
        own = {n: counts[before + question, n] - counts[before or "show 1", n] for n in SIZES}
        found[kernel] = (own[large] - own[small]) / ((large - small) * (EVENTS_EACH if grain == "events" else 1))
    return found


def write(found):
    """Puts new limits into this file."""
    path = pathlib.Path(__file__)
    lines = "".join(f'    "{kernel}": {1.15 * value + 0.5:.2f},\n' for kernel, value in found.items())
    path.write_text(re.sub(r"(?s)(\nLIMITS = \{\n).*?(\n?\}\n)", lambda m: m[1] + lines + "}\n", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--write"]): sys.exit(__doc__)
    if not shutil.which("valgrind"):
        subprocess.run([pathlib.Path(__file__).parent / "install.sh", "valgrind"], check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = folder / "seg"        # without debugging information, which valgrind cannot read from Swift
        subprocess.run(["strip", "--strip-debug", "-o", program, sys.argv[1]], check=True)
        for n in SIZES: make_data(folder, n)
        found = measure(program, folder)
    if sys.argv[2:]: write(found)
    here = platform.machine() == "x86_64"
    above = [kernel for kernel, value in found.items() if here and not sys.argv[2:] and value > LIMITS.get(kernel, 0)]
    for kernel, value in found.items():
        limit = LIMITS.get(kernel, 0)
        print(f"{kernel:20} {value:9.2f} a row, limit {limit:9.2f}" + ("  ABOVE" if kernel in above else "  far below: lower it" if value < 0.7 * limit else ""))
    print(f"{len(found) - len(above)} passed, {len(above)} failed" if here else f"{len(found)} measured; no limits on {platform.machine()}")
    sys.exit(1 if above else 0)


if __name__ == "__main__": main()
