#!/usr/bin/env python3
"""Random files in every structure and notation, loaded and compared with what was written.

  random_files_test.py PATH_OF_SEG [FILES] [--seed N] [--keep]

CSV with every delimiter, quote, escape, encoding and line end, lines before and after the table, rows of another length,
numbers, money and times as the world writes them, with and without options; JSON in lines, arrays, arrays of arrays, wrapped and
printed. One process of Seg loads 25 files. Of each file: rows = kept + rejected, the kept values are those written, and another
encoding than UTF-8 that nobody told has a warning. File k has seed `--seed` + k: `random_files_test.py SEG 1 --seed K --keep`
repeats one and keeps it. Closes with `N passed, N failed`.
"""
import argparse, json, pathlib, random, re, shutil, subprocess, sys, tempfile

from random_files import random_file

BATCH = 25
PLACE = re.compile(r"^(warning|error): (.*?) \[([\w-]+)\]\n\s+┌─ script\.seg:(\d+)", re.M)


def statements(number, file):
    """Three lines for each file."""
    key = file.columns[0].name
    options = f" with ({', '.join(file.options)})" if file.options else ""
    return [f'load t{number} from "{file.name}" of people by {key}{options}', f"list * of t{number}", f"list * of t{number}.rejects"]


def same(found, wanted, kind):
    if wanted is None or found is None: return found is wanted
    if kind == "array": return json.loads(found) == wanted
    if kind == "mixed": return found == (wanted if isinstance(wanted, str) else json.dumps(wanted))
    if kind not in ("integer", "number"): return found == wanted and type(found) is type(wanted)
    if isinstance(found, bool) or not isinstance(found, (int, float)): return False
    return found == wanted if isinstance(found, int) and isinstance(wanted, int) else float(found) == float(wanted)


def problem(file, rows, rejects, warnings):
    """None, or how the answers differ from what was written."""
    kept, rejected = len(rows["rows"]), len(rejects["rows"])
    if "guessed-encoding" in warnings:
        # In another encoding the bytes may be a text.
        is_whole = kept + rejected == len(file.kept) + file.rejects
        return None if file.has_bad_bytes and is_whole else "another encoding was guessed"
    if (kept, rejected) != (len(file.kept), file.rejects): return f"{kept} kept and {rejected} rejected, not {len(file.kept)} and {file.rejects}"
    names = [c["name"] for c in rows["columns"]]
    is_json = "json" in file.name
    if not is_json and len(names) != len(file.columns): return f"the columns are {names}"
    places = [names.index(c.name) if c.name in names else None for c in file.columns] if is_json else range(len(names))
    by_key = {row[places[0]]: row for row in rows["rows"]}
    for i in file.kept:
        row = by_key.get(file.columns[0].values[i])
        if row is None: return f"there is no row {file.columns[0].values[i]!r}"
        for column, place in zip(file.columns, places):
            found = None if place is None else row[place]
            if not same(found, column.values[i], column.type):
                text = f", written {column.texts[i]!r:.80}" if column.texts else ""
                return f"{column.kind} `{column.name}` of {row[places[0]]!r} is {found!r:.80}, not {column.values[i]!r:.80}{text}"
    return None


def run(seg, folder, files):
    """What is wrong, by file. A script with an error runs nothing, so it is run again without that file."""
    wrong, left = {}, dict(files)
    while left:
        numbers = list(left)
        (folder / "script.seg").write_text("\n".join(line for n in numbers for line in statements(n, left[n])) + "\n")
        done = subprocess.run([seg, "run", "--quiet", "--threads", "1", "--format", "json", "script.seg"], capture_output=True, cwd=folder, text=True, timeout=300)
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        said = {}
        for severity, text, name, line in PLACE.findall(done.stderr): said.setdefault(numbers[(int(line) - 1) // 3], []).append((severity, name, text))
        for place in range(len(answers) // 2):
            number = numbers[place]
            found = problem(left.pop(number), *answers[place * 2:place * 2 + 2], [name for _, name, _ in said.get(number, [])])
            if found: wrong[number] = found
        if not left: break
        failed = [n for n in left if any(severity == "error" for severity, _, _ in said.get(n, []))] or [next(iter(left))]
        for number in failed:
            wrong[number] = " ".join(text for severity, _, text in said.get(number, []) if severity == "error") or done.stderr[-500:]
            del left[number]
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seg")
    parser.add_argument("files", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    A = parser.parse_args()
    seg, failed = str(pathlib.Path(A.seg).resolve()), 0
    folder = pathlib.Path(tempfile.mkdtemp(prefix="seg-random-files-"))
    for first in range(A.seed, A.seed + A.files, BATCH):
        files = {seed: random_file(random.Random(seed), f"f{seed}") for seed in range(first, min(first + BATCH, A.seed + A.files))}
        for file in files.values(): (folder / file.name).write_bytes(file.data)
        wrong = run(seg, folder, files)
        failed += len(wrong)
        for seed, text in sorted(wrong.items()): print(f"FAILED seed {seed}: {statements(seed, files[seed])[0]}\n  {text}", flush=True)
        if not A.keep:
            for file in files.values(): (folder / file.name).unlink()
    if not A.keep: shutil.rmtree(folder)
    print(f"{A.files - failed} passed, {failed} failed" + (f" ({folder})" if A.keep else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__": main()
