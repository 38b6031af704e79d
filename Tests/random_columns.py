"""Random columns for random_files.py: values, and the texts with which a file writes them.

A column has one notation, as in files of the world. `values` is what a reader must find: integers, floats, texts, truths, days as
`2024-01-05`, moments as `2024-01-05T10:00:00`, and None. `texts` is how they are written.
"""
import datetime, decimal, struct
from dataclasses import dataclass

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
NO_BREAK, NARROW = "\u00a0", "\u202f"
# No notation reads them as a number, a date or a truth.
WORDS = ["Ann", "Bo B.", "x;y", "a,b", "p|q", 'say "hi"', "two\nlines", "Köln", "Zoë", "it's", "end.", "tab\tin", "北京", "naïve", "NA?",
         "C:\\dir", "a\\", "50% off", "#1", "=1+1", "-", "n/a", "né", "😀", "e\u0301", "O'Neil", "“quoted”", "''", '""', '"', "a  b",
         "null", "NULL", "None", "%", "$", "()", "a\r\nb", "中,文", "İ", "ﬁ"]
BEFORE = ["$", "€", "£", "¥", "￥", "₹", "₩", "₽", "USD ", "EUR ", "CNY ", "US$", "R$", "HK$"]
AFTER = ["€", " €", NO_BREAK + "€", " EUR", " USD", "元", " 元", "円", " kr", " zł", " Kč", "원", " CHF"]
TRUTHS = [("yes", "no"), ("Yes", "No"), ("YES", "No"), ("true", "false"), ("True", "False"), ("TRUE", "FALSE"), ("y", "n"), ("Y", "N"),
          ("是", "否"), ("真", "假")]


@dataclass
class Column:
    kind: str
    type: str
    values: list
    texts: list
    # The option `date_format` that it needs, and its name if that matters.
    format: str = ""
    name: str = ""
    # The decimal mark of its texts; "" where either reads the same.
    mark: str = ""
    # Whether its moments name their zone.
    is_zoned: bool = False
    is_declared: bool = False


class Bare(str):
    """A field that is written without quotes."""


# ---- numbers

def grouped(digits, separator):
    return digits if len(digits) <= 3 else grouped(digits[:-3], separator) + separator + digits[-3:]


def written(units, places, mark, separator):
    """A decimal of so many units of its last place."""
    digits = str(abs(units)).rjust(places + 1, "0")
    whole, part = (digits[:-places], mark + digits[-places:]) if places else (digits, "")
    return ("-" if units < 0 else "") + grouped(whole, separator) + part


def value(units, places): return float(decimal.Decimal(units).scaleb(-places))


def other(mark): return "," if mark == "." else "."


def integers(r, n, mark):
    size = r.choice([9, 99, 999, 10_000, 10 ** 6, 10 ** 9, 10 ** 12, 2 ** 53 + 5, 2 ** 63 - 1])
    low = r.choice([0, -size])
    values = [r.randint(low, size) for _ in range(n)]
    if r.random() < 0.1: values[0] = r.choice([2 ** 63 - 1, -2 ** 63, 2 ** 53 + 1])
    # A plus before eight digits or more is a phone number's.
    has_plus = max(map(abs, values)) < 10 ** 7 and r.random() < 0.1
    return Column("integers", "integer", values, [("+" if has_plus and v > 0 else "") + str(v) for v in values])


def grouped_integers(r, n, mark):
    separator = r.choice([other(mark), NO_BREAK, NARROW, "'", "\u2019", " "])
    values = [r.randint(-10 ** 8, 10 ** 9) for _ in range(n)]
    # Two separators are no decimal mark, and a short first group is none of a code. Several have one: some rows are rejected.
    for row in [r.randrange(n), *range(0, n, 2)]: values[row] = r.choice([1, -1]) * r.randint(1_000_000, 99_999_999)
    texts = [("-" if v < 0 else "") + grouped(str(abs(v)), separator) for v in values]
    return Column("grouped integers", "integer", values, texts, mark=mark if separator in ",." else "")


def some_units(r, n, size=9):
    size = 10 ** r.randint(2, size)
    low = r.choice([0, -size])
    return [r.randint(low, size) for _ in range(n)]


def decimals(r, n, mark):
    places, units = r.choice([1, 2, 2, 2, 3, 4, 6]), some_units(r, n)
    separator = r.choice(["", "", other(mark), NO_BREAK, "'"])
    return Column("decimals", "number", [value(u, places) for u in units], [written(u, places, mark, separator) for u in units], mark=mark)


def floats(r, n, mark):
    values = []
    while len(values) < n:
        v = struct.unpack("d", r.randbytes(8))[0] if r.random() < 0.3 else r.uniform(-1, 1) * 10 ** r.randint(-12, 15)
        if v == v and abs(v) != float("inf"): values.append(v)
    values[0] = r.choice([0.1, -2.5, 1e-7, 5e-324, 1.7976931348623157e308, 123456789.123456789])
    return Column("floats", "number", values, [repr(v).replace(".", mark) for v in values], mark=mark)


def long_decimals(r, n, mark):
    texts = [f"{r.randint(-999, 999)}.{''.join(r.choice('0123456789') for _ in range(r.randint(15, 40)))}7" for _ in range(n)]
    return Column("long decimals", "number", [float(t) for t in texts], [t.replace(".", mark) for t in texts], mark=mark)


def money(r, n, mark):
    units, separator = some_units(r, n), r.choice(["", other(mark), NO_BREAK])
    is_before = r.random() < 0.5
    sign, negative = r.choice(BEFORE if is_before else AFTER), r.choice(["-$5", "$-5", "($5)"])
    texts = []
    for u in units:
        digits = written(abs(u), 2, mark, separator)
        text = sign + digits if is_before else digits + sign
        if u < 0: text = f"({text})" if negative == "($5)" else sign + "-" + digits if is_before and negative == "$-5" else "-" + text
        texts.append(text)
    return Column("money", "number", [value(u, 2) for u in units], texts, mark=mark)


def percents(r, n, mark):
    places, blank = r.choice([0, 1, 2]), r.choice(["", " ", NO_BREAK])
    units = [r.randint(-200 * 10 ** places, 2000 * 10 ** places) for _ in range(n)]
    texts = [written(u, places, mark, "") + blank + "%" for u in units]
    return Column("percents", "number", [value(u, places + 2) for u in units], texts, mark=mark if places else "")


def accounting(r, n, mark):
    units, form = [r.randint(-10 ** 8, 10 ** 8) for _ in range(n)], r.choice(["({})", "{}-"])
    digits = [written(abs(u), 2, mark, other(mark)) for u in units]
    return Column("accounting", "number", [value(u, 2) for u in units], [form.format(d) if u < 0 else d for u, d in zip(units, digits)], mark=mark)


def myriads(r, n, mark):
    texts, values = [], []
    for _ in range(n):
        form, a, b = r.randint(0, 3), r.randint(1, 999), r.randint(1, 9)
        texts.append([f"{a}万", f"{b}亿", f"{a}万{b}千", f"{a}{mark}{b}万"][form])
        values.append([a * 10_000, b * 10 ** 8, a * 10_000 + b * 1000, a * 10_000 + b * 1000][form])
    return Column("myriads", "number", values, texts, mark=mark)


# ---- truths and times

def truths(r, n, mark):
    yes, no = r.choice(TRUTHS)
    values = [r.random() < 0.5 for _ in range(n)]
    return Column("truths", "boolean", values, [yes if v else no for v in values], name="active")


def day(r, low=None, high=None):
    if low is None: low, high = r.choice([(2000, 2030), (1970, 2068), (1900, 2100), (1, 9999)])
    return datetime.date(r.randint(low, high), r.randint(1, 12), r.randint(1, 28)) + datetime.timedelta(days=r.choice([0, 0, 1, 2]))


def iso(d): return f"{d.year:04}-{d.month:02}-{d.day:02}"


def stamp(t):
    text = t.replace(microsecond=0).isoformat()
    return text + (f".{t.microsecond:06}".rstrip("0") if t.microsecond else "")


def shifted(text, minutes): return stamp(datetime.datetime.fromisoformat(text) + datetime.timedelta(minutes=minutes))


def dates(r, n, mark):
    days, two = [day(r) for _ in range(n)], r.choice(["{:02}", "{}"]).format
    order, separator = r.choice(["ymd", "dmy", "mdy"]), r.choice("-/.")
    # A day after the twelfth tells the order.
    if order != "ymd": days[r.randrange(n)] = datetime.date(r.randint(1990, 2030), r.randint(1, 12), r.randint(13, 28))
    parts = {"ymd": lambda d: (f"{d.year:04}", two(d.month), two(d.day)), "dmy": lambda d: (two(d.day), two(d.month), f"{d.year:04}"),
             "mdy": lambda d: (two(d.month), two(d.day), f"{d.year:04}")}[order]
    return Column("dates " + order, "date", [iso(d) for d in days], [separator.join(parts(d)) for d in days])


def written_dates(r, n, mark):
    form, style = r.randint(0, 7), r.choice([str, lambda m: m[:3], lambda m: m[:3].upper(), str.lower])
    days = [day(r, 1970, 2067) if form == 6 else day(r) for _ in range(n)]
    def text(d):
        m, y = style(MONTHS[d.month - 1]), f"{d.year:04}"
        return [f"{d.day}-{m}-{y}", f"{d.day:02} {m} {y}", f"{m} {d.day}, {y}", f"{y}年{d.month}月{d.day}日", f"{y}-{m}-{d.day:02}",
                f"{m} {d.day:02} {y}", f"{d.day:02}{m[:3]}{d.year % 100:02}", f"{y}年{d.month:02}月{d.day:02}日"][form]
    return Column(f"written dates {form}", "date", [iso(d) for d in days], [text(d) for d in days])


def half(t): return f"{t.hour % 12 or 12}:{t.minute:02} {'AM' if t.hour < 12 else 'PM'}"


MOMENTS = [
    lambda t: t.isoformat(), lambda t: t.isoformat(sep=" ", timespec="microseconds"), lambda t: t.isoformat(timespec="milliseconds"),
    lambda t: t.isoformat() + "Z", lambda t: f"{t:%a}, {t.day} {MONTHS[t.month - 1][:3]} {t.year:04} {t:%H:%M:%S} GMT",
    lambda t: f"{t.day:02}.{t.month:02}.{t.year:04} {t:%H:%M:%S}", lambda t: f"{t.year:04}/{t:%m/%d} {t.hour}:{t.minute:02}",
    lambda t: f"{t.month}/{t.day}/{t.year} {half(t)}",
    lambda t: f"{t.year:04}年{t.month}月{t.day}日 {'上午' if t.hour < 12 else '下午'}{t.hour % 12 or 12}时{t.minute:02}分"]


def moments(r, n, mark):
    form = r.randrange(len(MOMENTS) + 1)
    times = []
    for _ in range(n):
        d = day(r, 1900, 9998) if r.random() < 0.2 else day(r, 1970, 2100)
        part = r.choice([0, r.randrange(10 ** 6)]) if form < 2 else r.randrange(1000) * 1000 if form == 2 else 0
        times.append(datetime.datetime(d.year, d.month, d.day, r.randrange(24), r.randrange(60), r.randrange(60) if form not in (6, 7, 8) else 0, part))
    if form in (5, 7): times[r.randrange(n)] = datetime.datetime(2024, 3, r.randint(13, 28), 9, 5)
    if form < len(MOMENTS): return Column(f"moments {form}", "timestamp", [stamp(t) for t in times], [MOMENTS[form](t) for t in times], is_zoned=form in (3, 4))
    minutes, colon = r.choice([-480, -300, 60, 330, 480, 765]), r.choice(["", ":"])
    zone = ("-" if minutes < 0 else "+") + f"{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"
    return Column("moments with offsets", "timestamp", [shifted(t.isoformat(), -minutes) for t in times], [t.isoformat() + zone for t in times], is_zoned=True)


FORMATS = ["%d/%m/%y", "%Y%m%d", "%j %Y", "%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%d%b%Y:%H:%M:%S"]


def formatted(r, n, mark):
    """Times that only an option can tell."""
    days = [day(r, 1970, 2067) for _ in range(n)]
    times = [datetime.datetime(d.year, d.month, d.day, r.randrange(24), r.randrange(60), r.randrange(60)) for d in days]
    form = r.choice(FORMATS + ["epoch", "epoch_ms"])
    if form.startswith("epoch"):
        seconds = [int((t - datetime.datetime(1970, 1, 1)).total_seconds()) for t in times]
        return Column(form, "timestamp", [stamp(t) for t in times], [str(s) + ("000" if form == "epoch_ms" else "") for s in seconds], form, is_zoned=True)
    if "H" not in form and "I" not in form: return Column(form, "date", [iso(d) for d in days], [d.strftime(form) for d in days], form)
    if "S" not in form: times = [t.replace(second=0) for t in times]
    return Column(form, "timestamp", [stamp(t) for t in times], [t.strftime(form) for t in times], form)


# ---- texts

def words(r, n, mark):
    some = r.sample(WORDS, r.randint(2, len(WORDS)))
    values = [r.choice(some) for _ in range(n)]
    values[r.randrange(n)] = "Word"
    return Column("words", "text", values, list(values))


def codes(r, n, mark):
    form = r.randint(0, 7)
    make = [lambda: f"{r.randint(0, 99999):05}", lambda: f"{r.randint(1, 99)}E{r.randint(1, 9)}", lambda: f"{r.randint(1, 3)}.{r.randint(1, 40)}",
            lambda: f"+49{r.randint(10 ** 9, 10 ** 10)}", lambda: f"{r.randint(10 ** 19, 10 ** 22)}",
            lambda: ".".join(str(r.randint(0, 255)) for _ in range(4)), lambda: f"SKU-{r.randint(1, 999)}",
            lambda: f"{r.randint(1, 9)}.{r.randint(0, 99)}.{r.randint(100, 999)}-a"][form]
    values = [make() for _ in range(n)]
    if form == 0: values[0] = "00123"
    if form == 2: values[0], values[-1] = ("1.10", "1.1") if n > 1 else ("1.1.0", "1.1.0")
    return Column(f"codes {form}", "text", values, list(values))


def mixed(r, n, mark):
    """One value that is none of the type of the others: the column is a text, and each value keeps its spelling."""
    column = r.choice([integers, decimals, money, percents, dates, moments, truths])(r, n, mark)
    column.texts[r.randrange(n)] = r.choice(["oops", "N/A", "unknown", "12 apples", "--"])
    return Column("mixed " + column.kind, "text", list(column.texts), column.texts)


def long_texts(r, n, mark):
    values = ["Word" if r.random() < 0.8 else r.choice("abcö") * r.randint(200, 5000) for _ in range(n)]
    return Column("long texts", "text", ["Word", *values[1:]], ["Word", *values[1:]])


def nothing(r, n, mark): return Column("nothing", "nothing", [None] * n, [""] * n)


KINDS = [integers, integers, grouped_integers, decimals, decimals, floats, long_decimals, money, money, percents, accounting, myriads, truths, dates, dates,
         written_dates, moments, moments, formatted, words, words, words, codes, codes, mixed, nothing] * 4 + [long_texts]
# What every value of must be there, since one of them tells the notation.
WHOLE = ("codes", "grouped", "dates", "moments", "mixed", "words", "long texts")
