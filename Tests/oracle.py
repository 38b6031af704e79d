#!/usr/bin/env python3
"""Holds the expectations of the scripts to a second engine.

  oracle.py [--fill] [FILE.sql …]

Every `Tests/Oracle/PATH.sql` asks DuckDB what `PATH.seg` (or the
`seg` blocks of `PATH.md`) asks Seg: its k-th query answers the k-th block of `#> `
lines of the script. Without `--fill` a difference is reported; with it the
blocks are rewritten. So no expected figure in these scripts was made by the
program that it tests.

In the SQL, statements that begin with SELECT, WITH or FROM are the answers,
all others prepare them; `SELECT 'skip'` stands for an answer that has no SQL; `-- include FILE` takes another file in. Files are
read relative to the script's folder. Needs the Python package `duckdb`.
"""
import datetime, decimal, pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORACLE = ROOT / "Tests" / "Oracle"


def cell(value):
    if value is None: return "·"
    if isinstance(value, bool): return "yes" if value else "no"
    if isinstance(value, datetime.datetime): return value.isoformat()
    if isinstance(value, datetime.date): return value.isoformat()
    if isinstance(value, decimal.Decimal): return format(value, "f")
    if isinstance(value, float):
        text = format(value, ".4f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def width(text):
    return sum(2 if ord(c) >= 0x1100 and ord(c) not in range(0x2000, 0x2E80) else 1 for c in text)


def block(names, rows):
    lines = [names] + [[cell(v) for v in row] for row in rows]
    number = [i < len(names) and bool(rows) and all(isinstance(r[i], (int, float, decimal.Decimal, type(None))) and not isinstance(r[i], bool) for r in rows) for i in range(len(names))]
    widths = [max(width(line[i]) for line in lines) for i in range(len(names))]
    out = []
    for line in lines:
        cells = [" " * (widths[i] - width(c)) + c if number[i] else c + " " * (widths[i] - width(c)) for i, c in enumerate(line)]
        out.append(("#> " + "  ".join(cells)).rstrip())
    return out


def statements(path):
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines())
    text = re.sub(r"^-- include (\S+)$", lambda m: (path.parent / m[1]).read_text(encoding="utf-8"), text, flags=re.M)
    text = re.sub(r"^\s*--.*$", "", text, flags=re.M)
    return [s.strip() for s in re.split(r";\s*(?:\n|$)", text) if s.strip()]


def answers(path, folder):
    import duckdb, os
    connection = duckdb.connect()
    os.chdir(folder)
    found = []
    for statement in statements(path):
        try:
            result = connection.execute(statement)
            if re.match(r"(?i)(select|with|from)\b", statement):
                found.append(block([d[0] for d in result.description], result.fetchall()))
        except Exception as error:
            raise SystemExit(f"{path}: {error}\n{statement}")
    return found


def main():
    fill = "--fill" in sys.argv
    files = [pathlib.Path(a).resolve() for a in sys.argv[1:] if a != "--fill"] or sorted(ORACLE.rglob("*.sql"))
    different = checked = 0
    for path in files:
        if path.name.startswith("_"): continue
        script = (ROOT / path.relative_to(ORACLE)).with_suffix(".seg")
        if not script.exists(): script = script.with_suffix(".md")
        lines = script.read_text(encoding="utf-8").splitlines()
        expected = answers(path, script.parent)
        out, k, i = [], 0, 0
        while i < len(lines):
            if not lines[i].startswith("#>"):
                out.append(lines[i]); i += 1; continue
            old = []
            while i < len(lines) and lines[i].startswith("#>"):
                old.append(lines[i]); i += 1
            if k >= len(expected): raise SystemExit(f"{script}: more expectations than the {len(expected)} queries of {path.name}")
            if expected[k][0].strip() == "#> 'skip'":
                out += old; k += 1; continue
            checked += 1
            if old != expected[k]:
                different += 1
                if not fill: print(f"{script.relative_to(ROOT)}, answer {k + 1}:", *(f"  - {x}" for x in old), *(f"  + {x}" for x in expected[k]), sep="\n")
            out += expected[k]; k += 1
        if k != len(expected): raise SystemExit(f"{script}: {k} expectations, but {len(expected)} queries in {path.name}")
        if fill: script.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{checked} answers compared with DuckDB, {different} different" + (", rewritten" if fill and different else ""))
    return 0 if fill or not different else 1


if __name__ == "__main__":
    sys.exit(main())
