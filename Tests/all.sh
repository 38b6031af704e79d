#!/usr/bin/env bash
# All tests, one line a step; the first step that fails shows its log and ends the run.
set -euo pipefail
cd "$(dirname "$0")/.."
logs=.build/test-logs
mkdir -p "$logs"
seg=.build/release/seg
steps=0

# A step's command runs inside `if`, where `set -e` does not hold: functions say `|| return 1` or `&&`.
step() {  # step NAME COMMAND …
  local name=$1 started=$SECONDS
  shift
  if "$@" >"$logs/$name.log" 2>&1; then
    steps=$((steps + 1))
    printf '  ok  %-12s %4d s  %s\n' "$name" $((SECONDS - started)) "$(tail -1 "$logs/$name.log" | cut -c1-80)"
  else
    tail -40 "$logs/$name.log"
    echo "FAILED $name (whole log: $logs/$name.log)"
    exit 1
  fi
}

build() {
  swift build -c release --static-swift-stdlib --product seg 2>&1 | tee "$logs/build.out" || return 1
  if grep -E '^[^ ]*(Sources|Tests)/.*warning:' "$logs/build.out"; then echo "the build has warnings"; return 1; fi
}

# The terminal's tests drive the prompt through a pseudo-terminal.
python=python3
tools() {
  command -v python3 >/dev/null || Tests/install.sh python3 || return 1
  command -v tmux >/dev/null || Tests/install.sh tmux || return 1
  python3 -c 'import pexpect' 2>/dev/null && return
  .build/test-venv/bin/python -c 'import pexpect' 2>/dev/null && return
  if python3 -m venv .build/test-venv; then
    .build/test-venv/bin/python -m pip install -q pexpect
  else
    rm -rf .build/test-venv
    Tests/install.sh python3-pexpect
  fi
}

lengths() {
  local long
  long=$(find Sources Tests examples Benchmarks -name .build -prune -o \( -name '*.swift' -o -name '*.py' -o -name '*.sh' -o -name '*.c' -o -name '*.h' \) -print0 |
    xargs -0 wc -l | awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines" }')
  if [ -n "$long" ]; then echo "$long"; echo "no source has more than 400 lines"; return 1; fi
  echo "no source has more than 400 lines"
}

embedding() {
  # Beside the main build, so that this step compiles the package the way a stranger's project does.
  swift build --package-path examples/embedding --scratch-path .build/embedding &&
    .build/embedding/debug/embedding examples/cdnow | tee "$logs/embedding.out" &&
    grep -q 'loyal | 58 |' "$logs/embedding.out" &&
    grep -q '^tier: the price list' "$logs/embedding.out" &&
    grep -q '^tier 2: ' "$logs/embedding.out" &&
    grep -q 'unknown-name' "$logs/embedding.out"
}

# The reference is printed from the values of the language: its files must be what it prints now.
reference() {
  rm -rf .build/reference
  "$seg" help --pages .build/reference && diff -r .build/reference docs/reference &&
    echo "the reference pages are current"
}

scripts() {
  local places=(Tests/Golden examples README.md)
  if compgen -G 'docs/*.md' >/dev/null; then places+=(docs); fi
  "$seg" test "${places[@]}"
}

step lengths lengths
step tools tools
[ ! -x .build/test-venv/bin/python ] || python=.build/test-venv/bin/python
step build build
step units swift test
step scripts scripts
step reference reference
step robustness "$python" Tests/robustness_test.py "$seg"
step options "$python" Tests/command_line_test.py "$seg" examples/cdnow
step threads "$python" Tests/threads_test.py "$seg"
step instructions "$python" Tests/instructions_test.py "$seg"
[ ! -e Tests/repl_test.py ] || step prompt "$python" Tests/repl_test.py "$seg" examples/cdnow
step embedding embedding
echo "all $steps steps passed"
