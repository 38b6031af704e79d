// Groups by columns of few values: one pass, no sorting, no hash.

import SegColumns
import SegDiagnostics

extension Grouping {
  /// Combinations of values that a table of group numbers may have.
  private static let smallLimit = 65_536

  /// A column whose places are looked up or counted from its least value.
  private struct SmallKey {
    let column: Column
    /// Places of text codes in the order of the texts.
    let ranks: Buffer<UInt32>?
    let low: Int64
    /// Places, with one more for missing.
    let cardinality: Int
  }

  /// Groups of columns that together have few combinations; nil where they
  /// may have many.
  static func small(_ columns: [Column], among rows: Bitmap, _ workers: Workers) throws(ScriptError) -> Grouping? {
    var keys: [SmallKey] = []
    var combinations = 1
    for column in columns {
      guard let key = try smallKey(column, workers) else { return nil }
      combinations *= key.cardinality
      guard combinations <= smallLimit else { return nil }
      keys.append(key)
    }
    let ids = Buffer<Int32>(count: rows.count)
    let seen = Slots<Buffer<UInt32>>(workers.threads)
    let (fixed, count) = (keys, combinations)
    try workers.run(rows: rows.count) { worker, _, range in
      let own = seen.get(worker) ?? Buffer<UInt32>(count: count, zeroed: true)
      seen.set(worker, own)
      // A morsel of numbers stays in the cache while each column adds its own.
      for (place, key) in fixed.enumerated() { Self.add(key, isFirst: place == 0, ids, range) }
      for row in range {
        if rows[row] { own.pointer[Int(ids.pointer[row])] &+= 1 } else { ids.pointer[row] = -1 }
      }
    }
    let numbers = Buffer<Int32>(count: combinations, zeroed: true)
    var sizes: [Int64] = []
    for combination in 0..<combinations {
      var size: Int64 = 0
      for worker in 0..<workers.threads { size += Int64(seen.get(worker)?.pointer[combination] ?? 0) }
      numbers[combination] = size > 0 ? Int32(truncatingIfNeeded: sizes.count) : -1
      if size > 0 { sizes.append(size) }
    }
    let groups = sizes.count
    if groups < combinations {
      try workers.run(rows: rows.count) { _, _, range in
        for row in range where ids.pointer[row] >= 0 { ids.pointer[row] = numbers.pointer[Int(ids.pointer[row])] }
      }
    }
    return Grouping(ids: ids, count: groups, representatives: representatives(ids, groups), sizes: Buffer(sizes))
  }

  /// A row of each group, the first.
  static func representatives(_ ids: Buffer<Int32>, _ count: Int) -> [Int32] {
    var rows = [Int32](repeating: -1, count: count)
    var left = count
    var row = 0
    while left > 0, row < ids.count {
      let id = Int(ids.pointer[row])
      if id >= 0, rows[id] < 0 {
        rows[id] = Int32(truncatingIfNeeded: row)
        left -= 1
      }
      row += 1
    }
    return rows
  }

  private static func smallKey(_ column: Column, _ workers: Workers) throws(ScriptError) -> SmallKey? {
    switch column.values {
    case .float64: return nil
    case .bits: return SmallKey(column: column, ranks: nil, low: 0, cardinality: 3)
    case .uint8, .uint16, .uint32:
      guard let dictionary = column.dictionary, dictionary.count < smallLimit else { return nil }
      return SmallKey(column: column, ranks: dictionary.ranks, low: 0, cardinality: dictionary.count + 1)
    case .int8, .int16, .int32, .int64:
      guard let range = try range(column, workers) else { return nil }
      let (distance, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      guard !overflow, distance < Int64(smallLimit) else { return nil }
      return SmallKey(column: column, ranks: nil, low: range.lowerBound, cardinality: Int(distance) + 2)
    }
  }

  /// The range of an integer column's values, 0 in it where one is missing.
  private static func range(_ column: Column, _ workers: Workers) throws(ScriptError) -> ClosedRange<Int64>? {
    let morsels = (column.count + morselRows - 1) / morselRows
    let slots = Slots<ClosedRange<Int64>>(morsels)
    try workers.run(rows: column.count) { _, morsel, rows in
      let block = Buffer<Int64>(count: rows.count)
      column.readIntegers(rows, into: block.pointer)
      var low = Int64.max
      var high = Int64.min
      for place in 0..<rows.count {
        low = min(low, block.pointer[place])
        high = max(high, block.pointer[place])
      }
      slots.set(morsel, low...high)
    }
    let ranges = (0..<morsels).compactMap { slots.get($0) }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return nil }
    return low...high
  }

  /// Makes room for a column's places in the numbers of rows and adds them.
  private static func add(_ key: SmallKey, isFirst: Bool, _ ids: Buffer<Int32>, _ range: Range<Int>) {
    let numbers = ids.pointer
    let stride = Int32(truncatingIfNeeded: key.cardinality)
    @inline(__always)
    func place(_ value: @autoclosure () -> Int32, _ row: Int) {
      numbers[row] = isFirst ? value() : numbers[row] &* stride &+ value()
    }
    @inline(__always)
    func codes<Code: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Code>) {
      guard let ranks = key.ranks?.pointer else { return }
      let values = buffer.pointer
      for row in range { place(Int32(bitPattern: ranks[Int(truncatingIfNeeded: values[row])]), row) }
    }
    @inline(__always)
    func integers<Narrow: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Narrow>) {
      let (values, low) = (buffer.pointer, key.low)
      for row in range { place(Int32(truncatingIfNeeded: Int64(truncatingIfNeeded: values[row]) &- low), row) }
    }
    switch key.column.values {
    case .uint8(let buffer): codes(buffer)
    case .uint16(let buffer): codes(buffer)
    case .uint32(let buffer): codes(buffer)
    case .int8(let buffer): integers(buffer)
    case .int16(let buffer): integers(buffer)
    case .int32(let buffer): integers(buffer)
    case .int64(let buffer): integers(buffer)
    case .bits(let bits): for row in range { place(bits[row] ? 1 : 0, row) }
    case .float64: break
    }
    guard let validity = key.column.validity else { return }
    // The last place of the column is that of missing values.
    let isAbsent = validity.words.pointer
    for row in range where isAbsent[row >> 6] >> UInt64(row & 63) & 1 == 0 {
      let former = isFirst ? 0 : numbers[row] / stride
      numbers[row] = former &* stride &+ (stride - 1)
    }
  }
}
