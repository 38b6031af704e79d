// The periods in which each customer has an event, for models of contracts and
// occasions.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegStore

/// The periods from the first event to the last one that has ended by the
/// as-of day, and every customer's events in them.
struct EndedPeriods: Sendable {
  /// Periods that have ended, numbered from 0.
  let count: Int
  /// For each customer the place of the first event.
  let offsets: Buffer<Int32>
  let rows: Bitmap
  let days: Buffer<Int32>
  let periods: NumberedPeriods
  let asOf: Int32

  /// Calls `body` with each period in which the customer has an event, once and
  /// ascending.
  @inline(__always)
  private func forEachPeriod(of customer: Int, _ body: (Int) -> Void) {
    var last = -1
    for row in Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]) where rows[row] {
      let period = Int(periods.number(of: days.pointer[row]))
      if period >= count { return }
      if period != last { body(period) }
      last = period
    }
  }

  /// The history of a customer's occasions; nil if no period with an event has ended.
  @inline(__always)
  func occasions(of customer: Int) -> UInt64? {
    var first = -1
    var (last, taken) = (0, 0)
    forEachPeriod(of: customer) { period in
      if first < 0 {
        first = period
      } else {
        taken += 1
        last = period - first
      }
    }
    return first < 0 ? nil : PeriodHistory.packed(occasions: count - 1 - first, taken: taken, last: last)
  }

  /// The periods that are decided with days of grace: those whose last day is at least so
  /// many days before the as-of day.
  func decided(grace: Int) -> Int {
    var decided = count
    while decided > 0 {
      let end = decided < periods.starts.count ? Int(periods.starts[decided]) - 1 : Int(asOf)
      if end + grace <= Int(asOf) { break }
      decided -= 1
    }
    return decided
  }

  /// A customer's contract: the periods of which each has a payment, from the first one on.
  struct Contract {
    /// nil if the period of the first payment is not decided.
    var history: UInt64?
    /// Whether a payment in the days of grace renewed it.
    var isRenewedLate = false
    /// Whether there are payments after its end.
    var isPaidAfterEnd = false
  }

  /// A period without a payment is renewed late by a payment in the days of grace after
  /// it, which then does not count for the period that it is in.
  ///
  /// - Parameter decided: see ``decided(grace:)``.
  @inline(__always)
  func contract(of customer: Int, grace: Int, decided: Int) -> Contract {
    var contract = Contract()
    var first = -1
    // The last period that is paid, and the last day with a payment.
    var last = -1
    var before = Int32.min
    for row in Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]) where rows[row] {
      let day = days.pointer[row]
      if day == before { continue }
      before = day
      let period = Int(periods.number(of: day))
      if first < 0 {
        first = period
        last = period
      } else if period <= last {
        continue
      } else if period == last + 1 {
        last = period
      } else if Int(day) - Int(periods.starts[last + 2]) < grace {
        last += 1
        contract.isRenewedLate = true
      } else {
        contract.isPaidAfterEnd = last + 1 < decided
        break
      }
      if last >= decided { break }
    }
    if first >= 0, first < decided {
      let renewals = min(last, decided - 1) - first
      contract.history = PeriodHistory.packed(occasions: decided - 1 - first, taken: renewals, last: renewals)
    }
    return contract
  }
}
