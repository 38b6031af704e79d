// Each event's place among the events of its customer.

import SegColumns
import SegDiagnostics
import SegRuntime

/// The places of events that lie with their customer, in the order of time. An event that does not
/// count (without a time, or not there yet) has no place, and neither has an orphaned one.
package struct EventPlaces {
  private let offsets: Buffer<Int32>
  private let count: Int
  private let customers: Int
  private let counted: [Bitmap]
  private let context: ExecutionContext

  /// - Parameters:
  ///   - offsets: customer c has the events `offsets[c]..<offsets[c + 1]`.
  ///   - count: all events, orphaned ones at the end.
  ///   - counted: each has the events that count.
  package init(offsets: Buffer<Int32>, count: Int, customers: Int, counted: [Bitmap], context: ExecutionContext) {
    (self.offsets, self.count, self.customers, self.counted, self.context) = (offsets, count, customers, counted, context)
  }

  /// 1 for the first event of each customer; missing without a place.
  package func positions() throws(ScriptError) -> Column {
    let places = try filled(backwards: false) { number, _ in number }
    var validity: Bitmap?
    for row in 0..<count where places.pointer[row] < 0 {
      let present = if let validity { validity } else { try Bitmap(count: count, repeating: true, in: context) }
      present.set(row, false)
      validity = present
      places.pointer[row] = 0
    }
    return Column(.integer, count: count, values: .int32(places), validity: validity)
  }

  /// The row of the event before, or after, each event; -1 if there is none.
  package func neighbors(after: Bool) throws(ScriptError) -> Buffer<Int32> {
    try filled(backwards: after) { _, last in last }
  }

  /// - Parameter place: the place of an event, from its number and the row of the one before it.
  private func filled(
    backwards: Bool, _ place: @escaping @Sendable (_ number: Int32, _ last: Int32) -> Int32
  ) throws(ScriptError) -> Buffer<Int32> {
    let places = try Buffer<Int32>(count: count, in: context)
    for row in Int(offsets[customers])..<count { places.pointer[row] = -1 }
    let (offsets, counted) = (self.offsets, self.counted)
    try context.run(rows: customers) { _, _, range in
      for customer in range {
        let own = Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1])
        var (number, last): (Int32, Int32) = (0, -1)
        for step in 0..<own.count {
          let row = backwards ? own.upperBound - 1 - step : own.lowerBound + step
          guard counted.allSatisfy({ $0[row] }) else {
            places.pointer[row] = -1
            continue
          }
          number += 1
          places.pointer[row] = place(number, last)
          last = Int32(truncatingIfNeeded: row)
        }
      }
    }
    return places
  }
}
