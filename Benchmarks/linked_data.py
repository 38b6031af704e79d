"""Data for bench.py --linked, seeded: customers, four orders each, two and a half lines an order, and a twentieth as many products.

Lines and orders stand in no order; keys of orders and customers are numbers, those of products texts. One line in a thousand has
no order or no product that is known, as real files have it.
"""
import numpy as np
import polars as pl

SEED = 20260103
CUSTOMERS = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
CATEGORIES = ["tea", "coffee", "books", "toys", "garden", "music", "shoes", "tools", "sports", "beauty", "pets", "office"]
CITIES = ["Berlin", "Hamburg", "上海", "北京", "Paris", "Oslo", "Wien", "Roma"]


def random(*key): return np.random.Generator(np.random.PCG64(np.random.SeedSequence([SEED, *key])))


def texts(values, numbers): return pl.Series(np.array(values, dtype=object)[numbers].tolist())


def customers(n):
    r = random(1)
    return pl.DataFrame({"customer_id": r.permutation(n) + 1, "city": texts(CITIES, r.integers(0, len(CITIES), n)), "age": r.integers(18, 90, n)})


def products(n):
    r = random(2)
    return pl.DataFrame({"sku": [f"SKU-{i:06d}" for i in r.permutation(n)], "category": texts(CATEGORIES, r.integers(0, len(CATEGORIES), n)),
                         "unit_cost": np.rint(100 * np.exp(r.normal(2, 0.7, n))) / 100, "weight": r.integers(1, 5000, n)})


def orders(n, people):
    """Some customers order far more often than others, and one in twenty never; days of six years."""
    r = random(3)
    weight = r.gamma(0.8, 1, people) * (r.random(people) > 0.05)
    who = np.searchsorted(np.cumsum(weight), r.random(n) * weight.sum(), side="right").clip(0, people - 1) + 1
    who[:: 1000] = people + 7
    day = r.integers(18_262, 20_454, n).astype(np.int32)                              # 2020-01-01 … 2025-12-31
    return pl.DataFrame({"order_id": r.permutation(n) + 1, "customer_id": who, "order_date": pl.Series(day).cast(pl.Date),
                         "channel": texts(["shop", "web", "app"], r.integers(0, 3, n))})


def lines(n, of_orders, of_products):
    r = random(4)
    order = r.integers(1, of_orders + 1, n)
    order[500:: 2000] = of_orders + 5
    sku = (of_products * r.random(n) ** 1.6).astype(np.int64)
    sku[700:: 2000] = of_products + 5
    return pl.DataFrame({"order_id": order, "sku": "SKU-" + pl.Series(sku).cast(pl.String).str.zfill(6),
                         "quantity": 1 + r.poisson(0.8, n), "price": np.rint(100 * np.exp(r.normal(2.5, 0.7, n))) / 100})


def make(data, size, say):
    """{name: file}; a file that is there is kept."""
    n = CUSTOMERS[size]
    makers = {"customers": lambda: customers(n), "products": lambda: products(n // 20), "orders": lambda: orders(4 * n, n), "lines": lambda: lines(10 * n, 4 * n, n // 20)}
    files = {name: data / f"linked_{name}_{size}.csv" for name in makers}
    for name, maker in makers.items():
        if files[name].exists(): continue
        say(f"making {files[name].name}")
        part = files[name].with_suffix(".part")
        maker().write_csv(part)
        part.rename(files[name])
    return files
