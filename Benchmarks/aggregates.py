"""Every aggregate of events: of each customer, of groups and of all. Called by bench.py --aggregates.

Seg loads customers and their transactions (10 million of 1 million customers at 1m) and answers each question cold in a fresh
process. DuckDB reads the same file once and repeats each question in one process after a warm-up. Answers are compared, but
for those that DuckDB leaves to chance (which of several most frequent values, which of two events of a day).

  aggregates.py FILE THREADS RUNS      what the comparison starts for DuckDB: one JSON line for each question
"""
import json, math, pathlib, statistics, subprocess, sys, time

NUMBERS, TEXTS = "count(v) as n, sum(v) as total", "count(v) as n, distinct(v) as kinds"
# name: (Seg's aggregate without its table, DuckDB's, whether the result is a text, whether DuckDB has one answer)
AGGREGATES = {
    "median": ("median(amount", "median(amount)", False, True),
    "quantile": ("quantile(0.9, amount", "quantile_cont(amount, 0.9)", False, True),
    "stddev": ("stddev(amount", "stddev(amount)", False, True),
    "variance": ("variance(amount", "variance(amount)", False, True),
    "mode": ("mode(category", "mode(category)", True, False),
    "mode of numbers": ("mode(amount", "mode(amount)", False, False),
    "nth": ("nth(2, amount", "list(amount ORDER BY date)[2]", False, False),
    "list": ("list(category", "string_agg(DISTINCT category, ', ' ORDER BY category)", True, True),
    "correlation": ("correlation(amount, cost", "corr(amount, cost)", False, True),
    "slope": ("slope(amount, cost", "regr_slope(amount, cost)", False, True),
    "slope by day": ("slope(amount, date", "regr_slope(amount, date_diff('day', DATE '2020-01-01', date))", False, True),
}


def questions():
    """(name, kind of rows, Seg's text, DuckDB's text, whether answers are compared)"""
    for name, (ours, theirs, is_text, is_one) in AGGREGATES.items():
        figures = TEXTS if is_text else NUMBERS
        # DuckDB has NaN where a value never changes.
        wanted = "count(v), count(DISTINCT v)" if is_text else "count(v) FILTER (NOT isnan(v)), sum(v) FILTER (NOT isnan(v))"
        yield name, "customer", f"metric v = {ours} of transactions)\nshow {figures}", f"SELECT {wanted} FROM (SELECT {theirs} AS v FROM transactions GROUP BY customer_id)", is_one
        yield name, "category", f"show {ours} of transactions) as v by category", f"SELECT category, {theirs} AS v FROM transactions GROUP BY category", is_one
        yield name, "all", f"show {ours} of transactions) as v", f"SELECT {theirs} FROM transactions", is_one


def duckdb(file, threads, runs):
    import duckdb
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute(f"CREATE TABLE transactions AS SELECT * FROM read_csv('{file}', header = true)")
    connection.execute("CREATE TYPE kinds AS ENUM (SELECT DISTINCT category FROM transactions ORDER BY 1)")
    connection.execute("ALTER TABLE transactions ALTER category TYPE kinds")
    for name, rows, _, sql, _ in questions():
        if name == "list": sql = sql.replace("category,", "category::VARCHAR,").replace("ORDER BY category)", "ORDER BY category::VARCHAR)")
        times = []
        for turn in range(runs + 1):
            start = time.perf_counter()
            answer = connection.execute(sql).fetchall()
            times.append(1000 * (time.perf_counter() - start))
            # The warm-up of what takes long is its measurement.
            if times[0] > 4000: break
        print(json.dumps({"name": name, "rows": rows, "ms": statistics.median(times[1:] or times), "answer": answer}, default=str), flush=True)


def same(a, b):
    def alike(x, y): return math.isclose(x, y, rel_tol=1e-7, abs_tol=1e-7) if isinstance(x, (int, float)) and isinstance(y, (int, float)) else x == y
    a, b = (sorted(answer, key=lambda row: str(row[0])) if len(answer) > 1 else answer for answer in (a, b))
    return len(a) == len(b) and all(len(x) == len(y) and all(map(alike, x, y)) for x, y in zip(a, b))


def run(A):
    import running
    from tables import head, line, mean, number
    python, _ = running.environment(["duckdb"])
    running.data(python, A.size)
    running.choose(A.size)
    file = running.DATA / "transactions.csv"
    running.warm(file)
    before = f'load customers from "{running.DATA}/customers.csv" key customer_id\nload transactions from "{file}" of customers by customer_id at date\nas of 2026-01-01\n'
    asked = [q for q in questions() if not A.only or q[0] in A.only.split(",")]
    ours, answers, theirs = {}, {}, {}
    for turn in range(A.rounds):
        running.say(f"round {turn + 1} of {A.rounds}")
        for name, rows, text, _, _ in asked:
            found = running.seg(A.seg, A.threads, "-c", before + text, "--quiet")
            ours.setdefault((name, rows), []).append(sum(a["ms"] for a in found.answers))
            answers[name, rows] = found.answers[-1]["rows"]
    peer = subprocess.run([python, __file__, str(file), str(A.threads), str(A.rounds)], capture_output=True, text=True)
    if peer.returncode: running.say(f"DuckDB: {peer.stderr[-600:]}")
    for row in map(json.loads, peer.stdout.splitlines()): theirs[row["name"], row["rows"]] = row
    wrong, ratios = [], {}
    print(f"Aggregates of transactions, {A.size} customers, {A.threads} threads; medians of {A.rounds} rounds\n")
    out = head("<aggregate", "<of each", "Seg ms (cold)", "DuckDB ms", "times faster", "<answers")
    for name, rows, _, _, is_one in asked:
        ms, their = statistics.median(ours[name, rows]), theirs.get((name, rows))
        alike = "–"
        if their:
            ratios.setdefault(rows, []).append(their["ms"] / ms)
            if is_one: alike = "alike" if same(answers[name, rows], their["answer"]) else "OTHER"
            if alike == "OTHER": wrong.append(f"{name} of each {rows}: Seg {answers[name, rows][:3]}, DuckDB {their['answer'][:3]}")
        out += line(name, rows, number(ms), number(their["ms"] if their else None), number(their["ms"] / ms if their else None), alike)
    print(out)
    for rows, found in ratios.items(): print(f"Of each {rows}: {min(found):.2f} to {max(found):.2f} times faster, geometric mean {mean(found):.2f}. ", end="")
    print(f"The slowest takes {max(statistics.median(t) for t in ours.values()):,.0f} ms; the goal is below 1,000.")
    for text in wrong: running.say("OTHER ANSWERS", text)
    return 1 if wrong else 0


if __name__ == "__main__": duckdb(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
