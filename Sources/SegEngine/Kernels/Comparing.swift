// Kernels that compare, at the width that a column has in memory.

import CKernels
import SegPlan

/// A number that is compared with a constant by the widest instructions.
protocol ComparedValue: Comparable, BitwiseCopyable {
  static func compare(
    _ values: UnsafePointer<Self>, _ count: Int, _ comparison: seg_comparison, _ constant: Self,
    _ words: UnsafeMutablePointer<UInt64>)
}

extension Int8: ComparedValue {
  static func compare(
    _ values: UnsafePointer<Int8>, _ count: Int, _ comparison: seg_comparison, _ constant: Int8,
    _ words: UnsafeMutablePointer<UInt64>
  ) { seg_compare_int8(values, count, comparison, constant, words) }
}

extension UInt8: ComparedValue {
  static func compare(
    _ values: UnsafePointer<UInt8>, _ count: Int, _ comparison: seg_comparison, _ constant: UInt8,
    _ words: UnsafeMutablePointer<UInt64>
  ) { seg_compare_uint8(values, count, comparison, constant, words) }
}

extension Int16: ComparedValue {
  static func compare(
    _ values: UnsafePointer<Int16>, _ count: Int, _ comparison: seg_comparison, _ constant: Int16,
    _ words: UnsafeMutablePointer<UInt64>
  ) { seg_compare_int16(values, count, comparison, constant, words) }
}

extension Int32: ComparedValue {
  static func compare(
    _ values: UnsafePointer<Int32>, _ count: Int, _ comparison: seg_comparison, _ constant: Int32,
    _ words: UnsafeMutablePointer<UInt64>
  ) { seg_compare_int32(values, count, comparison, constant, words) }
}

extension Int64: ComparedValue {
  static func compare(
    _ values: UnsafePointer<Int64>, _ count: Int, _ comparison: seg_comparison, _ constant: Int64,
    _ words: UnsafeMutablePointer<UInt64>
  ) { seg_compare_int64(values, count, comparison, constant, words) }
}

extension Double: ComparedValue {
  static func compare(
    _ values: UnsafePointer<Double>, _ count: Int, _ comparison: seg_comparison, _ constant: Double,
    _ words: UnsafeMutablePointer<UInt64>
  ) { seg_compare_double(values, count, comparison, constant, words) }
}

extension Comparison {
  var kernel: seg_comparison {
    switch self {
    case .equal: seg_equal
    case .less: seg_less
    case .lessOrEqual: seg_less_or_equal
    case .greater: seg_greater
    case .greaterOrEqual: seg_greater_or_equal
    }
  }
}

enum Comparing {
  /// Leaves the bits of rows for which `a[row] comparison b`.
  @inline(__always)
  static func constant<Value: ComparedValue>(
    _ comparison: Comparison, _ a: UnsafePointer<Value>, _ b: Value, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    Value.compare(a, count, comparison.kernel, b, words)
  }

  /// Leaves the bits of rows for which `a[row] = code`, for codes of texts.
  @inline(__always)
  static func code<Code: UnsignedInteger & FixedWidthInteger, Same: FixedWidthInteger & ComparedValue>(
    _ codes: UnsafePointer<Code>, _ code: Int, as same: Same.Type, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    let values = UnsafeRawPointer(codes).assumingMemoryBound(to: same)
    Same.compare(values, count, seg_equal, Same(truncatingIfNeeded: code), words)
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
  static func narrow<Value: FixedWidthInteger & ComparedValue>(
    _ comparison: Comparison, _ a: UnsafePointer<Value>, _ b: Int64, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    if let value = Value(exactly: b) {
      constant(comparison, a, value, count, keep: words)
      return
    }
    let isAbove = b > 0
    let answer: Bool =
      switch comparison {
      case .equal: false
      case .less, .lessOrEqual: isAbove
      case .greater, .greaterOrEqual: !isAbove
      }
    if !answer { words.update(repeating: 0, count: (count + 63) >> 6) }
  }

  /// Leaves the bits of rows for which `table[code]`, the answer for each
  /// distinct text.
  @inline(__always)
  static func lookup<Code: FixedWidthInteger & BitwiseCopyable>(
    _ codes: UnsafePointer<Code>, _ table: UnsafePointer<UInt8>, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    for word in 0..<(count + 63) >> 6 where words[word] != 0 {
      var bits: UInt64 = 0
      for place in 0..<min(64, count - word << 6) {
        bits |= UInt64(table[Int(truncatingIfNeeded: codes[word << 6 + place])]) << UInt64(place)
      }
      words[word] &= bits
    }
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
