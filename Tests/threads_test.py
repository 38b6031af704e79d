#!/usr/bin/env python3
"""The same script gives the same bytes for any number of threads.

  threads_test.py PATH_OF_SEG

Runs every script of examples/ and Tests/Golden/ with one thread, with two and with seven, in two formats; the
times are the only thing that may differ. Only scripts that expect an error may end with one. Closes with `N passed, N failed`.
"""
import pathlib, re, subprocess, sys

SEG = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
ROOT = pathlib.Path(__file__).resolve().parent.parent
passed = failed = 0


def output(script, threads, form):
    r = subprocess.run([SEG, "run", str(script), "--threads", str(threads), "--format", form, "--quiet"], capture_output=True, timeout=300)
    return r.returncode, re.sub(rb'"ms": ?[0-9.eE+-]+', b'"ms": 0', r.stdout)


for script in sorted([*ROOT.glob("examples/**/*.seg"), *ROOT.glob("Tests/Golden/*.seg"), *ROOT.glob("Tests/Golden/analyses/*.seg")]):
    text = script.read_text()
    if re.search(r"(?m)^explain\b", text):
        continue  # its answer tells times
    expects_error = re.search(r"(?m)^#! error", text) is not None
    for form in ("json", "csv"):
        alone = output(script, 1, form)
        different = [n for n in (2, 7) if output(script, n, form) != alone]
        if different or (alone[0] and not expects_error):
            failed += 1
            print(f"FAILED {script.relative_to(ROOT)} ({form}): " + (f"other bytes with {different} threads" if different else f"exit code {alone[0]}"))
        else: passed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
