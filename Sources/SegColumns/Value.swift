// The types of the language and single values of them.

import SegDiagnostics

/// The type of a column.
public enum ColumnType: String, Sendable, CaseIterable {
  case integer, number, text, date, timestamp
  case boolean = "yes/no"

  /// The name of the type, for people.
  package var word: Message {
    switch self {
    case .integer: "integer"
    case .number: "number"
    case .text: "text"
    case .date: "date"
    case .timestamp: "timestamp"
    case .boolean: "yes/no"
    }
  }
}

/// One value of any type, for literals, cells of answers and keys. Columns never
/// store it.
public enum Value: Sendable, Hashable {
  case missing
  case integer(Int64)
  case number(Double)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00, without a time zone.
  case timestamp(Int64)
  case boolean(Bool)

  /// Texts are equal if their code points are: an é of one and an é of two are different values.
  public static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.missing, .missing): true
    case (.integer(let a), .integer(let b)), (.timestamp(let a), .timestamp(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): ExactText(a) == ExactText(b)
    case (.date(let a), .date(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.missing, _), (.integer, _), (.number, _), (.text, _), (.date, _), (.timestamp, _), (.boolean, _): false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .missing: hasher.combine(0)
    case .integer(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .text(let value): hasher.combine(ExactText(value))
    case .date(let days): hasher.combine(days)
    case .timestamp(let microseconds): hasher.combine(microseconds)
    case .boolean(let value): hasher.combine(value)
    }
  }

  public var type: ColumnType? {
    switch self {
    case .missing: nil
    case .integer: .integer
    case .number: .number
    case .text: .text
    case .date: .date
    case .timestamp: .timestamp
    case .boolean: .boolean
    }
  }
}

extension Value: CustomStringConvertible {
  /// Plain and exact: `12`, `0.2`, `2024-12-31`, `yes`; empty if missing.
  public var description: String {
    switch self {
    case .missing: ""
    case .integer(let value): String(value)
    case .number(let value): Self.numberText(value)
    case .text(let value): value
    case .date(let days): CalendarDate(days: days).description
    case .timestamp(let microseconds): CalendarDate.timestampText(microseconds)
    case .boolean(let value): value ? "yes" : "no"
    }
  }

  /// A computed number without the digits that arithmetic in binary adds: rounded to 15
  /// significant digits, which every double keeps. 0.468 for 0.46799999999999997.
  package static func withoutNoise(_ value: Double) -> Double {
    guard value.isFinite, value != value.rounded() else { return value }
    var (mantissa, digits, power) = (UInt64(0), 0, 0)
    var isFraction = false
    var bytes = value.description.utf8[...]
    if let place = bytes.firstIndex(of: 0x65) {
      power = Int(Substring(bytes[bytes.index(after: place)...])) ?? 0
      bytes = bytes[..<place]
    }
    for byte in bytes {
      if byte == 0x2E { isFraction = true }
      guard (0x30...0x39).contains(byte) else { continue }
      mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
      if mantissa > 0 { digits += 1 }
      if isFraction { power -= 1 }
    }
    guard digits > 15, digits < 19 else { return value }
    for _ in 16..<digits + 1 {
      // Halves are rounded once, at the last digit that goes.
      let isLast = digits == 16
      mantissa = isLast ? (mantissa &+ 5) / 10 : mantissa / 10
      digits -= 1
      power += 1
    }
    let rounded: Double
    // A whole number below 2⁵³ times or divided by 10²² or less is rounded once.
    if power < 0, power >= -22 {
      rounded = Double(mantissa) / tenths[-power]
    } else {
      rounded = Double("\(mantissa)e\(power)") ?? value.magnitude
    }
    return value < 0 ? -rounded : rounded
  }

  /// Powers of ten to 10²².
  private static let tenths: [Double] = (0..<22).reduce(into: [1]) { powers, _ in powers.append((powers.last ?? 1) * 10) }

  /// The shortest decimal that reads back to the same double, with an exponent
  /// only if plain digits would be too many; `12` for 12.0.
  package static func numberText(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
