"""What the screen shows while wide characters are edited in lines that wrap.

Random edits in tmux; after each, its screen must show the line as a plain
model wraps it. Used by repl_test.py.
"""
import os
import random
import subprocess
import time
import unicodedata


def width(character):
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text, columns):
    rows, row, used = [], "", 0
    for character in text:
        if used + width(character) > columns:
            rows.append(row)
            row, used = "", 0
        row += character
        used += width(character)
    return [line.rstrip() for line in rows + [row]]


def without_empty_end(lines):
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def edit(seg, folder, home, seed, steps=25):
    """Raises AssertionError where the screen shows something else."""
    chance = random.Random(seed)
    columns = chance.choice([40, 41, 50])
    socket = f"seg-screen-{os.getpid()}-{seed}"

    def tmux(*arguments):
        return subprocess.run(
            ["tmux", "-L", socket, "-f", "/dev/null", *arguments], capture_output=True, text=True,
            env=dict(os.environ, HOME=home, LC_ALL="C.UTF-8")).stdout

    def keys(name, count=1):
        tmux("send-keys", "-t", "s", "-N", str(count), name)

    tmux("-u", "new-session", "-d", "-s", "s", "-x", str(columns), "-y", "12", "-c", folder, seg)
    try:
        for _ in range(50):
            if "seg>" in tmux("capture-pane", "-p", "-t", "s"):
                break
            time.sleep(0.1)
        line, cursor = "", 0
        for step in range(steps):
            action = chance.choice(["type", "type", "type", "left", "right", "back", "home", "end", "delete"])
            if action == "type":
                typed = "".join(chance.choice("ab 一二字c") for _ in range(chance.randint(1, 14)))
                tmux("send-keys", "-t", "s", "-l", typed)
                line, cursor = line[:cursor] + typed + line[cursor:], cursor + len(typed)
            elif action == "left":
                count = chance.randint(1, 5)
                keys("Left", count)
                cursor = max(0, cursor - count)
            elif action == "right":
                count = chance.randint(1, 5)
                keys("Right", count)
                cursor = min(len(line), cursor + count)
            elif action == "back" and cursor:
                keys("BSpace")
                line, cursor = line[:cursor - 1] + line[cursor:], cursor - 1
            elif action == "delete" and cursor < len(line):
                keys("DC")
                line = line[:cursor] + line[cursor + 1:]
            elif action == "home":
                keys("Home")
                cursor = 0
            elif action == "end":
                keys("End")
                cursor = len(line)
            wanted = without_empty_end(wrapped("seg> " + line, columns))
            for attempt in range(20):
                time.sleep(0.05)
                shown = without_empty_end(tmux("capture-pane", "-p", "-t", "s").split("\n"))
                if shown[-len(wanted):] == wanted:
                    break
            else:
                raise AssertionError(f"seed {seed}, step {step}, {action}:\n{wanted}\n{shown[-len(wanted):]}")
    finally:
        tmux("kill-server")


def entered(seg, folder, home):
    """Raises AssertionError where a line that was entered is not on the screen as it was typed, whatever its length."""
    socket = f"seg-entered-{os.getpid()}"

    def tmux(*arguments):
        return subprocess.run(
            ["tmux", "-L", socket, "-f", "/dev/null", *arguments], capture_output=True, text=True,
            env=dict(os.environ, HOME=home, LC_ALL="C.UTF-8")).stdout

    columns = 40
    tmux("-u", "new-session", "-d", "-s", "s", "-x", str(columns), "-y", "30", "-c", folder, seg)
    try:
        for _ in range(50):
            if "seg>" in tmux("capture-pane", "-p", "-t", "s"):
                break
            time.sleep(0.1)
        for count, letter in ((34, "b"), (35, "b"), (36, "b"), (75, "b"), (76, "b"), (20, "字"), (23, "字"), (24, "字"), (45, "字")):
            line = ("param " + letter * count)[:count]
            tmux("send-keys", "-t", "s", "C-l")
            tmux("send-keys", "-t", "s", "-l", line + " = 1")
            tmux("send-keys", "-t", "s", "Enter")
            wanted = wrapped("seg> " + line + " = 1", columns)
            wanted = [row for row in wanted if row]
            for attempt in range(30):
                time.sleep(0.05)
                shown = without_empty_end(tmux("capture-pane", "-p", "-t", "s").split("\n"))
                if shown[:len(wanted)] == wanted and shown[-1].startswith("seg>") and len(shown) > len(wanted):
                    break
            else:
                raise AssertionError(f"{line}:\n{wanted}\n{shown}")
    finally:
        tmux("kill-server")
