"""The command line's options, as a person gives them.

    command_line_test.py PATH/TO/seg FOLDER

FOLDER holds cdnow_sample.csv. Closes with `N passed, N failed`.
"""
import json
import os
import subprocess
import sys
import tempfile

SEG = os.path.abspath(sys.argv[1])
DATA = os.path.abspath(sys.argv[2])
LOAD = 'load orders from "cdnow_sample.csv" of customers by customer_id at date'


def run(*arguments):
    """The program without a terminal: exit code, answers, messages."""
    done = subprocess.run(
        [SEG, *arguments], cwd=DATA, capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


def test_a_script_without_run():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.seg")
        with open(path, "w") as file:
            file.write("param n = 1\n")
        code, _, errors = run(path)
        assert code == 2 and f"`seg run {path}`" in errors, errors
        code, _, errors = run(path, path)
        assert code == 2 and f"`seg run {path}`" in errors, errors
        code, _, errors = run(path + "x")
        assert code == 2 and "seg run" not in errors.splitlines()[0], errors


def test_two_texts_are_one_script():
    code, answers, errors = run("-c", LOAD, "-c", "show count(orders)")
    assert code == 0 and "6919" in answers.replace(",", ""), errors


def test_a_mistyped_set():
    code, _, errors = run("--set", "flor=3", "-c", "param floor = 5")
    assert code == 0 and "[unused-parameter]" in errors and "did you mean `floor`" in errors, errors


def test_markdown_is_not_formatted():
    code, _, errors = run("fmt", "notes.md")
    assert code == 1 and "[not-a-script]" in errors, errors


def test_as_of_wins_over_the_script():
    text = LOAD + "\nas of 1998-06-30\nshow max(date of orders) as latest"
    code, answers, errors = run("--as-of", "1997-01-31", "--format", "csv", "-c", text)
    assert code == 0 and "1997-01-" in answers, answers + errors


def test_a_param_as_a_length():
    text = LOAD + "\nas of 1998-06-30\nparam n = 30\nexpect count(orders in last n days) = "
    text += "count(orders since today - n days + 1 day) and count(orders before n days ago) > 0"
    code, _, errors = run("-c", text)
    assert code == 0, errors
    assert run("--set", "n=0", "-c", text.replace(" > 0", " > 1"))[0] == 0
    for wrong in ("param n = -1", "param n = 1.5", "metric n = 1", "segment x where yes"):
        code, _, errors = run("-c", f"{LOAD}\n{wrong}\nshow count(orders in last n days)")
        assert code == 1 and "not-constant" in errors and errors.count("error") == 1, errors


def test_json_says_what_its_columns_are():
    text = LOAD + "\nas of 1998-06-30\nmetric spent = sum(amount of orders) in dollars\n"
    text += "list customer_id, spent, rank(spent) as place top 1\nshow pareto(spent)"
    code, answers, errors = run("--format", "json", "-c", text)
    assert code == 0, errors
    listed, pareto = (json.loads(line)["columns"] for line in answers.splitlines())
    assert [column["role"] for column in listed] == ["key", "measure", "rank"], listed
    assert [column.get("unit") for column in listed] == [None, "dollars", None], listed
    assert pareto[2] == {"name": "spent", "type": "number", "role": "measure", "unit": "dollars"}, pareto
    assert pareto[4]["role"] == "share", pareto


def main():
    passed = failed = 0
    for name, test in sorted((n, t) for n, t in globals().items() if n.startswith("test_")):
        try:
            test()
            passed += 1
        except Exception as error:  # each test reports by itself
            failed += 1
            print(f"FAIL {name}: {type(error).__name__}: {str(error)[:1500]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
