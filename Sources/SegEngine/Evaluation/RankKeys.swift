// Rank keys as unsigned integers: the smaller, the better.

import SegColumns
import SegDiagnostics
import SegPlan

/// One key of a ranking for every row of a frame. Missing rows come last,
/// whatever the direction.
struct RankKey: Sendable {
  /// Smaller is better.
  let ordinals: Buffer<UInt64>
  /// nil: no value is missing.
  let validity: Bitmap?

  init(_ column: Column, ascending: Bool, _ workers: Workers) throws(ScriptError) {
    let ordinals = Buffer<UInt64>(count: column.count)
    validity = column.validity
    self.ordinals = ordinals
    let flip: UInt64 = ascending ? 0 : ~0
    let ranks = column.dictionary?.ranks
    let signBit: UInt64 = 1 << 63
    try workers.run(rows: column.count) { _, _, rows in
      switch column.values {
      case .float64(let buffer):
        for row in rows {
          // Adding 0 makes -0 into 0, so that both tie. Negative numbers order
          // backwards by their bits.
          let bits = (buffer.pointer[row] + 0).bitPattern
          let negative = UInt64(bitPattern: Int64(bitPattern: bits) >> 63)
          ordinals.pointer[row] = (bits ^ (negative | signBit)) ^ flip
        }
      case .bits(let bits):
        for row in rows { ordinals.pointer[row] = (bits[row] ? 1 : 0) ^ flip }
      case .uint8, .uint16, .uint32:
        for row in rows { ordinals.pointer[row] = UInt64(ranks?.pointer[column.code(row)] ?? 0) ^ flip }
      case .int8, .int16, .int32, .int64:
        for row in rows { ordinals.pointer[row] = (UInt64(bitPattern: column.integer(row)) ^ signBit) ^ flip }
      }
    }
  }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool { validity?[row] ?? true }
}
