#!/usr/bin/env python3
"""Writes the data of this folder: an invented seller of tea and coffee, once in English and once in Chinese.

The same bytes on every run: only the standard library, and one seeded generator whose methods used here are the same in all
versions of Python 3. What the scripts should find is in here:
  - coffee earns more than tea, and the suppliers of one country are the dearest
  - customers who came by referral buy more often, and some of them bring others
  - one channel pays for far more visitors than it wins customers
  - now and then a line has no order, an order no customer, a line a product that nobody knows
"""
import csv, datetime as dt, io, pathlib, random

HERE = pathlib.Path(__file__).resolve().parent
START, END = dt.date(2023, 1, 1), dt.date(2024, 12, 31)
CUSTOMERS, ORDERS = 240, 1300

ENGLISH = {
    "seed": 20260101, "customer": "C{:04d}", "order": "A{:05d}", "sku": "{}-{:02d}", "store": "S{}", "supplier": "P{}",
    "names": (["Ann", "Bo", "Cai", "Dee", "Eva", "Finn", "Gil", "Hana", "Ida", "Jon", "Kim", "Lea", "Max", "Nia", "Ole", "Pia"],
              ["Berg", "Cole", "Diaz", "Esch", "Ford", "Graf", "Holm", "Ives", "Jung", "Kern", "Lund", "Moor"]),
    "cities": [("Hamburg", 30), ("Berlin", 26), ("Munich", 18), ("Vienna", 14), ("Zurich", 12)],
    "channels": [("shop", 40), ("search", 30), ("social", 30)], "referral": "referral",
    "products": [("tea", "T", [("Assam", 4.2), ("Darjeeling", 6.5), ("Green", 3.8), ("Oolong", 7.4), ("White", 9.9), ("Mint", 2.6)]),
                 ("coffee", "K", [("House", 5.5), ("Ethiopia", 8.8), ("Decaf", 6.1), ("Espresso", 7.2), ("Filter", 4.9)]),
                 ("equipment", "E", [("Pot", 18.0), ("Kettle", 39.0), ("Grinder", 64.0), ("Cup", 7.5)]),
                 ("gifts", "G", [("Box", 12.0), ("Card", 1.5)])],
    "suppliers": [("Nilgiri Estates", "India"), ("Sidamo Union", "Ethiopia"), ("Alster Metall", "Germany"), ("Kyoto Leaf", "Japan")],
    "stores": [("Altona", "north", 2900), ("Mitte", "east", 3300), ("Schwabing", "south", 3600), ("Online", "online", 900)],
    "status": ["paid", "cancelled", "returned"], "coupons": ["SPRING", "TEN", "FRIEND"], "day": str,
    "files": {
        "customers": ("customers", ["customer_id", "name", "city", "channel", "signup", "signup_month", "home_store"]),
        "orders": ("orders", ["order_id", "customer_id", "order_date", "store_id", "status", "shipping"]), "coupon": "coupon",
        "lines": ("lines", ["order_id", "sku", "quantity", "price", "discount"]),
        "products": ("products", ["sku", "product", "category", "supplier_id", "unit_cost"]),
        "suppliers": ("suppliers", ["supplier_id", "supplier", "country"]),
        "stores": ("stores", ["store_id", "store", "region", "rent"]),
        "budgets": ("budgets", ["channel", "month", "spent", "visitors"]),
        "referrals": ("referrals", ["referrer_id", "referred_id", "day", "reward"])},
}
CHINESE = {
    "seed": 20260202, "customer": "{:06d}", "order": "D{:05d}", "sku": "{}{:02d}", "store": "{:02d}", "supplier": "G{}",
    "names": (list("王李张刘陈杨黄赵吴周徐孙马朱胡林"), ["伟", "芳", "秀英", "敏", "静", "丽", "强", "磊", "洋", "艳", "文博", "雨轩"]),
    "cities": [("上海", 30), ("杭州", 24), ("成都", 18), ("广州", 16), ("西安", 12)],
    "channels": [("门店", 40), ("搜索", 30), ("短视频", 30)], "referral": "老客推荐",
    "products": [("茶叶", "CY", [("龙井", 68.0), ("普洱", 52.0), ("铁观音", 45.0), ("白茶", 88.0), ("茉莉花茶", 26.0), ("祁门红茶", 48.0)]),
                 ("咖啡", "KF", [("云南", 42.0), ("耶加雪菲", 78.0), ("低因", 50.0), ("意式", 58.0), ("挂耳", 36.0)]),
                 ("器具", "QJ", [("紫砂壶", 180.0), ("电水壶", 260.0), ("磨豆机", 420.0), ("盖碗", 60.0)]),
                 ("礼盒", "LH", [("中秋", 120.0), ("贺卡", 8.0)])],
    "suppliers": [("西湖茶场", "浙江"), ("普洱合作社", "云南"), ("宜兴陶坊", "江苏"), ("闽南茶业", "福建")],
    "stores": [("徐汇店", "华东", 22000), ("武侯店", "西南", 15000), ("天河店", "华南", 19000), ("网店", "线上", 6000)],
    "status": ["已付款", "已取消", "已退货"], "coupons": ["春茶", "满减", "老友"], "day": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "files": {
        "customers": ("客户", ["客户编号", "姓名", "城市", "渠道", "注册日期", "注册月份", "常去门店"]),
        "orders": ("订单", ["订单编号", "客户编号", "下单日期", "门店编号", "状态", "运费"]), "coupon": "优惠券",
        "lines": ("明细", ["订单编号", "商品编号", "数量", "单价", "折扣"]),
        "products": ("商品", ["商品编号", "品名", "品类", "供应商编号", "成本"]),
        "suppliers": ("供应商", ["供应商编号", "供应商名称", "产地"]),
        "stores": ("门店", ["门店编号", "门店名称", "大区", "租金"]),
        "budgets": ("预算", ["渠道", "月份", "花费", "访客"]),
        "referrals": ("推荐", ["推荐人", "被推荐人", "日期", "奖励"])},
}


class Business:
    def __init__(self, language):
        self.language, self.random = language, random.Random(language["seed"])
        self.products, self.customers, self.weights, self.referrals, self.orders, self.lines = [], [], [], [], [], []

    def below(self, n): return int(self.random.random() * n)
    def day(self, first, last): return first + dt.timedelta(days=self.below((last - first).days + 1))

    def pick(self, pairs):
        x = self.random.random() * sum(p[-1] for p in pairs)
        for p in pairs:
            x -= p[-1]
            if x < 0: return p[0]
        return pairs[-1][0]

    def make_products(self):
        L = self.language
        for kind, (category, letter, names) in enumerate(L["products"]):
            for i, (name, price) in enumerate(names):
                supplier = "" if name == names[-1][0] and kind == 3 else L["supplier"].format(1 + (kind + i % 2) % 4)
                share = {0: 0.62, 1: 0.46, 2: 0.7, 3: 0.55}[kind] + (0.08 if supplier.endswith("4") else 0)
                self.products.append((L["sku"].format(letter, i + 1), name, category, supplier, f"{price * share:.2f}", price, 10 - 2 * kind - i % 3))

    def make_customers(self):
        """Some are brought by customers who came before them; these buy more often."""
        L, first_names = self.language, self.language["names"]
        days = sorted(self.day(START, dt.date(2024, 11, 30)) for _ in range(CUSTOMERS))
        for i, signup in enumerate(days):
            key = L["customer"].format(7 * (i + 1))
            brought = i > 10 and self.random.random() < 0.22
            channel = L["referral"] if brought else self.pick(L["channels"])
            if brought:
                who = self.customers[self.below(i)][0] if self.random.random() < 0.5 else self.customers[self.below(9)][0]
                self.referrals.append([who, key, L["day"](signup), "5.00" if self.random.random() < 0.8 else "10.00"])
            name = " ".join if L is ENGLISH else "".join
            store = "" if self.random.random() < 0.25 else L["store"].format(1 + self.below(4))
            city = "" if self.random.random() < 0.04 else self.pick(L["cities"])
            self.customers.append([key, name([first_names[0][self.below(len(first_names[0]))], first_names[1][self.below(len(first_names[1]))]]), city, channel,
                                   L["day"](signup), L["day"](signup.replace(day=1)), store, signup])
            self.weights.append(0.0 if self.random.random() < 0.08 else (min(9, 0.3 + self.random.random() ** -0.6 - 1)) * (1.8 if brought else 1))
        # Referrals of which one side is no customer: a stranger brought somebody, somebody was invited and never came.
        self.referrals.append([L["customer"].format(9001), self.customers[40][0], L["day"](dt.date(2023, 9, 9)), "5.00"])
        self.referrals.append([self.customers[3][0], L["customer"].format(9002), L["day"](dt.date(2024, 5, 5)), "5.00"])

    def make_orders(self):
        L, pairs = self.language, list(zip(self.customers, self.weights))
        found = []
        for n in range(ORDERS):
            customer = self.pick(pairs)
            day, key = self.day(customer[7], END), customer[0]
            if n % 251 == 250: key = L["customer"].format(9100 + n // 251)
            store = customer[6] if customer[6] and self.random.random() < 0.6 else L["store"].format(4)
            status = L["status"][0 if (x := self.random.random()) < 0.92 else 1 if x < 0.96 else 2]
            found.append((day, key, store, status, "0.00" if self.random.random() < 0.3 else "4.90", self.pick([("", 7), *((c, 1) for c in L["coupons"])])))
        for n, (day, key, store, status, shipping, coupon) in enumerate(sorted(found)):
            order = L["order"].format(n + 1)
            self.orders.append([order, key, L["day"](day), store, status, shipping, coupon, day])
            for _ in range(1 + self.below(2) + (self.random.random() < 0.2)): self.add_line(order)
        for n in range(4): self.add_line(L["order"].format(90001 + n))
        self.lines = [line for _, line in sorted(((self.random.random(), line) for line in self.lines), key=lambda pair: pair[0])]

    def add_line(self, order):
        product = self.pick([(p, p[6]) for p in self.products])
        sku = self.language["sku"].format("X", 99) if self.random.random() < 0.004 else product[0]
        quantity = "" if self.random.random() < 0.005 else 1 + self.below(2) + (3 if self.random.random() < 0.07 else 0)
        self.lines.append([order, sku, quantity, f"{product[5]:.2f}", self.pick([("0", 8), ("0.1", 2), ("0.25", 1)])])

    def budgets(self):
        out, month = [], START
        while month <= END:
            for i, (channel, share) in enumerate(self.language["channels"]):
                spent = (60 + self.below(40)) * (1, 1.4, 2.6)[i]
                out.append([channel, self.language["day"](month), f"{spent:.2f}", int(spent * (0.5, 1.2, 3.1)[i])])
            month = (month + dt.timedelta(days=32)).replace(day=1)
        return out

    def write(self, table, rows, suffix="", more=()):
        name, header = self.language["files"][table]
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\n")
        out.writerow([*header, *more])
        out.writerows(row[:len(header) + len(more)] for row in rows)
        (HERE / f"{name}{suffix}.csv").write_bytes(text.getvalue().encode())

    def write_all(self):
        L = self.language
        self.make_products()
        self.make_customers()
        self.make_orders()
        self.write("customers", self.customers)
        # Each year has a file of its own; coupons began with 2024.
        self.write("orders", [o for o in self.orders if o[7].year == 2023], "-2023")
        self.write("orders", [o for o in self.orders if o[7].year == 2024], "-2024", [L["files"]["coupon"]])
        self.write("lines", self.lines)
        self.write("products", self.products)
        self.write("suppliers", [[L["supplier"].format(i + 1), *s] for i, s in enumerate(L["suppliers"])])
        self.write("stores", [[L["store"].format(i + 1), *s] for i, s in enumerate(L["stores"])])
        self.write("budgets", self.budgets())
        self.write("referrals", sorted(self.referrals, key=lambda r: (r[0], r[1])))


if __name__ == "__main__":
    for language in (ENGLISH, CHINESE): Business(language).write_all()
