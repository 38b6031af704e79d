#!/usr/bin/env python3
"""Asks one peer the questions of README.md and prints one JSON line per formulation.

  peer.py --peer duckdb|polars|chdb|pandas|sqlite --data DIR --size 100k|1m|10m --threads 1|2
          [--runs 3] [--only Q2,Q8] [--formulations Q2:sort-head,…] [--check expected_1m.json]

Each formulation: one warm-up, then the runs. Timing covers execution up to a result in the engine's own
memory (table, frame, array); loading and checking are not timed. The answers of the warm-up and of the last
run are compared with --check (counts exactly, sums to 1e-9 relative). A formulation whose warm-up takes four
times this peer's best so far is not repeated: it cannot win.
"""
import argparse, gc, importlib, json, os, resource, statistics, sys, time

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--peer", required=True, choices=["duckdb", "polars", "chdb", "pandas", "sqlite"])
arguments.add_argument("--data", required=True)
arguments.add_argument("--size", default="1m", choices=["100k", "1m", "10m"])
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--runs", type=int, default=3)
arguments.add_argument("--only", default="")
arguments.add_argument("--formulations", default="", help="QUESTION:FORMULATION, …: these alone")
arguments.add_argument("--check", default="")


def measure(case, runs, best, reference):
    """Seconds of each run, and whether the answers are the expected ones (None: not known)."""
    gc.collect()
    times, first, last = [], None, None
    for turn in range(runs + 1):
        if case.pre: case.pre()
        start = time.perf_counter()
        result = case.run()
        seconds = time.perf_counter() - start
        if turn == 0:
            first = last = case.check(result)
            if seconds > 4 * best:
                times = [seconds]
                break
        else:
            times.append(seconds)
            if turn == runs: last = case.check(result)
        del result
    if reference is None or first is None: return times, None
    from peers.shared import same
    return times, all(same(json.loads(json.dumps(answer)), reference) for answer in (first, last))


def main():
    A = arguments.parse_args()
    os.environ["POLARS_MAX_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(A.threads)   # before the engines are loaded
    from peers.shared import Run
    chosen = {tuple(f.split(":", 1)) for f in A.formulations.split(",") if f}
    run = Run(A.data, A.size, A.threads, A.only, chosen)
    expected = json.load(open(A.check, encoding="utf-8"))["answers"] if A.check else {}
    start = time.perf_counter()
    cases, about = importlib.import_module(f"peers.{A.peer}").cases(run)
    print(f"# {A.peer} {about['version']} set up in {time.perf_counter() - start:.1f} s", file=sys.stderr)
    best = {}
    for case in cases:
        if not run.wants(case.q) or chosen and (case.q, case.variant) not in chosen: continue
        line = {"peer": A.peer, "version": about["version"], "q": case.q, "variant": case.variant}
        try:
            times, correct = measure(case, A.runs, best.get(case.q, float("inf")), expected.get(case.q))
            best[case.q] = min(best.get(case.q, float("inf")), statistics.median(times))
            line.update(median_ms=1e3 * statistics.median(times), min_ms=1e3 * min(times), runs=len(times), correct=correct)
        except Exception as error:
            line["error"] = f"{type(error).__name__}: {str(error)[:300]}"
        line["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__": main()
