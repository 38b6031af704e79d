"""Swift sources as the checks of the house see them: without comments and texts, cut into blocks."""
import dataclasses
import re

TOKEN = re.compile(r'//[^\n]*|/\*|#*"""|#*"|`[^`\n]*`')
COMMENT = re.compile(r"/\*|\*/")


def blank(text):
    """Spaces for all but the line breaks."""
    return re.sub(r"[^\n]", " ", text)


def end_of_comment(text, start):
    depth, place = 1, start + 2
    while depth:
        mark = COMMENT.search(text, place)
        if not mark: return len(text)
        depth += 1 if mark[0] == "/*" else -1
        place = mark.end()
    return place


def end_of_text(text, start, mark):
    """The place behind a text in quotes that begins at `start` with `mark` (quotes, with `#` before them)."""
    hashes = "#" * mark.count("#")
    closing, escape = mark[len(hashes):] + hashes, "\\" + hashes
    place = start + len(mark)
    while place < len(text):
        if text.startswith(closing, place): return place + len(closing)
        if text.startswith(escape + "(", place):
            place = end_of_parentheses(text, place + len(escape))
        elif text.startswith(escape, place):
            place += len(escape) + 1
        elif text[place] == "\n" and len(mark) - len(hashes) == 1:
            return place
        else:
            place += 1
    return len(text)


def end_of_parentheses(text, start):
    """The place behind the parentheses that open at `start`, over the texts within."""
    depth, place = 0, start
    while place < len(text):
        token = TOKEN.match(text, place)
        if token and '"' in token[0]:
            place = end_of_text(text, place, token[0])
            continue
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
        if depth == 0: return place
    return len(text)


def code(text):
    """The source with its comments blank, and `""` padded with blanks for each text in it."""
    out, place = [], 0
    while token := TOKEN.search(text, place):
        out.append(text[place:token.start()])
        if token[0].startswith("`"):
            end = token.end()
            out.append("`" + "x" * (end - token.start() - 2) + "`")
        elif token[0].startswith("//"):
            end = token.end()
            out.append(blank(token[0]))
        elif token[0] == "/*":
            end = end_of_comment(text, token.start())
            out.append(blank(text[token.start():end]))
        else:
            end = end_of_text(text, token.start(), token[0])
            # A text of several lines has both quotes on the first one, because a text in single quotes ends with its line.
            inner = blank(text[token.start() + 1:end - 1])
            out.append('""' + inner[1:] + " " if "\n" in inner else '"' + inner + '"')
        place = end
    out.append(text[place:])
    return "".join(out)


@dataclasses.dataclass
class Block:
    """What stands between braces, with what stands before them since the last statement."""
    head: str
    # Lines from 1: of the head's first word, and of the closing brace.
    first: int
    last: int
    depth: int
    body: str
    # The places of the braces in the source.
    start: int
    end: int

    @property
    def lines(self): return self.last - self.first + 1


# A head begins behind the nearest brace, semicolon or empty line, or with its declaring word.
DECLARATION = re.compile(
    r"(?:^|(?<=\s))(?:struct|class|enum|actor|protocol|extension|func|init|deinit|subscript|switch)\b(?![\w:])")


def blocks(source):
    """All blocks of a source that `code` has made, the outer ones first."""
    found, open_braces, boundary = [], [], 0
    for mark in re.finditer(r"[{};]|\n[ \t]*\n", source):
        if mark[0] == "{":
            open_braces.append((mark.start(), boundary))
        elif mark[0] == "}" and open_braces:
            start, before = open_braces.pop()
            head = source[before:start]
            words = list(DECLARATION.finditer(head))
            offset = before + (words[-1].start() if words else len(head) - len(head.lstrip()))
            found.append(Block(
                source[offset:start].strip(), source.count("\n", 0, offset) + 1, source.count("\n", 0, mark.start()) + 1,
                len(open_braces), source[start + 1:mark.start()], start, mark.start()))
        boundary = mark.end()
    return sorted(found, key=lambda block: (block.start, -block.end))
