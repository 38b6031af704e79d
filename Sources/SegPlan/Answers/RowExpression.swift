// Values of rows of an answer's plan: small, and the same on every back end.

import SegColumns

/// A value computed from the row's own columns. It is missing if a part is missing, unless
/// a case says otherwise.
package indirect enum RowExpression: Sendable, Hashable {
  case column(String)
  case literal(Value)
  /// Integers stay integers, but quotients are numbers; missing for a division by zero.
  case arithmetic(Arithmetic, RowExpression, RowExpression)
  /// Missing on either side gives no.
  case compare(Comparison, RowExpression, RowExpression)
  case isMissing(RowExpression)
  case and(RowExpression, RowExpression)
  case or(RowExpression, RowExpression)
  case not(RowExpression)
  /// A condition that is missing does not hold.
  case conditional(RowExpression, then: RowExpression, else: RowExpression)
  /// The greatest whole number that is not above a number.
  case floor(RowExpression)
  case number(RowExpression)
  /// 10 to the power of a whole number.
  case power10(RowExpression)
  /// The greatest whole number whose power of 10 is not above a positive number.
  case exponent10(RowExpression)
  /// As CSV writes it.
  case text(RowExpression)
  /// Texts that are there, one after the other; SQL's concat_ws.
  case joined([RowExpression], separator: String)
  /// The place of a text in a list, from 1; missing if it is not in the list.
  case position(RowExpression, in: [String])

  /// The operator of a calculation.
  package enum Arithmetic: Sendable, Hashable { case add, subtract, multiply, divide }
}

extension RowExpression: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A column.
  package init(stringLiteral name: String) { self = .column(name) }
  package init(integerLiteral value: Int64) { self = .literal(.integer(value)) }
  package init(floatLiteral value: Double) { self = .literal(.number(value)) }
}

extension RowExpression {
  static var missing: RowExpression { .literal(.missing) }
  static func quoted(_ text: String) -> RowExpression { .literal(.text(text)) }
  static func equal(_ a: RowExpression, _ b: RowExpression) -> RowExpression { .compare(.equal, a, b) }
  static func < (a: RowExpression, b: RowExpression) -> RowExpression { .compare(.less, a, b) }
  static func <= (a: RowExpression, b: RowExpression) -> RowExpression { .compare(.lessOrEqual, a, b) }
  static func > (a: RowExpression, b: RowExpression) -> RowExpression { .compare(.greater, a, b) }
  static func >= (a: RowExpression, b: RowExpression) -> RowExpression { .compare(.greaterOrEqual, a, b) }
  static func + (a: RowExpression, b: RowExpression) -> RowExpression { .arithmetic(.add, a, b) }
  static func - (a: RowExpression, b: RowExpression) -> RowExpression { .arithmetic(.subtract, a, b) }
  static func * (a: RowExpression, b: RowExpression) -> RowExpression { .arithmetic(.multiply, a, b) }
  static func / (a: RowExpression, b: RowExpression) -> RowExpression { .arithmetic(.divide, a, b) }

  /// The value, or another if it is missing.
  static func value(_ value: RowExpression, else other: RowExpression) -> RowExpression {
    .conditional(.isMissing(value), then: other, else: value)
  }

  static func value(_ value: Int) -> RowExpression { .literal(.integer(Int64(value))) }
}
