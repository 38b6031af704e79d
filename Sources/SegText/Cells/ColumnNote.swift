// Notes about the columns that were read, for people.

import SegColumns

/// Notes about columns, as a receipt shows them.
enum ColumnNote {
  static func renamed(_ name: String, to new: String) -> String {
    "a second column `\(name)` is called `\(new)`"
  }

  static func unnamed(_ name: String) -> String { "a column without a name is called `\(name)`" }

  static func ambiguousDate(_ name: String, _ type: String) -> String {
    "`\(name)` stays text: day or month first? give the order: with (types: (\(name): \(type)), date_order: \"dmy\")"
      + " or \"mdy\""
  }

  static func convertedToUTC(_ name: String) -> String { "`\(name)` has time zones: converted to UTC" }

  static func dateOrder(_ name: String, _ order: DateOrder) -> String {
    "`\(name)` is read \(order == .dmy ? "day" : "month") first, as its values tell"
  }

  /// `amount is text: 3 of 6,919 values are no numbers, the first `N/A` on line 17: …`
  static func nearlyTyped(
    _ name: String, _ type: ColumnType, bad: Int, of total: Int, example: String, line: Int?
  ) -> String {
    let isOne = bad == 1
    var note = "`\(name)` is text: \(grouped(bad)) of \(grouped(total)) values"
    if type == .boolean {
      note += isOne ? " is not yes or no, " : " are not yes or no, the first "
    } else {
      let what = type == .integer || type == .number ? "number" : type.rawValue
      note += isOne ? " is no \(what), " : " are no \(what)s, the first "
    }
    note += "`\(shown(example))`\(place(line)): "
    // A word may mean missing; a value with digits is probably a typing mistake.
    let isWord = example.utf8.allSatisfy { $0 &- 0x30 > 9 && $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 }
    if isWord && example.unicodeScalars.count <= 20 { note += "with (missing: \"\(example)\") or " }
    return note + "with (types: (\(name): \(type == .boolean ? "boolean" : type.rawValue)))"
  }

  static func mixedOrders(
    _ name: String, dayFirst: (String, line: Int?), monthFirst: (String, line: Int?)
  ) -> String {
    "`\(name)` is text: `\(shown(dayFirst.0))`\(place(dayFirst.line)) has the day first, "
      + "`\(shown(monthFirst.0))`\(place(monthFirst.line)) the month"
  }

  static func decimalComma(_ name: String, example: String, line: Int?) -> String {
    "`\(name)` is text: decimal commas, as in `\(shown(example))`\(place(line)), are not read; write a point"
  }

  private static func place(_ line: Int?) -> String { line.map { " on line \(grouped($0))" } ?? "" }

  /// A value of a file in a message: short, and without control characters.
  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }

  /// `6,919`
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { index in
      String(digits[index]) + (index + 1 < digits.count && (digits.count - index - 1) % 3 == 0 ? "," : "")
    }.joined()
  }

  static func phone(_ name: String) -> String { "`\(name)` stays text: phone numbers are not calculated with" }
}
