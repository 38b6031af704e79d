#!/usr/bin/env python3
"""Segments kept in files, and read again by Seg and by Python.

  snapshots_test.py PATH_OF_SEG [CASES] [SEED]

Random customers and orders. A snapshot is taken on one day; then time passes, rows come late or change, and the definition
changes. `changes` is held to counts made here, by the same three steps. Files are whole, or are not there. A failure prints
its seed. Closes with `N passed, N failed`.
"""
import csv, datetime, hashlib, json, pathlib, random, subprocess, sys, tempfile

if len(sys.argv) not in (2, 3, 4): sys.exit(__doc__)
SEG = str(pathlib.Path(sys.argv[1]).resolve())
CASES, SEED = (int(a) for a in (sys.argv[2:] + ["40", "1"][len(sys.argv) - 2:])[:2])
THEN, NOW = datetime.date(2024, 9, 30), datetime.date(2024, 12, 31)
HEAD = 'load people from "people.csv" key id with (types: (id: text))\nload orders from "orders.csv" of people by who at day with (types: (who: text))\nas of {}\n'
MOVES = [(change, cause) for change in ("entered", "left") for cause in ("time", "data", "definition")] + [("stayed", None)]


def run(folder, script, fails=False):
    p = subprocess.run([SEG, "-c", script, "--format", "json"], cwd=folder, capture_output=True, text=True, timeout=60)
    if (p.returncode != 0) != fails: raise AssertionError(f"{script}\n{p.stderr}")
    return p.stderr if fails else [json.loads(line)["rows"] for line in p.stdout.splitlines()]


def members(people, orders, day, least, days):
    counts = {}
    for who, on in orders:
        if on <= day: counts.setdefault(who, []).append(on)
    return {p for p in people if len(counts.get(p, [])) >= least and (not days or p in counts and (day - max(counts[p])).days <= days)}


def write(folder, people, orders):
    with open(folder / "people.csv", "w", newline="") as file: csv.writer(file).writerows([["id"]] + [[p] for p in people])
    with open(folder / "orders.csv", "w", newline="") as file: csv.writer(file).writerows([["who", "day"]] + orders)


def definition(least, days):
    return f"param least = {least}\nmetric n = count(orders)\nsegment busy where n >= least" + (f" and today - max(day of orders) <= {days}" if days else "")


def case(seed):
    r = random.Random(seed)
    # Keys with leading zeros stay texts.
    people = [f"{n:03}" for n in range(1, r.randint(2, 60))]
    day = lambda: NOW - datetime.timedelta(r.randint(0, 300))
    orders = [(r.choice(people), day()) for _ in range(r.randint(1, 200))]
    old, new = (r.randint(0, 5), r.choice([0, 30, 90])), (r.randint(0, 5), r.choice([0, 30, 90]))
    if r.random() < 0.3: new = old
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder, people, [o for o in orders if o[1] <= THEN] or orders[:1])
        run(folder, HEAD.format(THEN) + definition(*old) + '\nsnapshot busy as "then.seg.csv"')
        with open(folder / "then.seg.csv", newline="") as file: rows = list(csv.DictReader(file))
        before = {row["id"] for row in rows if row["id"]}
        seen = [o for o in orders if o[1] <= THEN] or orders[:1]
        assert before == members(people, seen, THEN, *old), "members"
        text = rows[0]["snapshot_definition"]
        assert all(row["snapshot_digest"] == hashlib.md5(text.encode()).hexdigest() and row["snapshot_day"] == str(THEN) and row["snapshot_segment"] == "busy" for row in rows), "facts"
        assert len(rows) == max(1, len(before)) and all(not row["snapshot_definition"] for row in rows[1:]), "one definition"
        # Rows come late, go away and change; customers come and go.
        later = [o for o in orders if r.random() < 0.9] + [(r.choice(people), day()) for _ in range(r.randint(0, 10))]
        now = [p for p in people if r.random() < 0.95] + [f"{n:03}" for n in range(900, 900 + r.randint(0, 3))] or people
        later = [o for o in later if o[0] in now] or [(now[0], NOW)]
        write(folder, now, later)
        s1, s2, s3 = members(now, later, THEN, *old), members(now, later, NOW, *old), members(now, later, NOW, *new)
        counts = dict.fromkeys(MOVES, 0)
        for p in before | s3:
            if p in before and p in s3: counts["stayed", None] += 1; continue
            cause = "definition" if (p in s2) != (p in s3) else "time" if (p in s1) != (p in s2) else "data"
            counts["entered" if p in s3 else "left", cause] += 1
        script = HEAD.format(NOW) + definition(*new)
        wanted = [[*move, counts[move]] for move in MOVES]
        found, = run(folder, script + '\nshow changes(busy, since: "then.seg.csv")')
        assert found == wanted, (found, wanted)
        listed, = run(folder, script + '\nload then from "then.seg.csv" as segment\nlist id, moved(busy, since: then) as moved'.replace("then from", "`then` from").replace("since: then", "since: `then`"))
        for change, cause in MOVES:
            gone = sum(p not in now for p in before) if (change, cause) == ("left", "data") else 0
            assert sum(row[1] == "_by_".join(filter(None, (change, cause))) for row in listed) + gone == counts[change, cause], "list"
        # A file that is there stays as it is, unless it may be replaced.
        whole = (folder / "then.seg.csv").read_bytes()
        assert "file-exists" in run(folder, script + '\nsnapshot busy as "then.seg.csv"', fails=True)
        assert (folder / "then.seg.csv").read_bytes() == whole and sorted(p.name for p in folder.iterdir()) == ["orders.csv", "people.csv", "then.seg.csv"]
        run(folder, script + '\nsnapshot busy as "then.seg.csv" with (replace: yes)')
        found, = run(folder, script + '\nshow changes(busy, since: "then.seg.csv")')
        assert found == [[*move, len(s3) if move[0] == "stayed" else 0] for move in MOVES], "nothing changed"
        run(folder, script + '\nsnapshot busy as "no/such/folder.csv"', fails=True)
        assert not (folder / "no").exists()


failed = 0
for seed in range(SEED, SEED + CASES):
    try: case(seed)
    except Exception as error:
        failed += 1
        print(f"FAIL seed {seed}: {error}")
print(f"{CASES - failed} passed, {failed} failed")
sys.exit(failed > 0)
