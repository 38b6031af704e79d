// Rank keys as unsigned integers: smaller is better.

import CKernels
import SegColumns
import SegDiagnostics
import SegRuntime

/// One key of a ranking for every row of a frame. Missing rows come last in both directions.
///
/// A row's ordinal is computed from the column on use: an array of ordinals would take more
/// memory than most columns.
package struct RankKey: @unchecked Sendable {
  private let column: Column
  private let source: Source
  private let flip: UInt64
  /// Whether the integers are units of decimals: then they have the ordinals of numbers,
  /// whose buckets are narrow where amounts are dense and wide where they are sparse.
  private let isDecimal: Bool
  private let lazyRange = OnceCell<(ClosedRange<UInt64>, nearZero: ClosedRange<UInt64>?)>()
  private let context: ExecutionContext

  /// nil: no value is missing.
  var validity: Bitmap? { column.validity }

  /// The column's memory, which the column keeps alive: plain pointers, so that threads need
  /// no reference counting.
  private enum Source: @unchecked Sendable {
    case int8(UnsafePointer<Int8>)
    case uint8(UnsafePointer<UInt8>)
    case int16(UnsafePointer<Int16>)
    case int32(UnsafePointer<Int32>)
    case int64(UnsafePointer<Int64>)
    case float64(UnsafePointer<Double>)
    case codes8(UnsafePointer<UInt8>, ranks: UnsafePointer<UInt32>)
    case codes16(UnsafePointer<UInt16>, ranks: UnsafePointer<UInt32>)
    case codes32(UnsafePointer<UInt32>, ranks: UnsafePointer<UInt32>)
    case bits(UnsafePointer<UInt64>)

    init(_ column: Column) {
      func ranks() -> UnsafePointer<UInt32> {
        UnsafePointer((column.dictionary ?? Self.noTexts).ranks.pointer)
      }
      switch column.values {
      case .int8(let buffer): self = .int8(buffer.pointer)
      case .uint8(let buffer): self = .uint8(buffer.pointer)
      case .int16(let buffer): self = .int16(buffer.pointer)
      case .int32(let buffer): self = .int32(buffer.pointer)
      case .int64(let buffer): self = .int64(buffer.pointer)
      case .float64(let buffer): self = .float64(buffer.pointer)
      case .codes8(let buffer): self = .codes8(buffer.pointer, ranks: ranks())
      case .codes16(let buffer): self = .codes16(buffer.pointer, ranks: ranks())
      case .codes32(let buffer): self = .codes32(buffer.pointer, ranks: ranks())
      case .bits(let bits): self = .bits(bits.words.pointer)
      }
    }

    private static let noTexts = TextDictionary([""])
  }

  package init(_ column: Column, ascending: Bool, _ context: ExecutionContext) {
    self.column = column
    self.context = context
    source = Source(column)
    flip = ascending ? 0 : ~0
    isDecimal = column.scale != nil
  }

  /// The range of the ordinals cut into 65,536 buckets.
  ///
  /// Ordinals of numbers have as much room between 1e-300 and 1e-299 as between 1 and 10, so
  /// numbers near zero share one bucket, to leave room for the others.
  struct Buckets: Sendable {
    static let count = 65_536

    private let low: UInt64
    /// The ends of the range that counts as one ordinal.
    private let gap: ClosedRange<UInt64>
    private let shift: UInt64

    /// - Parameter nearZero: ordinals that need not be distinguished.
    init(_ range: ClosedRange<UInt64>, nearZero: ClosedRange<UInt64>? = nil, count: Int = Self.count) {
      low = range.lowerBound
      gap = nearZero?.clamped(to: range) ?? low...low
      let distance = gap.lowerBound - low + (range.upperBound - gap.upperBound)
      let bits = 64 - UInt64(count.leadingZeroBitCount) - 1
      shift = UInt64(max(0, 64 - distance.leadingZeroBitCount - Int(bits)))
    }

    /// Whether all ordinals of a bucket are equal.
    var areSingle: Bool { shift == 0 && gap.lowerBound == gap.upperBound }

    /// The bucket of a row's ordinal; lower buckets are better.
    @inline(__always)
    subscript(_ ordinal: UInt64) -> Int {
      let distance = (min(ordinal, gap.lowerBound) &- low) &+ (max(ordinal, gap.upperBound) &- gap.upperBound)
      return Int(truncatingIfNeeded: distance >> shift)
    }

    /// For kernels that write the buckets of many values.
    fileprivate func bucketing(_ flip: UInt64) -> seg_bucketing {
      seg_bucketing(flip: flip, low: low, gap_low: gap.lowerBound, gap_high: gap.upperBound, shift: shift)
    }

    /// The ordinals of a bucket.
    func ordinals(_ bucket: Int) -> ClosedRange<UInt64> {
      let (after, isBeyond) = first(bucket + 1)
      let first = first(bucket).ordinal
      return first...max(first, isBeyond ? .max : after &- 1)
    }

    /// The least ordinal of a bucket or a later one.
    private func first(_ bucket: Int) -> (ordinal: UInt64, isBeyond: Bool) {
      let distance = UInt64(bucket) << shift
      if distance >> shift != UInt64(bucket) { return (.max, true) }
      let before = gap.lowerBound - low
      if distance <= before { return (low + distance, false) }
      let (ordinal, overflow) = gap.upperBound.addingReportingOverflow(distance - before)
      return (ordinal, overflow)
    }
  }

  func buckets(_ count: Int = Buckets.count) throws(ScriptError) -> Buckets {
    let (range, nearZero) = try lazyRange.value { () throws(ScriptError) in try self.range() }
    return Buckets(range, nearZero: nearZero, count: count)
  }

  /// The smallest and the largest ordinal of the values, and those of numbers that are small
  /// compared with them.
  private func range() throws(ScriptError) -> (ClosedRange<UInt64>, nearZero: ClosedRange<UInt64>?) {
    if isDecimal {
      // The full range of the width: unused buckets cost less than finding the range.
      let ends = (Self.ordinal(-limitOfUnits) ^ flip, Self.ordinal(limitOfUnits) ^ flip)
      let half = (Self.ordinal(-0.5) ^ flip, Self.ordinal(0.5) ^ flip)
      return (min(ends.0, ends.1)...max(ends.0, ends.1), min(half.0, half.1)...max(half.0, half.1))
    }
    let morsels = (column.count + morselRows - 1) / morselRows
    let ranges = MorselResults<ClosedRange<UInt64>>(morsels)
    let words = column.validity.map { UnsafePointer($0.words.pointer) }
    let bits = words.map(Words.init)
    try context.run(rows: column.count) { _, morsel, rows in
      if case .float64(let values) = source {
        var least = Double.infinity
        var greatest = -Double.infinity
        seg_range_double(
          values + rows.lowerBound, rows.count, bits.map { $0.pointer + rows.lowerBound >> 6 }, &least, &greatest)
        if least > greatest { return }
        let ends = (Self.ordinal(least) ^ flip, Self.ordinal(greatest) ^ flip)
        ranges.set(morsel, min(ends.0, ends.1)...max(ends.0, ends.1))
        return
      }
      if let ends = narrowRange(rows, bits.map { $0.pointer + rows.lowerBound >> 6 }) {
        let ordinals = (UInt64(bitPattern: ends.low) ^ Self.signBit ^ flip, UInt64(bitPattern: ends.high) ^ Self.signBit ^ flip)
        if ends.low <= ends.high { ranges.set(morsel, min(ordinals.0, ordinals.1)...max(ordinals.0, ordinals.1)) }
        return
      }
      var least = UInt64.max
      var greatest: UInt64 = 0
      for row in rows where bits.map({ $0.pointer[row >> 6] >> UInt64(row & 63) & 1 == 1 }) ?? true {
        let ordinal = ordinal(row)
        least = min(least, ordinal)
        greatest = max(greatest, ordinal)
      }
      if least <= greatest { ranges.set(morsel, least...greatest) }
    }
    let found = (0..<morsels).compactMap { ranges.get($0) }
    guard let least = found.map(\.lowerBound).min(), let greatest = found.map(\.upperBound).max() else { return (0...0, nil) }
    guard case .float64 = source else { return (least...greatest, nil) }
    // Never 0: the ordinal of -0 belongs to no value, and no bucket may end there, because
    // comparisons treat it as 0.
    let small = max(
      max(abs(Self.number(least ^ flip)), abs(Self.number(greatest ^ flip))) * 0x1p-24, .leastNonzeroMagnitude)
    let ends = (Self.ordinal(small) ^ flip, Self.ordinal(-small) ^ flip)
    return (least...greatest, min(ends.0, ends.1)...max(ends.0, ends.1))
  }

  /// The range of the integers of some rows; without rows `low` is above `high`. nil for
  /// other types.
  private func narrowRange(_ rows: Range<Int>, _ words: UnsafePointer<UInt64>?) -> (low: Int64, high: Int64)? {
    var low = Int64.max
    var high = Int64.min
    switch source {
    case .int8(let values): seg_range_int8(values + rows.lowerBound, rows.count, words, &low, &high)
    case .uint8(let values): seg_range_uint8(values + rows.lowerBound, rows.count, words, &low, &high)
    case .int16(let values): seg_range_int16(values + rows.lowerBound, rows.count, words, &low, &high)
    case .int32(let values): seg_range_int32(values + rows.lowerBound, rows.count, words, &low, &high)
    case .int64, .float64, .codes8, .codes16, .codes32, .bits: return nil
    }
    return (low, high)
  }

  private var limitOfUnits: Double {
    switch source {
    case .int8: 0x1p7
    case .uint8: 0x1p8
    case .int16: 0x1p15
    case .int32, .int64, .float64, .codes8, .codes16, .codes32, .bits: 0x1p31
    }
  }

  /// Writes the buckets of some rows; for missing ones the bucket is arbitrary.
  func write(_ buckets: Buckets, of rows: Range<Int>, into target: UnsafeMutablePointer<UInt16>) {
    let by = buckets.bucketing(flip)
    let (start, count) = (rows.lowerBound, rows.count)
    switch source {
    case .int8(let values): (isDecimal ? seg_buckets_units_int8 : seg_buckets_int8)(values + start, count, by, target)
    case .uint8(let values): (isDecimal ? seg_buckets_units_uint8 : seg_buckets_uint8)(values + start, count, by, target)
    case .int16(let values): (isDecimal ? seg_buckets_units_int16 : seg_buckets_int16)(values + start, count, by, target)
    case .int32(let values): (isDecimal ? seg_buckets_units_int32 : seg_buckets_int32)(values + start, count, by, target)
    case .int64(let values): seg_buckets_int64(values + start, count, by, target)
    case .float64(let values): seg_buckets_double(values + start, count, by, target)
    case .codes8, .codes16, .codes32, .bits:
      for row in rows { target[row - start] = UInt16(truncatingIfNeeded: buckets[ordinal(row)]) }
    }
  }

  private struct Words: @unchecked Sendable {
    let pointer: UnsafePointer<UInt64>
  }

  private static let signBit: UInt64 = 1 << 63

  /// The ordinal of a number, ascending.
  @inline(__always)
  static func ordinal(_ value: Double) -> UInt64 {
    // Adding 0 makes -0 into 0, so that both tie. Negative numbers order
    // backwards by their bits.
    let bits = (value + 0).bitPattern
    let negative = UInt64(bitPattern: Int64(bitPattern: bits) >> 63)
    return bits ^ (negative | signBit)
  }

  /// The number of an ordinal; an ordinal past all numbers gives the last number.
  private static func number(_ ordinal: UInt64) -> Double {
    let value = Double(bitPattern: ordinal & signBit == 0 ? ~ordinal : ordinal ^ signBit)
    if value.isNaN { return ordinal & signBit == 0 ? -.infinity : .infinity }
    return value
  }

  /// Whether `compare` knows the column.
  var isComparable: Bool {
    switch source {
    case .int8, .uint8, .int16, .int32, .int64, .float64: true
    case .codes8, .codes16, .codes32, .bits: false
    }
  }

  /// Keeps the bits of the rows whose ordinal is below a limit, or at most the limit,
  /// without computing the ordinals.
  ///
  /// - Parameter rows: begin at a word.
  func compare(_ rows: Range<Int>, to limit: UInt64, orEqual: Bool, keep words: UnsafeMutablePointer<UInt64>) {
    let comparison =
      flip == 0 ? (orEqual ? seg_less_or_equal : seg_less) : (orEqual ? seg_greater_or_equal : seg_greater)
    let ordinal = limit ^ flip
    let start = rows.lowerBound
    let integer: Int64
    if isDecimal {
      // Integers below a number are those below the next integer, or up to the
      // one before.
      let number = max(-0x1p40, min(0x1p40, Self.number(ordinal)))
      let isUp = (flip == 0) != orEqual
      integer = Int64(number.rounded(isUp ? .up : .down))
    } else {
      integer = Int64(bitPattern: ordinal ^ Self.signBit)
    }
    func integers<Narrow: FixedWidthInteger & ComparedValue>(_ values: UnsafePointer<Narrow>) {
      if let limit = Narrow(exactly: integer) {
        Narrow.compare(values + start, rows.count, comparison, limit, words)
      } else {
        // The limit is outside of the values of that width.
        if (integer > 0) != (flip == 0) { words.update(repeating: 0, count: (rows.count + 63) >> 6) }
      }
    }
    switch source {
    case .int8(let values): integers(values)
    case .uint8(let values): integers(values)
    case .int16(let values): integers(values)
    case .int32(let values): integers(values)
    case .int64(let values): integers(values)
    case .float64(let values): Double.compare(values + start, rows.count, comparison, Self.number(ordinal), words)
    case .codes8, .codes16, .codes32, .bits: break
    }
  }

  /// Writes the ordinals of `count` rows from `start` on; arbitrary for missing values.
  @inline(__always)
  private static func read(
    _ source: Source, isDecimal: Bool, _ flip: UInt64, _ start: Int, _ count: Int, into out: UnsafeMutablePointer<UInt64>
  ) {
    @inline(__always)
    func integers<Narrow: FixedWidthInteger>(_ values: UnsafePointer<Narrow>) {
      if isDecimal {
        for row in 0..<count { out[row] = ordinal(Double(values[start + row])) ^ flip }
        return
      }
      for row in 0..<count { out[row] = (UInt64(bitPattern: Int64(truncatingIfNeeded: values[start + row])) ^ signBit) ^ flip }
    }
    @inline(__always)
    func codes<Code: FixedWidthInteger>(_ values: UnsafePointer<Code>, _ ranks: UnsafePointer<UInt32>) {
      for row in 0..<count { out[row] = UInt64(ranks[Int(truncatingIfNeeded: values[start + row])]) ^ flip }
    }
    switch source {
    case .int8(let values): integers(values)
    case .uint8(let values): integers(values)
    case .int16(let values): integers(values)
    case .int32(let values): integers(values)
    case .int64(let values): integers(values)
    case .float64(let values):
      for row in 0..<count { out[row] = ordinal(values[start + row]) ^ flip }
    case .codes8(let values, let ranks): codes(values, ranks)
    case .codes16(let values, let ranks): codes(values, ranks)
    case .codes32(let values, let ranks): codes(values, ranks)
    case .bits(let words):
      for row in start..<start + count { out[row - start] = (words[row >> 6] >> UInt64(row & 63) & 1) ^ flip }
    }
  }

  /// Writes the ordinals of the rows of a word of 64.
  @inline(__always)
  func read(word: Int, into ordinals: UnsafeMutablePointer<UInt64>) {
    Self.read(source, isDecimal: isDecimal, flip, word << 6, min(64, column.count - word << 6), into: ordinals)
  }

  /// The ordinal of a row: smaller is better. Arbitrary for a missing value.
  @inline(__always)
  func ordinal(_ row: Int) -> UInt64 {
    var ordinal: UInt64 = 0
    Self.read(source, isDecimal: isDecimal, flip, row, 1, into: &ordinal)
    return ordinal
  }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool { validity?[row] ?? true }
}
