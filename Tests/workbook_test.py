#!/usr/bin/env python3
"""Workbooks are read as openpyxl wrote them, and damaged ones are refused with a message.

  workbook_test.py PATH_OF_SEG [FUZZ_CASES] [SEED]
  workbook_test.py --fixtures          write the workbooks of Tests/Golden/data again

Random tables are written by openpyxl and loaded: every value must come back. Then workbooks are cut off and changed at random
places, packed and unpacked: seg may refuse them or read them, but ends with 0 or 1 and a message. Closes with `N passed, N failed`.
"""
import csv, datetime, html, io, pathlib, random, re, subprocess, sys, tempfile, zipfile
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.escape import unescape

HERE = pathlib.Path(__file__).resolve().parent


def headers(folder):
    """Headers over two rows: groups of columns, and their columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Groups"
    for row in (["客户名单", None, None, None, None, None], ["id", "2023", None, "2024", None, "city"],
                [None, "orders", "revenue", "orders", "revenue", None], [1, 3, 30.5, 4, 41, "北京"], [2, 1, 9, None, None, "上海"]): sheet.append(row)
    for cells in "A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3": sheet.merge_cells(cells)
    years = book.create_sheet("Years")
    for row in (["id", "revenue", None], [None, 2023, 2024], [1, 30.5, 41], [2, 9, None]): years.append(row)
    years.merge_cells("A1:A2"), years.merge_cells("B1:C1")
    below = book.create_sheet("Below")
    for row in ([None, "spend", None, "seen"], ["id", "first", "last", "day"], [1, 5, 7, datetime.date(2024, 1, 2)]): below.append(row)
    below.merge_cells("B1:C1")
    # One header: the merged cell has values below, not names.
    address = book.create_sheet("Address")
    for row in (["id", "address", None, "age"], ["a", "Main St", "Oslo", 41], ["b", "Side St", "Bergen", 29]): address.append(row)
    address.merge_cells("B1:C1")
    book.save(folder / "workbook-headers.xlsx")


def fixtures(folder):
    """The workbooks of the golden scripts."""
    headers(folder)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "客户"
    sheet.merge_cells("B1:H1")
    sheet["B1"] = "客户名单 2024"
    sheet.append([])
    sheet.append([None, "id", "name", "city", "joined", "seen", "spend", "active", "code", "share"])
    day, moment = datetime.date, datetime.datetime
    rows = [
        [1, "Anna", "北京", day(2024, 1, 5), moment(2024, 3, 1, 12, 30, 15), 19.99, True, "007", 0.25],
        [2, 'Bo "B"', None, day(1900, 1, 1), moment(2024, 3, 2, 0, 0, 0), 1234.5, False, "012", 0.5],
        [3, "two\nlines", None, day(1900, 3, 1), None, "1,000.25", True, "1E5", 1e-7],
        [5, CellRichText("rich ", TextBlock(InlineFont(b=True), "text")), "上海", None, moment(2024, 3, 4, 23, 59, 59, 500000), "=1/0", None, "x", 1e20],
    ]
    for row in rows[:3]: sheet.append([None] + row)
    sheet.append([])
    sheet.append([None] + rows[3])
    sheet.append([])
    sheet.append([None, "Source: the shop"])
    sheet.merge_cells("D4:D6")
    for row in range(4, 9):
        sheet.cell(row, 5).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(row, 10).number_format = "0.00%"
    sheet["G8"].value, sheet["G8"].data_type = "#DIV/0!", "e"
    orders = book.create_sheet("Orders")
    orders.append(["customer", "at", "amount", "took", "clock"])
    for number in range(1, 6):
        orders.append([number % 3 + 1, moment(2024, number, 3, 12, 30), number * 10.25, datetime.timedelta(hours=30), datetime.time(8, 30)])
    hidden = book.create_sheet("Lists")
    hidden.sheet_state = "hidden"
    for row in (["size"], ["small"], ["large"]): hidden.append(row)
    book.create_sheet("Empty")
    book.save(folder / "workbook.xlsx")

    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["id", "day"])
    for number, date in enumerate([day(1904, 1, 1), day(1904, 2, 29), day(2024, 2, 29)]): sheet.append([number, date])
    book.save(folder / "workbook-1904.xlsx")

    with zipfile.ZipFile(folder / "broken" / "zip-without-workbook.xlsx", "w") as archive: archive.writestr("readme.txt", "no workbook\n")
    (folder / "broken" / "old-workbook.xlsx").write_bytes(bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + bytes(64))
    whole = (folder / "workbook.xlsx").read_bytes()
    (folder / "broken" / "cut-off.xlsx").write_bytes(whole[: len(whole) // 2])
    book = openpyxl.Workbook()
    book.save(folder / "broken" / "empty.xlsx")


if sys.argv[1:] == ["--fixtures"]:
    fixtures(HERE / "Golden" / "data")
    sys.exit()
if len(sys.argv) not in (2, 3, 4): sys.exit(__doc__)
SEG = str(pathlib.Path(sys.argv[1]).resolve())
CASES, SEED = (int(a) for a in (sys.argv[2:] + ["3000", "1"][len(sys.argv) - 2:])[:2])
passed = failed = 0


def check(what, is_right, detail=""):
    global passed, failed
    if is_right: passed += 1
    else:
        failed += 1
        print(f"FAILED {what}\n{detail}")


def run(folder, script, *options):
    (folder / "script.seg").write_text(script)
    return subprocess.run([SEG, "run", *options, "script.seg"], cwd=folder, capture_output=True, timeout=60)


# ---- what openpyxl writes

WORDS = ["Anna", "Bo \"B\"", "two\nlines", "tab\there", "北京", "a,b", " blank ", "émile", "🙂", "<x>&amp;</x>", "=1+1"]


def value(r, kind):
    if r.random() < 0.15: return None
    if kind == "integer": return r.randint(-10**9, 10**9)
    if kind == "number": return r.choice([round(r.uniform(-1000, 1000), 2), r.random(), r.uniform(-1e12, 1e12), 0.1 + 0.2]) + 0.0
    if kind == "date": return datetime.date(1900, 3, 1) + datetime.timedelta(days=r.randint(0, 60000))
    if kind == "timestamp": return datetime.datetime(1990, 1, 1) + datetime.timedelta(seconds=r.randint(0, 10**9))
    if kind == "truth": return r.random() < 0.5
    return r.choice(WORDS) + " " + r.choice("abcdefgh")


def shown(cell):
    if cell is None: return ""
    if isinstance(cell, bool): return "yes" if cell else "no"
    if isinstance(cell, datetime.datetime): return cell.isoformat()
    if isinstance(cell, datetime.date): return cell.isoformat()
    return cell


def agree(got, wanted):
    if isinstance(wanted, str): return got == wanted
    if isinstance(wanted, int): return got == str(wanted)
    return got != "" and abs(float(got) - wanted) <= 1e-15 * abs(wanted)  # openpyxl writes 16 digits


def tables(folder, r):
    for case in range(60):
        kinds = [r.choice(["integer", "number", "date", "timestamp", "truth", "text"]) for _ in range(r.randint(1, 7))]
        rows = [[number + 1] + [value(r, kind) for kind in kinds] for number in range(r.randint(1, 60))]
        # A column of whole numbers is one of integers.
        for place, kind in enumerate(kinds, 1):
            if kind == "number": rows[0][place] = 0.5
            elif rows[0][place] is None: rows[0][place] = value(random.Random(3), kind)
        book = openpyxl.Workbook()
        sheet = book.active
        book.epoch = r.choice([openpyxl.utils.datetime.CALENDAR_WINDOWS_1900, openpyxl.utils.datetime.CALENDAR_MAC_1904])
        if book.epoch == openpyxl.utils.datetime.CALENDAR_MAC_1904:
            rows = [[max(cell, datetime.date(1904, 1, 2)) if type(cell) is datetime.date else cell for cell in row] for row in rows]
        top, left = r.choice([0, 0, 1, 3]), r.choice([0, 0, 2])
        names = ["id"] + [f"c{place}" for place in range(len(kinds))]
        for number, row in enumerate([names] + rows, 1 + top):
            for place, cell in enumerate(row, 1 + left):
                made = sheet.cell(number, place)
                made.value = cell
                if isinstance(cell, str): made.data_type = "s"
        book.save(folder / "t.xlsx")
        result = run(folder, 'load t from "t.xlsx" key id\nexport t to "t.csv" with (replace: yes)\n')
        if result.returncode != 0:
            check(f"table {case} of seed {SEED}", False, result.stderr.decode())
            continue
        with open(folder / "t.csv", newline="") as file: got = list(csv.reader(file))
        wanted = [[shown(cell) for cell in row] for row in rows]
        check(f"table {case} of seed {SEED}", got[0] == names and len(got) == len(rows) + 1 and all(
            agree(a, b) for one, other in zip(got[1:], wanted) for a, b in zip(one, other)), f"{got}\n{wanted}")


# ---- what seg writes

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "http://example.com", "mailto:a@b", "'quoted", "_x0041_", "<&>\"", "é", "🙂", "two\nlines", "{=1}", "#N/A", "TRUE", "1E5", "007", "a" * 32767]


def written(folder, r):
    """Exported answers come back from openpyxl and from seg; texts stay texts."""
    for case in range(20):
        size = r.randint(1, 40)
        rows = [[n, r.choice(NASTY), r.choice(["", r.randint(-10**14, 10**14)]), r.choice(["", round(r.uniform(-1000, 1000), 3)]),
                 (datetime.date(1850, 1, 1) + datetime.timedelta(days=r.randint(0, 90000))).isoformat(), r.choice(["", "yes", "no"]),
                 (datetime.datetime(1900, 1, 1) + datetime.timedelta(seconds=r.randint(0, 4 * 10**9))).isoformat(), 10**17 + n] for n in range(size)]
        names = ["id", "text", "whole", "part", "day", "flag", "at", "long"]
        with open(folder / "in.csv", "w", newline="") as file: csv.writer(file).writerows([names] + rows)
        types = "with (types: (text: text, whole: integer, part: number, flag: boolean))"
        result = run(folder, f'load t from "in.csv" key id {types}\nlist *\nexport last to "out.xlsx" with (replace: yes)\n')
        check(f"export {case} of seed {SEED}", result.returncode == 0, result.stderr[-300:])
        if result.returncode: continue
        sheet = openpyxl.load_workbook(folder / "out.xlsx").active
        cells = [[cell for cell in row] for row in sheet.iter_rows()]
        check(f"export {case} of seed {SEED}: names", [cell.value for cell in cells[0]] == names)
        for wanted, got in zip(rows, cells[1:]):
            check(f"export {case} of seed {SEED}: text {wanted[1]!r:.40}", unescape(got[1].value) == wanted[1] and got[1].data_type == "s" and got[1].hyperlink is None, f"{got[1].value!r:.60} {got[1].data_type}")
            check(f"export {case} of seed {SEED}: numbers", [got[0].value, got[2].value, got[3].value] == [v if v != "" else None for v in [wanted[0], wanted[2], wanted[3]]], f"{wanted} {[c.value for c in got]}")
            day = wanted[4] if wanted[4] < "1900-01-01" else datetime.datetime.fromisoformat(wanted[4])
            check(f"export {case} of seed {SEED}: day", got[4].value == day, f"{wanted[4]} {got[4].value}")
            check(f"export {case} of seed {SEED}: flag", got[5].value == {"": None, "yes": True, "no": False}[wanted[5]])
            at = got[6].value
            check(f"export {case} of seed {SEED}: time", abs((at - datetime.datetime.fromisoformat(wanted[6])).total_seconds()) < 0.001, f"{wanted[6]} {at}")
            check(f"export {case} of seed {SEED}: long key", got[7].value == str(wanted[7]))
        check(f"export {case} of seed {SEED}: frozen and filtered", sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:H{size + 1}")
        for name, file in (("a", "in.csv"), ("b", "out.xlsx")):
            result = run(folder, f'load t from "{file}" key id {types}\nexport t to "{name}.csv" with (replace: yes)\n')
            check(f"export {case} of seed {SEED}: loads", result.returncode == 0, result.stderr[-300:])
        check(f"export {case} of seed {SEED}: round trip", (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes())


def sheets(folder):
    """A sheet for each answer, with names of their own; whole or absent; limits before anything is written."""
    (folder / "in.csv").write_text("id,city,spend\n1,=a,10\n2,北京,20.5\n3,北京,\n")
    load = 'load customers from "in.csv" key id\n'
    run(folder, load + 'list *\nlist *\nlist id\nshow count() as n, share(count()) as share by city with totals\nshow count() / 2 as `half [of] these: all?`\n'
        'export all to "all.xlsx" with (replace: yes)\n')
    book = openpyxl.load_workbook(folder / "all.xlsx")
    check("a sheet for each answer", len(book.sheetnames) == 5 and len({name.lower() for name in book.sheetnames}) == 5, book.sheetnames)
    check("names of sheets", all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames), book.sheetnames)
    shares = book.worksheets[3]
    check("shares in percent", [row[2].number_format[-1] for row in list(shares.iter_rows())[1:]] == ["%"] * 3)
    check("the row of totals", shares.max_row == 4 and shares["A4"].value == "total" and shares["B4"].font.b)
    charts(folder, load)
    result = run(folder, load + 'export customers to "for-excel.csv" with (bom: yes, replace: yes)\nexport customers to "plain.csv" with (replace: yes)\n')
    check("a CSV for spreadsheets", (folder / "for-excel.csv").read_bytes().startswith(b"\xef\xbb\xbfid,city,spend\n1,'=a,10\n") and b"apostrophe" in result.stderr)
    check("a plain CSV", (folder / "plain.csv").read_bytes().startswith(b"id,city,spend\n1,=a,10\n"))
    (folder / "full.xlsx").symlink_to("/dev/full")
    result = run(folder, load + 'list *\nexport last to "full.xlsx"\n')
    check("a full disk", result.returncode == 1 and b"[cannot-write]" in result.stderr, result.stderr)
    (folder / "many.csv").write_text("id\n" + "\n".join(map(str, range(1_048_576))) + "\n")
    result = run(folder, 'load many from "many.csv" key id\nexport many to "many.xlsx"\n')
    check("too many rows", result.returncode == 1 and b"[sheet-limit]" in result.stderr and not (folder / "many.xlsx").exists(), result.stderr)
    check("nothing is left", not [path for path in folder.iterdir() if "many.xlsx" in path.name])


def charts(folder, load):
    """Pictures of answers are charts of the sheet's own cells."""
    (folder / "o.csv").write_text("id,day,kind,amount\n" + "".join(f"{n % 3 + 1},2024-{n % 12 + 1:02}-03,{'ab'[n % 2]},{n}\n" for n in range(60)))
    script = load + 'load orders from "o.csv" of customers by id at day\n' + "\n".join([
        'show sum(spend) as spend by city draw bar', 'show sum(amount of orders) as amount by kind, every month draw stacked', 'show trend(sum(amount of orders), every month)',
        'show sum(amount of orders) as amount by kind, every month draw area', 'show pareto(sum(amount of orders))', 'show histogram(sum(amount of orders))',
        'list *', 'show sum(spend) as spend by city draw none', 'export all to "charts.xlsx" with (replace: yes)'])
    result = run(folder, script + "\n")
    check("charts are written", result.returncode == 0, result.stderr.decode())
    with zipfile.ZipFile(folder / "charts.xlsx") as archive:
        texts = [archive.read(name).decode() for name in sorted(archive.namelist()) if name.startswith("xl/charts/")]
    book = openpyxl.load_workbook(folder / "charts.xlsx")
    kinds = ["".join(kind for kind in ("barChart", "lineChart", "areaChart", "scatterChart") if f"<c:{kind}>" in text) for text in texts]
    check("kinds of charts", kinds == ["barChart", "barChart", "lineChart", "areaChart", "scatterChart", "barChart"], kinds)
    for text in texts:
        for reference in re.findall(r"<c:f>(.*?)</c:f>", text):
            sheet, cells = html.unescape(reference).rsplit("!", 1)
            page = book[sheet.strip("'").replace("''", "'")]
            found = page[cells.replace("$", "")]
            values = [cell.value for row in found for cell in row] if isinstance(found, tuple) else [found.value]
            check(f"a chart's cells {reference}", any(value is not None for value in values), str(values))


# ---- large sheets and bombs

def sheet_of(xml):
    """A workbook with one sheet of given XML."""
    buffer = io.BytesIO()
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="a" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", '<x:workbook xmlns:r="r" xmlns:x="x"><x:sheets><x:sheet name="S" sheetId="1" r:id="b"/></x:sheets></x:workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="b" Type="{rel}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>')
        archive.writestr("xl/worksheets/sheet1.xml", xml)
    return buffer.getvalue()


def attacks(folder):
    head = "<worksheet><sheetData>"
    bombs = {
        "zeros": sheet_of(head + " " * 400_000_000),
        "nested": sheet_of("<a>" * 100_000),
        "entities": sheet_of('<!DOCTYPE a [<!ENTITY b "bbbb">]>' + head + "</sheetData></worksheet>"),
        "attribute": sheet_of("<worksheet a='" + "b" * 50_000_000),
        "far cell": sheet_of(head + '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'),
        "past the last row": sheet_of(head + '<row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>'),
        "past the last column": sheet_of(head + '<row r="1"><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>'),
        "rows out of order": sheet_of(head + '<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row></sheetData></worksheet>'),
        "no shared text": sheet_of(head + '<row r="1"><c t="s"><v>7</v></c></row></sheetData></worksheet>'),
        "shared text of a large number": sheet_of(head + '<row r="1"><c t="s"><v>99999999999999999999</v></c></row></sheetData></worksheet>'),
        "infinite number": sheet_of(head + '<row r="1"><c><v>a</v></c></row><row><c><v>1e999</v></c></row></sheetData></worksheet>'),
    }
    for name, data in bombs.items():
        (folder / "bomb.xlsx").write_bytes(data)
        result = run(folder, 'load t from "bomb.xlsx" key id\n', "--limit", "memory=500MB")
        check(f"bomb: {name}", result.returncode == 1 and b"error: " in result.stderr, f"{result.returncode} {result.stderr[-300:]}")
    # The forms that few programs write: prefixes, inline texts, no references, CDATA, comments.
    plain = '<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t="str"><x:f>1</x:f><x:v>na<![CDATA[<me>]]></x:v></x:c></x:row>' \
        '<!-- > --><x:row r="4"><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>a&#x4e2d;</x:t></x:r><x:rPh sb="0" eb="1"><x:t>no</x:t></x:rPh><x:r><x:t>b_x0041_</x:t></x:r></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    (folder / "plain.xlsx").write_bytes(sheet_of(plain))
    result = run(folder, 'load t from "plain.xlsx" key id\nlist *\n', "--format", "csv")
    check("unusual forms", result.stdout.decode() == "id,na<me>\n1,a中bA\n", result.stdout.decode() + result.stderr.decode())


# ---- damage

def repacked(data, r):
    """The archive with one part changed at random, packed again."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = source.namelist()
    changed = r.choice(names)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", r.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        for name in names:
            content = bytearray(source.read(name))
            if name == changed: content = mutated(content, r)
            if name != changed or r.random() < 0.95: archive.writestr(name, bytes(content))
    return buffer.getvalue()


def mutated(content, r):
    content = bytearray(content)
    for _ in range(r.choice([1, 1, 2, 5, 20])):
        if not content: break
        place = r.randrange(len(content))
        what = r.random()
        if what < 0.4: content[place] = r.choice(b"<>/&\"'=0123456789AZ\x00\xff ")
        elif what < 0.6: del content[place:place + r.randint(1, 30)]
        elif what < 0.8: content[place:place] = content[r.randrange(len(content)):][: r.randint(1, 60)]
        else: content[place:place] = bytes([r.randrange(256)]) * r.randint(1, 300)
    return content


def fuzz(folder, r):
    data = (HERE / "Golden" / "data" / "workbook.xlsx").read_bytes()
    batch = 50
    for start in range(0, CASES, batch):
        lines = []
        for number in range(batch):
            kind = r.random()
            if kind < 0.25: content = data[: r.randrange(len(data))]
            elif kind < 0.5: content = bytes(mutated(data, r))
            else: content = repacked(data, r)
            (folder / f"f{number}.xlsx").write_bytes(content)
            lines.append(f'load t{number} from "f{number}.xlsx" key id\n')
        (folder / "script.seg").write_text("".join(lines))
        result = subprocess.run([SEG, "check", "script.seg"], cwd=folder, capture_output=True, timeout=120)
        check(f"damage {start} of seed {SEED}: check", result.returncode in (0, 1), f"{result.returncode} {result.stderr[-300:]}")
        for number in r.sample(range(batch), 10):
            result = run(folder, lines[number] + f"list * of t{number}\n")
            check(f"damage {start + number} of seed {SEED}", result.returncode in (0, 1), f"{result.returncode} {result.stderr[-300:]}")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    tables(folder, random.Random(SEED))
    written(folder, random.Random(SEED + 2))
    sheets(folder)
    attacks(folder)
    fuzz(folder, random.Random(SEED + 1))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
