// Notes about the lines of a file, for people.

import SegDiagnostics

/// Notes about lines that are no rows, and about texts as they are written.
enum TableNote {
  static func before(_ count: Int, first: String) -> Message {
    let (are, them) = count == 1 ? ("is", "it") : ("are", "them")
    return "\(lines(count)) before the table \(are) left out\(example(count, first)); with (skip: 0) reads \(them)"
  }

  /// - Parameter isTold: whether an option says so.
  static func after(_ count: Int, first: String, isTold: Bool) -> Message {
    let (are, them) = count == 1 ? ("is", "it") : ("are", "them")
    let option = isTold ? "" : "; with (footer: 0) reads \(them)"
    return "\(lines(count)) after the last row \(are) left out\(example(count, first))\(option)"
  }

  static func perhapsTotal(_ line: String) -> Message {
    "the last row may be a total, `\(ColumnNote.shown(line))`; with (footer: 1) leaves it out"
  }

  static func comments(_ count: Int, _ line: String) -> Message {
    """
    \(lines(count)) that may be no row \(count == 1 ? "begins" : "begin") with `#`\(example(count, line)); with (comment: \"#\") leaves \
    \(count == 1 ? "it" : "them") out
    """
  }

  static func words(_ count: Int) -> Message {
    "there is one column, of \(count) words in each line; with (delimiter: \" \") makes \(count) columns"
  }

  static func oneColumn(_ line: String) -> Message {
    "there is one column, because the lines have no delimiter in common with `\(ColumnNote.shown(line))`; with (delimiter: \",\") tells one"
  }

  static let blanks: Message = "texts keep the blanks around them; with (trim: yes) drops those"

  private static func lines(_ count: Int) -> Message { count == 1 ? "1 line" : "\(count) lines" }

  private static func example(_ count: Int, _ line: String) -> Message { ", \(count == 1 ? "" : "the first ")`\(ColumnNote.shown(line))`" }
}
