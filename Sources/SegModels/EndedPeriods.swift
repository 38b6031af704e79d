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
@usableFromInline
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
