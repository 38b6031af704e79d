#!/usr/bin/env python3
"""Bad input of every kind: a diagnostic on standard error and exit code 1, never a crash.

  robustness_test.py PATH_OF_SEG

Usage errors end with 2, a reader that goes away ends a run quietly. Closes with `N passed, N failed`.
"""
import gzip, os, pathlib, random, signal, subprocess, sys, tempfile, time

SEG = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = pathlib.Path(tempfile.mkdtemp(prefix="seg-robustness-"))
passed, failed = 0, 0

PEOPLE = 'load people from "people.csv" key id\n'
(WORK / "people.csv").write_text("id,name,age\n1,Ann,30\n2,Bo,\n3,Cai,41\n")


def outcome(name, ok, why=""):
    global passed, failed
    if ok: passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {why}")


def call(arguments, stdin=b"", **more):
    try:
        return subprocess.run([SEG, *arguments], input=stdin, stderr=subprocess.PIPE, cwd=WORK, timeout=60, **{"stdout": subprocess.PIPE, **more})
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, -99, b"", b"no end after 60 s")


def fails(name, arguments, code=1, says=None, **more):
    """Ends with `code` (a signal would be negative), and says why on standard error."""
    r = call(arguments, **more)
    errors = r.stderr.decode("utf-8", "replace")
    problems = []
    if r.returncode != code: problems.append(f"exit code {r.returncode}, expected {code}")
    if not errors.strip(): problems.append("nothing on standard error")
    if says and says not in errors: problems.append(f"`{says}` is not in: {errors[:300]}")
    if "Fatal error" in errors or "Stack dump" in errors: problems.append("a crash report: " + errors[:300])
    outcome(name, not problems, "; ".join(problems))


def script(name, text, says=None):
    """The same as a file, as text of -c, and from standard input."""
    data = text if isinstance(text, bytes) else text.encode()
    path = WORK / "script.seg"
    path.write_bytes(data)
    fails(f"{name} (file)", ["run", "script.seg"], says=says)
    fails(f"{name} (standard input)", [], stdin=data, says=says)
    if len(data) < 100_000 and b"\0" not in data: fails(f"{name} (-c)", ["-c", os.fsdecode(data)], says=says)
    if says: fails(f"{name} (check)", ["check", "script.seg"], says=says)


# ---- mistakes in the text
script("unknown name", PEOPLE + "segment s where agee > 30", "[unknown-name]")
script("unknown segment", PEOPLE + "show loyal", "[unknown-name]")
script("type clash", PEOPLE + 'segment s where age > "thirty"', "[type-mismatch]")
script("unclosed string", PEOPLE + 'segment s where name = "Ann', "[unclosed-string]")
script("no statement", "hello, world")
script("half a statement", PEOPLE + "segment s where")
script("stray characters", PEOPLE + "show § of €")
script("only brackets", "((((")
script("mistakes without end", PEOPLE + "list $\n" * 200, "[too-many-mistakes]")
script("no UTF-8", PEOPLE.encode() + b"show count() of \xff\xfe\x80")
script("NUL in the text", PEOPLE.encode() + b"show \0 count()")
script("binary as script", bytes(random.Random(1).randrange(256) for _ in range(4096)))
script("a number that is none", PEOPLE + "list age + 99999999999999999999999999")
script("a day that is none", PEOPLE + "as of 2024-02-30")
script("lone surrogate escape", PEOPLE + 'list name + "\\u{D800}"')
for n in (300, 10_000, 200_000):
    script(f"{n} nested brackets", PEOPLE + "list " + "(" * n + "age" + ")" * n)
    script(f"{n} brackets never closed", PEOPLE + "list " + "(" * n + "age")
    script(f"{n} times not", PEOPLE + "segment s where " + "not " * n + "age > agee")
    script(f"{n} times minus", PEOPLE + "list " + "- " * n + "agee")
    script(f"{n} nested ifs", PEOPLE + "list " + "if age > 1 then " * n + "agee" + " else 1" * n)
script("a long sum of what is not there", PEOPLE + "list " + " + ".join(["agee"] * 20_000))
script("a function that grows", PEOPLE + "function f0(x) = x + x\n" + "".join(f"function f{i}(x) = f{i - 1}(f{i - 1}(x))\n" for i in range(1, 40)) + "list f39(age)")
script("a function of itself", PEOPLE + "function f(x) = f(x)\nlist f(age)")
(WORK / "big.csv").write_text("id,v\n1,9223372036854775807\n2,9223372036854775807\n")
script("integer overflow", 'load big from "big.csv" key id list v + 1')
script("a sum too large", 'load big from "big.csv" key id show sum(v)')

# ---- what grows with the script, and with nothing else
def runs(name, text, says):
    """A long script ends well, and soon."""
    (WORK / "long.seg").write_text(text)
    r = call(["--quiet", "run", "long.seg", "--format", "csv"])
    outcome(name, r.returncode == 0 and says in r.stdout.decode(), f"exit code {r.returncode}: {r.stdout[-200:]} {r.stderr[:300]}")
def chain(word, first, next, n): return PEOPLE + f"{word} d0 {first}\n" + "".join(f"{word} d{i} {next.format(i - 1)}\n" for i in range(1, n + 1))
for n in (60, 10_000):
    runs(f"{n} measures, each of the one before twice", chain("measure", "= count(age)", "= d{0} - d{0} + 2", n) + f"show d{n} as n", "n\n2\n")
    runs(f"{n} metrics, each of the one before twice", chain("metric", "= age", "= d{0} - d{0} + 2", n) + f"show sum(d{n}) as n", "n\n4\n")
    runs(f"{n} segments, each of the one before twice", chain("segment", "where age > 1", "where d{0} and d{0}", n) + f"show count(d{n}) as n", "n\n2\n")
    runs(f"{n} segments from one another", chain("segment", "where age > 1", "from d{0} where age > 1", n) + f"show count(d{n}) as n", "n\n2\n")
(WORK / "visits.csv").write_text("id,kind,day\n1,a,2024-01-01\n2,b,2024-02-01\n")
VISITS = 'load visits from "visits.csv" of people by id at day\n'
days = chain("measure", "= count(visits)", "= (d{0} as of 2024-01-15) + (d{0} as of 2024-02-15)", 60) + "show d60 / d59 as n"
runs("60 measures on two days of the one before", days.replace(PEOPLE, PEOPLE + VISITS), "n\n2\n")
groups = chain("measure", "= count()", "= d{0} + d{0}", 60) + "show d60 by kind"
script("60 measures of other groups", groups.replace(PEOPLE, PEOPLE + VISITS), "[mixed-rows]")
late = chain("metric", "= age", "= d{0} + 1", 10_000) + VISITS + "show sum(d10000) as n"
runs("10,000 metrics that a later load binds again", late, "n\n20071\n")
runs("a lifecycle of 5,000 stages", PEOPLE + "lifecycle l: " + "".join(f"s{i} when age = {i}, " for i in range(5_000)) + "rest otherwise\nshow count() as n by l", "s30,1\n")
script("100,000 unknown names", PEOPLE + "list " + ", ".join(f"name{i}" for i in range(100_000)), "[too-many-mistakes]")
script("an unknown name 100,000 times", chain("metric", "= age", "= d{0} + 1", 1_000) + "list " + ", ".join(["d_1000"] * 100_000), "[unknown-name]")
runs("100,000 statements", PEOPLE + "segment s where age > 1\n" + "as of 2024-01-01\n" * 100_000 + "show count(s) as n", "n\n2\n")

# ---- files
script("file that is not there", 'load x from "nobody.csv" key id\nshow count()')
script("directory as file", 'load x from "." key id\nshow count()')
(WORK / "empty.csv").write_bytes(b"")
script("empty file", 'load x from "empty.csv" key id\nlist id')
(WORK / "noise.csv").write_bytes(bytes(random.Random(2).randrange(256) for _ in range(20_000)))
script("binary file", 'load x from "noise.csv" key id\nlist id')
(WORK / "broken.csv.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\x03broken")
script("broken gzip", 'load x from "broken.csv.gz" key id\nlist id')
# 1 MB that unpacks to 1 GB: refused long before memory is full.
with gzip.open(WORK / "bomb.csv.gz", "wb", 6) as bomb:
    for _ in range(1024): bomb.write(b"0," * (1 << 19))
fails("gzip bomb", ["-c", 'load x from "bomb.csv.gz" key id'], says="times its size")
(WORK / "quote.csv").write_text('id,name\n1,"Ann\n2,Bo\n3,Cai\n')
script("quote never closed", 'load x from "quote.csv" key id\nexpect count() = 3')
script("key that is no column", 'load people from "people.csv" key number\nlist name')
script("export into nothing", PEOPLE + 'segment s where age > 1\nexport s to "/proc/nothing/there.csv"')
script("export over a directory", PEOPLE + 'segment s where age > 1\nexport s to "."')
fails("script that is not there", ["run", "nothing.seg"])
fails("directory as script", ["run", "."])
fails("expectation that fails", ["-c", PEOPLE + 'expect count() = 4 else "four people"'], says="four people")

# ---- what is no script
for path in ("/dev/zero", "/dev/urandom", "/dev/full", "."):
    for command in ("run", "check", "fmt"):
        fails(f"{command} {path}", [command, path], says="[not-a-script]")
    if path != ".": outcome(f"test {path}", b"[not-a-script]" in call(["test", path]).stdout)
    fails(f"use {path}", ["-c", f'use "{path}"'], says="[not-a-script]")
fails("a script without end", [], stdin=b" " * (65 << 20), says="more than 64 MB")
os.mkfifo(WORK / "pipe.seg")
for text, command, code, says in ((PEOPLE + "list name", "run", 0, b"Ann"), ("show  count()", "fmt", 1, b"[not-a-script]"), (PEOPLE + "list nam", "check", 1, b"[unknown-name]")):
    with subprocess.Popen(["sh", "-c", 'printf %s "$0" > pipe.seg', text], cwd=WORK):
        r = call([command, "pipe.seg"])
        outcome(f"{command} of a pipe", r.returncode == code and says in r.stdout + r.stderr, f"exit code {r.returncode}: {r.stderr[:200]}")
os.remove(WORK / "pipe.seg")

# ---- a NUL in a path
(WORK / "victim.seg").write_text("metric precious = 1\n")
script("NUL in the path of a load", 'load t from "people.csv\\u{0}.txt" key id', says="[bad-path]")
script("NUL in the path of an export", PEOPLE + 'segment s where age > 1 export s to "victim.seg\\u{0}.csv" with (replace: yes)', says="[bad-path]")
script("NUL in the path of a use", 'use "victim.seg\\u{0}"', says="[bad-path]")
outcome("a file beside the NUL", (WORK / "victim.seg").read_text() == "metric precious = 1\n")

# ---- control characters where a terminal reads
escape = "\x1b[31m"
(WORK / f"{escape}.seg").write_text(f'show  "{escape}"\n#> {escape}\n')
for arguments in (["run", f"{escape}.seg"], ["check", f"{escape}.seg"], ["test", f"{escape}.seg"], ["test", escape], ["fmt", "--check", f"{escape}.seg"], ["run", escape],
                  ["run", f"--{escape}"], ["--format", escape], ["--limit", escape], ["--set", escape], ["--threads", escape], [escape], ["help", escape],
                  ["--as-of", escape], ["-c", PEOPLE + "list id", "--output", f"no/{escape}"], ["-c", f'load {escape} from "{escape}" key id'],
                  ["-c", PEOPLE + f'segment `{escape}` where id > 0 show `{escape}` export last to "{escape}/x"'], ["--set", f"{escape}=1", "-c", PEOPLE + "list id"]):
    r = call(arguments)
    outcome(f"escape bytes: {arguments}", b"\x1b" not in r.stdout + r.stderr and r.returncode in (0, 1, 2), f"exit code {r.returncode}: {(r.stdout + r.stderr)[:300]}")
os.remove(WORK / f"{escape}.seg")

# ---- nested ifs are formatted, in every position
for n in (90, 190):
    for text in ("if b then " * n + "x" + " else 1" * n, "if b then 1 else " * n + "x", "if " * n + "b" + " then yes else no" * n):
        text = 'load p from "p.csv" key id\nmetric m = ' + text + "\n"
        once = call(["fmt"], stdin=text.encode())
        outcome(f"{n} nested ifs formatted", once.returncode == 0 and call(["fmt"], stdin=once.stdout).stdout == once.stdout, once.stderr[:200])

# ---- outputs that cannot be written
GOOD = PEOPLE + "list id, name, age"
if os.path.exists("/dev/full"):
    with open("/dev/full", "wb") as full:
        for form in ("table", "csv", "json", "ndjson", "markdown"):
            fails(f"full disk, {form}", ["-c", GOOD, "--format", form], stdout=full)
    fails("--output on a full disk", ["-c", GOOD, "--output", "/dev/full"])
    fails("export on a full disk", ["-c", PEOPLE + 'segment s where age > 1 export s to "/dev/full"'], says="[cannot-write]")
r = subprocess.run(["sh", "-c", '"$0" -c "$1" >&-', SEG, GOOD], cwd=WORK, capture_output=True, timeout=60)
outcome("standard output closed", r.returncode == 1, f"exit code {r.returncode}")

# ---- a reader that goes away
(WORK / "many.csv").write_text("id,v\n" + "".join(f"{i},{i % 97}\n" for i in range(200_000)))
p = subprocess.run(["bash", "-c", '"$0" --quiet -c "$1" | head -1; exit "${PIPESTATUS[0]}"', SEG, 'load m from "many.csv" key id list id, v'], cwd=WORK, capture_output=True, timeout=60)
outcome("head -1", p.stdout.count(b"\n") == 1 and b"error" not in p.stderr and p.returncode in (0, 141), f"exit code {p.returncode}: {p.stderr[:200]}")

# ---- signals and limits while a file is written
EXPORT = 'load m from "many.csv" key id segment s where id >= 0 export s to "written.csv" columns id, v, id * v with (replace: yes)'
def parts(): return [path.name for path in WORK.iterdir() if path.name.endswith(".part")]
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT, signal.SIGKILL):
    with subprocess.Popen([SEG, "--quiet", "-c", EXPORT], cwd=WORK, stderr=subprocess.DEVNULL) as p:
        while p.poll() is None and not parts(): time.sleep(0.0005)
        p.send_signal(number)
    ended = p.returncode in ((130, 0) if number == signal.SIGINT else (-number, 0))
    left = [] if number == signal.SIGKILL else parts()
    outcome(f"{number.name} during an export", ended and not left, f"exit code {p.returncode}, left {left}")
outcome("an export after one that was killed", call(["-c", EXPORT]).returncode == 0 and not parts(), f"left {parts()}")
for arguments in (["-c", EXPORT], ["-c", 'load m from "many.csv" key id list *', "--output", "written.csv"]):
    p = subprocess.run(["bash", "-c", 'ulimit -f 100; exec "$0" --quiet "$@"', SEG, *arguments], cwd=WORK, capture_output=True, timeout=60)
    outcome("a limit of the size of files", p.returncode == 1 and b"[cannot-write]" in p.stderr and not parts(), f"exit code {p.returncode}: {p.stderr[:300]}")
with open(WORK / "limited.csv", "wb") as file:
    p = subprocess.run(["bash", "-c", 'ulimit -f 100; exec "$0" --quiet --format csv -c "$1"', SEG, 'load m from "many.csv" key id list *'], cwd=WORK, stdout=file, stderr=subprocess.PIPE, timeout=60)
    outcome("a limit of the size of the output", p.returncode == 1 and b"[cannot-write]" in p.stderr, f"exit code {p.returncode}: {p.stderr[:300]}")

# ---- memory that the system refuses, and limits of it
LARGE = 'load large from "large.csv" key id '
(WORK / "large.csv").write_text("id,v,t\n" + "".join(f"{i},{i * 7919 % 1000003}.5,text {i}\n" for i in range(1_500_000)))
def limited(name, kilobytes, text, says, code=1):
    """Runs a text with so much address space: it ends with a diagnostic, never with a signal."""
    p = subprocess.run(["bash", "-c", f'ulimit -v {kilobytes}; exec "$0" --quiet --threads 2 -c "$1"', SEG, text], cwd=WORK, capture_output=True, timeout=120)
    errors = p.stderr.decode("utf-8", "replace")
    outcome(name, p.returncode == code and says in errors, f"exit code {p.returncode}: {errors[:300]}")
    return p.returncode
for megabytes in (150, 200, 250, 300):
    limited(f"a load in {megabytes} MB of address space", megabytes << 10, LARGE + "show count()", "[out-of-memory]")
wide = LARGE + "metric a = v * 2 + 1 metric b = a * v metric c = b - a metric d = c * b + a list id, a, b, c, d rank by d top 5"
# Where the load fits, a question may not: whichever ends it says so.
for megabytes in range(350, 900, 75):
    p = subprocess.run(["bash", "-c", f'ulimit -v {megabytes << 10}; exec "$0" --quiet --threads 2 -c "$1"', SEG, wide], cwd=WORK, capture_output=True, timeout=120)
    outcome(f"a question in {megabytes} MB of address space", p.returncode == 0 or p.returncode == 1 and b"[out-of-memory]" in p.stderr,
            f"exit code {p.returncode}: {p.stderr[:300]}")
doubling = chain("metric", "= name", "= concat(d{0}, d{0})", 62) + "list length(d62)"
squared = chain("metric", "= concat(name, \"aaaaaaaa\")", '= replace(d{0}, "a", d{0})', 20) + "list length(d20)"
grown = chain("metric", "= concat(name, \"aaaaaaaa\")", '= replace(d{0}, "a", "' + "a" * 1000 + '")', 20) + "list length(d20)"
for name, text in (("doubles", doubling), ("is squared", squared), ("grows a thousandfold", grown)):
    limited(f"a text that {name}, in 700 MB of address space", 700 << 10, text, "[out-of-memory]")
    fails(f"a text that {name}, in little memory", ["--limit", "memory=50MB", "-c", text], says="[memory-limit]")
fails("a load past its limit of memory", ["--limit", "memory=20MB", "-c", LARGE + "show count()"], says="[memory-limit]")
fails("a question past its limit of time", ["--limit", "time=1ms", "-c", LARGE + "show count()"], says="[time-limit]")
os.remove(WORK / "large.csv")

# ---- no threads and few files to be had
(WORK / "threads.py").write_text("""import os, resource, sys
if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)
resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
os.execv(sys.argv[1], sys.argv[1:])
""")
os.chmod(WORK, 0o755)
MANY = 'load m from "many.csv" key id segment s where v > 50 rank by v top 20% show count() of s'
r = subprocess.run([sys.executable, "threads.py", SEG, "--quiet", "--threads", "4", "--format", "csv", "-c", MANY], cwd=WORK, capture_output=True, timeout=60)
readable = os.access(SEG, os.X_OK) and b"Permission denied" not in r.stderr
outcome("no threads to be had", not readable or r.returncode == 0 and r.stdout.startswith(b"count()"), f"exit code {r.returncode}: {r.stderr[:300]}")
for files in (3, 4, 5):
    p = subprocess.run(["bash", "-c", f'ulimit -n {files}; exec "$0" --quiet --threads 4 -c "$1"', SEG, MANY + ' export s to "few.csv" with (replace: yes)'], cwd=WORK, capture_output=True, timeout=60)
    outcome(f"{files} files", p.returncode in (0, 1, 127) and b"Fatal" not in p.stderr and (p.returncode == 0 or p.stderr), f"exit code {p.returncode}: {p.stderr[:300]}")

# ---- Ctrl-C ends a script within a tenth of a second, whatever it does
(WORK / "texts.csv").write_text("id,t\n" + "".join(f"{i},{'a' * 20_000}{i}\n" for i in range(300)))
(WORK / "long.seg").write_text("metric m = 1" + " + 1" * 2_000_000 + "\n")
TEXTS = 'load x from "texts.csv" key id '
for name, arguments in (("a regular expression", ["-c", TEXTS + 'show count(t matches "(a?){300}b")']), ("parsing", ["run", "long.seg"]), ("the formatter", ["fmt", "--check", "long.seg"])):
    with subprocess.Popen([SEG, *arguments], cwd=WORK, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
        time.sleep(1)
        was_running, start = p.poll() is None, time.monotonic()
        p.send_signal(signal.SIGINT)
        p.wait(timeout=60)
        took = time.monotonic() - start
    # Twice what is promised, for a busy machine.
    outcome(f"Ctrl-C in {name}", not was_running or p.returncode == 130 and took < 0.2, f"exit code {p.returncode} after {took:.2f} s")

# ---- large needles are found in linear time
needle = "a" * 100_000 + "b" + "a" * 100_000
(WORK / "needle.csv").write_text(f"id,t\n1,{'a' * 900_000}\n2,{needle}\n")
NEEDLE = 'load x from "needle.csv" key id '
for test in (f't contains "{needle}"', f't like "%{needle}%"', f'replace(t, "{needle}", "") = ""'):
    (WORK / "needle.seg").write_text(NEEDLE + f"show count({test}) as n\n")
    start = time.monotonic()
    r = call(["run", "needle.seg", "--format", "csv"])
    outcome(f"a large needle: {test[:14]}", r.stdout == b"n\n1\n" and time.monotonic() - start < 20, f"{r.stdout[:80]} {r.stderr[:200]} after {time.monotonic() - start:.1f} s")

# ---- wrong usage
for arguments in (["run"], ["check"], ["--no-such-option"], ["run", "--format", "pretty", "script.seg"], ["run", "--threads", "many", "script.seg"],
                  ["run", "--threads", "0", "script.seg"], ["-c", GOOD, "--as-of", "yesterday"], ["-c", GOOD, "--set", "floor"], ["-c"], ["test"]):
    fails("usage: " + " ".join(a[:20] for a in arguments), arguments, code=2)

# ---- what must go well
r = call(["-c", GOOD])
outcome("a good script", r.returncode == 0 and b"Ann" in r.stdout, f"exit code {r.returncode}: {r.stderr[:300]}")
r = call(["-c", "# nothing\n"])
outcome("nothing to do", r.returncode == 0, f"exit code {r.returncode}")
r = call([], stdin=GOOD.encode())
outcome("a script on standard input", r.returncode == 0 and b"Ann" in r.stdout, f"exit code {r.returncode}: {r.stderr[:300]}")
(WORK / "evil.csv").write_bytes(b'id,name\n1,"\x1b[31mred\x07"\n2,\xe2\x80\xaeback\n')
r = call(["-c", 'load e from "evil.csv" key id list id, name'])
outcome("escape sequences in data", r.returncode == 0 and b"\x1b" not in r.stdout and b"\x07" not in r.stdout, f"exit code {r.returncode}")

# ---- pieces of good scripts: some check, none crashes
pieces = random.Random(20250101)
scripts = sorted([*ROOT.glob("examples/**/*.seg"), *ROOT.glob("Tests/Golden/**/*.seg")])
for i in range(60):
    source = pieces.choice(scripts)
    text = bytearray(source.read_bytes())
    if i % 2: text = text[:pieces.randrange(len(text))]
    else:
        for _ in range(3):
            at = pieces.randrange(len(text))
            text[at:at + pieces.randrange(4)] = bytes(pieces.choice(b"()\"',;=<>%0aZ \n`") for _ in range(pieces.randrange(3)))
    (WORK / "piece.seg").write_bytes(bytes(text))
    r = call(["check", "piece.seg"])
    outcome(f"piece {i} of {source.name}", r.returncode in (0, 1), f"exit code {r.returncode}: {r.stderr[-200:]}")

subprocess.run(["rm", "-rf", str(WORK)])
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
