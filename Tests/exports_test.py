"""Files that `export` writes are old or new, never half; a full device is an error.

    exports_test.py PATH/TO/seg [RUNS]

Kills exports at random moments. Closes with `N passed, N failed`.
"""
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

SEG = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 60
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../examples/cdnow")
LOAD = 'load orders from "cdnow_sample.csv" of customers by customer_id at date\nmetric frequency = count(orders)\nsegment all_of_them where frequency > 0\n'


def export(path):
    script = LOAD + f'export all_of_them to "{path}" columns customer_id, frequency with (replace: yes)\n'
    return subprocess.Popen([SEG, "-c", script], cwd=FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed():
    """Whether each file is whole after its export was killed."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "all.csv")
        started = time.monotonic()
        assert export(path).wait() == 0
        usual = time.monotonic() - started
        new = open(path, "rb").read()
        old = b"old\n" * 5000
        seen = set()
        for _ in range(RUNS):
            with open(path, "wb") as file:
                file.write(old)
            run = export(path)
            time.sleep(chance.uniform(0, usual * 1.1))
            run.send_signal(signal.SIGKILL)
            run.wait()
            found = open(path, "rb").read()
            assert found in (old, new), f"{len(found)} bytes, neither old nor new"
            seen.add(found == new)
        return f"{RUNS} killed, {'both' if len(seen) == 2 else 'one'} seen"


def pictures():
    """A picture as points where the system has librsvg; else a message, and no file."""
    ask = LOAD + 'show count() by least(count(orders), 6) as n\nexport last to "{}"\n'
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "c.png")
        done = subprocess.run([SEG, "-c", ask.format(path)], cwd=FOLDER, capture_output=True)
        if done.returncode == 0:
            head = open(path, "rb").read(24)
            assert head.startswith(b"\x89PNG\r\n\x1a\n"), head
            width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
            assert width == 1488 and 200 < height < 1000, (width, height)
            os.remove(path)
        else:
            assert b"missing-library" in done.stderr, done
        # What stands in the library's place is none.
        open(os.path.join(folder, "librsvg-2.so.2"), "w").close()
        places = [folder] + [place for place in [os.environ.get("LD_LIBRARY_PATH")] if place]
        done = subprocess.run([SEG, "-c", ask.format(path)], cwd=FOLDER, capture_output=True,
                              env=dict(os.environ, LD_LIBRARY_PATH=":".join(places)))
        assert done.returncode == 1 and b"[missing-library]" in done.stderr and b".svg" in done.stderr, done
        assert os.listdir(folder) == ["librsvg-2.so.2"], os.listdir(folder)
        done = subprocess.run([SEG, "-c", ask.format(os.path.join(folder, "c.jpg"))], cwd=FOLDER, capture_output=True)
        assert done.returncode == 1 and b"did you mean `.png`?" in done.stderr, done
    return "pictures are points, or a message"


def curve():
    """The picture of `survival` is its share, in steps from all at day 0, in each kind that draws lines."""
    stage = "lifecycle stage: asleep when today - max(date of orders) > 180, fresh otherwise\n"
    for kind in "", "draw line", "draw curve":
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s.svg")
            done = subprocess.run([SEG, "-c", LOAD + stage + f'show survival(stage) {kind}\nexport last to "{path}"\n'], cwd=FOLDER,
                                  capture_output=True)
            assert done.returncode == 0, done
            text = open(path, encoding="utf-8").read()
            assert "at_risk" not in text and text.count("<path ") == 2 and ">100%</text>" in text, text[:2000]
            for path in re.findall(r'<path d="M([^"]*)"', text):
                points = [tuple(map(float, point.split())) for point in path.split("L")]
                assert len(points) > 20 and all(a[0] == b[0] or a[1] == b[1] for a, b in zip(points, points[1:])), points[:9]
                assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in zip(points, points[1:])), points[:9]
    return "survival falls in steps"


def full():
    """Whether a full device is told, for each way to write answers."""
    for arguments in (["-c", LOAD + "show count(orders)"], ["-c", LOAD + "list * of orders", "--format", "csv"], ["help"], ["help", "segment"],
                      ["-c", LOAD + "list * of orders", "--format", "vertical"]):
        with open("/dev/full", "wb") as device:
            done = subprocess.run([SEG, *arguments], cwd=FOLDER, stdout=device, stderr=subprocess.PIPE)
        assert done.returncode == 1 and b"cannot-write" in done.stderr, (arguments, done)
    for arguments in (["-c", LOAD + 'export all_of_them to "/dev/full"'], ["-c", LOAD + "list * of orders", "--output", "/dev/full"]):
        done = subprocess.run([SEG, *arguments], cwd=FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert done.returncode == 1 and b"cannot-write" in done.stderr, (arguments, done)
    return "a full device is an error"


def main():
    passed = failed = 0
    for test in (full, pictures, curve, killed):
        try:
            print(test())
            passed += 1
        except AssertionError as error:
            failed += 1
            print(f"FAIL {test.__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
