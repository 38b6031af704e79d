"""Makes Sources/Seg/PinyinInitials+Table.swift: the first letters of Chinese characters.

    python3 Tests/pinyin_initials.py            # with pypinyin installed

The readings are those of pypinyin (MIT licence, see NOTICE). One letter for each of the 20,902 characters
from U+4E00 to U+9FA5, a dot where none is known; and other first letters of those of GB 2312 that have several.
"""
import os
import unicodedata

from pypinyin.pinyin_dict import pinyin_dict

FIRST, LAST = 0x4E00, 0x9FA5
TARGET = os.path.join(os.path.dirname(__file__), "../Sources/Seg/PinyinInitials+Table.swift")


def letters(code):
    """The first letters of a character's readings, each once, the usual one first."""
    found = []
    for reading in pinyin_dict.get(code, "").split(","):
        plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
        if plain and plain[0].isascii() and plain[0].lower() not in found:
            found.append(plain[0].lower())
    return found


def is_usual(code):
    try:
        return len(chr(code).encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def literal(text, width):
    lines = [text[i:i + width] for i in range(0, len(text), width)]
    return " \\\n".replace(" ", "").join("    " + line for line in lines)


def main():
    first = "".join((letters(code) or ["."])[0] for code in range(FIRST, LAST + 1))
    others = "".join(
        chr(code) + "".join(letters(code)[1:3]) for code in range(FIRST, LAST + 1) if is_usual(code) and len(letters(code)) > 1)
    with open(TARGET, "w", encoding="utf-8") as file:
        file.write(f'''// Made by Tests/pinyin_initials.py of the readings of pypinyin (MIT licence, see NOTICE).

extension PinyinInitials {{
  /// The first letter of the usual reading of each character from U+4E00; a dot where none is known.
  static let first: StaticString = """
{literal(first, 130)}
    """

  /// Characters with several readings, each followed by the first letters of the others.
  static let others = """
{literal(others, 90)}
    """
}}
''')
    print(len(first), "characters,", len(others), "of other readings")


if __name__ == "__main__":
    main()
