// The registers that kernels read and write for a batch.

import SegPlatform
import SegColumns
import SegDiagnostics

/// One operand of a batch: a pointer to up to `batchRows` values (into a column
/// or into the register's own memory) and their validity.
///
/// Integers, dates and timestamps are `Int64`, numbers `Double`, texts `UInt32` codes,
/// yes/no bits that are 0 for a missing value.
package struct Register {
  @usableFromInline package var values: UnsafeRawPointer
  /// nil: no value of this batch is missing.
  @usableFromInline package var validity: UnsafePointer<UInt64>?
  @usableFromInline package let ownValues: UnsafeMutableRawPointer
  @usableFromInline package let ownValidity: UnsafeMutablePointer<UInt64>
  /// A constant is written once and stays.
  package var isFilled = false

  @inlinable package var integers: UnsafePointer<Int64> { values.assumingMemoryBound(to: Int64.self) }
  @inlinable package var numbers: UnsafePointer<Double> { values.assumingMemoryBound(to: Double.self) }
  @inlinable package var codes: UnsafePointer<UInt32> { values.assumingMemoryBound(to: UInt32.self) }
  @inlinable package var words: UnsafePointer<UInt64> { values.assumingMemoryBound(to: UInt64.self) }
  @inlinable package var ownIntegers: UnsafeMutablePointer<Int64> { ownValues.assumingMemoryBound(to: Int64.self) }
  @inlinable package var ownNumbers: UnsafeMutablePointer<Double> { ownValues.assumingMemoryBound(to: Double.self) }
  @inlinable package var ownCodes: UnsafeMutablePointer<UInt32> { ownValues.assumingMemoryBound(to: UInt32.self) }
  @inlinable package var ownWords: UnsafeMutablePointer<UInt64> { ownValues.assumingMemoryBound(to: UInt64.self) }
}

/// One thread's state: its position, its registers, and the first failure.
package final class Batch {
  /// The first row, a multiple of 64.
  @usableFromInline package internal(set) var start = 0
  @usableFromInline package internal(set) var count = 0
  /// Constants have the registers below 0.
  package let registers: UnsafeMutablePointer<Register>
  private let allRegisters: UnsafeMutablePointer<Register>
  private let registerCount: Int
  /// One byte for each row, for kernels that make bits.
  let bytes: UnsafeMutablePointer<UInt8>
  /// Rows whose values are needed; nil: all. Only errors in these rows count.
  private(set) var mask: UnsafePointer<UInt64>?
  /// Columns made for this batch, into which registers point.
  package var kept: [Column]
  package private(set) var failure: (row: Int, span: SourceSpan)?

  package init(registerCount: Int, constantCount: Int) {
    self.registerCount = registerCount + constantCount
    allRegisters = .allocate(capacity: max(1, registerCount + constantCount))
    registers = allRegisters + constantCount
    for index in 0..<registerCount + constantCount {
      let values = UnsafeMutableRawPointer.allocate(byteCount: batchRows * 8, alignment: 64)
      memset(values, 0, batchRows * 8)
      let validity = UnsafeMutablePointer<UInt64>.allocate(capacity: batchWords)
      validity.initialize(repeating: 0, count: batchWords)
      (allRegisters + index).initialize(
        to: Register(values: UnsafeRawPointer(values), validity: nil, ownValues: values, ownValidity: validity))
    }
    bytes = .allocate(capacity: batchRows)
    memset(bytes, 0, batchRows)
    kept = []
  }

  deinit {
    for index in 0..<registerCount {
      allRegisters[index].ownValues.deallocate()
      allRegisters[index].ownValidity.deallocate()
    }
    allRegisters.deallocate()
    bytes.deallocate()
  }

  /// - Parameter asked: the rows whose errors count, among all rows; nil: all.
  package func move(to start: Int, count: Int, asked: Bitmap?) {
    self.start = start
    self.count = count
    mask = asked.map { UnsafePointer($0.words.pointer + start >> 6) }
    kept.removeAll(keepingCapacity: true)
  }

  @inlinable package var rows: Range<Int> { start..<start + count }

  @inlinable package var wordCount: Int { (count + 63) >> 6 }

  /// Bits of the last word that are rows of the batch.
  @inlinable package var tailMask: UInt64 { count & 63 == 0 ? ~0 : (1 << UInt64(count & 63)) &- 1 }

  /// The rows of a word that are in the batch.
  @inlinable package func rowMask(_ word: Int) -> UInt64 { word == wordCount - 1 ? tailMask : ~0 }

  /// Sets the bits of all rows of the batch.
  package func fill(_ words: UnsafeMutablePointer<UInt64>) { Bits.fill(words, count) }

  /// Runs a step whose values are needed only for some of the currently needed rows:
  /// errors in other rows do not count.
  ///
  /// - Parameter rows: becomes the intersection.
  package func run(_ step: (Batch) -> Void, only rows: UnsafeMutablePointer<UInt64>) {
    let outer = mask
    if let outer { for word in 0..<wordCount { rows[word] &= outer[word] } }
    mask = UnsafePointer(rows)
    step(self)
    mask = outer
  }

  /// Whether an error of the batch's row counts.
  func isAsked(_ row: Int) -> Bool {
    mask.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
  }

  func fail(row: Int, at span: SourceSpan) {
    if failure == nil { failure = (start + row, span) }
  }
}
