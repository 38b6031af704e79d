// Each row's group, in as few bytes as possible.

import SegColumns

/// The groups of rows, numbered from 0; rows without a group have -1.
package enum GroupIDs: Sendable {
  /// Fewer than 255 groups; 255: no group.
  case narrow(Buffer<UInt8>)
  /// -1: no group.
  case wide(Buffer<Int32>)

  /// The most groups that a byte numbers.
  static let mostNarrow = 254

  package var count: Int {
    switch self {
    case .narrow(let buffer): buffer.count
    case .wide(let buffer): buffer.count
    }
  }

  /// The group of a row, -1 for none.
  @inlinable
  @inline(__always)
  package subscript(row: Int) -> Int {
    switch self {
    case .narrow(let buffer): buffer.pointer[row] == .max ? -1 : Int(buffer.pointer[row])
    case .wide(let buffer): Int(buffer.pointer[row])
    }
  }

  /// Calls `body` with the selected rows that are in a group.
  ///
  /// - Parameters:
  ///   - rows: begin at a word.
  ///   - words: of all rows; nil: all are selected.
  @inline(__always)
  func forEach(_ rows: Range<Int>, _ words: UnsafeMutablePointer<UInt64>?, _ body: (_ row: Int, _ group: Int) -> Void) {
    switch self {
    case .narrow(let buffer): Self.forEach(buffer.pointer, rows, words, body)
    case .wide(let buffer): Self.forEach(buffer.pointer, rows, words, body)
    }
  }

  @inline(__always)
  private static func forEach<Number: FixedWidthInteger>(
    _ numbers: UnsafeMutablePointer<Number>, _ rows: Range<Int>, _ words: UnsafeMutablePointer<UInt64>?,
    _ body: (_ row: Int, _ group: Int) -> Void
  ) {
    let none = Number(truncatingIfNeeded: -1)
    guard let words else {
      for row in rows where numbers[row] != none { body(row, Int(numbers[row])) }
      return
    }
    for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
      var bits = words[word]
      while bits != 0 {
        let row = word << 6 + bits.trailingZeroBitCount
        bits &= bits &- 1
        if numbers[row] != none { body(row, Int(numbers[row])) }
      }
    }
  }
}
