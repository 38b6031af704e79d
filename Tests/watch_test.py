#!/usr/bin/env python3
"""seg watch: runs again when data or the script change, renews its page, keeps it where a run fails, and tells a command."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

SEG = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/debug/seg")
SCRIPT = """load people from "people.csv" key id
report "page.html" title "People"
show count() as people, sum(age) as years
expect count() < 4 else "too many people"
"""


def wait(what, is_true, seconds=30):
    end = time.time() + seconds
    while time.time() < end:
        if is_true(): return
        time.sleep(0.1)
    sys.exit(f"waited in vain: {what}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data, page, script, told = (folder / name for name in ("people.csv", "page.html", "watch.seg", "told.txt"))
        data.write_text("id,age\na,1\nb,2\n")
        script.write_text(SCRIPT)
        command = [SEG, "watch", script, "--quiet", "--every", "1h", "--times", "4", "--on-fail", f"cat > {told}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watch:
            lines = []

            def next_line():
                lines.append(watch.stdout.readline())
                return lines[-1]

            assert "  ok  " in next_line(), lines
            first = page.read_text()
            assert '<b>2</b><span>people' in first and 'http-equiv="refresh"' in first, first
            data.write_text("id,age\na,1\nb,2\nc,30\n")
            assert "  ok  " in next_line(), lines
            assert "<b>33</b>" in page.read_text(), "the page is renewed"
            renewed = page.read_text()
            data.write_text("id,age\na,1\nb,2\nc,30\nd,4\n")
            assert "  failed, exit 1  " in next_line(), lines
            assert page.read_text() == renewed, "a run that fails leaves the page"
            wait("the command of --on-fail", lambda: told.exists() and "too many people" in told.read_text())
            script.write_text(SCRIPT.replace("< 4", "< 9"))
            assert "  ok  " in next_line(), lines
            assert "<b>37</b>" in page.read_text()
            assert watch.wait(30) == 0, watch.stderr.read()
        once = [SEG, "watch", script, "--quiet", "--times", "1"]
        ran = subprocess.run(once, capture_output=True, text=True)
        assert ran.returncode == 1 and "file-exists" in ran.stderr, "a page of another run is not replaced: " + ran.stderr
        for wrong in (["--every", "soon"], ["--times", "0"]):
            assert subprocess.run([SEG, "watch", script, *wrong], capture_output=True).returncode == 2, wrong
    print("watch: 10 passed")


if __name__ == "__main__":
    main()
