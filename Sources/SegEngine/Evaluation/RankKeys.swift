// Rank keys as unsigned integers: the smaller, the better.

import SegColumns
import SegDiagnostics
import SegPlan

/// One key of a ranking for every row of a frame. Missing rows come last,
/// whatever the direction.
///
/// A row's ordinal is made from the column when it is looked at: an array of
/// them would be more memory than most columns.
struct RankKey: @unchecked Sendable {
  private let column: Column
  private let source: Source
  private let flip: UInt64
  /// The least ordinal, and how far the distance from it is shifted to fall
  /// into one of 65,536 buckets. With a shift of 0 a bucket is one value.
  let low: UInt64
  let shift: UInt64

  static let bucketCount = 65_536

  /// nil: no value is missing.
  var validity: Bitmap? { column.validity }

  /// The column's memory, which the column keeps: plain pointers, so that
  /// threads that read them count no references.
  private enum Source: @unchecked Sendable {
    case int8(UnsafePointer<Int8>)
    case int16(UnsafePointer<Int16>)
    case int32(UnsafePointer<Int32>)
    case int64(UnsafePointer<Int64>)
    case float64(UnsafePointer<Double>)
    case uint8(UnsafePointer<UInt8>, ranks: UnsafePointer<UInt32>)
    case uint16(UnsafePointer<UInt16>, ranks: UnsafePointer<UInt32>)
    case uint32(UnsafePointer<UInt32>, ranks: UnsafePointer<UInt32>)
    case bits(UnsafePointer<UInt64>)

    init(_ column: Column) {
      func ranks() -> UnsafePointer<UInt32> {
        UnsafePointer((column.dictionary ?? Self.noTexts).ranks.pointer)
      }
      switch column.values {
      case .int8(let buffer): self = .int8(buffer.pointer)
      case .int16(let buffer): self = .int16(buffer.pointer)
      case .int32(let buffer): self = .int32(buffer.pointer)
      case .int64(let buffer): self = .int64(buffer.pointer)
      case .float64(let buffer): self = .float64(buffer.pointer)
      case .uint8(let buffer): self = .uint8(buffer.pointer, ranks: ranks())
      case .uint16(let buffer): self = .uint16(buffer.pointer, ranks: ranks())
      case .uint32(let buffer): self = .uint32(buffer.pointer, ranks: ranks())
      case .bits(let bits): self = .bits(bits.words.pointer)
      }
    }

    private static let noTexts = TextDictionary([""])
  }

  init(_ column: Column, ascending: Bool, _ workers: Workers) throws(ScriptError) {
    self.column = column
    let source = Source(column)
    self.source = source
    let flip: UInt64 = ascending ? 0 : ~0
    self.flip = flip
    let morsels = (column.count + morselRows - 1) / morselRows
    let ranges = Slots<ClosedRange<UInt64>>(morsels)
    let count = column.count
    let validity = column.validity
    try workers.run(rows: count) { _, morsel, rows in
      var least = UInt64.max
      var greatest: UInt64 = 0
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { buffer in
        guard let ordinals = buffer.baseAddress else { return }
        for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
          let size = min(64, count - word << 6)
          Self.read(source, flip, word << 6, size, into: ordinals)
          var present = validity.map { $0.words.pointer[word] } ?? ~0
          if present == ~0 {
            for place in 0..<size {
              least = min(least, ordinals[place])
              greatest = max(greatest, ordinals[place])
            }
            continue
          }
          while present != 0 {
            let ordinal = ordinals[present.trailingZeroBitCount]
            present &= present &- 1
            least = min(least, ordinal)
            greatest = max(greatest, ordinal)
          }
        }
      }
      if least <= greatest { ranges.set(morsel, least...greatest) }
    }
    let found = (0..<morsels).compactMap { ranges.get($0) }
    low = found.map(\.lowerBound).min() ?? 0
    let distance = (found.map(\.upperBound).max() ?? 0) - low
    shift = UInt64(max(0, 48 - distance.leadingZeroBitCount))
  }

  private static let signBit: UInt64 = 1 << 63

  /// Writes the ordinals of `count` rows from `start` on; under a missing
  /// value: anything.
  @inline(__always)
  private static func read(
    _ source: Source, _ flip: UInt64, _ start: Int, _ count: Int, into out: UnsafeMutablePointer<UInt64>
  ) {
    @inline(__always)
    func integers<Narrow: FixedWidthInteger>(_ values: UnsafePointer<Narrow>) {
      for row in 0..<count { out[row] = (UInt64(bitPattern: Int64(truncatingIfNeeded: values[start + row])) ^ signBit) ^ flip }
    }
    @inline(__always)
    func codes<Code: FixedWidthInteger>(_ values: UnsafePointer<Code>, _ ranks: UnsafePointer<UInt32>) {
      for row in 0..<count { out[row] = UInt64(ranks[Int(truncatingIfNeeded: values[start + row])]) ^ flip }
    }
    switch source {
    case .int8(let values): integers(values)
    case .int16(let values): integers(values)
    case .int32(let values): integers(values)
    case .int64(let values): integers(values)
    case .float64(let values):
      for row in 0..<count {
        // Adding 0 makes -0 into 0, so that both tie. Negative numbers order
        // backwards by their bits.
        let bits = (values[start + row] + 0).bitPattern
        let negative = UInt64(bitPattern: Int64(bitPattern: bits) >> 63)
        out[row] = (bits ^ (negative | signBit)) ^ flip
      }
    case .uint8(let values, let ranks): codes(values, ranks)
    case .uint16(let values, let ranks): codes(values, ranks)
    case .uint32(let values, let ranks): codes(values, ranks)
    case .bits(let words):
      for row in start..<start + count { out[row - start] = (words[row >> 6] >> UInt64(row & 63) & 1) ^ flip }
    }
  }

  /// Writes the ordinals of the rows of a word of 64.
  @inline(__always)
  func read(word: Int, into ordinals: UnsafeMutablePointer<UInt64>) {
    Self.read(source, flip, word << 6, min(64, column.count - word << 6), into: ordinals)
  }

  /// The ordinal of a row: smaller is better. Under a missing value: anything.
  @inline(__always)
  func ordinal(_ row: Int) -> UInt64 {
    var ordinal: UInt64 = 0
    Self.read(source, flip, row, 1, into: &ordinal)
    return ordinal
  }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool { validity?[row] ?? true }

  /// The bucket of the ordinal of a row that is there: lower buckets are better.
  @inline(__always)
  func bucket(_ ordinal: UInt64) -> Int { Int(truncatingIfNeeded: (ordinal &- low) >> shift) }
}
