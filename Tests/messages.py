"""The sentences that the sources say to people, as catalogues of other languages list them."""
import bisect, dataclasses, pathlib, re

from house_swift import TOKEN, code, end_of_comment, end_of_parentheses, end_of_text

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What takes sentences: the parts of a diagnostic. Functions with a parameter that is a `Message` are found.
SAYING = {"done", "Diagnostic", "Fix", "Label", "DiagnosticTopic", "PatternError", "Message", "nothing"}
# Names that functions of other things have, too.
COMMON = {"add", "append", "init", "text", "insert", "set", "map"}
# Arguments that are code and not a sentence.
CODE_LABELS = re.compile(r"(?:\bwith|\bof|\bbetween|separator|verbatim|\bas|replacement|example|\bname|keyword|\bform|chinese)\s*:\s*$|extensions: \[(?:[^]]*, )?$")
CODE_CALLS = re.compile(r"(?:==|!=|~=|\bcase|\b(?:hasPrefix|hasSuffix|contains|replacing|firstRange|split|joined|Parser|code|script|\?\?)\(?)\s*$")
SAID = re.compile(r'\b(?:said\(|row\("[^"]*",)$')


@dataclasses.dataclass
class Literal:
    start: int
    end: int
    key: str
    # Places in the file of the texts inside its interpolations.
    inner: list


def unescaped(raw):
    names = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "'": "'", "0": "\0"}
    return re.sub(r"\\(?:u\{([0-9A-Fa-f]+)\}|(.))", lambda found: chr(int(found[1], 16)) if found[1] else names.get(found[2], found[2]), raw)


def literal(text, start, mark):
    """The text in quotes at a place, as a key: `no column `{1}` in {2}`."""
    end = end_of_text(text, start, mark)
    hashes = "#" * mark.count("#")
    quotes = mark[len(hashes):]
    escape = "\\" + hashes
    place, close = start + len(mark), end - len(mark)
    parts, count, inner = [], 0, []
    run = place
    while place < close:
        if text.startswith(escape + "(", place):
            parts.append(text[run:place])
            after = end_of_parentheses(text, place + len(escape))
            count += 1
            parts.append(f"\0{count}\0")
            inner.append((place + len(escape), after))
            place = run = after
        elif text.startswith(escape, place):
            place += len(escape) + 1
        else:
            place += 1
    parts.append(text[run:close])
    raw = "".join(parts)
    if len(quotes) == 3:
        lines = raw.split("\n")[1:]
        indent = len(lines[-1]) - len(lines[-1].lstrip())
        raw = "\n".join(line[indent:] for line in lines[:-1])
        raw = raw.replace("\\\n", "")
    key = raw if hashes else unescaped(raw)
    return Literal(start, end, re.sub("\0(\\d+)\0", r"{\1}", key), inner)


def literals(text, start=0, stop=None):
    """All texts in quotes, those inside of interpolations, too."""
    place, stop = start, len(text) if stop is None else stop
    while (token := TOKEN.search(text, place)) and token.start() < stop:
        mark = token[0]
        if mark.startswith("//") or mark.startswith("`"):
            place = token.end()
        elif mark == "/*":
            place = end_of_comment(text, token.start())
        else:
            found = literal(text, token.start(), mark)
            yield found
            for inner in found.inner: yield from literals(text, *inner)
            place = found.end


def has_words(key):
    """Whether a key says anything besides its places, and what stands in backticks."""
    text = re.sub(r"`[^`]*`", "", key)
    text = re.sub(r"\{\d+\}", "", text)
    return any(character.isalpha() for character in text)


def end_of_statement(blanked, start):
    """The place behind a statement: the end of a line where all is closed, and the next line does not go on."""
    depth, place = 0, start
    while place < len(blanked):
        sign = blanked[place]
        if sign in "([{": depth += 1
        if sign in ")]}":
            depth -= 1
            if depth < 0: return place
        if sign == "\n" and depth == 0:
            before = blanked[start:place].rstrip()
            after = blanked[place:].lstrip()
            if not before.endswith(("=", "?", ":", "+", "in", ",")) and not after.startswith(("?", ":", "+", ".", "{")): return place
        place += 1
    return len(blanked)


def block(blanked, start):
    """The end of the block that opens at a place."""
    depth = 0
    for place in range(start, len(blanked)):
        if blanked[place] == "{": depth += 1
        if blanked[place] == "}":
            depth -= 1
            if depth == 0: return place
    return len(blanked)


def signature(blanked, start):
    """The parameters of the function that is declared at a place, and what stands before its body."""
    opening = blanked.find("(", start)
    closing = end_of_parentheses(blanked, opening)
    body = blanked.find("{", closing)
    line = blanked.find("\n\n", closing)
    return blanked[opening:closing], blanked[closing:body if body >= 0 else line], body


def takers(files):
    """The functions with a parameter that is a message."""
    names = set(SAYING)
    for _, _, blanked in files:
        for declared in re.finditer(r"\bfunc (\w+)", blanked):
            parameters, _, _ = signature(blanked, declared.start())
            if "Message" in parameters: names.add(declared[1])
        for made in re.finditer(r"\bstruct (\w+)[^{\n]*\{", blanked):
            body = blanked[made.end():block(blanked, made.end() - 1)]
            taken = re.search(r"\binit\([^)]*\bMessage\b", body)
            if taken or re.search(r"^ +(?:\w+ )*(?:let|var) \w+: \[?Message\b[^{=\n]*$", body, re.M): names.add(made[1])
    return names - COMMON


def places(blanked, names):
    """The ranges of a source in which texts are sentences."""
    found = []
    for call in re.finditer(r"\b(" + "|".join(sorted(names)) + r")\(", blanked):
        if re.search(r"\bfunc\s+$", blanked[:call.start()][-12:]):
            # Defaults of parameters.
            found.append((call.end() - 1, end_of_parentheses(blanked, call.end() - 1)))
            continue
        found.append((call.end() - 1, end_of_parentheses(blanked, call.end() - 1)))
    for declared in re.finditer(r"\bfunc [^\n]*", blanked):
        _, result, body = signature(blanked, declared.start())
        if re.search(r"->[^{]*\bMessage\b", result) and body >= 0: found.append((body, block(blanked, body)))
    # Notes are gathered one by one, and so are other lists and texts of the file.
    variables = {"notes", *re.findall(r"\b(?:var|let) (\w+): \[?Message\b", blanked)}
    for added in re.finditer(rf"\b(?:{'|'.join(sorted(variables))})(?:\.append(?=\()| \+?=\s)", blanked):
        found.append((added.end(), end_of_statement(blanked, added.end())))
    for declared in re.finditer(r"\b(?:let|var) \w+: \[?[\w: (,]*\bMessage\b[^\n={]*(=|\{)", blanked):
        place = declared.end() - 1
        found.append((place, block(blanked, place) if declared[1] == "{" else end_of_statement(blanked, place)))
    return found


def sources():
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        if "Chinese" in path.parts: continue
        text = path.read_text()
        yield path.relative_to(ROOT), text, code(text)


def sentences(path, text, blanked, names):
    """The literals of a source that are sentences."""
    ranges = places(blanked, names)
    for found in literals(text):
        before = text[max(0, found.start - 60):found.start].rstrip()
        # What is said inside of a text, as in `\(said("Keys"))`, is blank there.
        is_said = SAID.search(before) or text.startswith(" as Message", found.end)
        if not is_said and not any(start <= found.start < end for start, end in ranges): continue
        if CODE_LABELS.search(before) or CODE_CALLS.search(before): continue
        if re.search(r"\b(Diagnostic|DiagnosticTopic|make|badFunction)\($", before): continue
        if has_words(found.key): yield found


def all_sentences():
    """Each sentence with the place where it is first written."""
    files = list(sources())
    names = takers(files)
    found = {}
    for path, text, blanked in files:
        for sentence in sentences(path, text, blanked, names):
            line = text.count("\n", 0, sentence.start) + 1
            found.setdefault(sentence.key, f"{path}:{line}")
    return found


if __name__ == "__main__":
    for key, place in all_sentences().items(): print(f"{place}\t{key!r}")
