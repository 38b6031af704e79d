// The loops over rows with a group number each.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Rows, their groups, and which of them count.
package struct GroupedAggregator: Sendable {
  /// nil: one group of all rows.
  let ids: GroupIDs?
  let rowCount: Int
  let groups: Int
  /// nil: all.
  let selection: Bitmap?
  let context: ExecutionContext

  package init(ids: GroupIDs, groups: Int, selection: Bitmap?, context: ExecutionContext) {
    self.ids = ids
    rowCount = ids.count
    self.groups = groups
    self.selection = selection
    self.context = context
  }

  /// One group: of the selected rows, or of all.
  package init(rows selection: Bitmap?, of rowCount: Int, context: ExecutionContext) {
    ids = nil
    self.rowCount = rowCount
    groups = 1
    self.selection = selection
    self.context = context
  }

  /// Morsels have accumulators of their own, which are combined in order. With more groups
  /// than this, there is one accumulator for each group, so that memory stays small. The
  /// choice depends on the number of groups alone, never on the threads.
  static let groupLimit = 4096

  /// Unchecked: each thread writes only to its own slots.
  private struct Shared<Sum>: @unchecked Sendable {
    let sums: UnsafeMutablePointer<Sum>
  }

  @inline(__always)
  func forEach(_ rows: Range<Int>, _ body: (_ row: Int, _ group: Int) -> Void) {
    guard let ids else {
      guard let words = selection?.words.pointer else {
        for row in rows { body(row, 0) }
        return
      }
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits = words[word]
        while bits != 0 {
          body(word << 6 + bits.trailingZeroBitCount, 0)
          bits &= bits &- 1
        }
      }
      return
    }
    ids.forEach(rows, selection?.words.pointer, body)
  }

  func accumulate<Sum: BitwiseCopyable & Sendable>(
    from start: Sum, _ add: @Sendable (inout Sum, _ row: Int) -> Void, join: (inout Sum, Sum) -> Void
  ) throws(ScriptError) -> [Sum] {
    try accumulate(from: [Sum](repeating: start, count: groups), add, join: join)
  }

  /// - Parameter starts: the sum of no rows, for each group.
  func accumulate<Sum: BitwiseCopyable & Sendable>(
    from starts: [Sum], _ add: @Sendable (inout Sum, _ row: Int) -> Void, join: (inout Sum, Sum) -> Void
  ) throws(ScriptError) -> [Sum] {
    if groups > Self.groupLimit {
      // Each piece reads all rows and adds those of its own groups, so the rows of a group
      // are added in order for any number of pieces.
      var sums = starts
      let pieces = min(context.threads, 16)
      try sums.withUnsafeMutableBufferPointer { (sums) throws(ScriptError) in
        guard let base = sums.baseAddress else { return }
        let shared = Shared(sums: base)
        let groups = self.groups
        try context.run(pieces: pieces) { _, piece in
          let own = groups * piece / pieces..<groups * (piece + 1) / pieces
          forEach(0..<rowCount) { row, group in
            if own.contains(group) { add(&shared.sums[group], row) }
          }
        }
      }
      return sums
    }
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = MorselResults<Buffer<Sum>>(morsels)
    try context.run(rows: rowCount) { _, morsel, rows in
      let sums = Buffer(starts)
      forEach(rows) { row, group in add(&sums.pointer[group], row) }
      slots.set(morsel, sums)
    }
    var total = starts
    for morsel in 0..<morsels {
      guard let sums = slots.get(morsel) else { continue }
      for group in 0..<groups { join(&total[group], sums.pointer[group]) }
    }
    return total
  }

  /// Accumulates what is the same in any order of the rows, so that each thread has one accumulator for each group.
  @inline(__always)
  func accumulateExactly<Sum: BitwiseCopyable & Sendable>(
    _ nothing: Sum, _ add: @Sendable (inout Sum, _ row: Int) -> Void, join: @Sendable (inout Sum, Sum) -> Void
  ) throws(ScriptError) -> [Sum] {
    if groups > Self.groupLimit { return try accumulate(from: nothing, add, join: join) }
    // Rows with even and odd numbers have separate ones: neighbors are often in one group, and would wait for one another.
    let width = 2 * groups
    let slots = MorselResults<Buffer<Sum>>(context.threads)
    try context.run(rows: rowCount) { worker, _, rows in
      let own = slots.get(worker) ?? Buffer([Sum](repeating: nothing, count: width))
      slots.set(worker, own)
      let sums = own.pointer
      if ids == nil {
        // In registers.
        var sum = nothing
        forEach(rows) { row, _ in add(&sum, row) }
        join(&sums[0], sum)
      } else {
        forEach(rows) { row, group in add(&sums[group << 1 | row & 1], row) }
      }
    }
    var total = [Sum](repeating: nothing, count: groups)
    for worker in 0..<context.threads {
      guard let own = slots.get(worker) else { continue }
      for place in 0..<width { join(&total[place >> 1], own[place]) }
    }
    return total
  }

  /// The number of selected rows in each group.
  package func counts() throws(ScriptError) -> Buffer<Int64> {
    if ids == nil { return Buffer([Int64(selection?.population ?? rowCount)]) }
    return try groupCounts()
  }

  private func groupCounts() throws(ScriptError) -> Buffer<Int64> {
    Buffer(try accumulate(from: Int64(0), { count, _ in count &+= 1 }, join: { $0 &+= $1 }))
  }

  /// The number of different values in each group.
  package func distinct(_ argument: Column) throws(ScriptError) -> [Int] {
    if let (low, cardinality) = Self.span(argument), groups <= Self.distinctBits / cardinality {
      let seen = try Bitmap(count: groups * cardinality, in: context)
      if argument.dictionary != nil {
        forEach(0..<rowCount) { row, group in seen.set(group * cardinality + argument.code(row)) }
      } else {
        forEach(0..<rowCount) { row, group in seen.set(group * cardinality + Int(argument.integer(row) - low)) }
      }
      var counts = [Int](repeating: 0, count: groups)
      seen.forEachRow { counts[$0 / cardinality] += 1 }
      return counts
    }
    var seen = [Set<UInt64>](repeating: [], count: groups)
    forEach(0..<rowCount) { row, group in seen[group].insert(argument.identity(row)) }
    return seen.map(\.count)
  }

  /// The most values of all groups that are marked in bits: 32 MB.
  private static let distinctBits = 1 << 28

  /// The smallest value and the number of possible values, for texts and for integers that
  /// are close together.
  private static func span(_ column: Column) -> (low: Int64, cardinality: Int)? {
    if let dictionary = column.dictionary { return (0, max(1, dictionary.count)) }
    if case .float64 = column.values { return nil }
    if case .bits = column.values { return nil }
    var low = Int64.max
    var high = Int64.min
    let block = Buffer<Int64>(count: batchRows)
    var start = 0
    while start < column.count {
      let rows = start..<min(column.count, start + batchRows)
      column.readIntegers(rows, into: block.pointer)
      // Under a missing value there is 0, which only widens the range.
      for place in 0..<rows.count {
        low = min(low, block.pointer[place])
        high = max(high, block.pointer[place])
      }
      start = rows.upperBound
    }
    let (distance, overflow) = high.subtractingReportingOverflow(low)
    guard !overflow, distance >= 0, distance < Int64(distinctBits) else { return nil }
    return (low, Int(distance) + 1)
  }
}
