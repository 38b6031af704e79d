// Kernels that compare, at the width that a column has in memory.

import SegPlan

enum Comparing {
  /// Bits of `a[row] comparison b`.
  @inline(__always)
  static func constant<Value: Comparable & BitwiseCopyable>(
    _ comparison: Comparison, _ a: UnsafePointer<Value>, _ b: Value, _ batch: Batch,
    into words: UnsafeMutablePointer<UInt64>
  ) {
    switch comparison {
    case .equal: Bits.make(batch, into: words) { a[$0] == b }
    case .less: Bits.make(batch, into: words) { a[$0] < b }
    case .lessOrEqual: Bits.make(batch, into: words) { a[$0] <= b }
    case .greater: Bits.make(batch, into: words) { a[$0] > b }
    case .greaterOrEqual: Bits.make(batch, into: words) { a[$0] >= b }
    }
  }

  /// Bits of `a[row] comparison b[row]`.
  @inline(__always)
  static func rows<Value: Comparable & BitwiseCopyable>(
    _ comparison: Comparison, _ a: UnsafePointer<Value>, _ b: UnsafePointer<Value>, _ batch: Batch,
    into words: UnsafeMutablePointer<UInt64>
  ) {
    switch comparison {
    case .equal: Bits.make(batch, into: words) { a[$0] == b[$0] }
    case .less: Bits.make(batch, into: words) { a[$0] < b[$0] }
    case .lessOrEqual: Bits.make(batch, into: words) { a[$0] <= b[$0] }
    case .greater: Bits.make(batch, into: words) { a[$0] > b[$0] }
    case .greaterOrEqual: Bits.make(batch, into: words) { a[$0] >= b[$0] }
    }
  }

  /// A constant as a value of a narrow type, or what every row answers because
  /// the constant lies outside of that type.
  @inline(__always)
  static func narrow<Value: FixedWidthInteger & BitwiseCopyable>(
    _ comparison: Comparison, _ a: UnsafePointer<Value>, _ b: Int64, _ batch: Batch,
    into words: UnsafeMutablePointer<UInt64>
  ) {
    if let value = Value(exactly: b) {
      constant(comparison, a, value, batch, into: words)
      return
    }
    let isAbove = b > 0
    let answer: Bool =
      switch comparison {
      case .equal: false
      case .less, .lessOrEqual: isAbove
      case .greater, .greaterOrEqual: !isAbove
      }
    for word in 0..<batch.wordCount { words[word] = answer ? batch.rowMask(word) : 0 }
  }

  /// Bits of `table[code]`, the answer for each distinct text.
  @inline(__always)
  static func lookup<Code: FixedWidthInteger & BitwiseCopyable>(
    _ codes: UnsafePointer<Code>, _ table: UnsafePointer<UInt8>, _ batch: Batch,
    into words: UnsafeMutablePointer<UInt64>
  ) {
    let bytes = batch.bytes
    for row in 0..<batch.count { bytes[row] = table[Int(truncatingIfNeeded: codes[row])] }
    Bits.pack(bytes, count: batch.count, into: words)
  }

  /// Bits of whether a value is in an ascending list: a short one is gone
  /// through without a branch, a long one halved.
  @inline(__always)
  static func isOne<Value: Comparable & BitwiseCopyable>(
    of list: UnsafeBufferPointer<Value>, _ a: UnsafePointer<Value>, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>
  ) {
    let bytes = batch.bytes
    if list.count <= 16 {
      for row in 0..<batch.count { bytes[row] = 0 }
      for value in list { for row in 0..<batch.count { bytes[row] |= bit(a[row] == value) } }
      Bits.pack(bytes, count: batch.count, into: words)
      return
    }
    Bits.make(batch, into: words) { row in
      var low = 0
      var size = list.count
      while size > 1 {
        let half = size >> 1
        low = list[low + half] <= a[row] ? low + half : low
        size -= half
      }
      return list[low] == a[row]
    }
  }
}
