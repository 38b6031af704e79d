"""The command line's options, as a person gives them.

    command_line_test.py PATH/TO/seg FOLDER

FOLDER holds cdnow_sample.csv. Closes with `N passed, N failed`.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

SEG = os.path.abspath(sys.argv[1])
DATA = os.path.abspath(sys.argv[2])
LOAD = 'load orders from "cdnow_sample.csv" of customers by customer_id at date'


# No test finds what was kept of another run.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="seg-cache-")


def run(*arguments, given=None):
    """The program without a terminal: exit code, answers, messages."""
    source = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
    done = subprocess.run([SEG, *arguments], cwd=DATA, capture_output=True, text=True, timeout=20, **source)
    return done.returncode, done.stdout, done.stderr


def save(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


def late_file(folder):
    """A file of which a check sees the beginning: its last code is no number."""
    rows = [f"{row % 1000},{row},2024-01-0{row % 9 + 1}" for row in range(50_000)]
    return save(folder, "o.csv", "\n".join(["id,code,day", *rows, "1,A12,2024-01-01", ""]))


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


def test_an_export_replaces_nothing_by_itself():
    with tempfile.TemporaryDirectory() as folder:
        people = "id,a\n1,2\n"
        save(folder, "people.csv", people)
        os.symlink("people.csv", os.path.join(folder, "link.csv"))
        os.link(os.path.join(folder, "people.csv"), os.path.join(folder, "second.csv"))
        load = f'load people from "{folder}/people.csv" key id\nsegment s where id > 0\n'
        for path in ("people.csv", "./people.csv", "link.csv", "second.csv", "x/../people.csv"):
            os.makedirs(os.path.join(folder, "x"), exist_ok=True)
            script = save(folder, "a.seg", load + f'show count()\nexport s to "{path}" columns id\n')
            for command in ("run", "check"):
                code, answers, errors = run(command, script)
                assert code == 1 and answers == "" and "[file-exists]" in errors and "was loaded from it" in errors, errors
            with open(os.path.join(folder, path)) as file:
                assert file.read() == people
        script = save(folder, "a.seg", load + 'export s to "link.csv" columns id with (replace: yes)\n')
        code, _, errors = run("run", script)
        assert code == 0 and os.path.islink(os.path.join(folder, "link.csv")), errors
        with open(os.path.join(folder, "people.csv")) as file:
            assert file.read() == "id\n1\n"
        script = save(folder, "a.seg", load + 'export s to "out/deep/s.csv"\n')
        code, _, errors = run("run", script)
        assert code == 1 and "[no-folder]" in errors and not os.path.exists(os.path.join(folder, "out")), errors
        for options in ("folders: yes", "replace: yes"):
            script = save(folder, "a.seg", load + f'export s to "out/{options[0]}/s.csv" with ({options})\n')
            assert run("run", script)[0] == 0
        # What is there already is not replaced by the second of two exports either.
        script = save(folder, "a.seg", load + 'export s to "new.csv"\nexport s to "new.csv"\n')
        code, _, errors = run("run", script)
        assert code == 1 and errors.count("error") == 1 and "[file-exists]" in errors, errors


def test_the_home_folder():
    with tempfile.TemporaryDirectory() as folder:
        save(folder, "people.csv", "id\n1\n")
        save(folder, "used.seg", "segment all where id > 0\n")
        save(folder, "a.seg", 'load people from "~/people.csv" key id\nuse "~/used.seg"\nexport all to "~/out.csv"\n')
        before = os.environ.get("HOME")
        os.environ["HOME"] = folder
        try:
            code, _, errors = run("run", "~/a.seg")
        finally:
            os.environ["HOME"] = before or "/"
        assert code == 0 and os.path.exists(os.path.join(folder, "out.csv")), errors


def test_an_export_to_the_output_of_the_program():
    code, answers, errors = run("-c", 'load o from "cdnow_sample.csv" key customer_id list customer_id top 1\nexport last to "/dev/stdout"')
    assert code == 0 and answers.count("customer_id") == 2, answers + errors


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


def test_a_check_assumes_types_and_says_so():
    with tempfile.TemporaryDirectory() as folder:
        late_file(folder)
        load = 'load orders from "o.csv" of customers by id at day\n'
        good = save(folder, "good.seg", load + 'show count(orders where code = "A12") as n\n')
        code, answers, errors = run("check", good)
        assert code == 0 and answers == "" and "error" not in errors, errors
        assert "note: the types of `orders` were taken from its first" in errors, errors
        bad = save(folder, "bad.seg", load + "show sum(code of orders)\nshow cuont(orders)\n")
        code, _, errors = run("check", bad)
        assert code == 1 and errors.count("error:") == 1 and "cuont" in errors, errors
        assert run("run", "--format", "csv", good)[1] == "n\n1\n"
        # The load has left the types of the whole file behind.
        code, _, errors = run("check", good)
        assert code == 0 and errors == "", errors
        code, _, errors = run("check", bad)
        assert code == 1 and errors.count("error:") == 2 and "assumed-types" not in errors, errors
        kept = os.path.join(os.environ["XDG_CACHE_HOME"], "seg")
        assert len(os.listdir(kept)) == 1, os.listdir(kept)
        for damage in (b"", b"\xff" * 100, b"seg survey 1\n", b"x" * 3_000_000):
            for name in os.listdir(kept):
                with open(os.path.join(kept, name), "wb") as file:
                    file.write(damage)
            code, _, errors = run("check", good)
            assert code == 0 and "assumed-types" in errors, errors


def test_nothing_follows_from_a_use_that_failed():
    """Names that a library or a file defines are no mistakes where it could not be taken; other unknown names are."""
    with tempfile.TemporaryDirectory() as folder:
        save(folder, "o.csv", "id,day,amount\n1,2024-01-05,3\n2,2024-02-05,4\n")
        save(folder, "broken.seg", "metric worth = sum(amount of\nmetric other = 5\n")
        load = 'load orders from "o.csv" of customers by id at day\n'
        rest = ("show crr, churn_rate by lifecycle_five\nsegment often where frequency > 5 and active\nshow often\n"
                'metric double = revenue * 2\nlist id, double\nwhy 1 in has_left\nexpect customer_balance = 0\n')
        for use in ("use std.kp", "use std.kpi with (orders: ordrs)", "use std.kpi with (amuont: amount)", 'use "nowhere.seg"', 'use "broken.seg"'):
            more = "list id, worth, other\nshow margin(amount) of often\n" if '"' in use else ""
            code, answers, errors = run("run", "--quiet", save(folder, "a.seg", load + use + "\n" + rest + more))
            assert code == 1 and answers == "" and errors.count("error:") == 1, (use, errors)
        code, _, errors = run("run", "--quiet", save(folder, "a.seg", load + "use std.kp\nlist id, worth\n"))
        assert errors.count("error:") == 2 and "`worth`" in errors, errors


def test_a_receipt_names_a_column_of_currencies():
    with tempfile.TemporaryDirectory() as folder:
        for text, name in [("id,amount,Currency Code\n1,5,USD\n2,6,EUR\n", "`Currency Code`"), ("id,amount,币种\n1,5,\n2,6,CNY\n3,7,HKD\n", "币种")]:
            path = save(folder, "o.csv", text)
            _, _, errors = run("-c", f'load o from "{path}" of customers by id')
            assert "names several currencies" in errors and f"`by {name}`" in errors, errors
        for text in ("id,amount,currency\n1,5,USD\n2,6,USD\n3,7,\n", "id,amount,currency\n1,5,1\n2,6,2\n", "id,amount,money\n1,5,USD\n2,6,EUR\n"):
            path = save(folder, "o.csv", text)
            _, _, errors = run("-c", f'load o from "{path}" of customers by id')
            assert "currencies" not in errors, errors


def test_a_check_knows_the_texts_of_a_survey():
    with tempfile.TemporaryDirectory() as folder:
        late_file(folder)
        path = os.path.join(folder, "o.csv")
        with open(path) as file:
            lines = file.read().splitlines()
        # One text alone is beyond the rows that a check without a survey reads; some have what separates the fields of a survey.
        odd = ["a\tb", "50%", "%09", "tea", "\u0301x"]
        texts = odd + ["late"]
        rows = [lines[0] + ",kind"] + [f'{line},"{odd[number % 5]}"' for number, line in enumerate(lines[1:-1])] + [lines[-1] + ",late"]
        with open(path, "w", newline="") as file:
            file.write("\n".join(rows) + "\n")
        load = 'load orders from "o.csv" of customers by id at day\n'
        good = save(folder, "good.seg", load + "".join(f'show count(orders where kind = "{text}") as n\n' for text in texts))
        bad = save(folder, "bad.seg", load + 'show count(orders where kind = "lates") as n\n')
        assert run("check", bad)[0] == 0 and "unknown-value" not in run("check", bad)[2], run("check", bad)
        assert run("run", "--quiet", good)[0] == 0
        _, _, errors = run("check", good)
        assert "unknown-value" not in errors, errors
        _, _, errors = run("check", bad)
        assert 'no row has the value "lates" in `kind`' in errors and '"late"' in errors, errors
        more = save(folder, "more.seg", load + 'append orders from "o.csv"\nshow count(orders where kind = "lates") as n\n')
        _, _, errors = run("check", more)
        assert "unknown-value" not in errors, errors


def test_no_place_for_a_cache():
    with tempfile.TemporaryDirectory() as folder:
        late_file(folder)
        script = save(folder, "a.seg", 'load orders from "o.csv" of customers by id at day\nshow count(orders) as n\n')
        before = os.environ["XDG_CACHE_HOME"]
        try:
            for place in ("/proc/none", "/dev/null", "relative"):
                os.environ["XDG_CACHE_HOME"] = place
                code, answers, errors = run("run", "--format", "csv", "--quiet", script)
                assert code == 0 and answers == "n\n50001\n" and errors == "", errors
        finally:
            os.environ["XDG_CACHE_HOME"] = before


def test_syntax_is_checked_before_rows_are_read():
    with tempfile.TemporaryDirectory() as folder:
        # Opening it would wait for a writer for ever.
        os.mkfifo(os.path.join(folder, "orders.csv"))
        text = f'load orders from "{folder}/orders.csv" of customers by id at day\nshow )\n'
        script = save(folder, "a.seg", text)
        save(folder, "used.seg", "metric = 3\n")
        uses = save(folder, "b.seg", text.replace("show )", 'use "used.seg"'))
        for arguments, given in (
            (["run", script], None), (["-c", text], None), (["check", script], None), (["run", "-"], text), ([], text),
            (["run", uses], None), (["check", uses], None),
        ):
            code, answers, errors = run(*arguments, given=given)
            assert code == 1 and answers == "" and errors.count("error:") == 1, (arguments, errors)
        text = text.replace("orders.csv", "none.csv")
        code, _, errors = run("-c", text)
        assert code == 1 and "file-not-found" in errors and errors.count("error:") == 2, errors


def test_a_check_takes_as_long_for_any_number_of_rows():
    with tempfile.TemporaryDirectory() as folder:
        script = save(folder, "a.seg", 'load orders from "o.csv" of customers by id at day\nshow sum(code of orders)\n')
        least = []
        for rows in (100_000, 3_000_000):
            save(folder, "o.csv", "id,code,day\n" + "1,2,2024-01-01\n" * rows)
            times = []
            for _ in range(5):
                start = time.perf_counter()
                assert run("check", script)[0] == 0
                times.append(time.perf_counter() - start)
            least.append(min(times))
        assert least[1] < 2 * least[0] + 0.05, least


def test_a_limit_of_rows():
    code, answers, errors = run("--limit", "rows=100", "-c", LOAD + "\nlist customer_id")
    assert code == 1 and not answers and "[row-limit]" in errors and "100 are allowed" in errors, errors
    # The last one of a name holds; the answer before the one that is too long is there.
    code, answers, errors = run(
        "--limit", "rows=10,time=1min", "--limit", "rows=100", "-c", LOAD + "\nlist customer_id top 100\nlist customer_id")
    assert code == 1 and answers.count("\n") > 20 and "[row-limit]" in errors, errors


def test_a_limit_of_memory():
    code, answers, errors = run("--limit", "memory=20KB", "-c", LOAD + "\nshow count(orders)")
    assert code == 1 and not answers and "[memory-limit]" in errors and "20 KB" in errors, errors
    assert run("--limit", "memory=2GB", "-c", LOAD + "\nshow count(orders)")[0] == 0


def test_a_limit_of_time():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.csv")
        with open(path, "w") as file:
            file.write("id,text\n" + "".join(f"{i * 7919 % 1000003},text {i}\n" for i in range(400_000)))
        load = f'load large from "{path}" key id\nshow count()'
        code, answers, errors = run("--limit", "time=1ms", "-c", load)
        assert code == 1 and not answers and "[time-limit]" in errors and "than 1 ms" in errors, errors
        assert run("--limit", "time=1h", "-c", load)[0] == 0


def test_mistakes_in_limits():
    for wrong, says in (
        ("time", "is no limit"), ("tme=3s", "no limit `tme`"), ("time=10", "is no time"), ("time=-1s", "is no time"),
        ("time=0s", "is no time"), ("memory=2", "is no size"), ("memory=2gigs", "is no size"), ("memory=1e99GB", "is no size"),
        ("memory=9999999999999TB", "is no size"), ("rows=0", "is no number of rows"), ("rows=1.5", "is no number of rows"),
        ("rows=5,", "is no limit"),
    ):
        code, _, errors = run("--limit", wrong, "-c", LOAD)
        assert code == 2 and says in errors, (wrong, code, errors)


def test_texts_that_end_in_numbers():
    """Many of them are found by their numbers: those of other forms, lengths and zeros are other texts."""
    import random
    r = random.Random(7)
    kinds = [
        lambda n: f"SKU-{n:06d}", lambda n: f"SKU-{n}", lambda n: f"{n:08d}x"[:8], lambda n: f"茶{n:03d}", lambda n: f"prefix-longer-{n:04d}",
        lambda n: f"K{n:012d}", lambda n: f"A{n % 7}-{n}",
    ]
    for k, kind in enumerate(kinds):
        texts = [kind(n) for n in range(1, 900)]
        odd = ["SKU-00001", "SKU-1", "SKU-01", "SKU-", "SKU-000001x", "SKV-000001", "sku-000001", "茶1", "1", "K1", "SKU-0000001", "SKU-99999999", "SKU-000 01"]
        chosen = texts + [r.choice(texts if r.random() < 0.9 else odd) for _ in range(4000)]
        with tempfile.TemporaryDirectory() as folder:
            save(folder, "a.csv", "id,code,mark\n" + "".join(f"{n + 1},{text},m\n" for n, text in enumerate(chosen)))
            code, answers, errors = run("-c", f'load a from "{folder}/a.csv" key id with (types: (code: text)) list code rank by id asc', "--format", "json", "--quiet")
            assert code == 0, errors
            assert [row[0] for row in json.loads(answers)["rows"]] == chosen, k


def test_params_and_exports_reach_what_a_script_makes():
    with tempfile.TemporaryDirectory() as folder:
        save(folder, "people.csv", "id,city\n1,Oslo\n2,Rome\n")
        save(folder, "lines.csv", "bill,id,day,quantity,price\n" + "10,1,2024-01-05,2,3\n10,1,2024-01-05,1,4\n11,1,2024-02-01,1,20\n12,2,2024-02-09,3,5\n")
        script = save(folder, "a.seg", """load people from "people.csv" key id
load lines from "lines.csv" of people by id at day
as of 2024-03-01
param floor = 5
param rate = 100%
column paid of lines = quantity * price * rate
table large from lines where paid >= floor
table bills from large per bill: paid = sum(paid), lines = count(), at = min(time)
metric spent = sum(paid of bills)
segment buyers where count(bills) > 0
list id, spent, count(bills) as bills, count(large) as large
export buyers to "buyers.csv" columns id, spent with (replace: yes)
list bill, paid, lines of bills
export last to "bills.csv" with (replace: yes)
""")
        def answered(*options):
            code, answers, errors = run("run", "--format", "json", "--quiet", *options, script)
            assert code == 0, errors
            return [json.loads(line)["rows"] for line in answers.splitlines()]
        def file(name): return [line.split(",") for line in open(os.path.join(folder, name)).read().splitlines()[1:]]

        # Lines of 6, 4, 20 and 15: which are large, what their bills add up to, and who has any.
        people, bills = answered()
        assert people == [["1", 26, 2, 2], ["2", 15, 1, 1]] and bills == [["10", 6, 1], ["11", 20, 1], ["12", 15, 1]] or people == [[1, 26, 2, 2], [2, 15, 1, 1]], (people, bills)
        assert [float(row[1]) for row in file("buyers.csv")] == [26, 15] and [float(row[1]) for row in file("bills.csv")] == [6, 20, 15]
        people, bills = answered("--set", "floor=16")
        assert [row[1:] for row in people] == [[20, 1, 1], [None, 0, 0]] or [row[2:] for row in people] == [[1, 1], [0, 0]], people
        assert [float(row[1]) for row in file("buyers.csv")] == [20] and len(bills) == len(file("bills.csv")) == 1
        people, bills = answered("--set", "rate=50%")
        # 3, 2, 10 and 7.5
        assert [row[2:] for row in people] == [[1, 1], [1, 1]] and [row[1] for row in bills] == [10, 7.5], (people, bills)


def main(tests):
    passed = failed = 0
    for name, test in sorted((n, t) for n, t in tests.items() if n.startswith("test_")):
        try:
            test()
            passed += 1
        except Exception as error:  # each test reports by itself
            failed += 1
            print(f"FAIL {name}: {type(error).__name__}: {str(error)[:1500]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(globals()))
