"""Runs random cases against DuckDB: the arguments, the processes and the count that the tests of random tables share."""
import argparse, multiprocessing, pathlib, sys


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seg")
    parser.add_argument("cases", nargs="?", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    return parser


def work(job):
    import duckdb
    case, seg, seeds, keep = job
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    # DuckDB 2.0.1 takes one join of a table with itself for another: linked_test.py, seed 5017127.
    connection.execute("SET disabled_optimizers = 'common_subplan'")
    return [case(seg, seed, connection, keep) for seed in seeds]


def run(case, description, said, other="DuckDB"):
    """Runs `case(seg, seed, connection, keep)`, which gives what is wrong, or None, and how many questions it asked.

    `said` names the cases: "schemas with {asked} questions"; `other` what they are compared with.
    """
    A = arguments(description).parse_args()
    seg = str(pathlib.Path(A.seg).resolve())
    seeds = range(A.seed, A.seed + A.cases)
    parts = [(case, seg, seeds[i:i + 25], A.keep) for i in range(0, len(seeds), 25)]
    print(f"seeds {seeds[0]} to {seeds[-1]}")
    asked = failed = 0
    with multiprocessing.Pool(A.jobs) as pool:
        for results in pool.imap(work, parts):
            for wrong, count in results:
                asked += count
                if wrong:
                    failed += 1
                    if failed <= 20: print(wrong, flush=True)
    print(f"{A.cases - failed} passed, {failed} failed: {said.format(asked=asked)}, compared with {other}")
    sys.exit(1 if failed else 0)
