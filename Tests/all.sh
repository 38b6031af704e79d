#!/usr/bin/env bash
# All tests, one line a step; the first step that fails shows its log and ends the run.
#
#   all.sh         everything, with the program as it is shipped
#   all.sh quick   the daily round, with the debug build: rules of the house, scripts, units but for the long ones
#   all.sh oracle  the figures of the scripts against DuckDB alone
set -euo pipefail
cd "$(dirname "$0")/.."
logs=.build/test-logs
mkdir -p "$logs"
seg=.build/release/seg
passed=$logs/passed
: >"$passed"

# A step's command runs inside `if`, where `set -e` does not hold: functions say `|| return 1` or `&&`.
step() {  # step NAME COMMAND …
  local name=$1 started=$SECONDS
  shift
  if "$@" >"$logs/$name.log" 2>&1; then
    echo "$name" >>"$passed"
    printf '  ok  %-12s %4d s  %s\n' "$name" $((SECONDS - started)) "$(tail -1 "$logs/$name.log" | cut -c1-80)"
  else
    tail -40 "$logs/$name.log"
    echo "FAILED $name (whole log: $logs/$name.log)"
    exit 1
  fi
}

# Lanes are functions of steps. They run at the same time, since most steps keep one core busy.
together() {  # together LANE …
  local lanes=() lane failed=0
  for lane in "$@"; do "$lane" & lanes+=($!); done
  for lane in "${lanes[@]}"; do wait "$lane" || failed=1; done
  return "$failed"
}

finish() { echo "all $(wc -l <"$passed") steps passed"; }

# Builds without warnings; each target imports only what Package.swift lists for it.
build() {  # build OPTION …
  local output
  output=$(mktemp "$logs/build.XXXXXX")
  swift build --explicit-target-dependency-import-check error "$@" 2>&1 | tee "$output" || return 1
  if grep -E '^[^ ]*(Sources|Tests)/.*warning:' "$output"; then echo "the build has warnings"; return 1; fi
  rm "$output"
}

# Unit tests run as optimized code, in a build of its own: the properties ask for many rows.
optimized=(-c release -Xswiftc -enable-testing --scratch-path .build/units)

# The options of the program as it is shipped are in the Makefile.
SHIPPED=${SHIPPED:--c release --static-swift-stdlib --product seg}

# The program as it is shipped, and the tests beside it: optimized builds leave a second core idle.
builds() {
  build "${optimized[@]}" --enable-index-store --build-tests &
  local tests=$! shipped=0
  build $SHIPPED || shipped=1
  wait "$tests" && [ "$shipped" = 0 ]
}

# Suites that take more than a few seconds of the debug build; the daily round leaves them to the full one.
long_suites='Property|Scaled|KernelLevel|ManyGroups|ShareAndRanking|SharesOfTotal|GuardedError|Stress|Random'

# Layout and habits of Swift, as .swift-format says.
lint() {
  swift format lint --strict --parallel --recursive Package.swift Sources Tests examples/embedding/Sources &&
    echo "the layout is the formatter's"
}

# A Python with DuckDB, the second engine. Its version is fixed, so that a newer one changes nothing here.
duckdb_python=.build/oracle-venv/bin/python
duckdb() {
  "$duckdb_python" -c 'import duckdb; assert duckdb.__version__ == "2.0.1"' 2>/dev/null && return
  python3 -m venv .build/oracle-venv || { Tests/install.sh python3-venv && python3 -m venv .build/oracle-venv; } || return 1
  "$duckdb_python" -m pip install -q duckdb==2.0.1
}

# The figures that the scripts expect are those of DuckDB.
oracle() {
  duckdb && "$duckdb_python" Tests/oracle.py
}

# Random tables that belong together, and random questions over them.
linked() {
  duckdb && "$duckdb_python" Tests/linked_test.py "$seg" 300
}

# Random questions about the rows of answers: functions over them, `having`, totals, pivots.
rows() {
  duckdb && "$duckdb_python" Tests/rows_test.py "$seg" 200
}

# Random customers, and how long they stay in stages.
stages() {
  duckdb && "$duckdb_python" Tests/stages_test.py "$seg" 200
}

# Random tables, and every aggregate of them.
aggregates() {
  duckdb && "$duckdb_python" Tests/aggregates_test.py "$seg" 100
}

# Random texts, days and instants, and every function and test of them.
values() {
  duckdb && "$duckdb_python" Tests/values_test.py "$seg" 150
}

# Random events: trends, groups by periods and cohorts.
periods() {
  duckdb && "$duckdb_python" Tests/periods_test.py "$seg" 100
}

# Random funnels, and groups that are compared.
steps() {
  duckdb && "$duckdb_python" Tests/steps_test.py "$seg" 150
}

# Workbooks that openpyxl writes, and damaged ones.
workbook_python=.build/workbook-venv/bin/python
workbooks() {
  if ! "$workbook_python" -c 'import openpyxl; assert openpyxl.__version__ == "3.1.5"' 2>/dev/null; then
    python3 -m venv .build/workbook-venv || { Tests/install.sh python3-venv && python3 -m venv .build/workbook-venv; } || return 1
    "$workbook_python" -m pip install -q openpyxl==3.1.5 || return 1
  fi
  "$workbook_python" Tests/workbook_test.py "$seg"
}

# Pages in a browser.
pages() {
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || Tests/install.sh chromium-headless-shell || return 1
  python3 Tests/browser_test.py "$seg"
}

# Every sentence that is said has its twin in Chinese, and no English is left in what a check in Chinese shows.
catalogue() {
  python3 Tests/catalogue_test.py "$seg"
}

# Questions in plain words, and the statements that they are.
questions() {
  python3 Tests/questions_test.py "$seg"
}

# The questions of the benchmark still have the answers on which other engines agree; it measures nothing here.
benchmark() {
  python3 Benchmarks/bench.py --seg "$seg" --size 100k --rounds 1 --peers none --no-limits --only questions >"$logs/benchmark.out" &&
    echo "$(grep -c 'as expected' "$logs/benchmark.out") answers are those of other engines"
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

# The program stays small: the goal, without symbols, is 20 MB. Tables that belong together and tables that scripts make took 0.8 MB; the
# words of analysts (aggregates, rows of answers, dates and texts) and questions in plain words another 1; pictures, pages, workbooks, time in
# stages and Chinese words 1.6. Functions in sections of their own gave 1.1 back.
size() {
  local bytes
  strip -o .build/stripped "$seg" && bytes=$(stat -c %s .build/stripped) && rm .build/stripped &&
    echo "$bytes bytes without symbols" && [ "$bytes" -lt 18600000 ]
}

embedding() {
  # Beside the main build, so that this step compiles the package the way a stranger's project does.
  swift build --package-path examples/embedding --scratch-path .build/embedding &&
    .build/embedding/debug/embedding examples/cdnow | tee "$logs/embedding.out" &&
    grep -q 'loyal | 58 |' "$logs/embedding.out" &&
    grep -q '^tier: the price list' "$logs/embedding.out" &&
    grep -q '^tier 2: ' "$logs/embedding.out" &&
    grep -q '^paid for food: 28.5' "$logs/embedding.out" &&
    grep -q 'unknown-name' "$logs/embedding.out"
}

# The reference is printed from the values of the language, in English and in Chinese: its files must be what it prints now.
reference() {
  rm -rf .build/reference .build/reference.zh-CN
  "$seg" help --lang en --pages .build/reference && diff -r .build/reference docs/reference &&
    "$seg" help --lang zh --pages .build/reference.zh-CN && diff -r .build/reference.zh-CN docs/reference.zh-CN &&
    echo "the reference pages are current"
}

scripts() {
  local places=(Tests/Golden examples README.md README.zh-CN.md)
  if compgen -G 'docs/*.md' >/dev/null; then places+=(docs); fi
  "$seg" test "${places[@]}"
}

if [ "${1:-}" = oracle ]; then
  oracle
  exit
fi

if [ "${1:-}" = quick ]; then
  seg=.build/debug/seg
  step lint lint
  step build build --build-tests
  step house python3 Tests/house_test.py
  step scripts scripts
  step units swift test --skip-build --skip "$long_suites"
  finish
  exit
fi

step tools tools
[ ! -x .build/test-venv/bin/python ] || python=.build/test-venv/bin/python
step lint lint
step build builds
step size size

# What is compiled comes first here, so that the two lanes take about as long.
compiled() {
  step units swift test "${optimized[@]}" --skip-build
  step embedding embedding
  step advice "$python" Tests/advice_test.py "$seg"
  step exports "$python" Tests/exports_test.py "$seg"
  step workbooks workbooks
  step pages pages
  step watch "$python" Tests/watch_test.py "$seg"
  step benchmark benchmark
}

scripted() {
  step house "$python" Tests/house_test.py
  step scripts scripts
  step reference reference
  step oracle oracle
  step linked linked
  step rows rows
  step stages stages
  step values values
  step periods periods
  step steps steps
  step catalogue catalogue
  step questions questions
  step aggregates aggregates
  step robustness "$python" Tests/robustness_test.py "$seg"
  step memory "$python" Tests/memory_test.py "$seg"
  step random "$python" Tests/random_files_test.py "$seg"
  step append "$python" Tests/append_test.py "$seg"
  step groups "$python" Tests/groups_test.py "$seg"
  step snapshots "$python" Tests/snapshots_test.py "$seg"
  step options "$python" Tests/command_line_test.py "$seg" examples/cdnow
  step usage "$python" Tests/usage_test.py "$seg" examples/cdnow
  step instructions "$python" Tests/instructions_test.py "$seg"
}

together compiled scripted
# These look at threads and at the clock: they have both cores to themselves.
step threads "$python" Tests/threads_test.py "$seg"
step prompt "$python" Tests/repl_test.py "$seg" examples/cdnow
finish
