"""Files that `export` writes are old or new, never half; a full device is an error.

    exports_test.py PATH/TO/seg [RUNS]

Kills exports at random moments. Closes with `N passed, N failed`.
"""
import os
import random
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
    for test in (full, killed):
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
