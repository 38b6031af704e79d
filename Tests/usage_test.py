"""How options and commands are written: what is read, what is refused and what is said then, help, and the completion of shells.

    usage_test.py PATH/TO/seg FOLDER

FOLDER holds cdnow_sample.csv. Closes with `N passed, N failed`.
"""
import os
import shutil
import subprocess
import sys
import tempfile

from command_line_test import SEG, main, run, save


def test_options_as_they_are_written():
    with tempfile.TemporaryDirectory() as folder:
        path = save(folder, "a.seg", "param n = 1\nexpect n = 3\n")
        dashed = save(folder, "-b.seg", "param n = 1\nexpect n = 3\n")
        for arguments in (
            ["run", "--set", "n=3", path], ["run", path, "--set=n=3"], ["--set", "n=3", "run", path], ["run", "--set", "n=4", path, "--set", "n=3"],
            ["run", "--quiet", "--set=n=3", "--", path], ["--set", "n=3", "-c", "param n = 1", "-cexpect n = 3"], ["-c=param n = 3", "-c", "expect n = 3"],
        ):
            code, _, errors = run(*arguments)
            assert code == 0, (arguments, errors)
        assert run("run", "--set", "n=3", "-", given="param n = 1\nexpect n = 3\n")[0] == 0
        here = os.getcwd()
        os.chdir(folder)
        try:
            done = subprocess.run([SEG, "run", "--set", "n=3", "--", os.path.basename(dashed)], capture_output=True, timeout=20)
        finally:
            os.chdir(here)
        assert done.returncode == 0, done.stderr


def test_wrong_usage_says_what_is_right():
    with tempfile.TemporaryDirectory() as folder:
        path = save(folder, "a.seg", "param n = 1\n")
        for arguments, says in (
            (["run", "--frmat", "csv", path], "[unknown-option]\n  = fix: did you mean `--format`?"),
            # No abbreviations: an option to come would change what they mean.
            (["run", "--form", "csv", path], "no option `--form` [unknown-option]\n  = fix: did you mean `--format`?"),
            (["run", "-x", path], "no option `-x`"), (["run", "-é", path], "no option `-é`"), (["run", "-version"], "did you mean `--version`?"),
            (["check", path, "--set", "n=1"], "`seg check` has no option `--set`"), (["-c", "", "run", path], "it is an option of `seg`"),
            (["run", "--quiet=yes", path], "`--quiet` takes no value"), (["run", path, "--set"], "`--set` wants a value: `--set NAME=VALUE`"),
            (["run", "--output", "--quiet", path], "`--quiet` follows"), (["-c", "-c", "x"], "`-c` wants a value"), (["run"], "`seg run FILE…`"),
            (["watch", path, path], "takes one FILE"), (["hlep"], "did you mean `seg help`?"), (["--", path], f"`seg run {path}`"),
            (["run", "--format", "cvs", path], "did you mean `csv`?"), (["fmt", "--lang", "fr", path], "--lang: `fr` is not one of en, zh"),
            (["run", "--as-of", "2024-02-30", path], "`2024-02-30` is no day"), (["test", "--threads", "-1", path], "--threads: `-1` is no number"),
        ):
            code, answers, errors = run(*arguments)
            assert code == 2 and answers == "" and says in errors and errors.startswith("error: "), (arguments, code, errors)


def test_the_help_of_each_command():
    commands = ["run", "watch", "check", "test", "fmt", "help"]
    for command in [[], *([name] for name in commands)]:
        code, text, errors = run(*command, "--help")
        assert code == 0 and errors == "" and text == run(*command, "-h", "--no-such")[1], (command, errors)
        assert f"Usage: seg {' '.join(command)}".strip() in text and "--version" in text and all(len(line) <= 80 for line in text.splitlines()), text
        if command in (["run"], ["watch"], ["test"], ["fmt"]): assert run("help", *command)[1] == text
        assert run(*command, "--version")[1].count(".") == 2
    assert all(f"seg {name}" in run("help")[1] for name in commands)


def test_completion_of_shells():
    for shell in ("bash", "zsh", "fish"):
        code, text, errors = run("--generate-completion-script", shell)
        assert code == 0 and "generate-completion-script" in text, errors
        if shutil.which(shell):
            checked = subprocess.run([shell, "-n"], input=text, text=True, capture_output=True)
            assert checked.returncode == 0, checked.stderr
    script = run("--generate-completion-script", "bash")[1]

    def completed(*words):
        listed = " ".join(f"'{word}'" for word in words)
        text = f'{script}\nCOMP_WORDS=(seg {listed}); COMP_CWORD={len(words)}; _seg; echo "${{COMPREPLY[@]}}"'
        return subprocess.run(["bash", "-c", text], text=True, capture_output=True).stdout.split()

    assert completed("ru") == ["run"] and completed("run", "--fo") == ["--format"] and completed("run", "--format", "c") == ["csv"]
    assert completed("run", "--format", "=", "c") == ["csv"] and "--set" not in completed("check", "--") and completed("help", "coh") == ["cohorts"]


if __name__ == "__main__":
    sys.exit(main(globals()))
