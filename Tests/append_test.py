#!/usr/bin/env python3
"""Files in random pieces, appended one after the other, are the same table as one file.

  append_test.py PATH_OF_SEG [CASES] [SEED]

Customers, their orders and the items of these, each split at random: keys that are missing, repeated or unknown, columns in
another order, keys and times that the load makes. Answers, rejected rows and the number of rows are compared. A failure
prints its seed. Closes with `N passed, N failed`.
"""
import csv, json, pathlib, random, re, subprocess, sys, tempfile

if len(sys.argv) not in (2, 3, 4): sys.exit(__doc__)
SEG = str(pathlib.Path(sys.argv[1]).resolve())
CASES, SEED = (int(a) for a in (sys.argv[2:] + ["40", "1"][len(sys.argv) - 2:])[:2])
LOADS = {
    "customers": 'key lower(id) with (types: (id: text, city: text, joined: date))',
    "orders": 'key order_id of customers by lower(who) at date(day, "%y%m%d") with (types: (order_id: integer, who: text, amount: number))',
    "items": 'of orders by bill with (types: (bill: integer, sku: text, quantity: integer))',
}
QUESTIONS = """column value of items = quantity * orders.amount
table baskets from items where quantity > 1 per bill: pieces = sum(quantity), lines = count()
metric spent = sum(amount of orders)
metric gap = avg(day - previous(day) of orders)
list *
list * of orders
list * of items
list * of baskets
list `lower(id)`, spent, gap, count(orders where sum(quantity of items) > 3), sum(value of items in last 100 days)
show count(orders), sum(quantity of items), avg(amount of orders) by day in 2024-03 as march
show count(), sum(spent) by city
"""


def tables(r):
    """Column names and rows, as written, of each table."""
    people = [r.choice(["a", "B"]) + str(n) for n in range(r.randint(1, 12))]
    spelled = lambda name: r.choice([name, name.lower(), name.upper()])
    orders = r.randint(1, 40)
    return {
        "customers": (["id", "city", "joined"], [[r.choice([spelled(r.choice(people)), spelled(r.choice(people)), ""]), r.choice(["Rome", "Oslo", ""]), f"2024-01-{r.randint(1, 28):02}"] for _ in range(2 * len(people))]),
        "orders": (["order_id", "who", "day", "amount"], [[r.choice([str(n), str(n), str(r.randint(1, orders)), ""]), r.choice([spelled(r.choice(people)), "x9", ""]), f"24{r.randint(1, 6):02}{r.randint(1, 28):02}", r.choice(["", str(r.randint(1, 9999) / 100)])] for n in range(orders)]),
        "items": (["bill", "sku", "quantity"], [[r.choice([str(r.randint(0, orders + 2)), ""]), r.choice("PQR"), str(r.randint(1, 5))] for _ in range(3 * orders)]),
    }


def write(path, columns, rows, order):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([[row[k] for k in order] for row in [columns] + rows])


def answers(script, folder):
    (folder / "script.seg").write_text(script, encoding="utf-8")
    p = subprocess.run([SEG, "run", "script.seg", "--format", "json"], cwd=folder, capture_output=True, text=True, timeout=60)
    if p.returncode: return p.stderr, {}, []
    rows = {}
    for name, added, whole in re.findall(r"^(\w+)  ([\d,]+) rows?(?: added, ([\d,]+) in all)?", p.stderr, re.M): rows[name] = whole or added
    return None, rows, [json.loads(line)["rows"] for line in p.stdout.splitlines()]


def case(seed):
    """None, or what was wrong."""
    r = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="seg-append-"))
    # Some pieces come after everything is loaded and asked.
    whole, split, later = "", "", []
    for name, (columns, rows) in tables(r).items():
        write(folder / f"{name}.csv", columns, rows, range(len(columns)))
        ends = sorted(r.randint(1, len(rows)) for _ in range(r.randint(0, 3))) + [len(rows)]
        start, waits = 0, False
        for piece, end in enumerate(ends):
            order = list(range(len(columns)))
            r.shuffle(order)
            write(folder / f"{name}-{piece}.csv", columns, rows[start:end], order if piece else range(len(columns)))
            start = end
            if piece == 0:
                split += f'load {name} from "{name}-0.csv" {LOADS[name]}\n'
            else:
                appended = f'append {name} from "{name}-{piece}.csv"\n'
                # Pieces keep their order.
                waits = waits or r.random() < 0.5
                if waits: later.append(appended)
                else: split += appended
        whole += f'load {name} from "{name}.csv" {LOADS[name]}\n'
    rejects = "".join(f"list reason, text of {name}.rejects\n" for name in ("customers", "orders"))
    today = "as of 2024-06-30\n"
    ours = answers(today + split + "list *\n" * 2 + "".join(later) + QUESTIONS + rejects, folder)
    theirs = answers(today + whole + "list *\n" * 2 + QUESTIONS + rejects, folder)
    # A piece of which nothing can be taken is no table to append to.
    if "no-rows" in (ours[0] or "") + (theirs[0] or ""): return None
    if ours[0] or theirs[0]: return ours[0] or theirs[0]
    if ours[1] != theirs[1]: return f"rows {ours[1]} and {theirs[1]}"
    # Rejected rows are in the order of their files, texts in that of their columns.
    plain = lambda rows: sorted((row[0], sorted(row[1].split(","))) for row in rows)
    for k, (a, b) in enumerate(zip(ours[2][2:], theirs[2][2:])):
        if k >= len(ours[2]) - 4: a, b = plain(a), plain(b)
        if a != b: return f"answer {k}: {a} and {b}"
    return None if len(ours[2]) == len(theirs[2]) else "fewer answers"


failed = 0
for seed in range(SEED, SEED + CASES):
    wrong = case(seed)
    if wrong:
        failed += 1
        print(f"seed {seed}: {wrong[:1500]}")
print(f"{CASES - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
