// Events by customer and time: the order, and where each customer's begin.

import SegColumns
import SegDiagnostics
import Synchronization

/// The order of events by customer, then by time, then by row, those of unknown
/// customers last.
struct EventOrder {
  /// The event at each place.
  let order: Buffer<Int32>
  /// The customer at each place, -1 where it is unknown.
  let customerRows: Buffer<Int32>
  /// For each customer the place of the first event; one more at the end.
  let offsets: Buffer<Int32>
  let orphanCount: Int
  /// Whether every event is at its place already.
  let isInOrder: Bool

  /// Events are dealt by ranges of customers into parts that fit the cache;
  /// each part is then counted out by one thread.
  ///
  /// - Parameters:
  ///   - rows: each event's customer, -1 where it is unknown; given back before
  ///     as much memory is taken again.
  ///   - time: nil where the rows come in its order.
  init(_ rows: consuming Buffer<Int32>, customers: Int, time: Column?, _ workers: Workers) throws(ScriptError) {
    let count = rows.count
    let shift = Self.shift(customers)
    let parts = customers >> shift + 2
    let (dealt, starts) = try Self.dealt(rows, parts: parts, shift: shift, workers)
    _ = consume rows
    let order = Buffer<Int32>(count: count)
    let customerRows = Buffer<Int32>(count: count)
    let offsets = Buffer<Int32>(count: customers + 1)
    // Where the next event of each customer of a worker's part goes.
    let cursors = Slots<Buffer<Int32>>(workers.threads)
    let hasMoved = Atomic<Bool>(false)
    try workers.run(pieces: parts) { worker, part in
      let places = starts.pointer[part]..<starts.pointer[part + 1]
      var isInPlace = true
      if part == parts - 1 {
        for place in places {
          let row = dealt.rows.pointer[place]
          order.pointer[place] = row
          customerRows.pointer[place] = -1
          isInPlace = isInPlace && Int(row) == place
        }
      } else {
        let own = min(customers, part << shift)..<min(customers, (part + 1) << shift)
        let next = cursors.get(worker) ?? Buffer<Int32>(count: 1 << shift)
        cursors.set(worker, next)
        // Each thread touches its own first: fresh pages are cleared by all of them.
        (offsets.pointer + own.lowerBound).update(repeating: 0, count: own.count)
        for place in places { offsets.pointer[Int(dealt.customers.pointer[place])] += 1 }
        var place = Int32(truncatingIfNeeded: places.lowerBound)
        for customer in own {
          let size = offsets.pointer[customer]
          offsets.pointer[customer] = place
          next.pointer[customer - own.lowerBound] = place
          place += size
        }
        for place in places {
          let customer = Int(dealt.customers.pointer[place])
          let target = Int(next.pointer[customer - own.lowerBound])
          next.pointer[customer - own.lowerBound] += 1
          order.pointer[target] = dealt.rows.pointer[place]
          customerRows.pointer[target] = Int32(truncatingIfNeeded: customer)
        }
        if let time {
          for customer in own {
            Self.sort(order, Int(offsets.pointer[customer])..<Int(next.pointer[customer - own.lowerBound]), by: time)
          }
        }
        for place in places { isInPlace = isInPlace && Int(order.pointer[place]) == place }
      }
      if !isInPlace { hasMoved.store(true, ordering: .relaxed) }
    }
    self.order = order
    self.customerRows = customerRows
    self.offsets = offsets
    orphanCount = starts.pointer[parts] - starts.pointer[parts - 1]
    offsets.pointer[customers] = Int32(truncatingIfNeeded: count - orphanCount)
    isInOrder = !hasMoved.load(ordering: .relaxed)
  }

  /// Up to 1,024 parts of a power of two of customers.
  private static func shift(_ customers: Int) -> Int {
    var shift = 0
    while customers >> shift > 1024 { shift += 1 }
    return shift
  }

  /// Events by part, in each part by row: two buffers of the size of most
  /// columns, which take their memory afterwards.
  private struct Dealt: Sendable {
    let customers: Buffer<Int32>
    let rows: Buffer<Int32>
  }

  /// Events by part, and where each part begins. The last part holds those
  /// without a customer.
  private static func dealt(
    _ rows: Buffer<Int32>, parts: Int, shift: Int, _ workers: Workers
  ) throws(ScriptError) -> (Dealt, starts: Buffer<Int>) {
    @Sendable @inline(__always)
    func part(_ customer: Int32) -> Int { customer < 0 ? parts - 1 : Int(customer) >> shift }
    let morsels = (rows.count + morselRows - 1) / morselRows
    let places = Buffer<Int>(count: morsels * parts, zeroed: true)
    try workers.run(rows: rows.count) { _, morsel, range in
      let own = places.pointer + morsel * parts
      for row in range { own[part(rows.pointer[row])] += 1 }
    }
    let starts = Buffer<Int>(count: parts + 1)
    var place = 0
    for part in 0..<parts {
      starts[part] = place
      for morsel in 0..<morsels {
        let size = places[morsel * parts + part]
        places[morsel * parts + part] = place
        place += size
      }
    }
    starts[parts] = place
    let dealt = Dealt(customers: Buffer(count: rows.count), rows: Buffer(count: rows.count))
    try workers.run(rows: rows.count) { _, morsel, range in
      let own = places.pointer + morsel * parts
      for row in range {
        let customer = rows.pointer[row]
        let part = part(customer)
        dealt.customers.pointer[own[part]] = customer
        dealt.rows.pointer[own[part]] = Int32(truncatingIfNeeded: row)
        own[part] += 1
      }
    }
    return (dealt, starts)
  }

  /// Sorts one customer's rows by time, equal times by row, missing times last.
  private static func sort(_ order: Buffer<Int32>, _ places: Range<Int>, by time: Column) {
    @inline(__always)
    func instant(_ place: Int) -> Int64 {
      let row = Int(order.pointer[place])
      return time.isPresent(row) ? time.integer(row) : .max
    }
    if places.count < 2 { return }
    var last = instant(places.lowerBound)
    var isSorted = true
    for place in places.dropFirst() {
      let next = instant(place)
      isSorted = isSorted && last <= next
      last = next
    }
    if isSorted { return }
    let sorted = places.map { (instant($0), order.pointer[$0]) }.sorted { $0 < $1 }
    for (place, entry) in zip(places, sorted) { order.pointer[place] = entry.1 }
  }
}
