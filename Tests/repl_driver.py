"""What the prompt's tests share: a person at a pseudo-terminal.

Taken apart from the tests so that each is read in one sitting.
"""
import os
import re
import shutil
import tempfile
import time

import pexpect

PROMPT = "seg> "
MORE = "…> "
LOAD = 'load orders from "cdnow_sample.csv" of customers by customer_id at date'
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]|\x0f|\r")


def plain(text):
    """What was printed, without colors and movements."""
    return ESCAPES.sub("", text)


class Prompt:
    """One session of `seg`; leaving the block ends it."""

    seg = ""  # the program
    folder = ""  # where it starts: that of cdnow_sample.csv

    def __init__(self, home=None, columns=100, rows=40, **environment):
        self.home = home or tempfile.mkdtemp()
        self.owns_home = home is None
        variables = dict(os.environ, HOME=self.home, TERM="xterm-256color", LC_ALL="C.UTF-8")
        variables.pop("XDG_STATE_HOME", None)
        variables.pop("XDG_CONFIG_HOME", None)
        variables.pop("NO_COLOR", None)
        # Long answers are printed; the tests of the pager choose one.
        variables["PAGER"] = "cat"
        variables.update(environment)
        self.child = pexpect.spawn(
            self.seg, cwd=self.folder, env=variables, encoding="utf-8", timeout=3, dimensions=(rows, columns))
        self.child.delaybeforesend = 0.02
        self.child.delayafterterminate = 1
        self.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.close(force=True)
        if self.owns_home:
            shutil.rmtree(self.home, ignore_errors=True)

    def wait(self, mark=PROMPT):
        """What is printed up to the next prompt, which stays unread input."""
        self.child.expect_exact(mark)
        return plain(self.child.before)

    def run(self, text):
        self.child.send(text + "\r")
        return self.wait_settled()

    def wait_settled(self, mark=PROMPT):
        """All up to the last prompt: libedit may draw a prompt more than once."""
        text = self.wait(mark)
        while True:
            try:
                self.child.expect_exact(mark, timeout=0.25)
                text += plain(self.child.before)
            except pexpect.TIMEOUT:
                return text

    def type(self, keys):
        self.child.send(keys)
        time.sleep(0.15)

    def ends(self):
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0, f"exit {self.child.exitstatus}, signal {self.child.signalstatus}"

    def define(self):
        self.run(LOAD)
        self.run("metric frequency = count(orders)")
        self.run("metric revenue = sum(amount of orders)")
