#!/usr/bin/env python3
"""Writes the data of this folder: an invented Chinese retailer, the same bytes on every run.

Only the standard library; the numbers come from one seeded generator whose
methods used here (random, and what is built on it below) are the same in all
versions of Python 3.
"""
import csv, datetime as dt, io, pathlib, random

HERE = pathlib.Path(__file__).resolve().parent
R = random.Random(20250101)
START, END = dt.date(2023, 1, 1), dt.date(2024, 12, 31)
CUSTOMERS, ORDERS, COMPLAINTS = 500, 4000, 300
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰涛明超兰霞平刚桂英华玉萍红梅鑫文博宇轩"
CITIES = [("上海", 20), ("北京", 18), ("广州", 14), ("深圳", 14), ("杭州", 12), ("成都", 9), ("武汉", 7), ("西安", 6)]
CHANNELS = [("天猫", 36), ("微信小程序", 28), ("门店", 22), ("抖音", 14)]
CATEGORIES = [("茶叶", 24, 120), ("咖啡", 20, 90), ("零食", 22, 45), ("家居", 14, 260), ("美妆", 12, 210), ("数码", 8, 880)]
REASONS = [("物流慢", 38), ("质量问题", 27), ("客服态度", 17), ("价格争议", 11), ("其他", 7)]


def below(n): return int(R.random() * n)


def pick(pairs):
    x = R.random() * sum(p[1] for p in pairs)
    for p in pairs:
        x -= p[1]
        if x < 0: return p
    return pairs[-1]


def day(first, last): return first + dt.timedelta(days=below((last - first).days + 1))
def chinese(d): return f"{d.year}年{d.month}月{d.day}日"
def slashed(d): return f"{d.year}/{d.month}/{d.day}"
def thousands(cents): return f"{cents / 100:,.2f}"


def write(name, header, rows, encoding="utf-8", newline="\n"):
    text = io.StringIO()
    w = csv.writer(text, lineterminator=newline)
    w.writerow(header)
    w.writerows(rows)
    (HERE / name).write_bytes(text.getvalue().encode(encoding))


customers, weight, joined = [], [], {}
for i in range(1, CUSTOMERS + 1):
    key = f"{i * 7:06d}"
    joined[key] = day(dt.date(2021, 1, 1), dt.date(2024, 9, 30))
    age = "" if R.random() < 0.08 else str(18 + below(45) + below(12))
    member = "是" if R.random() < 0.45 else "否"
    name = SURNAMES[below(len(SURNAMES))] + "".join(GIVEN[below(len(GIVEN))] for _ in range(1 + below(2)))
    city = "" if R.random() < 0.02 else pick(CITIES)[0]
    phone = "0" + f"{10 + below(90)}{below(10**8):08d}" if R.random() < 0.1 else "1" + f"{30 + below(60)}{below(10**8):08d}"
    customers.append([key, name, city, pick(CHANNELS)[0], chinese(joined[key]), age, member, phone, f"{(1500 + below(9000)) / 100:.2f}"])
    # A few customers buy a lot, one in fifteen never; members buy more.
    weight.append(0.0 if R.random() < 1 / 15 else min(12, 0.2 + R.random() ** -0.6 - 1) * (1.7 if member == "是" else 1.0))
write("客户.csv", ["客户编号", "姓名", "城市", "渠道", "注册日期", "年龄", "会员", "电话", "获客成本"], customers)

keys = [c[0] for c in customers]
pairs = list(zip(keys, weight))
orders = []
for n in range(ORDERS):
    key = pick(pairs)[0]
    category, _, mean = pick(CATEGORIES)
    cents = 100 + int(mean * 100 * (0.3 + 1.4 * R.random()))
    cost = int(cents * (0.45 + 0.4 * R.random()))
    if R.random() < 0.03: cents, cost = -cents, -cost        # a refund
    if n % 571 == 570: key = f"{900000 + n:06d}"             # nobody's: not in 客户.csv
    bought = day(max(START, joined.get(key, START)), END)
    orders.append([bought, key, category, cents, cost])
orders.sort(key=lambda o: (o[0], o[1], o[3]))
number = lambda i: f"D{i + 1:05d}"
write("订单.csv", ["订单编号", "客户编号", "下单日期", "品类", "金额", "成本"],
      [[number(i), o[1], o[0].isoformat(), o[2], f"{o[3] / 100:.2f}", f"{o[4] / 100:.2f}"] for i, o in enumerate(orders)])
# The last quarter once more, the way Excel on a Chinese Windows writes it.
write("订单_gb18030.csv", ["订单编号", "客户编号", "下单日期", "品类", "金额", "成本"],
      [[number(i), o[1], slashed(o[0]), o[2], thousands(o[3]), thousands(o[4])] for i, o in enumerate(orders) if o[0] >= dt.date(2024, 10, 1)],
      encoding="gb18030", newline="\r\n")

complaints = []
buyers = sorted({o[1] for o in orders} & set(keys))
for _ in range(COMPLAINTS):
    key = buyers[below(len(buyers))]
    complaints.append([key, day(max(START, joined[key]), END), pick(REASONS)[0], "是" if R.random() < 0.72 else "否"])
complaints.sort(key=lambda c: (c[1], c[0], c[2]))
write("投诉.csv", ["客户编号", "日期", "原因", "已解决"], [[c[0], c[1].isoformat(), c[2], c[3]] for c in complaints])

# Twelve good rows and four that cannot be read: too few fields, too many, no number, no date.
dirty = ["订单编号,客户编号,下单日期,品类,金额,成本"]
for i, o in enumerate(orders[:12]):
    dirty.append(",".join([number(i), o[1], o[0].isoformat(), o[2], f"{o[3] / 100:.2f}", f"{o[4] / 100:.2f}"]))
    if i == 1: dirty.append("D90001,000007,2023-01-02")
    if i == 4: dirty.append("D90002,000014,2023-01-02,茶叶,10.00,5.00,多余,的,列")
    if i == 7: dirty.append("D90003,000021,2023-01-03,茶叶,十块,5.00")
    if i == 9: dirty.append("D90004,000028,2023-02-30,茶叶,10.00,5.00")
(HERE / "订单_脏数据.csv").write_text("\n".join(dirty) + "\n", encoding="utf-8")
