// Merges the pieces of one column.

import SegPlatform
import SegColumns
import SegRuntime

/// Builds one column from the pieces that threads cut. Their memory and the collectors
/// are freed, so that only one column at a time is in memory twice.
struct ChunkConcatenator {
  /// The column's pieces in the order of the rows, and the dictionary that each uses.
  var pieces: [ColumnChunk]
  var memory: ChunkArena
  var workers: [Int]
  var rowCount: Int
  /// Whether dictionaries may have texts of no row, or another order than the rows:
  /// after records were rejected or parsed twice.
  var mustRenumber: Bool
  /// Threads to use for one column.
  var context: ExecutionContext

  /// - Parameter collectors: the column's dictionary of each worker.
  /// - Returns: nil if the memory for it is refused.
  mutating func column(
    _ type: ColumnType, collectors: [UnsafeMutablePointer<TextCollector>]
  ) -> Column? {
    guard MemoryAccount.current?.offer(neededBytes(type, collectors)) ?? true else {
      for index in pieces.indices { pieces[index].free() }
      memory.free()
      return nil
    }
    let validity = validity()
    let values: Column.Values
    var dictionary: TextDictionary?
    var scale: Int?
    switch type {
    case .integer: values = joinedIntegers()
    case .number:
      scale = commonScale()
      values = scale == nil ? .float64(joinedDoubles()) : joinedIntegers()
    case .date: values = .int32(joined())
    case .timestamp: values = .int64(joined())
    case .boolean: values = .bits(joinedBits())
    case .text: (values, dictionary) = joinedTexts(collectors, validity)
    }
    for index in pieces.indices { pieces[index].free() }
    memory.free()
    return Column(type, count: rowCount, values: values, validity: validity, dictionary: dictionary, scale: scale)
  }

  /// Bytes of the column and of what is needed to put it together, about.
  private func neededBytes(_ type: ColumnType, _ collectors: [UnsafeMutablePointer<TextCollector>]) -> Int {
    let width = pieces.map(\.width).max() ?? 1
    if type != .text { return rowCount * (type == .number && pieces.contains { $0.scale == nil } ? 8 : max(1, width)) }
    // Each text has an offset and, while dictionaries are joined, a code and a hash.
    return rowCount * 4 + collectors.reduce(0) { $0 + $1.pointee.byteCount + $1.pointee.count * 20 }
  }

  /// Ones, with zeros for missing values.
  private func validity() -> Bitmap? {
    guard pieces.contains(where: { $0.missing != nil }) else { return nil }
    let words = Buffer<UInt64>(count: Bitmap.wordCount(rowCount))
    memset(words.pointer, 0xFF, words.byteCount)
    var row = 0
    for piece in pieces {
      if let missing = piece.missing {
        let shift = UInt64(row & 63)
        let first = row >> 6
        for index in 0..<(piece.rows + 63) / 64 where missing[index] != 0 {
          words.pointer[first + index] &= ~(missing[index] << shift)
          let carry = shift == 0 ? 0 : missing[index] >> (64 - shift)
          if carry != 0 { words.pointer[first + index + 1] &= ~carry }
        }
      }
      row += piece.rows
    }
    return Bitmap(count: rowCount, words: words)
  }

  private mutating func joinedIntegers() -> Column.Values {
    switch pieces.map(\.width).max() ?? 1 {
    case 0, 1: .int8(joined())
    case 2 where pieces.allSatisfy(\.fitsByte): .uint8(joined())
    case 2: .int16(joined())
    case 4: .int32(joined())
    default: .int64(joined())
    }
  }

  /// The scale of all pieces of numbers; nil if they have none.
  private mutating func commonScale() -> Int? {
    var finest = 0
    for piece in pieces where piece.values != nil {
      guard let scale = piece.scale else { return nil }
      finest = max(finest, scale)
    }
    for index in pieces.indices where !pieces[index].rescale(to: finest, in: memory) { return nil }
    return finest
  }

  private mutating func joined<T: FixedWidthInteger & BitwiseCopyable>() -> Buffer<T> {
    let result = Buffer<T>(count: rowCount, pages: memory.pages.forWidth(MemoryLayout<T>.size))
    var target = result.pointer
    for index in pieces.indices {
      let rows = pieces[index].rows
      if let values = pieces[index].values {
        if pieces[index].width == MemoryLayout<T>.size {
          memcpy(target, values, rows * MemoryLayout<T>.size)
        } else {
          switch pieces[index].width {
          case 1: Self.convert(values.assumingMemoryBound(to: Int8.self), target, rows)
          case 2: Self.convert(values.assumingMemoryBound(to: Int16.self), target, rows)
          case 4: Self.convert(values.assumingMemoryBound(to: Int32.self), target, rows)
          default: Self.convert(values.assumingMemoryBound(to: Int64.self), target, rows)
          }
        }
      } else {
        memset(target, 0, rows * MemoryLayout<T>.size)
      }
      target += rows
    }
    return result
  }

  @inline(__always)
  private static func convert<S: FixedWidthInteger, T: FixedWidthInteger>(
    _ source: UnsafeMutablePointer<S>, _ target: UnsafeMutablePointer<T>, _ rows: Int
  ) {
    for row in 0..<rows { target[row] = T(truncatingIfNeeded: source[row]) }
  }

  private mutating func joinedDoubles() -> Buffer<Double> {
    let result = Buffer<Double>(count: rowCount, pages: memory.pages)
    var target = result.pointer
    for index in pieces.indices {
      let rows = pieces[index].rows
      if let values = pieces[index].values, pieces[index].scale == nil {
        memcpy(target, values, rows * 8)
      } else {
        for row in 0..<rows { target[row] = pieces[index].number(row) }
      }
      target += rows
    }
    return result
  }

  private func joinedBits() -> Bitmap {
    let bits = Bitmap(count: rowCount)
    var row = 0
    for piece in pieces {
      if let values = piece.values?.assumingMemoryBound(to: UInt8.self) {
        for index in 0..<piece.rows where values[index] != 0 { bits.set(row + index) }
      }
      row += piece.rows
    }
    return bits
  }
}
