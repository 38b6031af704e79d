"""How the prompt feels on a million customers and ten million events: milliseconds from Return to the next prompt.

`bench.py --only feel` runs it: a person at a pseudo-terminal defines, asks, and changes a metric on which others stand.
"""
import os, pty, re, select, statistics, time

PROMPT = b"seg> "
LINES = [
    ("card of a metric of events", 'metric orders = count(transactions) "purchases up to today"'),
    ("card of a metric with a condition", "metric spent = sum(amount of transactions in last 180 days)"),
    ("card of a metric of two metrics", "metric basket = spent / orders"),
    ("card of a formula", "metric worth = profit / frequency * 0.9 - acquisition_cost"),
    ("card of a segment", 'segment busy where frequency > 5 and city = "杭州"'),
    ("card of a segment, top 20%", "segment best where orders > 5 rank by profit top 20%"),
    ("card of a segment of segments", "segment both where best and not busy"),
    ("card of a lifecycle", "lifecycle age_of_love: lost when recency_days > 365, fresh when orders = 1, faithful otherwise"),
    ("groups", "show count(), sum(profit) of best by stage"),
    ("list of the best", "list customer_id, profit, basket of best rank by profit top 10"),
    ("explain", "explain both"),
    ("a changed metric", "metric spent = sum(amount of transactions in last 90 days)"),
    ("what stands on it", "show avg(basket)"),
    ("what does not", "show count(busy), sum(worth)"),
]


class Terminal:
    """One session of `seg`."""
    def __init__(self, program, threads):
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="dumb", NO_COLOR="1", LC_ALL="C.UTF-8", HOME="/nonexistent")
            os.execv(program, [program, "--threads", str(threads)])
        self.wait()

    def wait(self, seconds=120):
        """What is printed up to a prompt at which nothing follows."""
        out, end = b"", time.monotonic() + seconds
        while time.monotonic() < end:
            if not select.select([self.file], [], [], 0.5)[0]: continue
            try: out += os.read(self.file, 65536)
            except OSError: break
            if re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|\r", b"", out).endswith(PROMPT): return out.decode("utf-8", "replace")
        raise RuntimeError(f"no prompt: {out[-300:]!r}")

    def run(self, text):
        """Milliseconds to the next prompt, and what was printed."""
        os.write(self.file, text.encode())
        time.sleep(0.1)                                  # typing is not part of it
        while select.select([self.file], [], [], 0.05)[0]: os.read(self.file, 65536)
        start = time.perf_counter()
        os.write(self.file, b"\r")
        out = self.wait()
        return 1000 * (time.perf_counter() - start), out

    def close(self):
        os.close(self.file)
        os.waitpid(self.child, 0)


def measure(program, threads, data, rounds):
    """[(what, [ms of each round])]; an error at the prompt ends it."""
    times = {}
    for _ in range(rounds):
        terminal = Terminal(program, threads)
        for text in (f'load customers from "{data}/customers.csv" key customer_id', f'load transactions from "{data}/transactions.csv" of customers by customer_id at date', "as of 2026-01-01"):
            terminal.run(text)
        for what, text in LINES:
            ms, out = terminal.run(text)
            if "error" in out: raise RuntimeError(f"{text}: {out}")
            times.setdefault(what, []).append(ms)
        terminal.close()
    return [(what, statistics.median(t), max(t)) for what, t in times.items()]
