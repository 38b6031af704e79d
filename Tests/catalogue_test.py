#!/usr/bin/env python3
"""Compares the catalogues of other languages with the sentences of the sources.

  catalogue_test.py [SEG]

Every sentence has its twin, and every twin names only places that its sentence has. No twin is left over, and no sentence is put
together from pieces. With SEG, the scripts with mistakes are checked in Chinese: what is shown may have no English sentence.
"""
import pathlib, re, subprocess, sys

import messages

ROOT = messages.ROOT
CHINESE = ROOT / "Sources" / "SegDiagnostics" / "Chinese"
# Sentences that are code, the same in all languages.
SAME = set((ROOT / "Tests" / "messages_of_code.txt").read_text().splitlines())
PLACE = re.compile(r"\{\d+\}")


def catalogue():
    """The twin of each sentence, with the place where it stands; sentences that have two."""
    twins, twice = {}, []
    for path in sorted(CHINESE.glob("*.swift")):
        key = None
        text = "\n".join(re.findall(r'#"""\n(.*?)\n *"""#', path.read_text(), re.S))
        for line in text.split("\n"):
            line = line.removeprefix("    ")
            if line.startswith("  "):
                if key is None: sys.exit(f"{path.name}: no sentence above {line!r}")
                if key in twins: twice.append(key)
                twins[key] = (line[2:], path.name)
                key = None
            elif line:
                if key is not None: sys.exit(f"{path.name}: no twin of {key!r}")
                key = line
    return twins, twice


def in_pieces():
    """Texts that are put together with `+`, where one text in three quotes can be said in other languages."""
    files = list(messages.sources())
    names = messages.takers(files)
    for path, text, blanked in files:
        ranges = messages.places(blanked, names)
        for found in messages.literals(text):
            if any(start <= found.start < end for start, end in ranges) and re.match(r'\s*\+\s*"', text[found.end:]):
                yield f"{path}:{text.count(chr(10), 0, found.start) + 1}"


# Words in a row that are an English sentence, outside of backticks and quotes.
ENGLISH = re.compile(r"(?<![\w`])[a-z]{2,}(?: [a-z]{2,}){2,}")


def shown_in_english(seg):
    """Sentences in English that a check in Chinese shows."""
    found = {}
    for script in sorted((ROOT / "Tests" / "Golden").rglob("*.seg")):
        if "#!" not in script.read_text(errors="replace"): continue
        run = subprocess.run([seg, "check", script], capture_output=True, text=True, errors="replace", env={"SEG_LANG": "zh"})
        for line in run.stderr.splitlines():
            # Excerpts of the script show what is written there; carets stand before the label.
            if re.match(r"\s*(\d+ )?│ ?(?!\s*\^)", line) or "┌─" in line or "├─" in line: continue
            text = re.sub(r"`` .*? ``|`[^`]*`|\"[^\"]*\"|“[^”]*”|\[[a-z-]+\]$", "", line)
            for words in ENGLISH.findall(text): found.setdefault(words, f"{script.relative_to(ROOT)}: {line.strip()}")
    return found


def main():
    sentences = messages.all_sentences()
    twins, twice = catalogue()
    faults = [f"twice: {key}" for key in twice]
    faults += [f"no twin of ({place}): {key}" for key, place in sentences.items() if key not in twins and key not in SAME]
    for key, (twin, path) in twins.items():
        if key not in sentences and messages.has_words(key) and "+System" not in path:
            faults.append(f"{path}: no sentence of the sources: {key}")
        odd = set(PLACE.findall(twin)) - set(PLACE.findall(key))
        if odd: faults.append(f"{path}: {', '.join(sorted(odd))} is no place of: {key}")
    faults += [f"in pieces: {place}" for place in in_pieces()]
    if len(sys.argv) > 1: faults += [f"English: {place}" for place in shown_in_english(sys.argv[1]).values()]
    for fault in faults: print(fault)
    print(f"{len(sentences)} sentences, {len(twins)} twins, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
