"""Other data for bench.py --variants, seeded: 20% missing, few customers with 100,000 events, unsorted events, a million distinct texts, 200 columns.

Every file is made from those of gen_data.py or from the seed alone, by numpy and Polars; one that is there is kept.
"""
import numpy as np
import polars as pl

SEED = 20260102


def random(*key): return np.random.Generator(np.random.PCG64(np.random.SeedSequence([SEED, *key])))


def missing(source, target):
    """The customers with 20% of each column missing, but for the key."""
    frame, r = pl.read_csv(source), random(1)
    gone = {c: pl.Series(r.random(frame.height) < 0.2) for c in frame.columns[1:]}
    frame.with_columns(pl.when(~gone[c]).then(pl.col(c)).alias(c) for c in gone).write_csv(target)


def unsorted(source, target):
    """The events in an order of chance."""
    frame = pl.read_csv(source)
    frame[random(2).permutation(frame.height)].write_csv(target)


def skewed(source, target):
    """Twenty customers with 100,000 events each, and one event of each tenth of the others, by day."""
    ids, r = pl.read_csv(source, columns=["customer_id"])["customer_id"].to_numpy(), random(3)
    heavy = ids[:: max(len(ids) // 20, 1)][:20]
    who = np.concatenate([np.repeat(heavy, 100_000), ids[1::10]])
    r.shuffle(who)
    day = np.sort(r.integers(18_628, 20_454, len(who))).astype(np.int32)             # 2021-01-01 … 2025-12-31
    pl.DataFrame({"customer_id": who, "date": pl.Series(day).cast(pl.Date), "amount": np.rint(100 * np.exp(r.normal(3, 1, len(who)))) / 100,
                  "category": np.array(["Books", "Toys", "Garden"], dtype=object)[r.integers(0, 3, len(who))].tolist()}).write_csv(target)


def texts(count, target):
    """As many distinct texts as rows, of 8 to 20 characters, a third of them Chinese."""
    r = random(4)
    number = r.permutation(count)
    head = np.array(["customer ", "用户", "Kunde-"], dtype=object)[r.integers(0, 3, count)]
    pl.DataFrame({"id": np.arange(1, count + 1), "name": [f"{h}{n:07d}" for h, n in zip(head, number)],
                  "profit": np.rint(100 * r.lognormal(3, 1, count)) / 100, "frequency": r.poisson(6, count)}).write_csv(target)


def wide(rows, target):
    """200 columns: a key, 80 integers, 70 decimals, 30 texts of a few values, 19 dates; every third with some missing."""
    r, columns = random(5), {"id": np.arange(1, rows + 1)}
    words = np.array(["red", "green", "blue", "yellow", "黑", "白"], dtype=object)
    for i in range(1, 200):
        if i <= 80: s = pl.Series(r.integers(0, 10 ** (1 + i % 6), rows))
        elif i <= 150: s = pl.Series(np.rint(100 * r.normal(50, 30, rows)) / 100)
        elif i <= 180: s = pl.Series(words[r.integers(0, 6, rows)].tolist())
        else: s = pl.Series(r.integers(18_000, 20_000, rows).astype(np.int32)).cast(pl.Date)
        columns[f"c{i}"] = s.set(pl.Series(r.random(rows) < 0.1), None) if i % 3 == 0 else s
    pl.DataFrame(columns).write_csv(target)


def make(data, size, say):
    """{name: file}; `customers` and `transactions` are those of gen_data.py."""
    events = "100k" if size == "100k" else "1m"
    count = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}[size]
    files = {"customers": data / f"customers_{size}.csv", "transactions": data / f"transactions_{events}.csv"}
    for name, maker, source in (("missing", missing, files["customers"]), ("unsorted", unsorted, files["transactions"]),
                                ("skewed", skewed, files["customers"]), ("texts", texts, max(count, 1_000_000)), ("wide", wide, min(count // 5, 400_000))):
        files[name] = data / f"variant_{name}_{size}.csv"
        if files[name].exists(): continue
        say(f"making {files[name].name}")
        part = files[name].with_suffix(".part")
        maker(source, part)
        part.rename(files[name])
    return files
