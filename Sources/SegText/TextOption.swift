// The options of `load … with (…)` for texts: one value each, which help reads too.

import SegDiagnostics

/// An option of a text.
package struct TextOption: Sendable {
  package let name: String
  /// What its value is: `yes or no`.
  package let value: Message
  /// One sentence for help.
  package let summary: Message
  package let example: String
  /// Whether only CSV has it.
  package let isForCSV: Bool
  /// Whether workbooks have it.
  package let isForWorkbooks: Bool
  /// Whether it says nothing of a text.
  package let isForWorkbooksOnly: Bool

  private init(
    _ name: String, _ value: Message, _ summary: Message, _ example: String, isForCSV: Bool = false, isForWorkbooks: Bool? = nil,
    isForWorkbooksOnly: Bool = false
  ) {
    self.name = name
    self.value = value
    self.summary = summary
    self.example = example
    self.isForCSV = isForCSV
    self.isForWorkbooks = isForWorkbooks ?? !isForCSV
    self.isForWorkbooksOnly = isForWorkbooksOnly
  }

  /// The usual values of `encoding`.
  package static let encodings = ["utf-8", "utf-16", "gb18030", "big5", "shift_jis", "euc-kr", "windows-1252", "windows-1251"]

  /// The options in the order of the manual.
  package static let all = [
    TextOption(
      "sheet", "a name or a number",
      "The sheet of a workbook, by name or by number from 1; otherwise the first visible one that has values.", "sheet: \"Orders\"",
      isForWorkbooksOnly: true),
    TextOption(
      "delimiter", "a character",
      "The character between fields; otherwise that with which the records agree best. Of blanks, several count as one.",
      "delimiter: \"tab\"", isForCSV: true),
    TextOption(
      "encoding", "a text", "The encoding; otherwise UTF-8, or for other bytes the one in which they read most like a language.",
      "encoding: \"windows-1252\"", isForWorkbooks: false),
    TextOption(
      "header", "yes or no", "Whether the first record names the columns; otherwise the columns' values tell.", "header: no",
      isForCSV: true, isForWorkbooks: true),
    TextOption(
      "skip", "a number of lines",
      "How many lines stand before the table; otherwise lines that are no part of it are left out, and the receipt says so.",
      "skip: 3", isForCSV: true, isForWorkbooks: true),
    TextOption(
      "footer", "a number of lines",
      "How many lines stand after the table, such as totals; otherwise those that are surely no rows are left out.",
      "footer: 1", isForCSV: true, isForWorkbooks: true),
    TextOption(
      "comment", "one to eight signs", "The signs with which lines begin that are no records.", "comment: \"//\"", isForCSV: true),
    TextOption(
      "quote", "a character, or no", "The character around fields that contain delimiters; no: quotes are text.", "quote: \"'\"",
      isForCSV: true),
    TextOption(
      "escape", "a character", "The character before a quote, delimiter or line break that is text. A doubled quote always is.",
      "escape: \"\\\\\"", isForCSV: true),
    TextOption(
      "pad", "yes or no", "Whether records with too few fields are filled with missing values; otherwise they are rejected.", "pad: yes",
      isForCSV: true),
    TextOption(
      "trim", "yes or no", "Whether blanks around texts without quotes are dropped.", "trim: yes", isForCSV: true, isForWorkbooks: true),
    TextOption(
      "types", "names and types", "The types of columns; a row with a value of another type is rejected.",
      "types: (phone: text, day: date)"),
    TextOption(
      "decimal", "`,` or `.`", "The decimal mark of numbers; otherwise that which the file's numbers show.", "decimal: \",\""),
    TextOption("missing", "a text", "A word that means missing; the option may be given several times.", "missing: \"N/A\""),
    TextOption("date_order", "a text", "How to read 05/01/2024: `dmy`, `mdy` or `ymd`.", "date_order: \"dmy\""),
    TextOption(
      "date_format", "names and formats", "How the dates of columns are written: a pattern, or `epoch`, `epoch_ms`, `excel`.",
      "date_format: (day: \"%d/%m/%y\")"),
    TextOption(
      "time_zone", "a text", "The zone in which timestamps that name theirs are shown; otherwise UTC.", "time_zone: \"Europe/Berlin\""),
    TextOption(
      "file", "yes or no", "Whether a column `file` names the file of each row, where a load has several.", "file: yes"),
    TextOption("key_as", "a type", "The type of the key, with which 0001001 and 1001 are the same or not.", "key_as: integer"),
  ]
}
