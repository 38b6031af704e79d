"""The commands of the prompt, its open lines, its pager, and what it shows of hostile data. Run by repl_test.py."""
import csv
import io
import os
import re
import subprocess
import tempfile
import time

from repl_driver import LOAD, MORE, Prompt, plain


def test_top_shows_as_many():
    with Prompt(rows=100) as p:
        p.define()
        answer = p.run("list customer_id, frequency top 60")
        assert answer.count("│") == 61 * 3 and "60 rows ·" in answer and "shown" not in answer, answer
        p.run(".rows 5")
        assert "5 shown" in p.run("list customer_id top 60")
        p.run(".rows all")
        assert "70 rows ·" in p.run("list customer_id top 70")


def test_a_pager_shows_what_does_not_fit():
    with Prompt(rows=20, PAGER="sed s/^/paged:/") as p:
        p.define()
        assert "paged:" in p.run("list customer_id top 30")
        assert "paged:" not in p.run("list customer_id top 3")


def test_a_pager_that_is_left_early_ends_nothing():
    with Prompt(rows=10, PAGER="head -2") as p:
        p.define()
        p.run("list customer_id top 2000")
        assert "1 row" in p.run("show count(orders)")


def test_open_lines():
    with Prompt() as p:
        p.run(LOAD)
        for ending in (",", " \\"):
            p.child.send("show count(orders)" + ending + "\r")
            p.wait(MORE)
            answer = p.run("sum(amount of orders)" if ending == "," else "top 1")
            assert "1 row" in answer, answer


def test_new_lines():
    with Prompt() as p:
        p.run(LOAD)
        for key in ("\x0f", "\x1b\r", "\x1b\n"):
            p.type("show count(orders)" + key + "by every year")
            assert "2 rows" in p.run(""), key


def test_a_clause_continues_the_question():
    with Prompt() as p:
        p.define()
        p.run("show count(orders)")
        answer = p.run("by every year")
        assert "→ show count(orders) by every year" in answer and "2 rows" in answer, answer
        answer = p.run("by every month")  # in the place of the former
        assert "→ show count(orders) by every month" in answer and "18 rows" in answer, answer
        answer = p.run("top 3 draw bar")
        assert "3 rows" in answer and "█" in answer, answer
        p.run("segment loyal where frequency > 5")
        card = p.run("rank by revenue top 20%")
        assert "loyal  58 customers" in card, card
        # Nothing is left to continue.
        p.run("metric other = 1")
        assert "error" in p.run("by every month")


def test_a_question_of_groups_waits_for_them():
    with Prompt() as p:
        p.define()
        for question in ("show count(orders) as n, growth(n)", "show count(orders) as n having n > 10"):
            p.child.send(question + "\r")
            p.wait(MORE)
            answer = p.run("by every month")
            assert "rows ·" in answer and "error" not in answer, answer
        # An empty line runs it, and says what it lacks.
        p.child.send("show count(orders) as n, share(n)\r")
        p.wait(MORE)
        assert "error" in p.run("")
        # These stand alone.
        assert "1 row" in p.run("show sum(share(revenue)) as shares")
        assert "18 rows" in p.run("show trend(count(orders), every month)")


def test_a_name_with_a_mark_is_described():
    with Prompt() as p:
        p.define()
        answer = p.run("frequency?")
        assert "definition" in answer and "count(orders)" in answer, answer
        assert "│ segment" not in p.run("nothing_of_that_name?")
        assert "\x1b[2J" not in p.run("clear")


def test_a_question_in_chinese_becomes_a_chinese_statement():
    with Prompt(SEG_LANG="zh") as p:
        p.run(LOAD)
        p.run("? 有多少客户")
        # The statement waits at the prompt for Enter.
        answer = p.run("")
        assert "显示 计数() 作为 客户数" in answer and "│  2,357 │" in answer, answer


def test_cards_of_all_statements():
    with Prompt() as p:
        p.define()
        assert "today is 1998-01-31" in p.run("as of 1998-01-31")
        assert "floor  5" in p.run("param floor = 5")
        assert "twice(a)  a * 2" in p.run("function twice(a) = a * 2")
        assert "holds" in p.run("expect count(orders) > 0")
        assert re.search(r"std\.lifecycle  \d+ definitions", p.run("use std.lifecycle"))


def test_a_used_file_is_read_again():
    with tempfile.TemporaryDirectory() as folder, Prompt() as p:
        p.run(LOAD)
        path = os.path.join(folder, "own.seg")
        for limit in (5, 7):
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"metric frequency = count(orders)\nsegment many where frequency > {limit}\n")
            assert "2 definitions: frequency, many" in p.run(f'use "{path}"')
        assert "169" in p.run("show many")


def test_commands_about_the_session():
    with Prompt() as p:
        p.define()
        p.run("segment loyal where frequency > 5")
        tables = p.run(".tables")
        assert "6,919" in tables and "1997-01-01" in tables and "1998-06-30" in tables, tables
        assert re.search(r"loyal +│ segment", p.run(".defs"))
        assert "6,919" in p.run("describe orders") and "6,919" in p.run(".describe orders")
        refused = p.run(".forget frequency")
        assert "[still-used]" in refused and "`.forget frequency loyal`" in refused, refused
        assert "forgotten" in p.run(".forget frequency loyal")
        assert "[unknown-name]" in p.run("show loyal")
        assert "[still-used]" in p.run(".forget orders") and "forgotten" in p.run(".forget orders revenue")
        assert "0 rows" in p.run(".tables")
        p.define()
        p.run(".reset")
        assert "0 rows" in p.run(".defs")
        assert "[unknown-command]" in p.run(".tabels") and "`.tables`" in p.run("\\dt")
        assert "[bad-argument]" in p.run(".rows few")


def test_a_session_is_saved_as_a_script_that_runs():
    with tempfile.TemporaryDirectory() as folder, Prompt() as p:
        p.run(f'load orders from "{Prompt.folder}/cdnow_sample.csv" of customers by customer_id at date')
        p.run("segment loyal where frequency > 3")  # fails
        p.run("metric frequency = count(orders)")
        p.run("segment loyal where frequency > 3")
        p.run("metric big = count(orders where amount > 50)")
        p.run("segment loyal where big > 3")  # uses a later name
        p.run("show loyal")
        answer = p.run(f".save {folder}/session.seg")
        assert "saved" in answer and "error" not in answer, answer
        done = subprocess.run([Prompt.seg, "run", f"{folder}/session.seg"], capture_output=True, text=True, timeout=20)
        assert done.returncode == 0 and "loyal" in done.stdout, done
        assert p.run("show loyal").split("│")[5] in done.stdout
        p.run(".reset")
        assert "loyal" in p.run(f".read {folder}/session.seg")


def test_the_start_file():
    with tempfile.TemporaryDirectory() as home:
        os.makedirs(os.path.join(home, ".config/seg"))
        with open(os.path.join(home, ".config/seg/init.seg"), "w", encoding="utf-8") as file:
            load = LOAD.replace("cdnow", f"{Prompt.folder}/cdnow", 1)
            file.write(f"# mine\n.rows 7\n{load}\n\nmetric frequency =\n  count(orders)\n.timer on\n")
        with Prompt(home) as p:
            answer = p.run("list frequency")
            assert "7 shown" in answer and re.search(r"\d\.\d\d\d s", answer), answer


def test_answers_in_files():
    with tempfile.TemporaryDirectory() as folder, Prompt() as p:
        p.define()
        p.run(".format csv")
        p.run(f".output {folder}/a.csv")
        p.run("show count(orders)")
        assert not os.path.exists(f"{folder}/a.csv")
        p.run(".output -")
        assert open(f"{folder}/a.csv", encoding="utf-8").read() == "count(orders)\n6919\n"
        p.run(f".log {folder}/log.txt")
        p.run("show count(orders)")
        p.run(".log off")
        log = open(f"{folder}/log.txt", encoding="utf-8").read()
        assert "seg> show count(orders)" in log and "6919" in log, log


def test_an_editor():
    with tempfile.TemporaryDirectory() as folder:
        editor = os.path.join(folder, "editor")
        with open(editor, "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\nsed -i "s/> 5/> 7/" "$1"\n')
        os.chmod(editor, 0o755)
        with Prompt(EDITOR=editor) as p:
            p.define()
            p.run("segment loyal where frequency > 5")
            assert "169 customers" in p.run(".edit")
            assert "nothing was changed" in p.run(".edit loyal")


def test_help_of_clauses_and_its_search():
    with Prompt() as p:
        for topic in ("window", "rank by", "per", "draw", "like", "if", "missing", "with", "types", "encoding", "rejects", "today", "top"):
            assert "no help" not in p.run("help " + topic), topic
        assert "percentile" in p.run("??percentile") and ".timer" in p.run("??timer")
        assert ".forget" in p.run(".help")


def test_messages_fit_the_window():
    with Prompt(columns=60) as p:
        p.define()
        text = p.run("show count(orders where amount > 5 and quantity > 2 and amonut < 900 and quantity < 4)")
        lines = text.replace("\r", "").split("\n")
        assert all(len(line) <= 60 for line in lines[2:]), text
        marked = next(i for i, line in enumerate(lines) if "^" in line)
        assert lines[marked - 1][lines[marked].index("^"):].startswith("amonut"), text


def test_help_stands_in_columns():
    with Prompt(columns=200) as p:
        lines = [line for line in p.run(".help").split("\n") if line.startswith("  .") or line.startswith("  ?")]
        assert any(line.startswith("  ? QUESTION") for line in lines) and len(lines) > 15, lines
        places = {len(line) - len(re.sub(r"^  \S+( \S+)*  +", "", line)) for line in lines}
        assert len(places) == 1, lines


def test_what_was_entered_has_colors():
    with Prompt() as p:
        p.run(LOAD)
        p.child.send('show count(orders) as day, "ab" as t # why\r')
        p.child.expect_exact("1 row")
        raw = p.child.before
        for code, part in (("36", "show"), ("36", "as"), ("32", '"ab"'), ("2", "# why")):
            assert f"\x1b[{code}m{part}\x1b[0m" in raw, (part, raw)
        # A keyword that is a name here is a name.
        assert "36mday" not in raw and "count(orders)" in plain(raw), raw
        p.wait_settled()
        assert "36m" not in p.child.before
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        with Prompt(**variables) as p:
            p.child.send(LOAD + "\r")
            p.child.expect_exact("6,919 rows")
            assert "36m" not in p.child.before, p.child.before


def test_pastes_with_the_keys_of_vi():
    with tempfile.TemporaryDirectory() as home:
        with open(os.path.join(home, ".editrc"), "w") as file:
            file.write("bind -v\n")
        with Prompt(home) as p:
            p.child.send("\x1b[200~" + LOAD + "\rmetric f = count(orders)\rshow avg(f)\r\x1b[201~")
            answer = p.wait_settled()
            assert "1 row" in answer and "error" not in answer, answer
            # Escape still leads to the commands: two letters are deleted.
            p.type("show avg(f)xx")
            p.type("\x1b")
            p.type("x")
            p.type("x")
            answer = p.run("")
            assert "1 row" in answer and "error" not in answer, answer


def test_questions_are_completed():
    with Prompt() as p:
        p.define()
        p.type("? aver\x15? average reven\t")
        p.child.send("\r")
        time.sleep(0.5)
        p.child.send("\r")
        answer = p.wait_settled()
        assert "revenue" in answer and "error" not in answer, answer


def test_the_history_and_the_shell():
    with Prompt() as p:
        p.define()
        listed = p.run(".history")
        assert LOAD in listed and listed.index(LOAD) < listed.index("metric revenue"), listed
        assert "metric revenue" not in p.run(".history FREQ") and "metric frequency" in p.run(".history freq")
        assert "error:" in p.run(".history 0")
        # Up goes to the lines that begin with what was typed.
        p.type("load\x1b[A")
        assert "6,919 rows" in p.run("")
        assert "hello there" in p.run(".shell echo hello there")
        assert "exit code 3" in p.run(".shell exit 3")
        assert "`.shell ls -a`" in p.run("!ls -a")
        with tempfile.NamedTemporaryFile("w", suffix=".seg") as file:
            file.write(".shell echo un''safe\n")
            file.flush()
            answer = p.run(f".read {file.name}")
            assert "bad-argument" in answer and "unsafe" not in answer, answer


EVIL = ["\x1b[31mred", "\x1b]0;title\x07", "a\rb", "\u202eevil\u2066x", "\x9b31m", "\u0085next", "<script>alert(1)</script>",
        "=cmd()|' /C calc'!A0", "x" * 10000, "\x08\x08back", "\u2028line\u2029", "\x7fdel", "\x0e\x0f", "\x1bP+q\x1b\\", "\u061cALM", "\ufeffbom"]
# What the prompt itself sends: colors, the cursor, clearing, the marks of pastes, a beep.
OWN = re.compile(r"\x1b\[[0-9;]*[mKABCDGHJP]|\x1b\[\?(2004|1)[hl]|\x1b[78=>]|\x1b\(B|\x0f|\x07")
HIDDEN = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def test_hostile_data_send_nothing_to_the_terminal():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "evil.csv"), "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["id", "na\x1b[31mme", "\u202ecol"]] + [[f"k{n}\x1b[2J", text, text[:50]] for n, text in enumerate(EVIL)])
        with open(os.path.join(folder, "wide.csv"), "w", newline="") as file:
            csv.writer(file).writerows([["id"] + [f"c{n}\x1b[5m" for n in range(500)]] + [[f"k{n}\x1b[2J"] + [n] * 500 for n in range(9)])
        with Prompt(columns=100) as p:
            p.run(f".cd {folder}")
            p.child.logfile_read = io.StringIO()
            asked = ['load t from "evil.csv" key id', "list *", ".tables", "describe t", 'load w from "wide.csv" of t by id', "list * of w", "describe w",
                     "show count() by id draw bar", "show count() by id draw heat", ".vertical", "list *", "list * of w"]
            for form in "csv", "tsv", "json", "ndjson", "markdown", "html", "svg":
                asked += [f".format {form}", "show count() by id" if form == "svg" else "list *"]
            for line in asked:
                answer = p.run(line)
                assert "error:" not in answer, (line, answer[-500:])
            p.type('list * where id = "k0\t\t')
            p.child.send('"\x15\r')
            p.wait_settled()
            sent = OWN.sub("", p.child.logfile_read.getvalue().replace("\r\n", "\n"))
            raw = [sent[max(0, found.start() - 20):found.end() + 20] for found in HIDDEN.finditer(sent)]
            assert not raw and len(sent) > 50_000, (len(sent), raw[:5])
