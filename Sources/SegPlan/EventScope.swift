// The events of an aggregate, a function of purchases or an analysis.

import SegDiagnostics

/// A window of time. Its borders are dates or timestamps. Most are the same for all
/// events, but a border may depend on each event's customer: `since signup`.
package struct TimeRange: Sendable, Hashable {
  /// The first instant in the window; nil: from the beginning.
  package let start: Expression?
  /// The first instant after the window; nil: without an end.
  package let end: Expression?
  /// As written: `in last 90 days`. Does not count in comparisons.
  package let label: Label
  package let origin: Origin

  package init(start: Expression?, end: Expression?, label: Label, origin: Origin) {
    self.start = start
    self.end = end
    self.label = label
    self.origin = origin
  }

  /// Its borders.
  package var expressions: [Expression] { [start, end].compactMap { $0 } }

  /// Whether the borders are the same for all events.
  package var isConstant: Bool { expressions.allSatisfy(\.isConstant) }

  /// Whether it moves with the as-of day: `in last 90 days`.
  package var movesWithToday: Bool { expressions.contains(where: \.readsToday) }

  package static func == (a: TimeRange, b: TimeRange) -> Bool { a.start == b.start && a.end == b.end }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    hasher.combine(end)
  }
}

/// Events of one table. Every back end follows the same rules:
///
/// - Events after the as-of day do not exist. An event without a time is never
///   after it; nor is any event of a table without a time.
/// - Events of no known customer (orphaned events) do not count, unless
///   ``orphans`` says so.
/// - An event without a time is in no window.
/// - `first`, `last` and `nth` skip events without a time, and models do.
package struct EventScope: Sendable, Hashable {
  /// Whether orphaned events count.
  package enum Orphans: Sendable, Hashable {
    case excluded
    /// The rows of a reference table, or all of a group of events.
    case included
    /// All rows of the table, whatever the group: `of all orders`.
    case ofAllGroups
  }

  package let table: String
  /// Over the events; missing is no. nil: all of them.
  package let condition: Expression?
  /// The window in time; nil: any time.
  package let window: TimeRange?
  package let orphans: Orphans

  package init(table: String, condition: Expression? = nil, window: TimeRange? = nil, orphans: Orphans = .excluded) {
    self.table = table
    self.condition = condition
    self.window = window
    self.orphans = orphans
  }

  /// Whether it is the whole table as of the as-of day.
  package var isWholeTable: Bool { condition == nil && window == nil }

  /// The expressions over the events that select them.
  package var expressions: [Expression] { [condition].compactMap { $0 } + (window?.expressions ?? []) }

  /// The same events with other orphans.
  package func with(orphans: Orphans) -> EventScope {
    EventScope(table: table, condition: condition, window: window, orphans: orphans)
  }

  /// The same events, restricted to those that also meet a condition.
  package func narrowed(to other: Expression?) -> EventScope {
    guard let other else { return self }
    let joined: Expression
    switch condition?.kind {
    case nil: joined = other
    case .and(let parts)?: joined = Expression(.and(parts + [other]), .boolean, like: other)
    case .some: joined = Expression(.and([condition, other].compactMap { $0 }), .boolean, like: other)
    }
    return EventScope(table: table, condition: joined, window: window, orphans: orphans)
  }
}

/// The rows of a group's aggregate.
package enum AggregateRows: Sendable, Hashable {
  /// The group's customers that meet a condition; missing is no. nil: all.
  case customers(Expression?)
  /// The events of the group's customers, or the group's events.
  case events(EventScope)

  /// The events' scope; nil: customers.
  package var events: EventScope? {
    switch self {
    case .customers: nil
    case .events(let scope): scope
    }
  }

  /// The expressions that select the rows.
  package var expressions: [Expression] {
    switch self {
    case .customers(let condition): [condition].compactMap { $0 }
    case .events(let scope): scope.expressions
    }
  }
}
