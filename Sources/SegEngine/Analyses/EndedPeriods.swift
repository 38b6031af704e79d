// The periods in which each customer has an event, for analyses of contracts and
// occasions.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// The periods from the first event to the last one that has ended by the
/// as-of day, and every customer's events in them.
struct EndedPeriods: Sendable {
  /// Periods, numbered from 0.
  let count: Int
  fileprivate let events: EventTable
  fileprivate let rows: Bitmap
  fileprivate let days: Buffer<Int32>
  fileprivate let periods: NumberedPeriods

  /// Calls `body` with each period in which the customer has an event, once and
  /// ascending.
  @inline(__always)
  func forEachPeriod(of customer: Int, _ body: (Int) -> Void) {
    var last = -1
    for row in Int(events.offsets.pointer[customer])..<Int(events.offsets.pointer[customer + 1]) where rows[row] {
      let period = Int(periods.number(of: days.pointer[row]))
      if period >= count { return }
      if period != last { body(period) }
      last = period
    }
  }
}

extension Evaluation {
  /// The periods of purchases in a unit of the calendar; nil if there is no event, or no
  /// period has ended.
  func endedPeriods(_ purchases: Purchases, every unit: ModelUnit, at span: SourceSpan) throws(ScriptError) -> EndedPeriods? {
    var rows = purchases.selection ?? Bitmap(count: purchases.days.count, repeating: true)
    if let owned = purchases.events.owned { rows = rows.intersection(owned) }
    return try endedPeriods(of: purchases.events, rows, purchases.days, every: Periods(unit), at: span)
  }

  func endedPeriods(
    of events: EventTable, _ rows: Bitmap, _ eventDays: Buffer<Int32>, every: Periods, at span: SourceSpan
  ) throws(ScriptError) -> EndedPeriods? {
    guard let range = try range(of: eventDays, among: rows) else { return nil }
    let periods = try NumberedPeriods(every, range.lowerBound...max(range.upperBound, asOf), limit: 4_000, at: span)
    // If today's period has ended, tomorrow is in another one.
    let isWhole = asOf < Int32.max && every.start(of: asOf + 1) != every.start(of: asOf)
    let ended = Int(periods.number(of: asOf)) + (isWhole ? 1 : 0)
    guard ended > 0 else { return nil }
    return EndedPeriods(count: ended, events: events, rows: rows, days: eventDays, periods: periods)
  }
}

extension Periods {
  init(_ unit: ModelUnit) {
    switch unit {
    case .day: self.init(months: 0, days: 1)
    case .week: self.init(months: 0, days: 7)
    case .month: self.init(months: 1, days: 0)
    case .quarter: self.init(months: 3, days: 0)
    case .year: self.init(months: 12, days: 0)
    }
  }
}
