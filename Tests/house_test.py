#!/usr/bin/env python3
"""The rules of the house that the compiler does not hold.

  house_test.py [--write]

Each check names the places that break its rule. `Tests/house_known.txt` lists what broke a rule before there was a check; the
list may only become shorter: an entry that is no longer true fails, and `--write` drops it. `--write` also copies the imports
of Package.swift into the table of ARCHITECTURE.md. Closes with `N passed, N failed`.
"""
import collections
import pathlib
import re
import sys

import house_index
import house_swift

ROOT = pathlib.Path(__file__).resolve().parent.parent
KNOWN = ROOT / "Tests" / "house_known.txt"
FILE_LINES, TYPE_LINES, FUNCTION_LINES, COLUMNS, CIRCLE = 400, 800, 60, 140, 10

# Words that send a reader to a dictionary, and what is said instead.
WORDS = {
    r"hangs? (up)?on\b": "depends on", r"for want of": "without, since there is no", r"\bwhom\b": "that, who",
    r"\bwhoever\b": "customers that", r"\bvouch(es)?\b": "guarantees", r"\bthereof\b": "of it", r"\bwherein\b": "in which",
    r"\bwhence\b": "from where", r"\bthereby\b": "so", r"\bhitherto\b": "so far", r"\bnought\b": "nothing", r"\blest\b": "so that … not",
}
# What ends a process instead of becoming a diagnostic.
TRAPS = {
    r"\bfatalError\b": "fatalError", r"\bprecondition(Failure)?\b": "precondition", r"(?<![.\w])(?<!case )assert(ionFailure)?\(": "assert",
    r"\btry!": "try!", r"\bas!": "as!", r"(?<=[\w)\]>])!(?![=\w])": "a forced unwrap",
}


def files(*folders, endings):
    """The project's files in the order of their names, relative to its root; what builds left is passed over."""
    for folder in folders:
        place = ROOT / folder
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts)
            if path.suffix in endings and path.is_file() and not hidden: yield path.relative_to(ROOT)


def text(path): return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def is_catalogue(path):
    """Sentences in another language, one a line, are data: `catalogue_test.py` looks at them."""
    return "Chinese" in path.parts


class Sources:
    """The Swift sources, read once."""
    def __init__(self):
        self.text = {path: text(path) for path in files("Sources", endings={".swift"}) if not is_catalogue(path)}
        self.code = {path: house_swift.code(source) for path, source in self.text.items()}
        self.blocks = {path: house_swift.blocks(source) for path, source in self.code.items()}


def target(path): return path.parts[1]


# ---- what the package and its description say

def package_targets(ordered=False):
    """{target: what it imports} as Package.swift lists it, without the tests; as sets, or as lists in its order."""
    manifest = re.sub(r"//.*", "", text("Package.swift"))
    found = {}
    for declaration in re.split(r"\.(?=target|executableTarget|systemLibrary|testTarget)\b", manifest)[1:]:
        if declaration.startswith("testTarget") or not declaration.split("(")[0] in ("target", "executableTarget", "systemLibrary"): continue
        name = re.search(r'name:\s*"(\w+)"', declaration)[1]
        listed = re.search(r"dependencies:\s*\[(.*?)\]", declaration, re.S)
        names = re.findall(r'"(\w+)"', re.sub(r',\s*package:\s*"[^"]*"', "", listed[1])) if listed else []
        found[name] = names if ordered else set(names)
    return found


def described_targets():
    """{target: what it imports} as the table of ARCHITECTURE.md says; `Columns` there is `SegColumns`."""
    known = package_targets()
    found = {}
    for row in re.findall(r"^\| *\d+ *\|(.*)\|\s*$", text("ARCHITECTURE.md"), re.M):
        cells = [cell.strip() for cell in row.split("|")]
        for name in re.findall(r"`(\w+)`", cells[0]):
            if len(cells) < 3: continue
            listed = [word.strip(" `") for word in cells[-1].split(",")]
            found[name] = {"Seg" + word if "Seg" + word in known else word for word in listed if word not in ("–", "")}
    return found


def with_imports(table):
    """ARCHITECTURE.md with the imports in its table as Package.swift has them, in its order."""
    built = package_targets(ordered=True)

    def row(found):
        names = re.findall(r"`(\w+)`", found[2])
        if len(names) != 1 or names[0] not in built: return found[0]
        listed = [re.sub(r"^Seg(?=.)", "", name) for name in built[names[0]]]
        return f"{found[1]}{found[2]}|{found[3]}| {', '.join(listed) or '–'} |"

    return re.sub(r"^(\| *\d+ *\|)([^|\n]*)\|([^|\n]*)\|[^|\n]*\|$", row, table, flags=re.M)


def imports(_):
    """ARCHITECTURE.md states what Package.swift says; the build holds the sources to Package.swift."""
    built, described = package_targets(), described_targets()
    for name in sorted(built.keys() | described.keys()):
        if name not in described: yield name, f"ARCHITECTURE.md has no row for `{name}`"
        elif name not in built: yield name, f"Package.swift has no target `{name}`, which ARCHITECTURE.md describes"
        elif built[name] != described[name]:
            yield name, (f"`{name}` imports {', '.join(sorted(built[name])) or 'nothing'} in Package.swift, "
                         f"{', '.join(sorted(described[name])) or 'nothing'} in ARCHITECTURE.md")


# ---- lengths

def file_lines(_):
    """No source has more than 400 lines."""
    for path in files("Sources", "Tests", "examples", "Benchmarks", endings={".swift", ".py", ".sh", ".c", ".h"}):
        count = text(path).count("\n")
        if count > FILE_LINES: yield path.name, f"{path}: {count} lines"


def type_lines(sources):
    """No type has more than 800 lines in all files of its target."""
    lines, declared = collections.Counter(), set()
    for path, blocks in sources.blocks.items():
        for block in blocks:
            head = re.match(r"(struct|class|enum|actor|protocol|extension) +([\w.]+)", block.head)
            if block.depth or not head: continue
            lines[target(path), head[2]] += block.lines
            if head[1] != "extension": declared.add((target(path), head[2]))
    for (home, name), count in sorted(lines.items()):
        if count > TYPE_LINES and (home, name.split(".")[0]) in declared: yield name, f"`{name}` of {home}: {count} lines"


def function_lines(sources):
    """No function has more than 60 lines."""
    for path, blocks in sources.blocks.items():
        for block in blocks:
            name = re.match(r"(?:func +([^\s(<]+)|(init|deinit|subscript)\b)", block.head)
            if name and block.lines > FUNCTION_LINES:
                yield f"{path.stem}.{name[1] or name[2]}", f"{path}:{block.first}: `{name[1] or name[2]}` has {block.lines} lines"


def columns(_):
    """No line has more than 140 columns."""
    for path in files("Sources", "Tests", "examples", "Benchmarks", "Package.swift", endings={".swift", ".c", ".h"}):
        long = [number for number, line in enumerate(text(path).splitlines(), 1) if len(line) > COLUMNS]
        if long and not is_catalogue(path): yield path.name, f"{path}:{long[0]}: {len(long)} line(s) of more than {COLUMNS} columns"


# ---- what stands in the code

def traps(sources):
    """No input ends the process: nothing traps outside the tests."""
    for path, source in sources.code.items():
        for pattern, name in TRAPS.items():
            for found in re.finditer(pattern, source):
                yield f"{path.name} {name}", f"{path}:{source.count(chr(10), 0, found.start()) + 1}: {name}"


def inlining(sources):
    """Inlinable members stand in types that other targets may inline from: a `package` type is `@usableFromInline` too."""
    closed = {(target(path), found[1]) for path, source in sources.code.items()
              for found in re.finditer(r"(?m)^package (?:final |indirect )?(?:struct|class|enum) (\w+)", source)
              if not source[:found.start()].rstrip().endswith("@usableFromInline")}
    for path, source in sources.code.items():
        for found in re.finditer(r"(?ms)^(?:@\w+\s+)*(?:package )?(?:final |indirect )?(?:struct|class|enum|extension) (\w+).*?^\}", source):
            if (target(path), found[1]) in closed and re.search(r"@inlinable", found[0]):
                yield f"{path.name} {found[1]}", f"{path}: `{found[1]}` has `@inlinable` members and is not `@usableFromInline`: nothing is inlined"


def enum_cases(sources):
    """The names of cases of each enum of ours."""
    for blocks in sources.blocks.values():
        for block in blocks:
            if not re.match(r"enum\b", block.head): continue
            own = outermost(block.body)
            names = set()
            for line in re.findall(r"(?:^|;|\n)\s*(?:indirect )?case ([^\n{}=]*(?:\([^)]*\)[^\n{}]*)*)", own):
                flat = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", line))
                names |= {word.split("=")[0].strip(" `") for word in flat.split(",")}
            if names: yield names - {""}


def outermost(body):
    """A block's text without what stands in the braces within it."""
    out, depth = [], 0
    for character in body:
        if character == "{": depth += 1
        if depth == 0 or character == "\n": out.append(character)
        if character == "}": depth -= 1
    return "".join(out)


def defaults(sources):
    """A switch over an enum of ours lists its cases: no `default:`, so that the compiler names what a new case must answer."""
    ours = list(enum_cases(sources))
    for path, blocks in sources.blocks.items():
        for block in blocks:
            if not block.head.startswith("switch"): continue
            own = outermost(block.body)
            if not re.search(r"(?:^|\n)\s*(?:default|case _)\s*:", own): continue
            patterns = re.findall(r"(?:^|\n|;)\s*case ([^:]*(?:\([^)]*\)[^:]*)*):", own)
            parts = [part.strip() for pattern in patterns for part in split(re.split(r"\bwhere\b", pattern)[0])]
            names = [re.match(r"(?:let )?\.(\w+)", part) for part in parts if part != "_"]
            if names and all(names) and any({name[1] for name in names} <= cases for cases in ours):
                first = ", ".join(f".{name[1]}" for name in names[:3])
                yield f"{path.name} {first}", f"{path}:{block.first}: `default:` in a switch over {first} …"


def split(pattern):
    """The patterns that commas separate, but for those in parentheses."""
    depth, part = 0, ""
    for character in pattern:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield part
            part = ""
        else:
            part += character
    yield part


def paths(_):
    """No file names a place of one machine."""
    for path in files("Sources", "Tests", "docs", "examples", "Benchmarks", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
                      "Package.swift", "Makefile", endings={".swift", ".py", ".sh", ".c", ".h", ".md", ".seg", ".sql", ""}):
        if path.name == "house_test.py": continue
        found = re.search(r"(?<![\w.])/(?:home|Users|root|work|opt)/\w+", text(path))
        if found: yield path.name, f"{path}: {found[0]}"


def words(_):
    """Plain words."""
    for path in files("Sources", "docs", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", endings={".swift", ".c", ".h", ".md", ".seg"}):
        for number, line in enumerate(text(path).splitlines(), 1):
            for pattern, better in WORDS.items():
                found = re.search(pattern, line, re.I)
                if found: yield f"{path.name} {found[0].lower()}", f"{path}:{number}: `{found[0]}`: {better}"


def index():
    """The index of the newest build: of the daily round, or of the unit tests."""
    stores = [*ROOT.glob(".build/*/debug/index/store"), *ROOT.glob(".build/units/*/release/index/store")]
    return max(stores, key=lambda store: max(store.glob("v*/units"), default=store).stat().st_mtime, default=None)


def circles(_):
    """No more than ten files of a target reach one another."""
    for home, graph in sorted(house_index.references(index(), ROOT).items()) if index() else ():
        for circle in house_index.circles(graph):
            circle = [path for path in circle if not is_catalogue(pathlib.Path(path))]
            if len(circle) > CIRCLE:
                names = ", ".join(pathlib.Path(path).stem for path in circle[:6])
                yield home, f"{home}: {len(circle)} files reach one another: {names} …"


# ---- diagnostics

def diagnostics(sources):
    """Each diagnostic stands in a script, or in the list of those that no script can show."""
    ids = {}
    for path, source in sources.text.items():
        for found in re.finditer(r'\b(?:Diagnostic|DiagnosticTopic|make)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)*)"', source): ids.setdefault(found[1], path)
    ids |= {name: "docs/reference/diagnostics.md" for name in re.findall(r"^## ([a-z0-9-]+)$", text("docs/reference/diagnostics.md"), re.M) if name not in ids}
    stated = set()
    for path in files("Tests/Golden", "examples", "docs", "README.md", endings={".seg", ".md"}):
        stated |= set(re.findall(r"^\s*#! *(?:error|warning|note): .*\[([a-z0-9-]+)\]\s*$", text(path), re.M))
    elsewhere = {}
    for line in text("Tests/diagnostics_elsewhere.txt").splitlines():
        if not line.startswith("#"): elsewhere[line.split()[0]] = line.split()[1]
    for name, path in sorted(ids.items()):
        if name not in stated and name not in elsewhere: yield name, f"{path}: `{name}` stands in no script (as `#! … [{name}]`), nor in Tests/diagnostics_elsewhere.txt"
    for name, place in elsewhere.items():
        if name not in ids: yield name, f"Tests/diagnostics_elsewhere.txt: nothing says `{name}`"
        elif name in stated: yield name, f"Tests/diagnostics_elsewhere.txt: `{name}` stands in a script"
        elif place != "-" and not any(re.search(rf'["\[]{name}["\]]', path.read_text(encoding="utf-8")) for path in (ROOT / "Tests").rglob(place)):
            yield name, f"no {place} in Tests names `{name}`"


CHECKS = {
    "imports": imports, "file-lines": file_lines, "type-lines": type_lines, "function-lines": function_lines, "columns": columns,
    "traps": traps, "inlining": inlining, "defaults": defaults, "paths": paths, "words": words, "circles": circles, "diagnostics": diagnostics,
}


def main():
    known = {tuple(line.split(" ", 1)) for line in KNOWN.read_text().splitlines() if line and not line.startswith("#")}
    writes = "--write" in sys.argv[1:]
    if writes: (ROOT / "ARCHITECTURE.md").write_text(with_imports(text("ARCHITECTURE.md")), encoding="utf-8")
    sources, found, failed = Sources(), set(), 0
    for name, check in CHECKS.items():
        problems = list(check(sources))
        new = [message for key, message in problems if (name, key) not in known]
        found |= {(name, key) for key, _ in problems}
        if new: print(f"{name}: {check.__doc__}", *("  " + message for message in new), sep="\n")
        failed += bool(new)
    if not index():
        print("circles: not checked, because there is no build with an index to read")
        found |= {(name, key) for name, key in known if name == "circles"}
    stale = known - found
    if writes:
        kept = [line for line in KNOWN.read_text().splitlines() if line.startswith("#") or tuple(line.split(" ", 1)) not in stale]
        KNOWN.write_text("\n".join(kept) + "\n")
    elif stale:
        print("Tests/house_known.txt: no longer true (`Tests/house_test.py --write` drops them):", *(f"  {name} {key}" for name, key in sorted(stale)), sep="\n")
        failed += 1
    print(f"{len(CHECKS) - failed} passed, {failed} failed, {len(found & known)} known")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
