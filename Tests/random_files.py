"""Random files for random_files_test.py, and what a reader must find in them: CSV in every structure, JSON in every form.

Every file has one reading by the rules of docs/rules.md and of `seg help load`: an option says what its text alone would not.
"""
import gzip, json
from dataclasses import dataclass

import random_columns
from random_columns import Bare, Column, WHOLE, WORDS

PYTHON = {"windows-1252": "cp1252", "windows-1251": "cp1251", "macintosh": "mac_roman", "ibm850": "cp850", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
          "shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030", "iso-8859-1": "cp1252"}
ENCODINGS = ["gb18030", "gbk", "big5", "euc-jp", "iso-8859-15", "utf-16", "utf-32", "utf-8-sig", *PYTHON]
# Some tables of these have the signs in full width, others have them plain.
WIDE_SIGNS = ("cp932", "euc-jp", "big5")
NAMES = ["c{}", "col {}", "Column {}", "价格{}", "{}d_orders", "a.b{}", "x-{}", "order{}", "c`{}", "naïve{}", "+orders{}", "a/b{}", "#{}", "rate{} %", "$ cost{}",
         "é\u0301{}", "a,b{}", 'say "x"{}']


@dataclass
class File:
    name: str
    data: bytes
    options: list
    columns: list
    # The places of the rows that are kept, and the number of those rejected.
    kept: list
    rejects: int
    # A record whose bytes are no text, which a guessed encoding may take.
    has_bad_bytes: bool = False


def name_in_script(name): return "`" + name.replace("`", "``") + "`"


def text_in_script(text): return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def can_encode(texts, encoding):
    try: "".join(texts).encode(encoding)
    except UnicodeError: return False
    return True


def listed(option, entries): return [f"{option}: ({', '.join(entries)})"] if entries else []


class CSVFile:
    """A file with one dialect. Each step notes what a reader needs to be told."""
    def __init__(self, r, name):
        self.r, self.name, self.options, self.out, self.kept, self.rejects = r, name, [], [], [], 0
        self.rows = r.choice([1, 2, 3, *[r.randint(4, 20)] * 3, *[r.randint(13, 40)] * 2] + [r.randint(200, 400)] * (r.random() < 0.02))
        self.mark = r.choice([".", ".", ","])
        self.encoding = r.choice(["utf-8"] * 24 + ENCODINGS)
        self.python = PYTHON.get(self.encoding, self.encoding)
        self.has_header = r.random() < 0.9
        self.delimiter = r.choice([",", ",", ";", "\t", "|"] + ["^", "~", ":"] * (r.random() < 0.1))
        self.quote = r.choice(['"', '"', '"', "'"])
        self.escape = r.choice(["\\", "^"]) if r.random() < 0.1 and self.delimiter != "^" else ""
        self.ends = r.choice([["\n"], ["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"]])
        self.quoting = r.choice(["all", "needed", "needed", "some"])
        self.choose_columns()

    # ---- what it holds

    def choose_columns(self):
        r, n = self.r, self.rows
        keys = r.sample(range(1, 10 * n + 10), n)
        is_text = r.random() < 0.2
        self.columns = [Column("keys", "text" if is_text else "integer", [f"K{k}" for k in keys] if is_text else keys, [f"K{k}" if is_text else str(k) for k in keys])]
        for _ in range(r.choice([1, 2, 3, 4, 6, r.randint(1, 12)])):
            while True:
                column = r.choice(random_columns.KINDS)(r, n, self.mark)
                if can_encode(column.texts, self.python) and not (self.python in WIDE_SIGNS and any(c in "".join(column.texts) for c in "¥£¢")): break
            if column.type != "nothing" and n > 2 and not column.kind.startswith(WHOLE): self.thin(column)
            self.columns.append(column)
        # Columns at the end without names and values are none.
        if not self.has_header:
            while self.columns[-1].type == "nothing": self.columns.pop()
        self.names = ["id"]
        for place, column in enumerate(self.columns[1:]):
            name = (r.choice(NAMES) if r.random() < 0.5 else "c{}").format(place)
            if self.delimiter != "," and "," in name: name = f"c{place}"
            self.names.append(column.name + str(place) if column.name else name if can_encode(name, self.python) else f"c{place}")
        if not self.has_header: self.names = [f"column_{i + 1}" for i in range(len(self.columns))]
        for column, name in zip(self.columns, self.names): column.name = name

    def thin(self, column):
        share = self.r.choice([0, 0, 0.1, 0.5])
        for place in range(self.rows):
            if self.r.random() < share: column.values[place], column.texts[place] = None, ""
        if all(v is None for v in column.values): column.type = "nothing"

    # ---- options

    def tell(self):
        r = self.r
        if self.quote != '"': self.options.append(f'quote: "{self.quote}"')
        if self.escape: self.options.append(f"escape: {text_in_script(self.escape)}")
        self.tells_delimiter = self.delimiter not in ",;\t|" or not self.has_header or self.rows < 4 or r.random() < 0.5
        if self.tells_delimiter: self.options.append(f'delimiter: "{"tab" if self.delimiter == chr(9) else self.delimiter}"')
        if any(c.mark for c in self.columns) and (self.mark == "," or r.random() < 0.3): self.options.append(f'decimal: "{self.mark}"')
        if self.encoding not in ("utf-8", "utf-8-sig", "utf-16") or self.encoding == "utf-8" and r.random() < 0.05: self.options.append(f'encoding: "{self.encoding}"')
        if not self.has_header or self.rows < 3 or r.random() < 0.15: self.options.append("header: " + ("yes" if self.has_header else "no"))
        self.tell_types()
        self.tell_zone()
        self.tell_missing()
        self.trims = r.random() < 0.05 and self.delimiter != "\t" and not self.escape
        if self.trims: self.options.append("trim: yes")
        self.pads = self.has_header and r.random() < 0.05
        if self.pads: self.options.append("pad: yes")
        self.comment = r.choice(["#", "//", "%%"]) if r.random() < 0.06 else ""
        if self.comment: self.options.append(f'comment: "{self.comment}"')

    def tell_types(self):
        declares_all, types, formats = self.r.random() < 0.3 or self.rows < 4, [], []
        for column in self.columns:
            name = name_in_script(column.name)
            if column.format: formats.append(f"{name}: {text_in_script(column.format)}")
            elif column.type == "text":
                if declares_all or self.rows < 6 or column.kind.startswith("mixed") or self.r.random() < 0.3: types.append(f"{name}: text")
            elif declares_all and column.type != "nothing":
                types.append(f"{name}: {column.type}")
                column.is_declared = True
        self.options += listed("types", types) + listed("date_format", formats)

    def tell_zone(self):
        if self.r.random() > 0.05: return
        zone = self.r.choice([60, -300, 330, 480])
        self.options.append(f'time_zone: "{"-" if zone < 0 else "+"}{abs(zone) // 60:02}:{abs(zone) % 60:02}"')
        for column in self.columns:
            if column.is_zoned: column.values = [v and random_columns.shifted(v, zone) for v in column.values]

    def tell_missing(self):
        if self.r.random() > 0.08: return
        chosen = self.r.sample(["NA", "\\N", "-", "n/a", "NULL", "none"], 2)
        self.options.append(f"missing: ({', '.join(map(text_in_script, chosen))})")
        for column in self.columns[1:]:
            column.values = [None if t in chosen else v for v, t in zip(column.values, column.texts)]
            may_fill = column.type != "text" and not self.escape
            column.texts = [self.r.choice(chosen) if t == "" and may_fill and self.r.random() < 0.7 else t for t in column.texts]
            if all(v is None for v in column.values): column.type = "nothing"

    # ---- lines

    def field(self, text):
        if isinstance(text, Bare): return str(text)
        q, e = self.quote, self.escape
        needs = any(c in text for c in (self.delimiter, q, "\n", "\r", *e)) or text[:1].isspace() or text[-1:].isspace()
        if not (needs or self.quoting == "all" or self.quoting == "some" and self.r.random() < 0.3): return text
        return q + (text.replace(e, e + e).replace(q, e + q) if e else text.replace(q, q + q)) + q

    def line(self, text): self.out.append(text + self.r.choice(self.ends))

    def record(self, texts, rest=""):
        fields = [self.field(t) for t in texts]
        # An empty line is no record.
        if fields == [""]: fields = [self.quote * 2]
        self.line(self.delimiter.join(fields) + rest)

    def before(self):
        r, has_sep = self.r, self.r.random() < 0.02 and self.delimiter in ",;\t|"
        if has_sep: self.line("sep=" + self.delimiter)
        if r.random() < 0.08:
            lines = r.choice([["Monthly export"], ["Shop", "May 2024"], ["Report of sales", ""], ["Exported by Ann", "for Bob", ""]])
            # Found are lines before a table of several full columns.
            is_plain = self.rows > 5 and self.has_header and self.tells_delimiter and len(self.columns) > 3 and all(None not in c.values for c in self.columns)
            if r.random() < 0.6: self.options.append(f"skip: {len(lines) + has_sep}")
            elif not is_plain: lines = []
            for line in lines: self.line(line)
        if self.has_header: self.record(self.names)

    def write_rows(self):
        r, is_noisy = self.r, self.r.random() < 0.25 and self.rows > 12
        self.trails = r.random() < 0.03 and self.rows > 3
        for place in range(self.rows):
            if self.comment and r.random() < 0.1: self.line(self.comment + r.choice([" a remark, of two", " three; words", ' "quotes']))
            if is_noisy and 0 < place < self.rows - 1 and self.is_spoiled(place): continue
            texts = [c.texts[place] for c in self.columns]
            if self.trims: texts = [self.padded(t) for t in texts]
            self.record(texts, self.delimiter if self.trails else "")
            self.kept.append(place)

    def padded(self, text):
        """With blanks that `trim` drops."""
        needs_quotes = any(c in text for c in (self.delimiter, self.quote, "\n", "\r")) or text[:1].isspace() or text[-1:].isspace()
        return text if not text or needs_quotes or self.r.random() < 0.7 else Bare(f" {text}  ")

    def is_spoiled(self, place):
        """Writes a row in which something is wrong, and counts it; now and then a blank line before a good one."""
        r, texts, chance = self.r, [c.texts[place] for c in self.columns], self.r.random()
        typed = [i for i, c in enumerate(self.columns) if c.is_declared]
        if chance < 0.03: self.record([*texts, "more", "fields"])
        elif chance < 0.06 and len(texts) > 2:
            cut = r.randint(2, len(texts) - 1)
            self.record(texts[:cut])
            if self.pads:
                for column in self.columns[cut:]: column.values[place] = None
                self.kept.append(place)
                return True
        elif chance < 0.09 and typed:
            texts[r.choice(typed)] = "wrong"
            self.record(texts)
        elif chance < 0.11 and len(texts) > 1 and not self.escape:
            # After a stray quote reading goes on with the next line.
            whole = [self.field("" if "\n" in t or "\r" in t else t) for t in texts[:-1]]
            self.line(self.delimiter.join([*whole, self.quote + "open" + self.quote + "x"]))
        else:
            if chance < 0.14 and len(texts) > 1: self.line("")
            return False
        self.rejects += 1
        return True

    def after(self, text):
        r = self.r
        if r.random() < 0.04 and len(self.columns) > 1 and self.rows > 3:
            lines = r.choice([["End of report"], ["", "Generated by Ann"], ["-----"], ["# 3 rows"]])
            if lines[0] == "End of report" or r.random() < 0.5: self.options.append(f"footer: {len(lines)}")
            elif lines[0] == "" and self.columns[0].type == "text": lines = []
            return text + "".join(line + self.ends[0] for line in lines)
        bare = text.rstrip("\r\n")
        return bare if r.random() < 0.1 and not bare.endswith((self.delimiter, self.quote)) else text

    def file(self):
        self.tell()
        self.before()
        self.write_rows()
        data, has_bad = self.after("".join(self.out)).encode(self.python), False
        if self.encoding == "utf-8" and self.ends == ["\n"] and self.has_header and len(self.columns) > 1 and self.rows > 12 and self.r.random() < 0.05 and not self.trails:
            data, has_bad = self.with_bad_bytes(data)
        if self.r.random() < 0.02: data = gzip.compress(data)
        ending = ".tsv" if self.delimiter == "\t" and self.r.random() < 0.3 else self.r.choice([".csv", ".csv", ".txt"])
        return File(self.name + ending, data, self.options, self.columns, self.kept, self.rejects, has_bad)

    def with_bad_bytes(self, data):
        key = str(99 * self.rows + 99) if self.columns[0].type == "integer" else "Kx"
        bad = self.r.choice([b"\xe9t\xe9", b"a\x00b", b"\xff"])
        fields = [key.encode(), bad] + [b""] * (len(self.columns) - 2)
        lines = data.split(b"\n")
        # The last row whose record is one line.
        place = max((i for i, line in enumerate(lines[:-1]) if i and line.count(self.delimiter.encode()) == len(fields) - 1), default=0)
        if not place or self.quote.encode() in data: return data, False
        lines.insert(place, self.delimiter.encode().join(fields))
        self.rejects += 1
        return b"\n".join(lines), True


# ---- JSON

class JSONFile:
    FORMS = ["lines", "lines", "objects", "arrays", "pretty", "concatenated", "wrapped", "separated"]

    def __init__(self, r, name):
        self.r, self.name, self.rows = r, name, r.choice([1, 2, 3, r.randint(4, 20), r.randint(8, 30)])
        keys = r.sample(range(1, 10 * self.rows + 10), self.rows)
        self.columns = [Column("keys", "integer", keys, [], name="id")] + [self.column(place) for place in range(r.randint(1, 6))]
        self.form = r.choice(self.FORMS)
        if self.form == "arrays" and any(c.kind == "nested" for c in self.columns): self.form = "objects"
        # One object alone may be the wrapping of an array.
        if self.rows == 1 and self.form in ("pretty", "concatenated", "lines"): self.form = "objects"

    def value(self, depth=0):
        r, kind = self.r, self.r.randint(0, 6)
        if kind == 0: return r.randint(-10 ** 6, 10 ** 6)
        if kind == 1: return r.choice(WORDS)
        if kind == 2 and depth < 3: return [self.value(depth + 1) for _ in range(r.randint(0, 3))]
        if kind == 3 and depth < 3: return {f"k{i}": self.value(depth + 1) for i in range(r.randint(1, 3))}
        return r.choice([True, False, None, 1.5])

    def column(self, place):
        r, n = self.r, self.rows
        name = r.choice(["c{}", "a b{}", "价{}", "é{}", "x`{}", "n.m{}"]).format(place)
        kind = r.choice(["integer", "number", "text", "boolean", "array", "date", "timestamp", "mixed", "nested"])
        if kind == "nested": name = f"o{place}.{r.choice(['a', 'b c', '街'])}"
        values = {
            "integer": lambda: [r.randint(-10 ** r.randint(1, 18), 10 ** r.randint(1, 18)) for _ in range(n)],
            "number": lambda: random_columns.floats(r, n, ".").values, "text": lambda: ["Word", *(r.choice(WORDS) for _ in range(n - 1))],
            "boolean": lambda: [r.random() < 0.5 for _ in range(n)], "array": lambda: [[self.value() for _ in range(r.randint(0, 3))] for _ in range(n)],
            "date": lambda: [random_columns.iso(random_columns.day(r)) for _ in range(n)], "timestamp": lambda: random_columns.moments(r, n, ".").values,
            "mixed": lambda: ["Word", *(r.choice(["Word", r.randint(0, 9), True]) for _ in range(n - 1))], "nested": lambda: [r.randint(0, 99) for _ in range(n)]}[kind]()
        share = r.choice([0, 0, 0.2])
        values = [None if i and r.random() < share else v for i, v in enumerate(values)]
        return Column(kind, "integer" if kind == "nested" else kind, values, [], name=name)

    def row(self, i):
        found, columns = {}, list(self.columns)
        if self.r.random() < 0.2: self.r.shuffle(columns)
        for column in columns:
            value = column.values[i]
            if value is None and (column.kind == "nested" or i and self.r.random() < 0.5): continue
            if column.kind == "nested":
                head, tail = column.name.split(".", 1)
                found.setdefault(head, {})[tail] = value
            else: found[column.name] = value
        return found

    def file(self):
        r, n, rejects = self.r, self.rows, 0
        is_ascii = r.random() < 0.5
        def dumps(value, indent=None): return json.dumps(value, ensure_ascii=is_ascii, indent=indent)
        rows = [self.row(i) for i in range(n)]
        if self.form in ("lines", "separated"):
            parts = []
            for i, row in enumerate(rows):
                parts.append(("\x1e" if self.form == "separated" else "") + dumps(row))
                if self.form == "separated": continue
                if i > 2 and r.random() < 0.04:
                    parts.append(r.choice(['{"id": 1,', '{"id": 1', '{"id" 1}', '{"id": 01}', '{"id": tru}']))
                    rejects += 1
                if r.random() < 0.03: parts.append("")
            end = r.choice(["\n", "\r\n"])
            text = end.join(parts) + r.choice(["", end])
        elif self.form == "objects": text = dumps(rows)
        elif self.form == "arrays": text = dumps([[c.name for c in self.columns]] + [[c.values[i] for c in self.columns] for i in range(n)])
        elif self.form == "pretty": text = dumps(rows, r.choice([1, 2, 4]))
        elif self.form == "concatenated": text = r.choice(["\n", " ", ""]).join(dumps(row, 2) for row in rows)
        else: text = dumps({"status": "ok", "data": rows}, r.choice([None, 2]))
        types = [c for c in self.columns if c.type not in ("array", "mixed") and (n < 3 or r.random() < 0.2 or c.type == "text" and n < 5)]
        options = listed("types", [f"{name_in_script(c.name)}: {c.type}" for c in types])
        ending = ".json" if self.form == "wrapped" else r.choice([".json", ".ndjson", ".jsonl"])
        encoding = r.choice(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16"])
        return File(self.name + ending, text.encode(encoding), options, self.columns, list(range(n)), rejects)


def random_file(r, name): return (CSVFile if r.random() < 0.75 else JSONFile)(r, name).file()
