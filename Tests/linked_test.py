#!/usr/bin/env python3
"""Random tables that belong together, with random questions: Seg and DuckDB on the same files.

  linked_test.py PATH_OF_SEG [CASES] [--seed N] [--jobs N] [--keep]

A case is a schema (owners up to four deep, reference tables, links over links, roles, keys of several columns; missing,
dangling and repeated keys, orphans at each step) and some questions, which one process of Seg answers. Case k has seed
`--seed` + k: `linked_test.py SEG 1 --seed K --keep` repeats one and keeps its files. Needs the package `duckdb`.
"""
import json, math, pathlib, random, shutil, subprocess, tempfile

import random_runs
from linked_ask import ask
from linked_schema import Schema


def plain(value):
    """A cell as JSON has it."""
    if isinstance(value, bool) or value is None: return value
    return value.isoformat() if hasattr(value, "isoformat") else value


def order(row): return [(v is not None, isinstance(v, str), str(v) if isinstance(v, str) else 0 if v is None else v) for v in row]


def same_cell(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None or isinstance(a, str) or isinstance(b, str): return a == b and isinstance(a, bool) == isinstance(b, bool)
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def same(ours, theirs): return len(ours) == len(theirs) and all(len(a) == len(b) and all(map(same_cell, a, b)) for a, b in zip(ours, theirs))


def answers(seg, folder):
    """The rows of each answer of the script, and what Seg said beside them."""
    process = subprocess.run([seg, "run", "script.seg", "--format", "json", "--threads", "1"], cwd=folder, capture_output=True, text=True, timeout=120)
    return [json.loads(line) for line in process.stdout.splitlines()], process.stderr, process.returncode


def case(seg, seed, connection, keep):
    """None, or what was wrong."""
    chance = random.Random(seed)
    schema = Schema(chance)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"seg-linked-{seed}-"))
    schema.write(folder)
    today, questions = ask(chance, schema)
    text = "\n".join(schema.script(today) + [line for q in questions for line in q.lines]) + "\n"
    (folder / "script.seg").write_text(text, encoding="utf-8")
    found, said, code = answers(seg, folder)
    wrong = f"exit code {code}\n{said[-1500:]}" if code else None
    schema.into(connection)
    for k, question in enumerate(questions):
        if wrong: break
        try: expected = [[plain(v) for v in row] for row in connection.execute(question.sql).fetchall()]
        except Exception as error:
            wrong = f"DuckDB: {error}\n{question.sql}"
            break
        got = found[k]["rows"] if k < len(found) else []
        if not question.ordered: expected, got = sorted(expected, key=order), sorted(got, key=order)
        if not same(got, expected):
            few = [(a, b) for a, b in zip(got, expected) if not same([a], [b])][:3]
            wrong = "\n".join([*question.lines, f"  {len(got)} rows of Seg, {len(expected)} of DuckDB", *(f"  Seg    {a}\n  DuckDB {b}" for a, b in few), question.sql])
    if wrong: return f"FAILED seed {seed} ({folder})\n{wrong}\n", len(questions)
    if not keep: shutil.rmtree(folder)
    return None, len(questions)


if __name__ == "__main__": random_runs.run(case, __doc__, "schemas with {asked} questions")
