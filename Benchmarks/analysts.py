"""The words of analysts: windows, periods, rows of answers, stages, models and texts. Called by bench.py --analysts.

Seg loads customers and their transactions (10 million of 1 million customers at 1m) and answers each question cold in a fresh
process; the goal is below a second on two cores. Where DuckDB has a statement for it, it reads the same files once and repeats
the statement in one process after a warm-up, and the answers are compared.

  analysts.py FOLDER THREADS RUNS      what the comparison starts for DuckDB: one JSON line for each question
"""
import json, pathlib, statistics, subprocess, sys, time

from aggregates import same

STAGES = "use std.lifecycle with (orders: transactions)\n"
PERIODS = "use std.kpi with (orders: transactions)\n" + STAGES
# name: (Seg's text, DuckDB's or None)
QUESTIONS = {
    "a window of dates": ("show count() as n where signup_date in last 90 days", "SELECT count(*) FROM customers WHERE signup_date > DATE '2026-01-01' - 90 AND signup_date <= DATE '2026-01-01'"),
    "a quarter of first purchases": ("show count() as n where min(date of transactions) in 2024-Q1", "SELECT count(*) FROM (SELECT min(date) d FROM transactions GROUP BY customer_id) WHERE d >= DATE '2024-01-01' AND d < DATE '2024-04-01'"),
    "anniversaries": ("show count() as n where signup_date in next 30 days each year", None),
    "ages": ("show avg(age(signup_date)) as years by customers.channel", None),
    "three months of events": ("show count(transactions in last 3 months) as n by customers.channel", "SELECT c.channel, count(*) FROM transactions t JOIN customers c USING (customer_id) WHERE t.date > DATE '2026-01-01' - INTERVAL 3 MONTH AND t.date <= DATE '2026-01-01' GROUP BY 1"),
    "months": ("show sum(amount of transactions) as revenue by every month", "SELECT date_trunc('month', date)::DATE, sum(amount) FROM transactions WHERE date <= DATE '2026-01-01' GROUP BY 1"),
    "categories by month": ("show sum(amount of transactions) as revenue by category, every month", None),
    "growth and shares of months": ("show sum(amount of transactions) as revenue, count(transactions) as n, revenue / n as each, growth(revenue) as up, moving(revenue, 3) as mean, running(revenue) as so_far, share(revenue) as part, rank(revenue) as place by every month", None),
    "groups that are large": ("show sum(profit) as profit, count() as n by city having n > 1_000 with totals", None),
    "the two best of each": ("show sum(profit) as profit by city, channel top 2 per channel", None),
    "a pivot": ("show sum(amount of transactions) as revenue by category, transactions.channel pivot transactions.channel", None),
    "quantiles of customers": ("show quantile(0.9, profit) as high, stddev(profit) as spread by channel", "SELECT channel, quantile_cont(profit, 0.9), stddev(profit) FROM customers GROUP BY 1"),
    "slopes of customers": ("show slope(income, profit) as slope by city", None),
    "a trend of two": ("show trend(sum(amount of transactions), count(transactions), every month)", None),
    "a trend of groups": ("show trend(sum(amount of transactions), count(transactions), every quarter) by customers.channel", None),
    "a rolling trend": ("show trend(sum(amount of transactions in last 3 months), every month)", None),
    "customers by stage and quarter": (STAGES + "show trend(count(), every quarter) by lifecycle_five", None),
    "figures by stage and quarter": (PERIODS + "show trend(crr, sum(profit_in_period), stage_roi, every quarter) by lifecycle_five", None),
    "cohorts": ("show cohorts(transactions, every month)", None),
    "cohorts, rolling": ("show cohorts(transactions, every month, retention: rolling)", None),
    "cohorts of revenue so far": ("show cohorts(transactions, every month, sum(amount of transactions), cumulative: yes)", None),
    "a funnel": ('show funnel(transactions where category = "Toys", transactions where category = "Books", transactions where category = "Pets")', None),
    "time in a stage": (STAGES + "metric days = time_in(lifecycle_five, loyal)\nshow avg(days) as days", None),
    "paths through stages": (STAGES + "show count() as n by stage_path(lifecycle_five) top 10", None),
    "lengths of stays": (STAGES + "show durations(lifecycle_five)", None),
    "survival in a stage": (STAGES + "show survival(lifecycle_five is loyal)", None),
    "next purchases": ("show count() as n where next_purchase(transactions) in next 30 days", None),
    "expected orders": ("show sum(expected_orders(transactions, next: 52 weeks)) as orders", None),
    "a model of each group": ("show model(transactions) by customers.channel", None),
    "a test of the model": ("show backtest(transactions, before: 2025-07-01)", None),
    "a comparison": ("segment many where frequency > 5\nsegment few where frequency <= 5\nshow compare(many, few)", None),
    "parts of texts": ('show count() as n by part(city, 1, 1)', None),
    "texts joined": ('show count() as n by concat(city, "-", channel)', "SELECT city || '-' || channel, count(*) FROM customers GROUP BY 1"),
    "patterns": ('show count() as n by extract(city, "^([A-Z])")', None),
}


def duckdb(folder, threads, runs):
    import duckdb
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    for table in ("customers", "transactions"):
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{folder}/{table}.csv', header = true)")
    for name, (_, sql) in QUESTIONS.items():
        if not sql: continue
        times = []
        for _ in range(runs + 1):
            start = time.perf_counter()
            answer = connection.execute(sql).fetchall()
            times.append(1000 * (time.perf_counter() - start))
        print(json.dumps({"name": name, "ms": statistics.median(times[1:]), "answer": answer}, default=str), flush=True)


def run(A):
    import running
    from tables import head, line, number
    python, _ = running.environment(["duckdb"])
    running.data(python, A.size)
    running.choose(A.size)
    running.warm(running.DATA / "transactions.csv")
    before = (f'load customers from "{running.DATA}/customers.csv" key customer_id\n'
              f'load transactions from "{running.DATA}/transactions.csv" of customers by customer_id at date\nas of 2026-01-01\n')
    asked = [name for name in QUESTIONS if not A.only or name in A.only.split(",")]
    ours, answers, theirs = {}, {}, {}
    for turn in range(A.rounds):
        running.say(f"round {turn + 1} of {A.rounds}")
        for name in asked:
            found = running.seg(A.seg, A.threads, "-c", before + QUESTIONS[name][0], "--quiet")
            ours.setdefault(name, []).append(sum(a["ms"] for a in found.answers))
            answers[name] = found.answers[-1]["rows"]
    peer = subprocess.run([python, __file__, str(running.DATA), str(A.threads), str(A.rounds)], capture_output=True, text=True)
    if peer.returncode: running.say(f"DuckDB: {peer.stderr[-600:]}")
    for row in map(json.loads, peer.stdout.splitlines()): theirs[row["name"]] = row
    wrong = []
    print(f"Words of analysts, {A.size} customers, {A.threads} threads; medians of {A.rounds} rounds\n")
    out = head("<question", "Seg ms (cold)", "DuckDB ms", "times faster", "<answers")
    for name in asked:
        ms, their = statistics.median(ours[name]), theirs.get(name)
        alike = "–"
        if their:
            # Seg's answer may say more of each row, such as whether its month is complete.
            ours_of_theirs = [row[:len(there)] for row, there in zip(answers[name], their["answer"])]
            alike = "alike" if len(answers[name]) == len(their["answer"]) and same(ours_of_theirs, their["answer"]) else "OTHER"
            if alike == "OTHER": wrong.append(f"{name}: Seg {answers[name][:3]}, DuckDB {their['answer'][:3]}")
        out += line(name, number(ms), number(their["ms"] if their else None), number(their["ms"] / ms if their else None), alike)
    print(out)
    slow = [name for name in asked if statistics.median(ours[name]) >= 1000]
    print(f"{len(asked) - len(slow)} of {len(asked)} below a second, the goal; not: {', '.join(slow) or 'none'}.")
    for text in wrong: running.say("OTHER ANSWERS", text)
    return 1 if wrong else 0


if __name__ == "__main__": duckdb(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
