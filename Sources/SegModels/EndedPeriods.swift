// The periods in which each customer has an event, for analyses of contracts and
// occasions.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegStore

/// The periods from the first event to the last one that has ended by the
/// as-of day, and every customer's events in them.
package struct EndedPeriods: Sendable {
  /// Periods, numbered from 0.
  @usableFromInline package let count: Int
  /// For each customer the place of the first event.
  @usableFromInline let offsets: Buffer<Int32>
  @usableFromInline let rows: Bitmap
  @usableFromInline let days: Buffer<Int32>
  @usableFromInline let periods: NumberedPeriods

  /// Calls `body` with each period in which the customer has an event, once and
  /// ascending.
  @inlinable
  @inline(__always)
  package func forEachPeriod(of customer: Int, _ body: (Int) -> Void) {
    var last = -1
    for row in Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]) where rows[row] {
      let period = Int(periods.number(of: days.pointer[row]))
      if period >= count { return }
      if period != last { body(period) }
      last = period
    }
  }
}

extension PurchaseModels {
  /// The periods of purchases in a unit of the calendar; nil if there is no event, or no
  /// period has ended.
  func endedPeriods(_ purchases: Purchases, every unit: ModelUnit, at span: SourceSpan) throws(ScriptError) -> EndedPeriods? {
    var rows = purchases.selection ?? Bitmap(count: purchases.days.count, repeating: true)
    if let owned = purchases.events.owned { rows = rows.intersection(owned) }
    return try endedPeriods(of: purchases.events, rows, purchases.days, every: Periods(unit), at: span)
  }

  package func endedPeriods(
    of events: EventTable, _ rows: Bitmap, _ eventDays: Buffer<Int32>, every: Periods, at span: SourceSpan
  ) throws(ScriptError) -> EndedPeriods? {
    guard let range = try evaluation.range(of: eventDays, among: rows) else { return nil }
    let periods = try NumberedPeriods(every, range.lowerBound...max(range.upperBound, asOf), limit: 4_000, at: span)
    // If today's period has ended, tomorrow is in another one.
    let isWhole = asOf < Int32.max && every.start(of: asOf + 1) != every.start(of: asOf)
    let ended = Int(periods.number(of: asOf)) + (isWhole ? 1 : 0)
    guard ended > 0 else { return nil }
    return EndedPeriods(count: ended, offsets: events.offsets, rows: rows, days: eventDays, periods: periods)
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
