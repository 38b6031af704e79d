// What a row of events reads of its customer's events in the order of time.

import SegDiagnostics

/// A value that depends on a row's place among the events of its customer in its table. Every
/// back end follows the same rules:
///
/// - The events are those of the table that exist on the as-of day, in the order of their time,
///   and those of one time in the order of the file, as for `first` and `last`. No condition or
///   window around the value selects among them.
/// - An event without a time has no place: its values are missing, and no other event reads it.
///   The same holds for an event of no known customer.
package enum OrderedValue: Sendable, Hashable {
  /// 1 for the customer's first event.
  case position
  /// The value of an expression in the event before; missing in the first.
  case previous(Expression)
  /// The value of an expression in the event after; missing in the last that exists.
  case next(Expression)

  /// What help says of `position`.
  package static let positionHelp: Message =
    "in a row of events: 1 for the customer's first event in the table, 2 for the second, in the order of time"

  /// The expression over the neighboring event; nil for the position.
  package var expression: Expression? {
    switch self {
    case .position: nil
    case .previous(let inner), .next(let inner): inner
    }
  }

  /// The same with another expression.
  func with(_ inner: Expression) -> OrderedValue {
    switch self {
    case .position: .position
    case .previous: .previous(inner)
    case .next: .next(inner)
    }
  }

  /// Whether it differs between as-of days: an event that did not exist yet may be the next one.
  var dependsOnDay: Bool { readsNext }

  /// Whether it reads the event after.
  package var readsNext: Bool {
    switch self {
    case .position, .previous: false
    case .next: true
    }
  }
}

/// `previous` and `next`, as functions that a script calls.
package enum NeighborFunction: String, Sendable, CaseIterable {
  case previous, next

  package var summary: Message {
    switch self {
    case .previous:
      """
      in a row of events: the value in the customer's event before it, in the order of time; missing in the first. \
      In `show … by`: the measure in the row before
      """
    case .next: "in a row of events: the value in the customer's event after it, in the order of time; missing in the last"
    }
  }

  package var example: String {
    switch self {
    case .previous: "avg(order_date - previous(order_date) of orders)"
    case .next: "count(orders where next(order_date) - order_date <= 30)"
    }
  }

  package func value(of inner: Expression) -> OrderedValue {
    switch self {
    case .previous: .previous(inner)
    case .next: .next(inner)
    }
  }
}
