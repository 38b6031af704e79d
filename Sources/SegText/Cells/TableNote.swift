// Notes about the lines of a file, for people.

/// Notes about lines that are no rows, and about texts as they are written.
enum TableNote {
  static func before(_ count: Int, first: String) -> String {
    let (are, them) = count == 1 ? ("is", "it") : ("are", "them")
    return "\(lines(count)) before the table \(are) left out\(example(count, first)); with (skip: 0) reads \(them)"
  }

  /// - Parameter isTold: whether an option says so.
  static func after(_ count: Int, first: String, isTold: Bool) -> String {
    let (are, them) = count == 1 ? ("is", "it") : ("are", "them")
    let option = isTold ? "" : "; with (footer: 0) reads \(them)"
    return "\(lines(count)) after the last row \(are) left out\(example(count, first))\(option)"
  }

  static func perhapsTotal(_ line: String) -> String {
    "the last row may be a total, `\(shown(line))`; with (footer: 1) leaves it out"
  }

  static func comments(_ count: Int, _ line: String) -> String {
    "\(lines(count)) that may be no row \(count == 1 ? "begins" : "begin") with `#`\(example(count, line)); with (comment: \"#\") leaves "
      + "\(count == 1 ? "it" : "them") out"
  }

  static func words(_ count: Int) -> String {
    "there is one column, of \(count) words in each line; with (delimiter: \" \") makes \(count) columns"
  }

  static func oneColumn(_ line: String) -> String {
    "there is one column, because the lines have no delimiter in common with `\(shown(line))`; with (delimiter: \",\") tells one"
  }

  static let blanks = "texts keep the blanks around them; with (trim: yes) drops those"

  private static func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }

  private static func example(_ count: Int, _ line: String) -> String { ", \(count == 1 ? "" : "the first ")`\(shown(line))`" }

  /// A line of a file in a message: short, and without control characters.
  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }
}
