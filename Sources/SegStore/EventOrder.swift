// The order of events by customer and time, and the offset of each customer.

import SegPlatform
import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime
import Synchronization

/// The order of events by customer, then by time, then by row; orphaned events come last.
struct EventOrder {
  /// The event at each place.
  let order: Buffer<Int32>
  /// The customer at each place, -1 if it is unknown.
  let customerRows: Buffer<Int32>
  /// For each customer the place of the first event; one more at the end.
  let offsets: Buffer<Int32>
  let orphanCount: Int
  /// Whether every event is at its place already.
  let isInOrder: Bool
  /// The row that owns the event at each place, if the order is by these.
  var ownerRows: Buffer<Int32>?

  /// Sorts each partition's events on one thread, by counting.
  ///
  /// - Parameters:
  ///   - partitioned: the partitioned events; their rows are sorted in place.
  ///   - time: nil if the rows are already in the order of time.
  init(_ partitioned: PartitionedEvents, time: Column?, _ context: ExecutionContext) throws(ScriptError) {
    let (customers, parts, shift) = (partitioned.customers, partitioned.parts, partitioned.shift)
    let order = partitioned.rows
    let customerRows = try Buffer<Int32>(count: order.count, in: context)
    let offsets = try Buffer<Int32>(count: customers + 1, in: context)
    // For each worker: a partition's events, and the place of the next event of each of its
    // customers.
    let copies = MorselResults<Buffer<Int32>>(context.threads)
    let instants = MorselResults<Instants>(context.threads)
    let cursors = MorselResults<Buffer<Int32>>(context.threads)
    let hasMoved = Atomic<Bool>(false)
    try context.run(pieces: parts) { worker, part in
      let places = partitioned.places(part)
      var isInPlace = true
      if part == parts - 1 {
        for place in places {
          customerRows.pointer[place] = -1
          isInPlace = isInPlace && Int(order.pointer[place]) == place
        }
      } else {
        let own = min(customers, part << shift)..<min(customers, (part + 1) << shift)
        let next = cursors.get(worker) ?? Buffer<Int32>(count: 1 << shift)
        cursors.set(worker, next)
        var copy = copies.get(worker) ?? Buffer<Int32>(count: places.count)
        if copy.count < places.count { copy = Buffer(count: places.count) }
        copies.set(worker, copy)
        memcpy(copy.pointer, order.pointer + places.lowerBound, places.count * 4)
        let sizes = offsets.pointer + own.lowerBound
        Self.begin(sizes, next.pointer, own.count, partitioned, places)
        var times = time == nil ? nil : instants.get(worker) ?? Instants()
        if let time { times?.read(time, copy.pointer, places.count) }
        for place in places {
          let local = Int(partitioned.local.pointer[place])
          let target = Int(next.pointer[local])
          next.pointer[local] += 1
          order.pointer[target] = copy.pointer[place - places.lowerBound]
          customerRows.pointer[target] = Int32(truncatingIfNeeded: own.lowerBound + local)
          times?.put(place - places.lowerBound, at: target - places.lowerBound)
        }
        if let times {
          for local in 0..<own.count {
            times.sort(
              order.pointer + places.lowerBound, Int(sizes[local]) - places.lowerBound..<Int(next.pointer[local]) - places.lowerBound)
          }
          instants.set(worker, times)
        }
        for place in places { isInPlace = isInPlace && Int(order.pointer[place]) == place }
      }
      if !isInPlace { hasMoved.store(true, ordering: .relaxed) }
    }
    self.order = order
    self.customerRows = customerRows
    self.offsets = offsets
    orphanCount = partitioned.orphanCount
    offsets.pointer[customers] = Int32(truncatingIfNeeded: order.count - orphanCount)
    isInOrder = !hasMoved.load(ordering: .relaxed)
  }

  /// Writes where the events of each customer of a part begin.
  private static func begin(
    _ starts: UnsafeMutablePointer<Int32>, _ next: UnsafeMutablePointer<Int32>, _ customers: Int, _ partitioned: PartitionedEvents,
    _ places: Range<Int>
  ) {
    // Each thread touches its own memory first, so that all threads clear fresh pages.
    starts.update(repeating: 0, count: customers)
    for place in places { starts[Int(partitioned.local.pointer[place])] += 1 }
    var place = Int32(truncatingIfNeeded: places.lowerBound)
    for local in 0..<customers {
      let size = starts[local]
      starts[local] = place
      next[local] = place
      place += size
    }
  }

  /// The order of rows by the rows of a table that owns them, which lie in the order of customers and time, so that no
  /// two need be compared.
  ///
  /// - Parameters:
  ///   - ownerRows: each row's owner, -1 if there is none.
  ///   - customers: how many there are.
  init(by ownerRows: Buffer<Int32>, of owner: EventTable, customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    // The owners of nobody are the last.
    let owned = Int32(truncatingIfNeeded: owner.table.rowCount - owner.orphanCount)
    let known = try Buffer<Int32>(count: ownerRows.count, in: context)
    try context.run(rows: known.count) { _, _, range in
      for row in range { known.pointer[row] = ownerRows.pointer[row] < owned ? ownerRows.pointer[row] : -1 }
    }
    let sorted = try EventOrder(try PartitionedEvents(known, customers: Int(owned), context), time: nil, context)
    let offsets = try Buffer<Int32>(count: customers + 1, in: context)
    for customer in 0...customers { offsets.pointer[customer] = sorted.offsets.pointer[Int(owner.offsets.pointer[customer])] }
    let (order, owners) = (sorted.order, sorted.customerRows)
    let customerRows = try Buffer<Int32>(count: owners.count, in: context)
    try context.run(rows: owners.count) { _, _, range in
      for place in range {
        let row = owners.pointer[place]
        if row >= 0 {
          customerRows.pointer[place] = owner.customerRows.pointer[Int(row)]
        } else {
          // An owner of nobody owns it, or none.
          customerRows.pointer[place] = -1
          owners.pointer[place] = ownerRows.pointer[Int(order.pointer[place])]
        }
      }
    }
    (self.order, self.customerRows, self.ownerRows, self.offsets) = (order, customerRows, owners, offsets)
    (orphanCount, isInOrder) = (sorted.orphanCount, sorted.isInOrder)
  }
}

/// Events partitioned by ranges of customers into parts that fit the cache, in each part by
/// row. The last part has the orphaned events.
struct PartitionedEvents: Sendable {
  let customers: Int
  let parts: Int
  /// The logarithm to base 2 of the customers in a part, which are at most 65,536.
  let shift: Int
  /// The events, part by part.
  let rows: Buffer<Int32>
  /// The customer of each event within its part.
  let local: Buffer<UInt16>
  /// Where each part begins; one more at the end.
  private let starts: Buffer<Int>

  func places(_ part: Int) -> Range<Int> { starts.pointer[part]..<starts.pointer[part + 1] }

  var orphanCount: Int { places(parts - 1).count }

  /// - Parameter owners: each event's customer, -1 if it is unknown.
  init(_ owners: Buffer<Int32>, customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    let shift = Self.shift(customers)
    let parts = customers >> shift + 2
    @Sendable @inline(__always)
    func part(_ customer: Int32) -> Int { customer < 0 ? parts - 1 : Int(customer) >> shift }
    let morsels = (owners.count + morselRows - 1) / morselRows
    let places = Buffer<Int>(count: morsels * parts, zeroed: true)
    try context.run(rows: owners.count) { _, morsel, range in
      let own = places.pointer + morsel * parts
      for row in range { own[part(owners.pointer[row])] += 1 }
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
    let rows = try Buffer<Int32>(count: owners.count, in: context)
    let local = try Buffer<UInt16>(count: owners.count, in: context)
    let mask = Int32(truncatingIfNeeded: 1 << shift - 1)
    try context.run(rows: owners.count) { _, morsel, range in
      let own = places.pointer + morsel * parts
      for row in range {
        let customer = owners.pointer[row]
        let part = part(customer)
        local.pointer[own[part]] = UInt16(truncatingIfNeeded: customer & mask)
        rows.pointer[own[part]] = Int32(truncatingIfNeeded: row)
        own[part] += 1
      }
    }
    (self.customers, self.parts, self.shift, self.rows, self.local, self.starts) = (customers, parts, shift, rows, local, starts)
  }

  /// Up to 1,024 parts, each of a power of two of customers; more parts if a customer's
  /// number in its part would not fit 16 bits.
  private static func shift(_ customers: Int) -> Int {
    var shift = 0
    while customers >> shift > 1024 && shift < 16 { shift += 1 }
    return shift
  }
}
