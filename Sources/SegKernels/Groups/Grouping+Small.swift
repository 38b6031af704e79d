// Groups by columns of few values: one pass, without sorting or hashing.

import CKernels
import SegPlatform
import SegColumns
import SegDiagnostics
import SegRuntime

extension Grouping {
  /// The most combinations of values in a table of group numbers.
  private static let smallLimit = 65_536

  /// A column whose places are looked up, or counted from its smallest value.
  private struct SmallKey {
    let column: Column
    /// Places of text codes in the order of the texts.
    let ranks: Buffer<UInt32>?
    let low: Int64
    /// The number of places, plus one if values are missing.
    let cardinality: Int
    let hasMissing: Bool
  }

  /// Groups of columns that together have few combinations; nil if they may have many.
  static func small(_ columns: [Column], among rows: Bitmap, _ context: ExecutionContext) throws(ScriptError) -> Grouping? {
    var keys: [SmallKey] = []
    var combinations = 1
    for column in columns {
      guard let key = try smallKey(column, among: rows, context) else { return nil }
      combinations *= key.cardinality
      guard combinations <= smallLimit else { return nil }
      keys.append(key)
    }
    if combinations <= GroupIDs.mostNarrow {
      let (ids, sizes) = try numbered(keys, combinations, rows, context, as: UInt8.self)
      return Grouping(
        ids: .narrow(ids), count: sizes.count, representatives: representatives(ids, sizes.count), sizes: Buffer(sizes))
    }
    let (ids, sizes) = try numbered(keys, combinations, rows, context, as: Int32.self)
    return Grouping(
      ids: .wide(ids), count: sizes.count, representatives: representatives(ids, sizes.count), sizes: Buffer(sizes))
  }

  /// Each row's group, -1 (all bits) for none, and the number of rows of each.
  private static func numbered<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ keys: [SmallKey], _ combinations: Int, _ rows: Bitmap, _ context: ExecutionContext, as type: Number.Type
  ) throws(ScriptError) -> (Buffer<Number>, sizes: [Int64]) {
    let none = Number(truncatingIfNeeded: -1)
    let ids = try Buffer<Number>(count: rows.count, in: context)
    let seen = MorselResults<Buffer<UInt32>>(context.threads)
    try context.run(rows: rows.count) { worker, _, range in
      // Counts of rows with even and with odd numbers: neighbors are often in
      // one group, and would wait for one another.
      let own = seen.get(worker) ?? Buffer<UInt32>(count: 2 * combinations + 2, zeroed: true)
      seen.set(worker, own)
      let (counts, numbers) = (own.pointer, ids.pointer)
      // A morsel of numbers stays in the cache while each column adds its own.
      for (place, key) in keys.enumerated() { add(key, isFirst: place == 0, ids, range) }
      for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
        let bits = rows.words.pointer[word]
        if bits == ~0 {
          for row in word << 6..<word << 6 + 64 { counts[Int(numbers[row]) << 1 | row & 1] &+= 1 }
        } else {
          // No branch, because the needed rows are hard to predict.
          for row in word << 6..<min(range.upperBound, word << 6 + 64) {
            let isAsked = bits >> UInt64(row & 63) & 1 == 1
            counts[(isAsked ? Int(numbers[row]) : combinations) << 1 | row & 1] &+= 1
            numbers[row] = isAsked ? numbers[row] : none
          }
        }
      }
    }
    // Combinations without rows are removed.
    let dense = Buffer<Number>(count: combinations + 1)
    dense[combinations] = none
    var sizes: [Int64] = []
    for combination in 0..<combinations {
      var size: Int64 = 0
      for worker in 0..<context.threads {
        guard let own = seen.get(worker) else { continue }
        size += Int64(own.pointer[2 * combination]) + Int64(own.pointer[2 * combination + 1])
      }
      dense[combination] = size > 0 ? Number(truncatingIfNeeded: sizes.count) : none
      if size > 0 { sizes.append(size) }
    }
    if sizes.count < combinations {
      try context.run(rows: rows.count) { _, _, range in
        let (numbers, dense) = (ids.pointer, dense.pointer)
        for row in range { numbers[row] = dense[numbers[row] == none ? combinations : Int(numbers[row])] }
      }
    }
    return (ids, sizes)
  }

  /// The first row of each group.
  static func representatives<Number: FixedWidthInteger & BitwiseCopyable>(_ ids: Buffer<Number>, _ count: Int) -> [Int32] {
    let none = Number(truncatingIfNeeded: -1)
    var rows = [Int32](repeating: -1, count: count)
    var left = count
    var row = 0
    // Most groups have a row among the first ones; the others are searched by byte.
    let end = ids.count > morselRows && Number.bitWidth == 8 ? morselRows : ids.count
    while left > 0, row < end {
      let id = ids.pointer[row]
      if id != none, rows[Int(id)] < 0 {
        rows[Int(id)] = Int32(truncatingIfNeeded: row)
        left -= 1
      }
      row += 1
    }
    if left > 0, end < ids.count {
      for id in 0..<count where rows[id] < 0 {
        if let found = memchr(ids.pointer + end, Int32(truncatingIfNeeded: id), ids.count - end) {
          rows[id] = Int32(truncatingIfNeeded: UnsafeRawPointer(found) - UnsafeRawPointer(ids.pointer))
        }
      }
    }
    return rows
  }

  private static func smallKey(_ column: Column, among rows: Bitmap, _ context: ExecutionContext) throws(ScriptError) -> SmallKey? {
    // A place for missing values, if a needed row has one.
    let known = column.validity.flatMap { rows.isSubset(of: $0) ? nil : $0.intersection(rows) }
    let forMissing = known == nil ? 0 : 1
    switch column.values {
    case .float64: return nil
    case .bits: return SmallKey(column: column, ranks: nil, low: 0, cardinality: 2 + forMissing, hasMissing: known != nil)
    case .codes8, .codes16, .codes32:
      guard let dictionary = column.dictionary, dictionary.count < smallLimit else { return nil }
      return SmallKey(
        column: column, ranks: dictionary.ranks, low: 0, cardinality: max(1, dictionary.count) + forMissing, hasMissing: known != nil)
    case .int8, .uint8, .int16, .int32, .int64:
      guard let range = try range(column, among: known ?? rows, context) else { return nil }
      let (distance, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      guard !overflow, distance < Int64(smallLimit) else { return nil }
      return SmallKey(
        column: column, ranks: nil, low: range.lowerBound, cardinality: Int(distance) + 1 + forMissing, hasMissing: known != nil)
    }
  }

  /// The range of an integer column's values of some rows.
  private static func range(
    _ column: Column, among rows: Bitmap, _ context: ExecutionContext
  ) throws(ScriptError) -> ClosedRange<Int64>? {
    let morsels = (column.count + morselRows - 1) / morselRows
    let slots = MorselResults<ClosedRange<Int64>>(morsels)
    try context.run(rows: column.count) { _, morsel, range in
      var low = Int64.max
      var high = Int64.min
      let (start, count, words) = (range.lowerBound, range.count, rows.words.pointer + range.lowerBound >> 6)
      switch column.values {
      case .int8(let buffer): seg_range_int8(buffer.pointer + start, count, words, &low, &high)
      case .uint8(let buffer): seg_range_uint8(buffer.pointer + start, count, words, &low, &high)
      case .int16(let buffer): seg_range_int16(buffer.pointer + start, count, words, &low, &high)
      case .int32(let buffer): seg_range_int32(buffer.pointer + start, count, words, &low, &high)
      case .int64(let buffer):
        for row in range where rows[row] {
          low = min(low, buffer.pointer[row])
          high = max(high, buffer.pointer[row])
        }
      case .float64, .codes8, .codes16, .codes32, .bits: return
      }
      if low <= high { slots.set(morsel, low...high) }
    }
    let ranges = (0..<morsels).compactMap { slots.get($0) }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return nil }
    return low...high
  }

  /// Makes room for a column's places in the numbers of rows and adds them.
  @inline(__always)
  private static func add<Number: FixedWidthInteger & BitwiseCopyable>(
    _ key: SmallKey, isFirst: Bool, _ ids: Buffer<Number>, _ range: Range<Int>
  ) {
    let numbers = ids.pointer
    let stride = Number(truncatingIfNeeded: key.cardinality)
    @inline(__always)
    func place(_ value: (Int) -> Number) {
      if isFirst {
        for row in range { numbers[row] = value(row) }
      } else {
        for row in range { numbers[row] = numbers[row] &* stride &+ value(row) }
      }
      guard key.hasMissing, let present = key.column.validity?.words.pointer else { return }
      // The last place of the column is for missing values. The value under a missing one
      // is ignored, because its place may be outside of the column's.
      for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
        var missing = ~present[word]
        while missing != 0 {
          let row = word << 6 + missing.trailingZeroBitCount
          missing &= missing &- 1
          if row >= range.upperBound { break }
          numbers[row] = numbers[row] &- value(row) &+ (stride &- 1)
        }
      }
    }
    @inline(__always)
    func codes<Code: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Code>) {
      guard let ranks = key.ranks else { return }
      let (values, places) = (buffer.pointer, ranks.pointer)
      place { Number(truncatingIfNeeded: places[Int(truncatingIfNeeded: values[$0])]) }
    }
    @inline(__always)
    func integers<Narrow: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Narrow>) {
      let (values, low) = (buffer.pointer, Number(truncatingIfNeeded: key.low))
      // Overflow here is reversed later: the difference fits.
      place { Number(truncatingIfNeeded: values[$0]) &- low }
    }
    switch key.column.values {
    case .codes8(let buffer): codes(buffer)
    case .codes16(let buffer): codes(buffer)
    case .codes32(let buffer): codes(buffer)
    case .int8(let buffer): integers(buffer)
    case .uint8(let buffer): integers(buffer)
    case .int16(let buffer): integers(buffer)
    case .int32(let buffer): integers(buffer)
    case .int64(let buffer): integers(buffer)
    case .bits(let bits): place { bits[$0] ? 1 : 0 }
    case .float64: break
    }
  }
}
