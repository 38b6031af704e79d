// Integers that are written in the narrowest width that holds them.

import CKernels
import SegColumns
import SegDiagnostics
import SegRuntime

/// A column of integers made morsel by morsel. Each morsel is narrowed while it is in the
/// cache, and the column is as wide as its widest morsel. Fresh memory costs more than most
/// computations.
package final class NarrowIntegers: @unchecked Sendable {
  private let count: Int
  private let pieces: MorselResults<Piece>
  private let blocks: MorselResults<Buffer<Int64>>

  private struct Piece: Sendable {
    let low: Int64
    let high: Int64
    let values: Column.Values
  }

  package init(count: Int, _ context: ExecutionContext) {
    self.count = count
    pieces = MorselResults((count + morselRows - 1) / morselRows)
    blocks = MorselResults(context.threads)
  }

  /// The memory into which a worker writes the values of its morsel.
  package func block(_ worker: Int) -> UnsafeMutablePointer<Int64> {
    if let known = blocks.get(worker) { return known.pointer }
    let block = Buffer<Int64>(count: morselRows)
    blocks.set(worker, block)
    return block.pointer
  }

  /// Keeps the first values of the worker's block as those of a morsel.
  package func keep(_ worker: Int, morsel: Int, count: Int) {
    let values = block(worker)
    var low: Int64 = 0
    var high: Int64 = 0
    seg_range_int64(values, count, nil, &low, &high)
    func narrow<Narrow: BitwiseCopyable>(
      _ kernel: (UnsafePointer<Int64>?, Int, UnsafeMutablePointer<Narrow>?) -> Void
    ) -> Buffer<Narrow> {
      let buffer = Buffer<Narrow>(count: count)
      kernel(values, count, buffer.pointer)
      return buffer
    }
    let narrowed: Column.Values =
      switch IntegerWidth(low, high) {
      case .int8: .int8(narrow(seg_narrow_int8))
      case .uint8: .uint8(narrow(seg_narrow_uint8))
      case .int16: .int16(narrow(seg_narrow_int16))
      case .int32: .int32(narrow(seg_narrow_int32))
      case .int64: .int64(narrow { $2?.update(from: values, count: count) })
      }
    pieces.set(morsel, Piece(low: low, high: high, values: narrowed))
  }

  /// Calls `write` with each morsel's rows and room for their values.
  @inline(__always)
  static func column(
    count: Int, _ context: ExecutionContext, _ write: @Sendable (_ rows: Range<Int>, _ target: UnsafeMutablePointer<Int64>) -> Void
  ) throws(ScriptError) -> Column {
    let integers = NarrowIntegers(count: count, context)
    try context.run(rows: count) { worker, morsel, rows in
      write(rows, integers.block(worker))
      integers.keep(worker, morsel: morsel, count: rows.count)
    }
    return try integers.column(validity: nil, context)
  }

  /// The column, when all morsels are kept.
  package func column(validity: Bitmap?, _ context: ExecutionContext) throws(ScriptError) -> Column {
    let morsels = (count + morselRows - 1) / morselRows
    var low: Int64 = 0
    var high: Int64 = 0
    for morsel in 0..<morsels {
      guard let piece = pieces.get(morsel) else { continue }
      low = min(low, piece.low)
      high = max(high, piece.high)
    }
    let values: Column.Values =
      switch IntegerWidth(low, high) {
      case .int8: .int8(try joined(Int8.self, context))
      case .uint8: .uint8(try joined(UInt8.self, context))
      case .int16: .int16(try joined(Int16.self, context))
      case .int32: .int32(try joined(Int32.self, context))
      case .int64: .int64(try joined(Int64.self, context))
      }
    return Column(.integer, count: count, values: values, validity: validity)
  }

  private func joined<Wide: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ type: Wide.Type, _ context: ExecutionContext
  ) throws(ScriptError) -> Buffer<Wide> {
    let joined = try Buffer<Wide>(count: count, in: context)
    try context.run(rows: count) { _, morsel, rows in
      let target = joined.pointer + rows.lowerBound
      func copy<Narrow: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Narrow>) {
        for row in 0..<rows.count { target[row] = Wide(truncatingIfNeeded: buffer.pointer[row]) }
      }
      switch self.pieces.get(morsel)?.values {
      case .int8(let buffer)?: copy(buffer)
      case .uint8(let buffer)?: copy(buffer)
      case .int16(let buffer)?: copy(buffer)
      case .int32(let buffer)?: copy(buffer)
      case .int64(let buffer)?: copy(buffer)
      case .float64?, .codes8?, .codes16?, .codes32?, .bits?, nil: break
      }
    }
    return joined
  }
}
