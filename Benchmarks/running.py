"""Makes what a measurement needs (peers, data, the limits' program) and runs one turn of Seg, of a peer or of the limits."""
import fcntl, hashlib, json, os, pathlib, re, subprocess, sys, threading, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
DATA = HERE / "data"
BUILD = ROOT / ".build"
PACKAGES = {"duckdb": ["duckdb"], "polars": ["polars", "numpy"], "chdb": ["chdb"], "pandas": ["pandas", "pyarrow"]}
ROWS = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}


def say(*words): print(*words, file=sys.stderr, flush=True)
def events_of(size): return "100k" if size == "100k" else "1m"
def expected(size): return json.loads((HERE / f"expected_{size}.json").read_text(encoding="utf-8"))


def environment(peers):
    """The Python of the peers, and which of them are available. Those that cannot be installed are reported and left out."""
    python = BUILD / "bench-venv" / "bin" / "python"
    if not python.exists():
        say("making .build/bench-venv")
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
    def has(names): return subprocess.run([python, "-c", "import " + ", ".join(names)], capture_output=True).returncode == 0
    def install(names): return subprocess.run([python, "-m", "pip", "install", "-q", *names], capture_output=True).returncode == 0
    there = []
    for peer in ["polars", *(p for p in peers if p != "polars")]:   # Polars and numpy write the data, so they come first
        names = PACKAGES.get(peer, [])
        if peer == "sqlite":
            fine = subprocess.run(["sqlite3", "--version"], capture_output=True).returncode == 0 if found("sqlite3") else False
        else:
            fine = has(names) or install(names) and has(names)
        if fine: there.append(peer)
        elif peer == "polars": raise SystemExit("the data need the packages numpy and polars, which cannot be installed")
        else: say(f"{peer} cannot be installed: left out")
    if not (python.parent / "duckdb").exists() and "duckdb" in there: install(["duckdb-cli"])   # its shell, for the start
    return str(python), [p for p in peers if p in there]


def found(program):
    import shutil
    return shutil.which(program)


def data(python, size):
    """Customers and transactions of a size, and their columns as plain arrays for light.cpp; hashes are checked."""
    DATA.mkdir(exist_ok=True)
    events, want = events_of(size), {**expected(events_of(size))["sha256"], **expected(size)["sha256"]}
    files = [f"customers_{size}.csv", f"transactions_{events}.csv"]
    raw = [f"raw_{size}", f"raw_tx_{events}"]
    stamp = DATA / f".checked_{size}"
    if stamp.exists() and all((DATA / f).exists() for f in files + raw): return
    say(f"making the data ({size})")
    for one in dict.fromkeys([events, size]):
        name = f"customers_{one}.csv"
        if all((DATA / f).exists() for f in [name, f"raw_{one}"] + ([files[1], raw[1]] if one == events else [])): continue
        subprocess.run([python, HERE / "gen_data.py", "--out", DATA, "--customers", one, "--raw", *(["--transactions"] if one == events else [])],
                       check=True, stderr=subprocess.DEVNULL)
    for f in files:
        digest = hashlib.sha256()
        with (DATA / f).open("rb") as h:
            while chunk := h.read(1 << 24): digest.update(chunk)
        if f in want and digest.hexdigest() != want[f]: raise SystemExit(f"{f}: not the bytes that expected_{size}.json is about; another numpy?")
    stamp.touch()


def alone():
    """Waits until no other run measures here: two would share the files that the scripts name, and the machine. Keep what it returns."""
    DATA.mkdir(exist_ok=True)
    lock = open(DATA / ".lock", "w")
    try: fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        say("another run is measuring; waiting for its end")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def choose(size):
    """Points data/customers.csv and data/transactions.csv, which the scripts name, at the files of a size."""
    for name, target in (("customers", f"customers_{size}.csv"), ("transactions", f"transactions_{events_of(size)}.csv")):
        link = DATA / f"{name}.csv"
        link.unlink(missing_ok=True)
        link.symlink_to(target)


def warm(path):
    """Reads a file, so that it is in the page cache before the first program reads it."""
    with open(path, "rb", buffering=0) as h:
        while h.read(1 << 24): pass


class Failed(Exception): """A run of `seg` that ended with an error."""


class Turn:
    """What one run of `seg` gave: its answers, seconds from start to end, highest resident memory in MB."""
    def __init__(self, answers, seconds, peak, receipts): self.answers, self.seconds, self.peak, self.receipts = answers, seconds, peak, receipts


def seg(program, threads, *arguments):
    start = time.perf_counter()
    process = subprocess.Popen([program, *map(str, arguments), "--threads", str(threads), "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read().decode()))
    reader.start()
    out = process.stdout.read()
    reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode: raise Failed(f"seg {' '.join(map(str, arguments))}: exit code {process.returncode}\n{errors[0]}")
    return Turn([json.loads(line) for line in out.decode().splitlines()], seconds, usage.ru_maxrss / 1024, errors[0])


def resident(program, threads, text):
    """Resident memory in bytes when a script's loads are done: the list below fills the pipe, and there Seg waits.
    Anonymous memory alone, if the kernel tells: pages of the file are the system's."""
    process = subprocess.Popen([program, "-c", text + " show count() as n list customer_id top 50000", "--threads", str(threads), "--format", "json", "--quiet"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
    process.stdout.read(1)
    time.sleep(0.5)
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    match = re.search(r"RssAnon:\s*(\d+) kB", status) or re.search(r"VmRSS:\s*(\d+) kB", status)
    process.stdout.read()
    process.wait()
    return int(match[1]) * 1024 if match else None


def peer_load(python, peer, table, size, threads):
    variant = {"duckdb": "schema", "polars": "schema", "chdb": "memory", "pandas": "c", "sqlite": "shell-import"}[peer]
    p = subprocess.run([python, HERE / "load.py", "--data", DATA, peer, variant, table, size, str(threads)], capture_output=True, text=True)
    if p.returncode:
        say(f"{peer}, load of {table}: {p.stderr[-300:]}")
        return None
    return json.loads(p.stdout.splitlines()[-1])


def peer_questions(python, peer, size, threads, names, formulations=()):
    """One JSON line for each formulation; all of them, unless some are named."""
    p = subprocess.run([python, HERE / "peer.py", "--peer", peer, "--data", DATA, "--size", size, "--threads", str(threads), "--runs", "3", "--only", ",".join(names),
                        "--formulations", ",".join(f"{q}:{v}" for q, v in formulations), "--check", HERE / f"expected_{size}.json"], capture_output=True, text=True)
    if p.returncode:
        say(f"{peer}: {p.stderr[-600:]}")
        return []
    return [json.loads(line) for line in p.stdout.splitlines()]


def limits(size, runs=5):
    """Milliseconds of the loops in light.cpp: {(what, threads): median}; empty where they cannot be compiled or run."""
    program, source = BUILD / "light", HERE / "light.cpp"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        if not found("g++"):
            say("no g++: no limits")
            return {}
        p = subprocess.run(["g++", "-O3", "-march=native", "-std=c++17", "-pthread", source, "-o", program], capture_output=True, text=True)
        if p.returncode:
            say("light.cpp does not compile here (it needs AVX-512): no limits")
            return {}
    p = subprocess.run([program, DATA, size, str(runs)], capture_output=True, text=True)
    if p.returncode:
        say(f"light: {p.stderr[-200:] or p.returncode}")
        return {}
    return {(r["what"], r["threads"]): r["median_ms"] for r in map(json.loads, p.stdout.splitlines())}


def starts(python, program):
    """From process start to answer, of Seg and the shells: the lines of startup.py."""
    p = subprocess.run([python, HERE / "startup.py", "--data", DATA, "--seg", program, "--python", python], capture_output=True, text=True)
    if p.returncode: raise SystemExit(p.stderr[-600:])
    return [json.loads(line) for line in p.stdout.splitlines()]
