"""The prompt on a real pseudo-terminal, as a person uses it.

    repl_test.py PATH/TO/seg FOLDER [NAME…]

FOLDER holds cdnow_sample.csv. Closes with `N passed, N failed`.
"""
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time

import repl_commands
import repl_screen
from repl_driver import LOAD, MORE, PROMPT, Prompt, plain

SEG = os.path.abspath(sys.argv[1])
DATA = os.path.abspath(sys.argv[2])
ONLY = sys.argv[3:]
Prompt.seg, Prompt.folder = SEG, DATA

LEFT, RIGHT, UP, DOWN = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B"
HOME, END, DELETE, BACKSPACE = "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f"
CTRL_LEFT, CTRL_RIGHT = "\x1b[1;5D", "\x1b[1;5C"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"


def test_greeting():
    with Prompt() as p:
        assert re.search(r"seg \d+\.\d+\.\d+", plain(p.child.before)) and "help" in plain(p.child.before)


def test_first_example():
    with Prompt() as p:
        receipt = p.run(LOAD)
        assert "6,919" in receipt or "6919" in receipt, receipt
        p.run("metric frequency = count(orders)")
        p.run("metric revenue = sum(amount of orders)")
        card = p.run("segment loyal where frequency > 5 rank by revenue top 20%")
        assert "58 customers" in card, card
        answer = p.run("show loyal")
        assert "│" in answer and "58" in answer and "1 row ·" in answer, answer


def test_an_export_asks():
    with tempfile.TemporaryDirectory() as folder, Prompt() as p:
        p.define()
        p.run("segment s where frequency > 0")
        for answer, is_written in (("n\r", False), ("yes\r", True), ("\r", False), ("\x03", False), ("y\r", True)):
            p.type(f'export s to "{folder}/new/s.csv" columns customer_id\r')
            p.wait("(y/n) ")
            p.type(answer)
            assert ("exported" in plain(p.wait())) == is_written, answer


def test_errors_do_not_end_it():
    with Prompt() as p:
        assert "error:" in p.run("show lyal")
        assert "error:" in p.run("nonsense 1")
        p.define()
        assert "loyal" in p.run("segment loyal where frequency > 5")


def test_a_card_that_fails_is_a_warning():
    with Prompt() as p:
        p.run(LOAD)
        card = p.run("metric huge = 9000000000000000000 * count(orders)")
        assert "warning:" in card and "`huge` is defined" in card and "error:" not in card, card
        assert "error:" in p.run("show sum(huge)")


def test_chinese_is_edited():
    with Prompt() as p:
        p.run(LOAD)
        # 消费次数X, its X deleted; 额 typed in the middle and deleted again.
        p.type("metric 消费次数X" + BACKSPACE + LEFT + LEFT + "额" + BACKSPACE + END)
        card = p.run(" = count(orders)")
        assert "error" not in card, card
        answer = p.run("show sum(消费次数)")
        assert "6,919" in answer or "6919" in answer, answer


def test_home_end_delete():
    with Prompt() as p:
        p.run(LOAD)
        p.type("Xshow count(orders)" + HOME + DELETE + END)
        answer = p.run("")
        assert "error" not in answer and "1 row" in answer, answer


def test_other_home_and_end_keys():
    for home, end in (("\x1b[1~", "\x1b[4~"), ("\x1bOH", "\x1bOF")):
        with Prompt() as p:
            p.run(LOAD)
            p.type("how count(orders" + home + "s" + end + ")")
            answer = p.run("")
            assert "error" not in answer and "1 row" in answer, answer


def test_words_with_control_arrows():
    with Prompt() as p:
        p.run(LOAD)
        p.type("show count(orders)" + HOME + CTRL_RIGHT + CTRL_LEFT + CTRL_LEFT)
        answer = p.run("")
        assert "error" not in answer and "1 row" in answer, answer
        assert ";5" not in answer, answer


def test_interrupt_at_prompt():
    with Prompt() as p:
        p.type("show nonsense" + HOME)
        p.child.sendintr()
        assert "^C\n" in p.wait_settled()
        assert "error" not in p.run(LOAD)
        p.child.sendintr()
        p.wait_settled()
        assert p.child.isalive()


def test_interrupt_drops_a_continuation():
    with Prompt() as p:
        p.run(LOAD)
        p.child.send("metric frequency =\r")
        p.wait(MORE)
        p.child.sendintr()
        p.wait_settled()
        assert "1 row" in p.run("show count(orders)")


def test_interrupt_during_a_run():
    with Prompt() as p:
        p.define()
        p.child.send("list " + ", ".join(f"rank(revenue + {n})" for n in range(40)) + "\r")
        time.sleep(0.02)
        p.child.sendintr()
        p.wait_settled()
        assert p.child.isalive()
        assert "1 row" in p.run("show count(orders)")


def test_control_d_leaves():
    with Prompt() as p:
        p.child.send("\x04")
        p.ends()


def test_control_d_deletes_in_a_line():
    with Prompt() as p:
        p.run(LOAD)
        p.type("Xshow count(orders)" + HOME + "\x04")
        assert "1 row" in p.run("")


def test_quit_and_exit():
    for word in ("quit", "exit"):
        with Prompt() as p:
            p.child.send(word + "\r")
            p.ends()


def test_help():
    with Prompt() as p:
        assert len(p.run("help")) > 40
        assert "segment" in p.run("help segment")
        assert "no help on" in p.run("help nonsense")


def test_empty_line_does_nothing():
    with Prompt() as p:
        assert p.run("").strip() == ""
        assert p.run("   ").strip() == ""


def test_statement_over_lines():
    with Prompt() as p:
        p.run(LOAD)
        p.child.send("metric frequency =\r")
        p.wait(MORE)
        p.child.send("count(orders)\r")
        assert "frequency" in p.wait_settled()
        assert "error" not in p.run("show avg(frequency)")


def test_history_across_sessions():
    with tempfile.TemporaryDirectory() as home:
        with Prompt(home) as p:
            p.run(LOAD)
            p.child.send("metric frequency =\r")
            p.wait(MORE)
            p.child.send("count(orders)\r")
            p.wait_settled()
            p.child.send("\x04")
            p.ends()
        file = os.path.join(home, ".local/state/seg/history")
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
        assert stat.S_IMODE(os.stat(os.path.dirname(file)).st_mode) == 0o700
        assert len(open(file, encoding="utf-8").read().splitlines()) == 2
        with Prompt(home) as p:
            p.type(UP + UP)  # the load
            assert "error" not in p.run("")
            p.type(UP + UP)  # the metric, both lines at once
            card = p.run("")
            assert "frequency" in card and "error" not in card, card
            assert "error" not in p.run("show avg(frequency)")


def test_history_search():
    with Prompt() as p:
        p.run(LOAD)
        p.run("metric 消费次数 = count(orders)")
        p.run("metric other = 1")
        p.type("\x12")
        p.type("次数")
        p.type("\x1b")
        card = p.run("")
        assert "消费次数" in card, card


def test_history_not_writable():
    with Prompt(XDG_STATE_HOME="/proc/nowhere") as p:
        assert "error" not in p.run(LOAD)


def test_paste_of_several_statements():
    with Prompt() as p:
        text = [LOAD, "metric frequency = count(orders)", "metric revenue = sum(amount of orders)",
                "segment loyal where frequency > 5", "  rank by revenue top 20%", "show loyal"]
        p.child.send(PASTE + "\r".join(text) + "\r" + PASTED)
        answer = p.wait_settled()
        assert "58 customers" in answer and "1 row" in answer, answer
        assert "error" not in answer, answer


def test_paste_without_a_last_line_break_waits():
    with Prompt() as p:
        p.run(LOAD)
        p.type(PASTE + "metric frequency =\rcount(orders)" + PASTED)
        assert p.child.isalive()
        assert "frequency" in p.run("")
        assert "error" not in p.run("show avg(frequency)")


def test_paste_of_an_incomplete_statement():
    with Prompt() as p:
        p.run(LOAD)
        p.child.send(PASTE + "metric frequency =\r" + PASTED)
        p.wait(MORE)
        p.child.send("count(orders)\r")
        assert "error" not in p.wait_settled()


def test_completion():
    with Prompt() as p:
        p.define()
        p.run("metric 消费金额 = sum(amount of orders)")
        p.type("show avg(freq\t")
        assert "error" not in p.run(")")
        p.type("show avg(消费\t")
        assert "error" not in p.run(")")
        p.type("segm\t")
        p.type("loyal where frequency > 5")
        assert "error" not in p.run("")


def test_completion_lists():
    with Prompt() as p:
        p.define()
        p.run("metric frequency_90 = count(orders in last 90 days)")
        p.type("show avg(freq\t\t")
        time.sleep(0.2)
        p.child.send(")\r")
        text = p.wait_settled()
        assert "frequency_90" in text and "1 row" in text, text


def test_completion_of_files():
    with Prompt() as p:
        p.type('load orders from "cdnow_sam\t')
        receipt = p.run(" of customers by customer_id at date")
        assert "6,919" in receipt or "6919" in receipt, receipt


def test_completion_in_parentheses():
    with Prompt() as p:
        p.define()
        # A name inside parentheses has no space after it, a keyword has.
        p.type("show avg(freque\t")
        text = p.run("_x)")
        assert "`frequency_x`" in text, text
        p.type("show count(orders wher\t")
        assert "error" not in p.run("amount > 5)")


def test_long_lines():
    with Prompt(columns=40) as p:
        p.run(LOAD)
        terms = " + ".join(["0"] * 60)
        p.type(f"show count(orders) + {terms}" + HOME + END)
        assert "error" not in p.run("")


def test_tables_fit_the_terminal():
    with Prompt(columns=50) as p:
        p.define()
        answer = p.run("list customer_id, frequency, revenue, frequency + revenue as total_of_both")
        assert all(len(line) <= 50 for line in answer.splitlines() if "│" in line), answer
        assert "2,357 rows" in answer and "40 shown" in answer, answer


def test_window_resizes():
    with Prompt() as p:
        p.type("show ")
        p.child.setwinsize(40, 60)
        time.sleep(0.2)
        p.child.sendintr()
        p.wait_settled()
        assert "error" not in p.run(LOAD)


def test_no_color_without_utf8_locale():
    with Prompt(NO_COLOR="1", LC_ALL="C") as p:
        card = p.run("metric 消费 = 1") if not p.run(LOAD).count("error") else ""
        assert "消费" in card, card


def test_no_prompt_in_a_pipe():
    done = subprocess.run(
        [SEG], input=f"{LOAD}\nshow count(orders)\n", cwd=DATA, capture_output=True, text=True, timeout=10)
    assert done.returncode == 0 and PROMPT not in done.stdout + done.stderr, done
    assert "6919" in done.stdout.replace(",", ""), done


def test_tmux():
    if not shutil.which("tmux"):
        return
    socket = f"seg-test-{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        def tmux(*arguments):
            return subprocess.run(
                ["tmux", "-L", socket, "-f", "/dev/null", *arguments], capture_output=True, text=True,
                env=dict(os.environ, HOME=home, LC_ALL="C.UTF-8")).stdout

        def screen(*wanted):
            for _ in range(40):
                text = tmux("capture-pane", "-p", "-t", "s")
                if all(word in text for word in wanted):
                    return text
                time.sleep(0.1)
            raise AssertionError(f"no {wanted} in:\n{text}")

        try:
            tmux("-u", "new-session", "-d", "-s", "s", "-x", "100", "-y", "40", "-c", DATA, SEG)
            screen(PROMPT.strip())
            tmux("send-keys", "-t", "s", "-l", LOAD)
            tmux("send-keys", "-t", "s", "Enter")
            tmux("send-keys", "-t", "s", "-l", "metric 消费次数 = count(orders)")
            tmux("send-keys", "-t", "s", "Home")
            tmux("send-keys", "-t", "s", "End", "Enter")
            tmux("send-keys", "-t", "s", "-l", "segment 忠诚 where 消费次数 > 5")
            screen("segment 忠诚 where 消费次数 > 5")
            tmux("send-keys", "-t", "s", "Enter")
            screen("customers")
            tmux("set-buffer", "show count(orders)\nshow 忠诚\n")
            tmux("paste-buffer", "-p", "-t", "s")
            text = screen("1 row", "忠诚")
            assert "error" not in text, text
        finally:
            tmux("kill-server")


def test_wide_lines_on_the_screen():
    if not shutil.which("tmux"):
        return
    with tempfile.TemporaryDirectory() as home:
        for seed in (5, 21, 44):
            repl_screen.edit(SEG, DATA, home, seed)
        repl_screen.entered(SEG, DATA, home)


def main():
    passed = failed = 0
    for name, test in sorted((n, t) for n, t in [*globals().items(), *vars(repl_commands).items()] if n.startswith("test_")):
        if ONLY and not any(word in name for word in ONLY):
            continue
        try:
            test()
            passed += 1
        except Exception as error:  # each test reports by itself
            failed += 1
            message = str(error)
            print(f"FAIL {name}: {type(error).__name__}: {message[:1500]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
