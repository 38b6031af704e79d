// Comparison kernels, at the stored width of a column.

import CKernels
import SegColumns

/// A type whose values are compared with a constant by the widest instructions.
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

/// Entry points take the rows of a column or a batch and switch on its type once; the
/// loops are generic and stay in this file.
package enum Comparing {
  /// Keeps the bits of rows whose integer compares with a constant, at the stored width
  /// of the column; columns of other types are ignored.
  package static func integers(
    _ values: Column.Values, _ rows: Range<Int>, _ comparison: Comparison, _ constant: Int64, keep words: UnsafeMutablePointer<UInt64>
  ) {
    let (start, count) = (rows.lowerBound, rows.count)
    switch values {
    case .int8(let buffer): narrow(comparison, UnsafePointer(buffer.pointer + start), constant, count, keep: words)
    case .uint8(let buffer): narrow(comparison, UnsafePointer(buffer.pointer + start), constant, count, keep: words)
    case .int16(let buffer): narrow(comparison, UnsafePointer(buffer.pointer + start), constant, count, keep: words)
    case .int32(let buffer): narrow(comparison, UnsafePointer(buffer.pointer + start), constant, count, keep: words)
    case .int64(let buffer): narrow(comparison, UnsafePointer(buffer.pointer + start), constant, count, keep: words)
    case .float64, .codes8, .codes16, .codes32, .bits: break
    }
  }

  /// Keeps the bits of rows for which `a[row] comparison constant`.
  package static func integers(
    _ a: UnsafePointer<Int64>, _ count: Int, _ comparison: Comparison, _ constant: Int64, keep words: UnsafeMutablePointer<UInt64>
  ) {
    Int64.compare(a, count, comparison.kernel, constant, words)
  }

  /// Keeps the bits of rows for which `a[row] comparison constant`.
  package static func numbers(
    _ a: UnsafePointer<Double>, _ count: Int, _ comparison: Comparison, _ constant: Double, keep words: UnsafeMutablePointer<UInt64>
  ) {
    Double.compare(a, count, comparison.kernel, constant, words)
  }

  /// Keeps the bits of rows whose text has a code.
  package static func code(_ values: Column.Values, _ rows: Range<Int>, _ code: Int, keep words: UnsafeMutablePointer<UInt64>) {
    let (start, count) = (rows.lowerBound, rows.count)
    switch values {
    case .codes8(let buffer): Self.code(UnsafePointer(buffer.pointer + start), code, as: Int8.self, count, keep: words)
    case .codes16(let buffer): Self.code(UnsafePointer(buffer.pointer + start), code, as: Int16.self, count, keep: words)
    case .codes32(let buffer): Self.code(UnsafePointer(buffer.pointer + start), code, as: Int32.self, count, keep: words)
    case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: break
    }
  }

  /// Keeps the bits of rows whose text's answer is 1.
  ///
  /// - Parameter answers: a byte for each distinct text.
  package static func lookup(
    _ values: Column.Values, _ rows: Range<Int>, _ answers: UnsafePointer<UInt8>, keep words: UnsafeMutablePointer<UInt64>
  ) {
    let (start, count) = (rows.lowerBound, rows.count)
    switch values {
    case .codes8(let buffer): looked(up: UnsafePointer(buffer.pointer + start), answers, count, keep: words)
    case .codes16(let buffer): looked(up: UnsafePointer(buffer.pointer + start), answers, count, keep: words)
    case .codes32(let buffer): looked(up: UnsafePointer(buffer.pointer + start), answers, count, keep: words)
    case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: break
    }
  }

  /// The same for codes of a register.
  package static func lookup(
    _ codes: UnsafePointer<UInt32>, _ answers: UnsafePointer<UInt8>, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    looked(up: codes, answers, count, keep: words)
  }

  /// The same for codes of 8 or 16 bits of few texts, whose answers are bits in registers too.
  package static func lookup(
    _ values: Column.Values, _ rows: Range<Int>, _ answers: UnsafePointer<UInt8>, bits: UnsafePointer<UInt64>,
    keep words: UnsafeMutablePointer<UInt64>
  ) {
    switch values {
    case .codes8(let buffer): seg_lookup_uint8(buffer.pointer + rows.lowerBound, rows.count, answers, bits, words)
    case .codes16(let buffer): seg_lookup_uint16(buffer.pointer + rows.lowerBound, rows.count, answers, bits, words)
    case .int8, .uint8, .int16, .int32, .int64, .float64, .codes32, .bits: break
    }
  }

  /// Bits of `a[row] comparison b[row]`.
  package static func rows(
    _ comparison: Comparison, _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>
  ) {
    compared(comparison, batch, into: words, { a[$0] }, { b[$0] })
  }

  /// Bits of `a[row] comparison b[row]`.
  package static func rows(
    _ comparison: Comparison, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ batch: Batch,
    into words: UnsafeMutablePointer<UInt64>
  ) {
    compared(comparison, batch, into: words, { a[$0] }, { b[$0] })
  }

  /// Bits of a comparison of texts of two dictionaries by their places in a common order.
  package static func rows(
    _ comparison: Comparison, _ a: UnsafePointer<UInt32>, _ ranks: Buffer<UInt32>, _ b: UnsafePointer<UInt32>,
    _ otherRanks: Buffer<UInt32>, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>
  ) {
    let (ranks, otherRanks) = (ranks.pointer, otherRanks.pointer)
    compared(comparison, batch, into: words, { ranks[Int(a[$0])] }, { otherRanks[Int(b[$0])] })
  }

  /// Bits of whether an integer is in an ascending list.
  package static func isOne(
    of list: Buffer<Int64>, _ a: UnsafePointer<Int64>, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>
  ) {
    found(in: list.values, a, batch, into: words)
  }

  /// Bits of whether a number is in an ascending list.
  package static func isOne(
    of list: Buffer<Double>, _ a: UnsafePointer<Double>, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>
  ) {
    found(in: list.values, a, batch, into: words)
  }

  // MARK: - The loops

  @inline(__always)
  private static func code<Code: UnsignedInteger & FixedWidthInteger, Same: FixedWidthInteger & ComparedValue>(
    _ codes: UnsafePointer<Code>, _ code: Int, as same: Same.Type, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    let values = UnsafeRawPointer(codes).assumingMemoryBound(to: same)
    Same.compare(values, count, seg_equal, Same(truncatingIfNeeded: code), words)
  }

  @inline(__always)
  private static func compared<Value: Comparable>(
    _ comparison: Comparison, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>, _ a: (Int) -> Value, _ b: (Int) -> Value
  ) {
    switch comparison {
    case .equal: Bits.make(batch, into: words) { a($0) == b($0) }
    case .less: Bits.make(batch, into: words) { a($0) < b($0) }
    case .lessOrEqual: Bits.make(batch, into: words) { a($0) <= b($0) }
    case .greater: Bits.make(batch, into: words) { a($0) > b($0) }
    case .greaterOrEqual: Bits.make(batch, into: words) { a($0) >= b($0) }
    }
  }

  /// A constant as a value of a narrow type, or the answer of every row if the constant
  /// is outside of that type.
  @inline(__always)
  private static func narrow<Value: FixedWidthInteger & ComparedValue>(
    _ comparison: Comparison, _ a: UnsafePointer<Value>, _ b: Int64, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    if let value = Value(exactly: b) {
      Value.compare(a, count, comparison.kernel, value, words)
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

  @inline(__always)
  private static func looked<Code: FixedWidthInteger & BitwiseCopyable>(
    up codes: UnsafePointer<Code>, _ table: UnsafePointer<UInt8>, _ count: Int, keep words: UnsafeMutablePointer<UInt64>
  ) {
    for word in 0..<(count + 63) >> 6 where words[word] != 0 {
      var bits: UInt64 = 0
      for place in 0..<min(64, count - word << 6) {
        bits |= UInt64(table[Int(truncatingIfNeeded: codes[word << 6 + place])]) << UInt64(place)
      }
      words[word] &= bits
    }
  }

  /// A linear search without a branch in a short list, a binary search in a long one.
  @inline(__always)
  private static func found<Value: Comparable & BitwiseCopyable>(
    in list: UnsafeBufferPointer<Value>, _ a: UnsafePointer<Value>, _ batch: Batch, into words: UnsafeMutablePointer<UInt64>
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
