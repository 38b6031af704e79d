// Notes about the lines of a file, for people.

import SegDiagnostics

/// Notes about lines that are no rows, and about texts as they are written.
enum TableNote {
  static func before(_ count: Int, first: String) -> Message {
    count == 1
      ? "1 line before the table is left out, `\(ColumnNote.shown(first))`; with (skip: 0) reads it"
      : "\(count) lines before the table are left out, the first `\(ColumnNote.shown(first))`; with (skip: 0) reads them"
  }

  /// - Parameter isTold: whether an option says so.
  static func after(_ count: Int, first: String, isTold: Bool) -> Message {
    let note: Message =
      count == 1
      ? "1 line after the last row is left out, `\(ColumnNote.shown(first))`"
      : "\(count) lines after the last row are left out, the first `\(ColumnNote.shown(first))`"
    if isTold { return note }
    return note + (count == 1 ? "; with (footer: 0) reads it" : "; with (footer: 0) reads them")
  }

  static func perhapsTotal(_ line: String) -> Message {
    "the last row may be a total, `\(ColumnNote.shown(line))`; with (footer: 1) leaves it out"
  }

  static func comments(_ count: Int, _ line: String) -> Message {
    count == 1
      ? "1 line that may be no row begins with `#`, `\(ColumnNote.shown(line))`; with (comment: \"#\") leaves it out"
      : """
      \(count) lines that may be no row begin with `#`, the first `\(ColumnNote.shown(line))`; with (comment: "#") leaves \
      them out
      """
  }

  static func words(_ count: Int) -> Message {
    "there is one column, of \(count) words in each line; with (delimiter: \" \") makes \(count) columns"
  }

  static func oneColumn(_ line: String) -> Message {
    "there is one column, because the lines have no delimiter in common with `\(ColumnNote.shown(line))`; with (delimiter: \",\") tells one"
  }

  static let blanks: Message = "texts keep the blanks around them; with (trim: yes) drops those"
}
