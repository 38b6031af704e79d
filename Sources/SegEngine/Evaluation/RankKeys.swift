// Rank keys as unsigned integers: the smaller, the better.

import SegColumns
import SegDiagnostics
import SegPlan

/// One key of a ranking for every row of a frame. Missing rows come last,
/// whatever the direction.
struct RankKey: Sendable {
  /// Smaller is better. Under a missing value: anything.
  let ordinals: Buffer<UInt64>
  /// nil: no value is missing.
  let validity: Bitmap?
  /// The least ordinal, and how far the distance from it is shifted to fall
  /// into one of 65,536 buckets. With a shift of 0 a bucket is one value.
  let low: UInt64
  let shift: UInt64

  static let bucketCount = 65_536

  init(_ column: Column, ascending: Bool, _ workers: Workers) throws(ScriptError) {
    let ordinals = Buffer<UInt64>(count: column.count)
    validity = column.validity
    self.ordinals = ordinals
    let flip: UInt64 = ascending ? 0 : ~0
    let morsels = (column.count + morselRows - 1) / morselRows
    let ranges = Slots<ClosedRange<UInt64>>(morsels)
    try workers.run(rows: column.count) { _, morsel, rows in
      Self.write(column, ordinals, rows, flip)
      var least = UInt64.max
      var greatest: UInt64 = 0
      if let validity = column.validity {
        for row in rows where validity[row] {
          least = min(least, ordinals.pointer[row])
          greatest = max(greatest, ordinals.pointer[row])
        }
      } else {
        for row in rows {
          least = min(least, ordinals.pointer[row])
          greatest = max(greatest, ordinals.pointer[row])
        }
      }
      if least <= greatest { ranges.set(morsel, least...greatest) }
    }
    let found = (0..<morsels).compactMap { ranges.get($0) }
    low = found.map(\.lowerBound).min() ?? 0
    let distance = (found.map(\.upperBound).max() ?? 0) - low
    shift = UInt64(max(0, 48 - distance.leadingZeroBitCount))
  }

  private static func write(_ column: Column, _ ordinals: Buffer<UInt64>, _ rows: Range<Int>, _ flip: UInt64) {
    let signBit: UInt64 = 1 << 63
    let out = ordinals.pointer
    @inline(__always)
    func integers<Narrow: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Narrow>) {
      let values = buffer.pointer
      for row in rows { out[row] = (UInt64(bitPattern: Int64(truncatingIfNeeded: values[row])) ^ signBit) ^ flip }
    }
    @inline(__always)
    func codes<Code: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Code>) {
      guard let ranks = column.dictionary?.ranks.pointer else { return }
      let values = buffer.pointer
      for row in rows { out[row] = UInt64(ranks[Int(truncatingIfNeeded: values[row])]) ^ flip }
    }
    switch column.values {
    case .float64(let buffer):
      let values = buffer.pointer
      for row in rows {
        // Adding 0 makes -0 into 0, so that both tie. Negative numbers order
        // backwards by their bits.
        let bits = (values[row] + 0).bitPattern
        let negative = UInt64(bitPattern: Int64(bitPattern: bits) >> 63)
        out[row] = (bits ^ (negative | signBit)) ^ flip
      }
    case .bits(let bits): for row in rows { out[row] = (bits[row] ? 1 : 0) ^ flip }
    case .uint8(let buffer): codes(buffer)
    case .uint16(let buffer): codes(buffer)
    case .uint32(let buffer): codes(buffer)
    case .int8(let buffer): integers(buffer)
    case .int16(let buffer): integers(buffer)
    case .int32(let buffer): integers(buffer)
    case .int64(let buffer): integers(buffer)
    }
  }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool { validity?[row] ?? true }

  /// The bucket of a row that is there: lower buckets are better.
  @inline(__always)
  func bucket(_ row: Int) -> Int { Int(truncatingIfNeeded: (ordinals.pointer[row] &- low) >> shift) }
}
