#!/usr/bin/env python3
"""Memory: a limit holds within 1.2 times, and where the system has no more there is a diagnostic.

  memory_test.py PATH_OF_SEG

Each case runs with limits from far too little to enough. What the process takes at most, less what the program
itself takes, is at most 1.2 times the limit (and 8 MB). The same cases run in address spaces that are too small:
they end with [out-of-memory] and 1, never with a signal. Closes with `N passed, N failed`.
"""
import gzip, os, pathlib, random, shutil, subprocess, sys, tempfile

SEG = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
WORK = pathlib.Path(tempfile.mkdtemp(prefix="seg-memory-"))
ROWS = 250_000
MB = 1_000_000
LOAD = 'load customers from "c.csv" key id\n'
EVENTS = 'load orders from "e.csv" of customers by id at day\nas of 2024-12-31\n'
SEGMENT = "segment m where member\n"
CASES = {
    "a load": LOAD + EVENTS + "show count()",
    "a packed load": 'load customers from "c.csv.gz" key id show count()',
    "a list": LOAD + EVENTS + "metric a = sum(amount of orders)\nlist id, a, a * age as b rank by b top 5",
    "groups": LOAD + EVENTS + "show count(), median(income) by city, household",
    "a look-alike": LOAD + SEGMENT + "metric s = lookalike(m, on: (age, city, income, household, income / age))\nshow avg(s)",
    "a propensity": LOAD + EVENTS + "metric s = propensity(any(orders since 2024-07-01) as of 2024-06-30, on: (age, city, count(orders)))\nshow avg(s)",
    "purchases": EVENTS + "metric v = p_alive(orders, unit: day)\nshow avg(v)",
    "lifetime values": EVENTS + "metric v = clv(amount of orders, horizon: 24 months, discount: 10% yearly)\nshow avg(v)",
    "periods": EVENTS + 'metric v = expected_orders(orders, model: "bg/bb", unit: month, next: 3 months)\nshow avg(v)',
    "a model": EVENTS + "show model(amount of orders)",
    "a backtest": EVENTS + "show backtest(orders, before: 2023-07-01)",
    "quality": EVENTS + "show quality(orders)",
    "quality of a segment": LOAD + EVENTS + "segment s where age > 30\nshow quality(orders) of s",
}
passed, failed = 0, 0


def outcome(name, ok, why):
    global passed, failed
    if ok: passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {why}")


def write_data():
    """Line by line: what this process holds would count as memory of its children."""
    random.seed(7)
    rnd = random.random
    days = [f"{year}-{month:02}-{day:02}" for year in range(2018, 2025) for month in range(1, 13) for day in range(1, 29)]
    with open(WORK / "c.csv", "w") as customers, open(WORK / "e.csv", "w") as events:
        customers.write("id,age,city,income,household,member\n")
        events.write("id,day,amount\n")
        for row in range(ROWS):
            age = int(18 + 60 * rnd())
            customers.write(f"{row},{age},C{int(rnd() * 9)},{round(2e4 + rnd() * 8e4, 2)},{1 + int(rnd() * 5)},{'yes' if rnd() < age / 150 else 'no'}\n")
            day = int(rnd() * len(days))
            for _ in range(1 + int(rnd() * 4)):
                if day >= len(days): break
                events.write(f"{row},{days[day]},{1 + int(rnd() * 20000) / 100}\n")
                day += 1 + int(rnd() * 400)
    with open(WORK / "c.csv", "rb") as plain, gzip.open(WORK / "c.csv.gz", "wb", compresslevel=1) as packed: shutil.copyfileobj(plain, packed)


def run(arguments, space=None):
    """Exit code, bytes at most, what it says; in so many bytes of address space."""
    limit = f"ulimit -v {space // 1024}; " if space else ""
    with open(WORK / "errors", "w+b") as errors:
        process = subprocess.Popen(["bash", "-c", limit + 'exec "$0" --quiet --threads 2 "$@"', SEG, *arguments], cwd=WORK,
                                   stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return process.returncode, usage.ru_maxrss * 1024, errors.read().decode("utf-8", "replace")


def explained(code, errors, id):
    return code == 0 or code == 1 and f"[{id}]" in errors and "Fatal" not in errors


write_data()
base = run(["-c", "show 1"])[1]
worst = (0.0, "")
for name, text in CASES.items():
    code, most, errors = run(["-c", text])
    outcome(name, code == 0, errors[:300])
    if code: continue
    need = most - base
    for step in range(5, 10):
        limit = int(need * step / 9)
        code, most, errors = run(["--limit", f"memory={limit // 1000}KB", "-c", text])
        share = (most - base) / limit
        worst = max(worst, (share, name))
        outcome(f"{name} within {limit // MB} MB", explained(code, errors, "memory-limit"), f"exit code {code}: {errors[:300]}")
        outcome(f"{name} within {limit // MB} MB", most - base <= 1.2 * limit + 8 * MB, f"{(most - base) // MB} MB")
    # What the program maps before it reads anything, and room that is always left.
    for step in range(1, 5):
        space = 130 * MB + int(need * step / 4)
        code, _, errors = run(["-c", text], space)
        outcome(f"{name} in {space // MB} MB of address space", explained(code, errors, "out-of-memory"), f"exit code {code}: {errors[:300]}")
print(f"at most {worst[0]:.2f} times a limit: {worst[1]}")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
