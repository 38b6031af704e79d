#!/usr/bin/env python3
"""Types questions in plain words, and takes the statement that the message offers.

  questions_test.py SEG

Every line of `questions.txt` and of its twins is a question and the statement that it is, or `-` if a part of it
names nothing: then no statement may be offered, for it would be another question. Each statement
is run. `questions.log.txt` asks a log of several kinds of events, `questions.lines.txt` orders with lines, `questions.zh.txt` in Chinese,
`questions.bank.txt` a bank with types of transactions, contracts and calls, and `questions.members.txt` Chinese members and their lines.
"""
import concurrent.futures, datetime, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "examples" / "linked"
SCRIPT = f"""load customers from "{DATA}/customers.csv" key customer_id
load orders from "{DATA}/orders-*.csv" key order_id of customers by customer_id at order_date
as of 2024-12-31
column amount of orders = shipping
segment loyal where count(orders) >= 5
segment quiet where count(orders) < 2
segment churned where max(order_date of orders) < 180 days ago
metric revenue = sum(amount of orders)
metric profit = sum(amount * 0.3 of orders)
"""
CHINESE = ROOT / "examples" / "retail-zh"
CHINESE_SCRIPT = f"""load 客户 from "{CHINESE}/客户.csv" key 客户编号
load 订单 from "{CHINESE}/订单.csv" of 客户 by 客户编号 at 下单日期
as of 2024-12-31
metric 频率 = count(订单)
metric 消费 = sum(金额 of 订单)
measure 客单价 = sum(消费) / sum(频率)
segment 忠诚 where 频率 > 5
lifecycle 阶段: 流失 when max(下单日期 of 订单) < 180 days ago, 活跃 otherwise
"""
LOG_SCRIPT = """load users from "{0}/users.csv" key user_id
load events from "{0}/events.csv" of users by user_id at timestamp
as of 2024-12-31
"""
LINES_SCRIPT = """load customers from "{0}/customers.csv" key customer_id
load orders from "{0}/orders.csv" key order_id of customers by customer_id at order_date
load products from "{0}/products.csv" key product_id
load items from "{0}/items.csv" of orders by order_id
link items to products by product_id
as of 2024-12-31
metric revenue = sum(amount of orders)
segment loyal where count(orders) >= 5
"""

BANK_SCRIPT = """load accounts from "{0}/accounts.csv" key account_id
load transactions from "{0}/transactions.csv" of accounts by account_id at date
load subscriptions from "{0}/subscriptions.csv" of accounts by account_id at start_date
load invoices from "{0}/invoices.csv" key invoice_id of accounts by account_id at issued_on
load sessions from "{0}/sessions.csv" of accounts by account_id at started_at
as of 2024-12-31
"""
MEMBERS_SCRIPT = """load 会员 from "{0}/会员.csv" key 会员编号
load 订单 from "{0}/会员订单.csv" key 订单号 of 会员 by 会员编号 at 下单日期
load 明细 from "{0}/明细.csv" of 订单 by 订单号
as of 2024-12-31
metric 消费 = sum(实付金额 of 订单)
"""


def write_tables(folder):
    """Small tables of a log and of orders with lines, always the same."""
    def table(name, header, rows):
        (folder / name).write_text("\n".join(",".join(str(cell) for cell in row) for row in [header, *rows]) + "\n")

    def day(number): return datetime.date(2023, 1, 5) + datetime.timedelta(days=number % 720)

    kinds = ["signup", "login", "view_item", "add_to_cart", "checkout", "purchase", "share", "invite"]
    countries, platforms = ["US", "DE", "CN"], ["ios", "android", "web"]
    table("users.csv", ["user_id", "created_at", "country", "platform", "plan", "source"],
          [[f"u{n}", day(n * 17), countries[n % 3], platforms[n % 3], ["free", "pro"][n % 2], ["ads", "organic"][n % 2]] for n in range(1, 41)])
    table("events.csv", ["user_id", "event", "timestamp", "device", "price"],
          [[f"u{n}", kinds[k], f"{day(n * 17 + k * (n % 5 + 1))}T{(n + k) % 24:02}:00:00", ["ios", "web"][k % 2], 19 if k == 5 else ""]
           for n in range(1, 41) for k in range(n % 8 + 1)])
    cities, channels, methods = ["Berlin", "Hamburg", "Paris"], ["web", "store"], ["card", "paypal"]
    table("customers.csv", ["customer_id", "name", "email", "city", "channel", "signup_date", "age", "gender", "referred_by", "newsletter"],
          [[n, f"Name {n}", f"u{n % 35}@mail.com", cities[n % 3], channels[n % 2], day(n * 13), 18 + n, "MF"[n % 2], n // 4 or "", ["yes", "no"][n % 2]]
           for n in range(1, 41)])
    orders = [(n * 10 + k, n, day(n * 13 + k * 40)) for n in range(1, 41) for k in range(n % 7)]
    table("orders.csv", ["order_id", "customer_id", "order_date", "status", "amount", "discount", "payment_method", "coupon"],
          [[o, n, d, ["paid", "pending", "returned"][o % 3], 20 + o % 150, [0, 5][o % 2], methods[o % 2], ["", "WELCOME"][o % 2]] for o, n, d in orders])
    names = [("Green Tea", "tea", "Leaf"), ("Espresso", "coffee", "Bean"), ("Mug", "accessories", "Home"), ("Cookies", "snacks", "Coco")]
    table("products.csv", ["product_id", "product_name", "category", "brand", "cost"],
          [[f"P{number}", *names[number], number + 2] for number in range(4)])
    table("items.csv", ["order_id", "product_id", "quantity", "price"],
          [[o, f"P{(o + k) % 4}", k + 1, 9 + (o + k) % 4] for o, _, _ in orders for k in range(1 + o % 2)])
    people = range(1, 41)
    types, plans = ["deposit", "withdrawal", "transfer", "card payment"], ["starter", "pro"]
    table("accounts.csv", ["account_id", "branch", "country", "opened_on", "balance", "account_tier"],
          [[f"A{n}", cities[n % 3], ["DE", "US"][n % 2], day(n * 17), n * 500 - 900, ["gold", "basic"][n % 2]] for n in people])
    table("transactions.csv", ["account_id", "date", "type", "amount", "channel"],
          [[f"A{n}", day(n * 17 + k * 9), types[(n + k) % 4], 15 + (n * k) % 900, ["online", "branch", "atm"][k % 3]] for n in people for k in range(n % 9)])
    table("subscriptions.csv", ["account_id", "start_date", "end_date", "plan", "mrr", "status"],
          [[f"A{n}", day(n * 17), day(n * 17 + 200) if n % 4 == 0 else "", plans[n % 2], [29, 99][n % 2], ["active", "cancelled"][n % 4 == 0]] for n in people])
    table("invoices.csv", ["invoice_id", "account_id", "issued_on", "total", "status"],
          [[n * 10 + k, f"A{n}", day(n * 17 + k * 30), 29 + k * 70, ["paid", "unpaid", "overdue"][(n + k) % 3]] for n in people for k in range(n % 5)])
    table("sessions.csv", ["account_id", "started_at", "duration_minutes", "mode"],
          [[f"A{n}", f"{day(n * 17 + k * 5)}T{(n + k) % 24:02}:00:00", 5 + (n * k) % 50, ["pvp", "coop"][k % 2]] for n in people for k in range(n % 7)])
    names = ["面霜", "口红", "洗发水"]
    table("会员.csv", ["会员编号", "性别", "生日", "城市", "等级", "入会日期", "积分"],
          [[f"{n:04}", "男女"[n % 2], datetime.date(1980 + n % 25, n % 12 + 1, 5), ["上海", "北京"][n % 2], ["金卡", "银卡"][n % 2], day(n * 17), n * 90]
           for n in people])
    sold = [(f"D{n}{k}", f"{n:04}", day(n * 17 + k * 40), n) for n in people for k in range(n % 5)]
    table("会员订单.csv", ["订单号", "会员编号", "下单日期", "状态", "实付金额", "优惠金额"],
          [[o, m, d, ["已完成", "已退款"][n % 2], 30 + n * 7, n % 10] for o, m, d, n in sold])
    table("明细.csv", ["订单号", "商品", "品类", "数量", "单价"],
          [[o, names[(n + k) % 3], ["护肤", "彩妆", "个护"][(n + k) % 3], k + 1, 39 + n] for o, _, _, n in sold for k in range(1 + n % 2)])


def run(seg, script, statement, check=False):
    command = [seg, "check" if check else "run"] + ([] if check else ["--quiet"]) + ["-"]
    return subprocess.run(command, input=f"{script};\n{statement}\n", capture_output=True, text=True, timeout=120)


def problem_of(seg, script, line):
    """What is wrong with a question, or nothing."""
    question, wanted = line.split(" => ")
    answer = run(seg, script, question)
    offered = re.findall(r"= (?:fix|or): write (?:`` (.*) ``|`(.*)`)", answer.stderr)
    offered = [a or b for a, b in offered]
    whole = [text for text in offered if re.match(r"(show|list|export|segment|metric|measure|split|describe)\b", text)]
    if answer.returncode != 1: return f"exit code {answer.returncode}"
    if wanted == "-": return f"offered {whole[0]}" if whole else None
    if whole[:1] != [wanted]: return f"offered {whole[:1]}, not {wanted}"
    second = run(seg, script, wanted, check=wanted.startswith("export"))
    return f"{wanted} fails: {second.stderr.splitlines()[:1]}" if second.returncode != 0 else None


def main():
    seg = sys.argv[1]
    failed = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        write_tables(pathlib.Path(folder))
        scripts = {
            "questions.txt": SCRIPT, "questions.zh.txt": CHINESE_SCRIPT, "questions.log.txt": LOG_SCRIPT.format(folder),
            "questions.lines.txt": LINES_SCRIPT.format(folder), "questions.bank.txt": BANK_SCRIPT.format(folder),
            "questions.members.txt": MEMBERS_SCRIPT.format(folder),
        }
        cases = [(script, line) for name, script in scripts.items() for line in lines_of(name)]
        for (_, line), problem in zip(cases, pool.map(lambda case: problem_of(seg, *case), cases)):
            if problem:
                failed += 1
                print(f"{line.split(' => ')[0]}: {problem}")
    print(f"{len(cases)} questions, {failed} failed")
    return 1 if failed else 0


def lines_of(name):
    return [line for line in (ROOT / "Tests" / name).read_text().splitlines() if line.strip()]


sys.exit(main())
