#!/usr/bin/env python3
"""Analyses by groups of customers are those of each group alone.

  groups_test.py PATH_OF_SEG [CASES] [SEED]

Random customers and orders: funnels, cohorts, renewals, models and backtests `by city` are held to the same analyses of the
customers, or of the orders, of each city, and with `pivot city` to their rows laid out. A failure prints its seed. Closes with `N passed, N failed`.
"""
import datetime, json, pathlib, random, subprocess, sys, tempfile

if len(sys.argv) not in (2, 3, 4): sys.exit(__doc__)
SEG = str(pathlib.Path(sys.argv[1]).resolve())
CASES, SEED = (int(a) for a in (sys.argv[2:] + ["15", "1"][len(sys.argv) - 2:])[:2])
LAST = datetime.date(2024, 12, 31)
# What stands in the place of `{}` names the orders.
QUESTIONS = ["funnel({} where kind = 0, {} where kind > 0 within 60 days)", "cohorts({}, every 3 months, layout: long)", "cohorts({}, every month, sum(amount of {}), layout: long)",
             "cohorts({}, every 3 months, retention: rolling, layout: long)", "renewals({}, every 2 months, grace: 20 days)", "model({})", "model(amount of {})",
             "backtest({}, before: 2024-07-01)", "renewal_model({}, every 3 months)", "calibration({}, before: 2024-07-01, top: 3)"]
# They have the orders as written in a column.
NAMED = ("funnel", "cohorts")


def run(folder, questions):
    script = 'load people from "people.csv" key id\nload orders from "orders.csv" of people by who at day\nas of 2024-12-31\n' + "\n".join(f"show {q}" for q in questions)
    p = subprocess.run([SEG, "-c", script, "--format", "json"], cwd=folder, capture_output=True, text=True, timeout=120)
    if p.returncode: raise AssertionError(p.stderr)
    return [json.loads(line) for line in p.stdout.splitlines()]


def laid_out(answer):
    """The rows of an answer by city with the figures of each city beside one another."""
    names = [c["name"] for c in answer["columns"]]
    heads = [k for k, c in enumerate(answer["columns"]) if c["role"] in ("dimension", "period", "rank") and k]
    figures = [k for k in range(1, len(names)) if k not in heads and names[k] != "complete"]
    # A group without an answer has one row without figures: it is a column, and no row.
    rows = [row for row in answer["rows"] if not heads or any(row[k] is not None for k in heads)]
    cities, keys = list(dict.fromkeys(row[0] for row in answer["rows"])), list(dict.fromkeys(tuple(row[k] for k in heads) for row in rows))
    cell = {(tuple(row[k] for k in heads), row[0]): row for row in rows}
    mark = [names.index("complete")] if "complete" in names else []
    first = {key: next(row for row in rows if tuple(row[k] for k in heads) == key) for key in keys}
    return [[*key, *(cell[key, city][k] if (key, city) in cell else None for city in cities for k in figures), *(first[key][k] for k in mark)] for key in keys]


def case(seed):
    r = random.Random(seed)
    cities = ["Oslo", "Rome", "北京", ""][:r.randint(1, 4)]
    people = [(n, r.choice(cities)) for n in range(r.randint(len(cities), 60))]
    if len({city for _, city in people}) < 1: return
    orders = [(who, LAST - datetime.timedelta(r.randint(0, 500)), r.randint(0, 2), r.randint(1, 5000) / 100) for who, _ in people for _ in range(r.choice([0, 1, 2, 5, 12]))]
    orders = orders or [(0, LAST, 1, 1)]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "people.csv").write_text("id,city\n" + "".join(f"{n},{city}\n" for n, city in people), encoding="utf-8")
        (folder / "orders.csv").write_text("who,day,kind,amount\n" + "".join(f"{w},{d},{k},{a}\n" for w, d, k, a in orders), encoding="utf-8")
        groups = sorted({city for _, city in people} - {""}, key=lambda c: c.encode()) + ([""] if any(not c for _, c in people) else [])
        for question in QUESTIONS:
            try: answer, pivoted = run(folder, [question.replace("{}", "orders") + by for by in (" by city", " by city pivot city")])
            except AssertionError as error:
                # Nobody has bought before the day, in any group.
                if "no-holdout" in str(error): continue
                raise
            whole, wanted = answer["rows"], []
            assert pivoted["rows"] == laid_out(answer), f"{question} pivot city\n  {pivoted['rows']}\n  {laid_out(answer)}"
            for city in groups:
                test = f'city = "{city}"' if city else "city is missing"
                if question.startswith(NAMED): own = question.replace("{}", "orders") + f" where {test}"
                else: own = question.replace("{}", f"orders where {test}")
                try: rows = run(folder, [own])[0]["rows"]
                except AssertionError as error:
                    if "no-holdout" not in str(error): raise
                    rows = []
                wanted += [[city or None] + row for row in rows] or [[city or None] + [None] * (len(whole[0]) - 1)]
            assert whole == wanted, f"{question}\n  {whole}\n  {wanted}"


failed = 0
for seed in range(SEED, SEED + CASES):
    try: case(seed)
    except Exception as error:
        failed += 1
        print(f"FAIL seed {seed}: {error}")
print(f"{CASES - failed} passed, {failed} failed")
sys.exit(failed > 0)
