#!/usr/bin/env python3
"""Random files in every structure, loaded and compared with what was written, and with Python's own readers.

  random_files_test.py PATH_OF_SEG [SEED]

CSV with every delimiter, quote, encoding and line end, some rows of another length; NDJSON, arrays of objects, arrays of
arrays. Of each file: rows = kept + rejected, and the kept values are those written. A failure prints its seed. Closes with
`N passed, N failed`.
"""
import csv, io, json, pathlib, random, subprocess, sys, tempfile

if len(sys.argv) not in (2, 3): sys.exit(__doc__)
SEG = str(pathlib.Path(sys.argv[1]).resolve())
WORK = pathlib.Path(tempfile.mkdtemp(prefix="seg-random-files-"))
FILES = 120
# Words that no notation reads as a number, a date or a truth, and that begin no comment.
WORDS = ["Ann", "Bo B.", "x;y", "a,b", "p|q", 'say "hi"', "two\nlines", "Köln", "Zoë", "it's", "end ", "tab\tin", "北京", "naïve"]
ENCODINGS = {"utf-8": WORDS, "utf-8-sig": WORDS, "utf-16": WORDS, "windows-1252": [w for w in WORDS if w != "北京"],
             "gb18030": [w for w in WORDS if w.isascii() or w == "北京"]}
passed, failed = 0, 0


def table(r, words):
    """A header and rows: a key, a number, texts. The key never looks like a code."""
    columns = ["id", "v"] + [f"t{n}" for n in range(r.randint(1, 3))]
    rows = []
    for key in range(1, r.randint(2, 40) + 1):
        number = r.choice([None, r.randint(-999, 999), r.randint(-99999, 99999) / 100])
        rows.append([1000 + key, number] + [r.choice([None, *words]) for _ in columns[2:]])
    return columns, rows


def shown(value): return "" if value is None else str(value)


def csv_file(r, path):
    """Writes a CSV file; returns its options, the rows to be kept and the number of those to be rejected."""
    encoding = r.choice(list(ENCODINGS))
    columns, rows = table(r, ENCODINGS[encoding])
    delimiter, end, quote = r.choice([",", ";", "\t", "|"]), r.choice(["\n", "\r\n", "\r"]), r.choice(['"', '"', "'"])
    kept, rejected = [], 0
    out = io.StringIO()
    # Python leaves a line feed without quotes where lines end otherwise.
    quoting = csv.QUOTE_ALL if end == "\r" else r.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    writer = csv.writer(out, delimiter=delimiter, quotechar=quote, lineterminator=end, quoting=quoting)
    writer.writerow(columns)
    for row in rows:
        # The last column of the last row stays, so that no row looks like a remark below the table.
        if r.random() < 0.05 and row is not rows[-1] and len(rows) > 12:
            writer.writerow([shown(value) for value in row] + ["more"])
            rejected += 1
        else:
            writer.writerow([shown(value) for value in row])
            kept.append(row)
    path.write_bytes(out.getvalue().encode(encoding))
    # Python reads what it wrote.
    read = list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter, quotechar=quote))
    assert [row for row in read[1:] if len(row) == len(columns)] == [[shown(value) for value in row] for row in kept]
    options = [f'delimiter: "{"tab" if delimiter == chr(9) else delimiter}"', f'quote: "{quote}"' if quote == "'" else "header: yes"]
    if not encoding.startswith("utf"): options.append(f'encoding: "{encoding}"')
    return columns, options + typed(columns), kept, rejected


def json_file(r, path):
    columns, rows = table(r, WORDS)
    form, rejected = r.choice(["lines", "objects", "arrays", "pretty"]), 0
    objects = [dict(zip(columns, row)) for row in rows]
    if form == "lines":
        lines = []
        for found in objects:
            lines.append(json.dumps(found, ensure_ascii=r.random() < 0.5))
            if r.random() < 0.05: lines, rejected = lines + ['{"id": 1,'], rejected + 1
        text = "\n".join(lines) + "\n"
    elif form == "arrays": text = json.dumps([columns, *rows], ensure_ascii=False)
    else: text = json.dumps(objects, ensure_ascii=False, indent=2 if form == "pretty" else None)
    path.write_text(text)
    return columns, typed(columns), rows, rejected


def typed(columns): return [f"types: (id: integer, v: number, {', '.join(name + ': text' for name in columns[2:])})"]


def same(a, b):
    if a is None or b is None: return a is None and b is None
    return abs(float(a) - float(b)) < 1e-9 if isinstance(b, (int, float)) else a == b


def check(seed):
    r = random.Random(seed)
    is_csv = r.random() < 0.6
    path = WORK / ("t.csv" if is_csv else "t.json")
    columns, options, kept, rejected = (csv_file if is_csv else json_file)(r, path)
    script = f'load t from "{path.name}" key id with ({", ".join(options)})\nlist * of t\nlist * of t.rejects'
    (WORK / "script.seg").write_text(script)
    done = subprocess.run([SEG, "run", "--quiet", "--format", "ndjson", "script.seg"], capture_output=True, cwd=WORK)
    if done.returncode != 0: return f"{script}\n{done.stderr.decode()[:600]}"
    found = [json.loads(line) for line in done.stdout.decode().splitlines() if line.strip()]
    rows, rejects = [row for row in found if "id" in row], [row for row in found if "reason" in row]
    if (len(rows), len(rejects)) != (len(kept), rejected):
        return f"{script}\n{len(rows)} kept and {len(rejects)} rejected, not {len(kept)} and {rejected}"
    for got, wanted in zip(rows, sorted(kept)):
        for name, value in zip(columns, wanted):
            if not same(got.get(name), value): return f"{script}\n{name} is {got.get(name)!r}, not {value!r}"
    return None


seeds = [int(sys.argv[2])] if len(sys.argv) == 3 else range(1, FILES + 1)
for seed in seeds:
    problem = check(seed)
    if problem is None: passed += 1
    else:
        failed += 1
        print(f"FAILED seed {seed} ({WORK}):\n{problem}")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
