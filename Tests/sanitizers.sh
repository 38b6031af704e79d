#!/usr/bin/env bash
# Builds Seg with the address sanitizer, then with that for threads, and runs scripts, bad input and large data: sanitizers.sh [address|thread]
# Not a step of all.sh: two more builds. `make sanitize` runs both; ends with 1 where one of them reports anything.
set -uo pipefail
cd "$(dirname "$0")/.."
logs=.build/test-logs
mkdir -p "$logs"
export ASAN_OPTIONS=detect_leaks=1:exitcode=99:detect_stack_use_after_return=1
export TSAN_OPTIONS=exitcode=66:history_size=5:second_deadlock_stack=1:atexit_sleep_ms=20
failed=0

# A tool's word for a finding, whatever the exit code of the program.
findings='(ERROR|WARNING): (Address|Leak|Thread)Sanitizer|SUMMARY: .*Sanitizer|Fatal error|AddressSanitizer:DEADLYSIGNAL'

check() {  # check NAME COMMAND …
  local name=$1 log started=$SECONDS
  log=$logs/$1.log
  shift
  if "$@" >"$log" 2>&1 && ! grep -qE "$findings" "$log"; then
    printf '  clean  %-20s %4d s  %s\n' "$name" $((SECONDS - started)) "$(tail -1 "$log" | cut -c1-70)"
  else
    failed=1
    grep -E -A 14 "$findings" "$log" | head -60 || true
    echo "  FOUND  $name: see $log"
  fi
}

# More rows than a morsel holds, so that the work is really cut up and spread; the answers are those of one thread.
large() {
  local seg=$1
  python3 - "$seg" <<'PYTHON'
import pathlib, re, subprocess, sys, tempfile
sys.path.insert(0, "Tests")
import instructions_test as kernels
seg, n = str(pathlib.Path(sys.argv[1]).resolve()), 150_000
with tempfile.TemporaryDirectory() as folder:
    kernels.make_data(pathlib.Path(folder), n)
    for name, (before, question, _) in kernels.KERNELS.items():
        text = (before + question).format(n=n) + " show count()"
        out = {}
        for threads in (1, 4):
            p = subprocess.run([seg, "-c", text, "--threads", str(threads), "--format", "json", "--quiet"], cwd=folder, capture_output=True, text=True)
            sys.stderr.write(p.stderr)
            if p.returncode: sys.exit(f"{name}, {threads} threads: exit code {p.returncode}")
            out[threads] = re.sub(r'"ms": ?[0-9.eE+-]+', "", p.stdout)
        if out[1] != out[4]: sys.exit(f"{name}: other bytes with four threads")
print(f"{len(kernels.KERNELS)} questions on {n:,} customers, one and four threads alike")
PYTHON
}

for kind in ${1:-address thread}; do
  place=.build/$kind
  echo "$kind sanitizer"
  if ! swift build --sanitize="$kind" --scratch-path "$place" --product seg >"$logs/$kind-build.log" 2>&1; then
    tail -20 "$logs/$kind-build.log"
    exit 1
  fi
  seg=$place/debug/seg
  # A program without the sanitizer in it would be clean, too.
  grep -q "__${kind:0:1}san_init" "$seg" || { echo "$seg is not built with the sanitizer"; exit 1; }
  check "$kind-scripts" "$seg" test Tests/Golden examples README.md docs --threads 4
  [ "$kind" = address ] || check "$kind-threads" python3 Tests/threads_test.py "$seg"
  [ "$kind" = address ] || check "$kind-sessions" swift test --sanitize=thread --scratch-path "$place" --filter SessionThreadsTests
  check "$kind-large" large "$seg"
  [ "$kind" = thread ] || check "$kind-robustness" python3 Tests/robustness_test.py "$seg"
done
[ "$failed" = 0 ] && echo "clean" || { echo "NOT CLEAN"; exit 1; }
