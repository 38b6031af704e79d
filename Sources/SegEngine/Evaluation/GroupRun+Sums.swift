// Sums of groups, each loop at the width that its column has in memory.

import SegColumns
import SegDiagnostics

extension GroupRun {
  /// A finished sum.
  struct GroupSum {
    let sum: NumberSum
    let unit: Double

    var count: Int { sum.count }
    var total: Double { sum.total(unit: unit) }
    /// Not a number of nothing.
    var mean: Double { sum.mean(unit: unit) }
  }

  /// The sums of each group with their counts.
  func sums(_ argument: Column) throws(ScriptError) -> [GroupSum] {
    guard case .float64(let values) = argument.values else {
      return [GroupSum](repeating: GroupSum(sum: NumberSum(), unit: 0), count: groups)
    }
    let unit = try argument.decimalUnit(workers)
    let sums: [NumberSum]
    if ids == nil {
      sums = [try wholeSum(values, unit: unit)]
    } else if unit == 0 {
      sums = try accumulate(from: NumberSum(), { $0.add(values.pointer[$1], unit: 0) }, join: { $0.add($1) })
    } else {
      sums = try accumulate(from: NumberSum(), { $0.addUnits(of: values.pointer[$1], unit: unit) }, join: { $0.add($1) })
    }
    return sums.map { GroupSum(sum: $0, unit: unit) }
  }

  /// The sum of one group. Decimals are counted in units, whose sums of a
  /// morsel cannot overflow, so whole words of rows are added without a look.
  private func wholeSum(_ values: Buffer<Double>, unit: Double) throws(ScriptError) -> NumberSum {
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = Slots<NumberSum>(morsels)
    try workers.run(rows: rowCount) { _, morsel, rows in
      var sum = NumberSum()
      if unit == 0 {
        forEach(rows) { row, _ in sum.add(values.pointer[row], unit: 0) }
      } else {
        var units: Int64 = 0
        let count = forEachRun(rows) { start, count in
          var own: Int64 = 0
          for row in start..<start + count { own &+= wholeUnits(values.pointer[row] * unit) }
          units &+= own
        }
        sum.add(units: units, count: count)
      }
      slots.set(morsel, sum)
    }
    var total = NumberSum()
    for morsel in 0..<morsels { if let sum = slots.get(morsel) { total.add(sum) } }
    return total
  }

  /// Calls `body` for runs of selected rows that lie side by side; returns how
  /// many rows there are.
  @inline(__always)
  private func forEachRun(_ rows: Range<Int>, _ body: (_ start: Int, _ count: Int) -> Void) -> Int {
    guard let words = selection?.words.pointer else {
      body(rows.lowerBound, rows.count)
      return rows.count
    }
    var total = 0
    var word = rows.lowerBound >> 6
    let end = (rows.upperBound + 63) >> 6
    while word < end {
      var bits = words[word]
      if bits == ~0 {
        let first = word
        repeat { word += 1 } while word < end && words[word] == ~0
        body(first << 6, (word - first) << 6)
        total += (word - first) << 6
        continue
      }
      total += bits.nonzeroBitCount
      while bits != 0 {
        body(word << 6 + bits.trailingZeroBitCount, 1)
        bits &= bits &- 1
      }
      word += 1
    }
    return total
  }

  struct IntegerSum: BitwiseCopyable, Sendable {
    var sum: Int64 = 0
    var overflowed = false

    @inline(__always)
    mutating func add(_ value: Int64) {
      let (next, overflow) = sum.addingReportingOverflow(value)
      sum = next
      overflowed = overflowed || overflow
    }

    mutating func add(_ part: IntegerSum) {
      add(part.sum)
      overflowed = overflowed || part.overflowed
    }
  }

  /// nil where a sum overflows.
  func integerSums(_ argument: Column) throws(ScriptError) -> [Int64]? {
    let sums: [IntegerSum] =
      switch argument.values {
      case .int8(let buffer): try sums(buffer)
      case .int16(let buffer): try sums(buffer)
      case .int32(let buffer): try sums(buffer)
      case .int64(let buffer): try sums(buffer)
      case .float64, .uint8, .uint16, .uint32, .bits: [IntegerSum](repeating: IntegerSum(), count: groups)
      }
    return sums.contains { $0.overflowed } ? nil : sums.map(\.sum)
  }

  @inline(__always)
  private func sums<Narrow: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ buffer: Buffer<Narrow>
  ) throws(ScriptError) -> [IntegerSum] {
    guard ids == nil, Narrow.bitWidth < 64 else {
      return try accumulate(
        from: IntegerSum(), { $0.add(Int64(truncatingIfNeeded: buffer.pointer[$1])) }, join: { $0.add($1) })
    }
    // A morsel of up to 32 bits each stays far below 64.
    let morsels = (rowCount + morselRows - 1) / morselRows
    let slots = Slots<Int64>(morsels)
    try workers.run(rows: rowCount) { _, morsel, rows in
      var sum: Int64 = 0
      _ = forEachRun(rows) { start, count in
        var own: Int64 = 0
        for row in start..<start + count { own &+= Int64(truncatingIfNeeded: buffer.pointer[row]) }
        sum &+= own
      }
      slots.set(morsel, sum)
    }
    var total = IntegerSum()
    for morsel in 0..<morsels { total.add(slots.get(morsel) ?? 0) }
    return [total]
  }

  /// The row with the smallest or largest value in each group, of equals the
  /// first smallest and the last largest; -1 for a group without one.
  func extremes(_ argument: Column, takesLarger: Bool) -> [Int32] {
    var best = [Int32](repeating: -1, count: groups)
    let ranks = argument.dictionary?.ranks
    if case .float64(let values) = argument.values {
      forEach(0..<rowCount) { row, group in
        let held = Int(best[group])
        if held < 0 || (takesLarger ? values.pointer[row] >= values.pointer[held] : values.pointer[row] < values.pointer[held]) {
          best[group] = Int32(truncatingIfNeeded: row)
        }
      }
      return best
    }
    func value(_ row: Int) -> Int64 { ranks.map { Int64($0.pointer[argument.code(row)]) } ?? argument.integer(row) }
    forEach(0..<rowCount) { row, group in
      let held = Int(best[group])
      if held < 0 || (takesLarger ? value(row) >= value(held) : value(row) < value(held)) {
        best[group] = Int32(truncatingIfNeeded: row)
      }
    }
    return best
  }
}
