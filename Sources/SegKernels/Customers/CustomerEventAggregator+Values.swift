// The most frequent of each customer's values, and the list of them.

import SegColumns
import SegDiagnostics
import SegRuntime

extension CustomerEventAggregator {
  /// The first event with the most frequent value of each customer, of several such values the
  /// smallest; -1 if there is none.
  package func modes(_ argument: Column) throws(ScriptError) -> Buffer<Int32> {
    let keys = try ValueKeys(argument, readsBack: false, context)
    let picked = try Buffer<Int32>(count: customers, in: context)
    try context.run(rows: customers) { _, _, people in
      let read = KeysOfCustomers(self, keys, people)
      for customer in people {
        var best: Int32 = -1
        if let mode = KeySort.mode(read.sorted(customer)) {
          rows.forEach(customer) { if best < 0, read[$0] == mode { best = Int32(truncatingIfNeeded: $0) } }
        }
        picked.pointer[customer] = best
      }
    }
    return picked
  }

  /// The different values of each customer in their order, as one text; missing without one.
  package func lists(_ argument: Column) throws(ScriptError) -> Column {
    let keys = try ValueKeys(argument, readsBack: true, context)
    let texts = JoinedTexts(keys, count: customers)
    try context.run(rows: customers) { _, morsel, people in
      let read = KeysOfCustomers(self, keys, people)
      texts.write(morsel: morsel) { writer in
        for customer in people {
          for key in read.sorted(customer) { writer.add(key) }
          writer.endRow()
        }
      }
    }
    return try texts.column(context)
  }
}

/// The keys of the events of some customers, who are next to one another.
private struct KeysOfCustomers {
  private let rows: CustomerEventAggregator.Rows
  private let first: Int
  private let keys: Buffer<UInt64>
  /// Of one customer, in order.
  private let own: Buffer<UInt64>

  init(_ aggregator: CustomerEventAggregator, _ source: ValueKeys, _ people: Range<Int>) {
    rows = aggregator.rows
    first = rows.range(people.lowerBound).lowerBound
    let events = first..<rows.range(people.upperBound - 1).upperBound
    keys = Buffer(count: events.count)
    source.read(events, into: keys.pointer)
    own = Buffer(count: people.reduce(0) { [rows] in max($0, rows.range($1).count) })
  }

  @inline(__always)
  subscript(row: Int) -> UInt64 { keys.pointer[row - first] }

  /// The keys of a customer's selected events; valid until the next call.
  func sorted(_ customer: Int) -> UnsafeMutableBufferPointer<UInt64> {
    var count = 0
    rows.forEach(customer) { row in
      own.pointer[count] = self[row]
      count += 1
    }
    let found = UnsafeMutableBufferPointer(start: own.pointer, count: count)
    KeySort.sort(found)
    return found
  }
}
