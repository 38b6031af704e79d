// The types of the language and single values of them.

/// The type of a column.
public enum ColumnType: String, Sendable, CaseIterable {
  case integer, number, text, date, timestamp
  case boolean = "yes/no"
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

  /// The shortest decimal that reads back to the same double, with an exponent
  /// only if plain digits would be too many; `12` for 12.0.
  package static func numberText(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
