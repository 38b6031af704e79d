// Customers who are known by a day: where no customers were loaded, those with an event
// until then.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegRuntime
import SegStore

/// The day from which each customer is known.
package struct KnownCustomers: Sendable {
  /// Days; nil: all customers are known on every day, because their table has no days.
  private let since: Buffer<Int32>?

  /// All customers, on every day.
  static let all = KnownCustomers(since: nil)

  private init(since: Buffer<Int32>?) { self.since = since }

  package init(_ store: Store, _ context: ExecutionContext) throws(ScriptError) {
    guard store.customers?.isImplicit == true else {
      since = nil
      return
    }
    let days = try Buffer<Int32>(count: store.customerCount, in: context)
    for customer in 0..<days.count { days.pointer[customer] = .max }
    for events in store.events {
      let (time, offsets) = (events.timeColumn, events.offsets)
      try context.run(rows: days.count) { _, _, customers in
        for customer in customers {
          let own = Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1])
          guard let last = own.last else { continue }
          // Events are in the order of time; those without one come last, and are never after a day.
          guard let time, time.isPresent(last) else {
            days.pointer[customer] = .min
            continue
          }
          let value = time.integer(own.lowerBound)
          let day = Int32(clamping: time.type == .timestamp ? CalendarDate.day(of: value) : value)
          days.pointer[customer] = min(days.pointer[customer], day)
        }
      }
    }
    since = days
  }

  /// Whether all customers are known on every day.
  package var areAllKnown: Bool { since == nil }

  /// Whether a customer is known by a day.
  @inline(__always)
  package func contains(_ customer: Int, on day: Int32) -> Bool { since.map { $0.pointer[customer] <= day } ?? true }

  /// The customers who are known by a day; nil: all of them.
  package func until(_ day: Int32) -> Bitmap? {
    guard let since else { return nil }
    let known = Bitmap(count: since.count)
    for customer in 0..<since.count where since.pointer[customer] <= day { known.set(customer) }
    return known
  }
}

extension KnownCustomers {
  /// The day of the oldest event of all tables that belongs to a customer; nil without any.
  package static func firstDay(in evaluation: Evaluation) throws(ScriptError) -> Int32? {
    var oldest: Int32?
    for events in evaluation.store.events {
      guard let time = events.timeColumn else { continue }
      var present = time.validity ?? Bitmap(count: time.count, repeating: true)
      if let owned = events.owned { present = present.intersection(owned) }
      if let range = try evaluation.range(of: evaluation.days(of: time), among: present) { oldest = min(oldest ?? .max, range.lowerBound) }
    }
    return oldest
  }
}
