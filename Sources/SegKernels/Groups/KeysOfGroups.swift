// The keys of the rows of groups: counted, searched and gathered.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Rows with their groups and the keys of their values.
struct KeysOfGroups: Sendable {
  let keys: ValueKeys
  private let aggregator: GroupedAggregator

  /// The most keys of all groups that are counted each by themselves: 4 MB a thread.
  static let mostCounters = 1 << 20
  /// The most keys of all groups that are marked in bits: 32 MB.
  static let mostMarks = 1 << 28

  init(_ aggregator: GroupedAggregator, _ keys: ValueKeys) {
    (self.aggregator, self.keys) = (aggregator, keys)
  }

  private var groups: Int { aggregator.groups }
  private var rowCount: Int { aggregator.rowCount }
  private var context: ExecutionContext { aggregator.context }

  /// The most frequent key of each group, counted in any order.
  func countedModes(_ span: (low: UInt64, count: Int)) throws(ScriptError) -> [UInt64?] {
    let (width, groups) = (span.count, self.groups)
    let slots = MorselResults<Buffer<UInt32>>(context.threads)
    let scratch = MorselResults<Buffer<UInt64>>(context.threads)
    try context.run(rows: rowCount) { worker, _, rows in
      let counts = slots.get(worker) ?? Buffer<UInt32>(count: groups * width, zeroed: true)
      let block = scratch.get(worker) ?? Buffer<UInt64>(count: morselRows)
      slots.set(worker, counts)
      scratch.set(worker, block)
      keys.read(rows, into: block.pointer)
      let (counters, read) = (counts.pointer, block.pointer)
      aggregator.forEach(rows) { row, group in counters[group * width + Int(read[row - rows.lowerBound] - span.low)] &+= 1 }
    }
    var modes = [UInt64?](repeating: nil, count: groups)
    let all = (0..<context.threads).compactMap { slots.get($0) }
    for group in 0..<groups {
      var most = 0
      for key in 0..<width {
        let count = all.reduce(0) { $0 + Int($1.pointer[group * width + key]) }
        if count > most { (modes[group], most) = (UInt64(key) + span.low, count) }
      }
    }
    return modes
  }

  /// The first row of each group with a key; -1 for a group without a key.
  func first(with wanted: [UInt64?]) -> [Int32] {
    var found = [Int32](repeating: -1, count: groups)
    var left = wanted.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
    let read = Buffer<UInt64>(count: morselRows)
    var start = 0
    while left > 0, start < rowCount {
      let rows = start..<min(rowCount, start + morselRows)
      keys.read(rows, into: read.pointer)
      aggregator.forEach(rows) { row, group in
        if found[group] < 0, wanted[group] == read.pointer[row - rows.lowerBound] {
          found[group] = Int32(truncatingIfNeeded: row)
          left -= 1
        }
      }
      start = rows.upperBound
    }
    return found
  }

  /// Calls `body` with each selected row, its group and its key, in order.
  func forEach(_ body: (_ row: Int, _ group: Int, _ key: UInt64) -> Void) {
    let read = Buffer<UInt64>(count: morselRows)
    var start = 0
    while start < rowCount, !context.isStopped {
      let rows = start..<min(rowCount, start + morselRows)
      keys.read(rows, into: read.pointer)
      aggregator.forEach(rows) { row, group in body(row, group, read.pointer[row - rows.lowerBound]) }
      start = rows.upperBound
    }
  }

  /// The keys of each group next to one another, in the order of the rows.
  func gathered(_ counts: Buffer<Int64>) throws(ScriptError) -> (Buffer<UInt64>, GroupPlaces) {
    let places = GroupPlaces(counts, groups)
    let gathered = try Buffer<UInt64>(count: places.count, in: context)
    let next = places.nextPlaces()
    forEach { _, group, key in
      gathered.pointer[next.pointer[group]] = key
      next.pointer[group] += 1
    }
    try context.check()
    return (gathered, places)
  }
}
