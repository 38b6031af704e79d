#!/usr/bin/env python3
"""Every fix that the golden scripts show repairs what it is offered for.

  advice_test.py PATH_OF_SEG [FOLDER]

Takes the scripts of Tests/Golden (or of FOLDER), asks `seg check --json` for their mistakes, applies each fix alone to the
script, and checks it again: at the place of the fix there must be no error of that id any more. Fixes that are whole statements, "write
`…`", are put in the place of the statement. Closes with `N passed, N failed`.
"""
import concurrent.futures, json, os, pathlib, re, subprocess, sys, tempfile

if len(sys.argv) not in (2, 3): sys.exit(__doc__)
SEG = str(pathlib.Path(sys.argv[1]).resolve())
HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else HERE / "Golden"
STATEMENTS = "show list segment metric measure load append link param lifecycle split export expect use describe explain why column table as function".split()
# Fixes that say where a value must be filled in, which only a person knows.
BLANK = re.compile(r"…|\.\.\.|\b[A-Z]{2,}\b|EXPR|NAME")


def check(text, beside):
    """The mistakes of a script that lies beside another one."""
    handle, path = tempfile.mkstemp(suffix=".seg", prefix=".advice-", dir=beside)
    try:
        with os.fdopen(handle, "wb") as file: file.write(text)
        done = subprocess.run([SEG, "check", "--json", path], capture_output=True, timeout=60)
        assert done.returncode in (0, 1), done.stderr
        return [found for line in done.stdout.splitlines() if (found := json.loads(line))["file"].endswith(os.path.basename(path))]
    finally:
        os.unlink(path)


def edits(mistake):
    """What each fix of a mistake changes: a message, the bytes from and to, and the new text."""
    for fix in mistake["fixes"]:
        if "replacement" in fix:
            yield fix["message"], fix["start"], fix["end"], fix["replacement"]
            continue
        written = re.search(r"write `((?:[^`]|``)+)`$", fix["message"])
        if written and "statement" in mistake and written[1].split()[0] in STATEMENTS and not BLANK.search(written[1]):
            yield fix["message"], mistake["statement"]["start"], mistake["statement"]["end"], written[1].replace("``", "`")


def tried(path):
    """For each fix of a script: its description, and what is wrong with it, or nothing."""
    text = path.read_bytes()
    found = []
    mistakes = check(text, path.parent)
    # What follows a parenthesis that is never closed is read as part of it, once it is right.
    unclosed = min((each["start"] for each in mistakes if each["id"] == "unclosed-bracket"), default=len(text))
    for mistake in mistakes:
        if mistake["severity"] != "error" or "start" not in mistake or mistake["start"] > unclosed: continue
        for message, start, end, replacement in edits(mistake):
            what = f"{path.relative_to(HERE.parent) if path.is_relative_to(HERE.parent) else path}:{mistake['line']} [{mistake['id']}] {message}"
            new = replacement.encode()
            after = check(text[:start] + new + text[end:], path.parent)
            # The statement, or what is written now.
            own = mistake.get("statement", mistake)
            first, last = min(own["start"], start), max(own["end"], end) + len(new) - (end - start)
            left = [other for other in after if other["severity"] == "error" and other["id"] == mistake["id"] and first <= other.get("start", -1) < last
                    and (other["message"] == mistake["message"] or start <= other["start"] < start + max(1, len(new)))]
            # Another slip of the same kind in the statement has a fix of its own.
            twins = [other for other in mistakes if other["id"] == mistake["id"] and own["start"] <= other.get("start", -1) < own["end"]
                     and other["message"] == mistake["message"]]
            if left and len(left) < len(twins): left = []
            found.append((what, f"still: {left[0]['message']} at line {left[0]['line']}\n  {new.decode()!r}" if left else ""))
    return found


scripts = sorted(path for path in FOLDER.rglob("*.seg") if b"\n#! " in path.read_bytes())
passed = failed = 0
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for results in pool.map(tried, scripts):
        for what, problem in results:
            if problem:
                failed += 1
                print(f"FAILED {what}\n  {problem}")
            else: passed += 1
if passed < 200 and len(sys.argv) == 2:
    failed += 1
    print(f"FAILED only {passed} fixes were found")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
