#!/usr/bin/env python3
"""Writes the data of this folder: an invented provider of internet lines, the same bytes on every run.

Only the standard library; the numbers come from one seeded generator of which nothing but `random()` is used, which
is the same in all versions of Python 3. Whoever pays quarter by quarter may leave at the end of each: more likely
with faults that were not repaired (some lines are bad for good), a dear plan for the income, and few quarters with the
company. These are what the scripts are to find.
"""
import csv, datetime as dt, pathlib, random

HERE = pathlib.Path(__file__).resolve().parent
R = random.Random(20241231)
CUSTOMERS = 700
QUARTERS = [dt.date(year, month, 1) for year in (2022, 2023, 2024) for month in (1, 4, 7, 10)]
CITIES = [("Hamburg", 30), ("Bremen", 22), ("Kiel", 18), ("Rostock", 16), ("Husum", 3)]
PLANS = [("basic", 45, 75), ("family", 38, 105), ("business", 17, 210)]  # share, price a quarter
FAULTS = [("outage", 40), ("slow line", 38), ("wrong bill", 22)]


def pick(pairs):
    x = R.random() * sum(p[1] for p in pairs)
    for p in pairs:
        x -= p[1]
        if x < 0:
            return p
    return pairs[-1]


def day(first, days): return first + dt.timedelta(days=int(R.random() * days))


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


customers, payments, faults, churn = [], [], [], []
for number in range(1, CUSTOMERS + 1):
    key = f"N{number:04d}"
    plan = pick(PLANS)
    age = 19 + int(62 * R.random() ** 1.2)
    income = round((18000 + 52000 * R.random() + (15000 if plan[0] == "business" else 0)) / 100) * 100
    first = int(12 * R.random() ** 2.2)
    line = R.random() ** 2  # how bad the line is, which lasts
    row = [key, pick(CITIES)[0], plan[0], age if R.random() < 0.93 else "", income if R.random() < 0.88 else "", 1 + int(5 * R.random() ** 2)]
    customers.append(row)
    for quarter, start in enumerate(QUARTERS[first:], first):
        paid = day(start, 20)
        price = plan[2] * (1.06 if start.year == 2024 else 1)
        payments.append([key, paid, f"{price + 20 * (R.random() < 0.15):.2f}", f"{0.42 * price + 6 * R.random():.2f}"])
        open_faults = 0
        for _ in range(int(0.2 + 4.2 * line * R.random())):
            repaired = R.random() < 0.6
            faults.append([key, day(start, 80), pick(FAULTS)[0], "yes" if repaired else "no"])
            open_faults += not repaired
        dear = 4 * plan[2] / income > 0.013
        risk = 0.006 + 0.10 * min(open_faults, 2) + (0.09 if dear else 0) + (0.03 if quarter - first < 2 else 0)
        if R.random() < risk:
            if open_faults and R.random() < 0.75:
                reason = "service"
            elif dear and R.random() < 0.6:
                reason = "price"
            else:
                reason = pick([("moved", 40), ("competitor", 34), ("price", 16), ("died", 6), ("", 4)])[0]
            left = day(start + dt.timedelta(days=25), 60)
            churn.append([key, left, reason])
            break

write("customers.csv", ["customer_id", "city", "plan", "age", "income", "household"], customers)
write("payments.csv", ["customer_id", "date", "amount", "cost"], sorted(payments, key=lambda row: (row[1], row[0])))
write("faults.csv", ["customer_id", "date", "kind", "repaired"], sorted(faults, key=lambda row: (row[1], row[0])))
write("churn.csv", ["customer_id", "date", "reason"], sorted(churn, key=lambda row: (row[1], row[0])))
