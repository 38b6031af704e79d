// Notes about the columns that were read, for people.

import SegColumns
import SegDiagnostics

/// Notes about columns, as a receipt shows them.
enum ColumnNote {
  static func renamed(_ name: String, to new: String) -> Message {
    "a second column `\(name)` is called `\(new)`"
  }

  static func unnamed(_ name: String) -> Message { "a column without a name is called `\(name)`" }

  static func wouldBe(_ name: String, _ type: ColumnType, in table: String, _ other: ColumnType) -> Message {
    "`\(name)` is \(type.word) in `\(table)`, and other values are rejected; in one `load` of all files it is \(other.word)"
  }

  static func onOneLine(_ name: String) -> Message {
    "a column whose name has a line break or another control character is called `\(name)`"
  }

  static func ambiguousDate(_ name: String, _ type: String) -> Message {
    """
    `\(name)` stays text: day or month first? give the order: with (types: (\(ScriptSpelling.name(name)): \(type)), date_order: \"dmy\") \
    or \"mdy\"
    """
  }

  static func convertedToUTC(_ name: String) -> Message { "`\(name)` has time zones: converted to UTC" }

  static func severalCurrencies(_ name: String) -> Message {
    "`\(name)` has several currencies, and is declared as a number: a sum adds them"
  }

  static func dateOrder(_ name: String, _ order: DateOrder) -> Message {
    order == .dmy ? "`\(name)` is read day first, as its values tell" : "`\(name)` is read month first, as its values tell"
  }

  /// `amount is text: 3 of 6,919 values are no numbers, the first `N/A` on line 17: …`
  ///
  /// - Parameter missing: the texts of those values, if they can all mean missing.
  static func nearlyTyped(
    _ name: String, _ type: ColumnType, bad: Int, of total: Int, example: String, at place: RowPlace?, missing: [String]
  ) -> Message {
    let isOne = bad == 1
    let counts = (grouped(bad), grouped(total))
    let found: Message = "`\(shown(example))`\(at(place))"
    let note: Message
    if type == .boolean {
      note =
        isOne
        ? "`\(name)` is text: \(counts.0) of \(counts.1) values is not yes or no, \(found): "
        : "`\(name)` is text: \(counts.0) of \(counts.1) values are not yes or no, the first \(found): "
    } else {
      let what: Message = type == .integer || type == .number ? "number" : "\(type.word)"
      note =
        isOne
        ? "`\(name)` is text: \(counts.0) of \(counts.1) values is no \(what), \(found): "
        : "`\(name)` is text: \(counts.0) of \(counts.1) values are no \(what)s, the first \(found): "
    }
    let words = missing.map(ScriptSpelling.text)
    let isDash = !missing.isEmpty && missing.allSatisfy { $0.allSatisfy { "-–—".contains($0) } }
    let list = words.count == 1 ? words[0] : "(\(words.joined(separator: ", ")))"
    let isZero = isDash && (type == .integer || type == .number)
    if words.isEmpty { return note + declaring(name, type) }
    let zero: Message = isZero ? ", then `\(ScriptSpelling.name(name)) ?? 0` if it means 0," : ""
    return note + "with (missing: \(list))\(zero) or \(declaring(name, type))"
  }

  /// `with (types: (v: number))`
  private static func declaring(_ name: String, _ type: ColumnType) -> Message {
    "with (types: (\(ScriptSpelling.name(name)): \(type == .boolean ? "boolean" : type.word)))"
  }

  /// Notes on a text column whose values are all numbers.
  struct Values {
    private let name: String
    private let type: ColumnType

    init(_ name: String, type: ColumnType) {
      self.name = name
      self.type = type
    }

    func disagree(_ reason: Message, _ one: (String, RowPlace?), _ other: (String, RowPlace?)) -> Message {
      "`\(name)` stays text: \(reason), `\(shown(one.0))`\(at(one.1)) and `\(shown(other.0))`\(at(other.1))"
    }

    func areCodes(_ example: String, at place: RowPlace?) -> Message {
      "`\(name)` stays text: `\(shown(example))`\(at(place)) looks like a code; for numbers: \(declaring(name, .number))"
    }

    func quoted(_ example: String) -> Message {
      "`\(name)` is text: its numbers are written in quotes, as `\"\(shown(example))\"`: \(declaring(name, type))"
    }
  }

  static func lettersAreText(_ name: String, text: String?) -> Message {
    "`\(name)` stays text: `\(shown(text ?? ""))` may be a code; for yes and no: \(declaring(name, .boolean))"
  }

  static func letters(_ name: String) -> Message {
    "`\(name)` is read as yes and no; for the letters: \(declaring(name, .text))"
  }

  static func rowsOf(_ member: String) -> Message { "the rows are the objects in `\(member)`" }

  static func halfCharacters(_ name: String) -> Message {
    "`\(name)` has halves of characters (surrogates without their partners): each is read as \u{FFFD}"
  }

  static func shortYears(_ name: String) -> Message {
    "`\(name)` has years of two digits: read as 1969 to 2068"
  }

  static func months(_ name: String) -> Message { "`\(name)` has months: read as their first days" }

  static func maybeMonths(_ name: String, _ example: String, _ pattern: String) -> Message {
    """
    `\(name)` stays text: `\(example)` may be a month; for its first day: \
    with (date_format: (\(ScriptSpelling.name(name)): \"\(pattern)\"))
    """
  }

  static func openMark(_ name: String) -> Message {
    "`\(name)` is read with commas between thousands; for decimal commas: with (decimal: \",\")"
  }

  static func openPoint(_ name: String) -> Message {
    "`\(name)` is read with decimal points; for points between thousands: with (decimal: \",\")"
  }

  static func mixedOrders(
    _ name: String, dayFirst: (String, RowPlace?), monthFirst: (String, RowPlace?)
  ) -> Message {
    """
    `\(name)` is text: `\(shown(dayFirst.0))`\(at(dayFirst.1)) has the day first, \
    `\(shown(monthFirst.0))`\(at(monthFirst.1)) the month
    """
  }

  private static func at(_ place: RowPlace?) -> Message {
    guard let line = place?.line else { return "" }
    return place?.file.map { " on line \(grouped(line)) of `\($0)`" } ?? " on line \(grouped(line))"
  }

  /// A value of a file in a message: short, and without control characters.
  static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "")
  }

  /// `6,919`
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { index in
      String(digits[index]) + (index + 1 < digits.count && (digits.count - index - 1) % 3 == 0 ? "," : "")
    }.joined()
  }

  static func phone(_ name: String) -> Message { "`\(name)` stays text: phone numbers are not calculated with" }
}
