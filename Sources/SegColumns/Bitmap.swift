// One bit per row: validity of a column, truth of a condition, members of a segment.

import CKernels
import SegDiagnostics
import SegRuntime

/// `count` bits, 64 in a word, least significant first (Arrow's order). Bits
/// past `count` in the last word are always 0, so counts and word operations
/// need no special case.
public struct Bitmap: Sendable {
  public let count: Int
  @usableFromInline package let words: Buffer<UInt64>

  /// The number of words for `count` bits.
  @inlinable
  package static func wordCount(_ count: Int) -> Int { (count + 63) >> 6 }

  /// A bitmap of equal bits.
  public init(count: Int, repeating bit: Bool = false) {
    self.count = count
    words = Buffer(count: Self.wordCount(count), zeroed: true)
    if bit {
      for index in 0..<words.count { words[index] = ~0 }
      clearTail()
    }
  }

  /// Row-sized bits, whose memory may be refused.
  ///
  /// - Throws: where it is.
  package init(count: Int, repeating bit: Bool = false, in context: ExecutionContext) throws(ScriptError) {
    try context.offer(Self.wordCount(count) * MemoryLayout<UInt64>.size)
    self.init(count: count, repeating: bit)
  }

  /// A bitmap over words that the caller has written; bits past `count` are
  /// cleared here.
  package init(count: Int, words: Buffer<UInt64>) {
    self.count = count
    self.words = words
    clearTail()
  }

  public init(_ bits: [Bool]) {
    self.init(count: bits.count)
    for (index, bit) in bits.enumerated() where bit { words[index >> 6] |= 1 << UInt64(index & 63) }
  }

  private func clearTail() {
    if count & 63 != 0 { words[count >> 6] &= (1 << UInt64(count & 63)) &- 1 }
  }

  /// The bit of a row; false outside the bitmap.
  @inlinable
  public subscript(row: Int) -> Bool {
    row >= 0 && row < count && words.pointer[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// Sets the bit of a row; only while the bitmap is built.
  @inlinable
  package func set(_ row: Int, _ bit: Bool = true) {
    let mask: UInt64 = 1 << UInt64(row & 63)
    if bit { words.pointer[row >> 6] |= mask } else { words.pointer[row >> 6] &= ~mask }
  }

  /// Whether every bit is set. Complexity: O(count / 64).
  package var isFull: Bool {
    var start = 0
    while start < count >> 6 {
      // Checks only once for many words, so that the loop has no branch.
      let end = min(count >> 6, start + 64)
      var common = ~UInt64(0)
      for index in start..<end { common &= words.pointer[index] }
      if common != ~0 { return false }
      start = end
    }
    return count & 63 == 0 || words.pointer[count >> 6] == (1 << UInt64(count & 63)) &- 1
  }

  /// Whether every set bit is also set in another bitmap of the same count.
  package func isSubset(of other: Bitmap) -> Bool {
    for index in 0..<words.count where words.pointer[index] & ~other.words.pointer[index] != 0 { return false }
    return true
  }

  /// The number of set bits. Complexity: O(count / 64).
  public var population: Int {
    Self.population(words.pointer, words.count)
  }

  /// The number of set bits in some words.
  package static func population(_ words: UnsafePointer<UInt64>, _ count: Int) -> Int {
    Int(seg_population(words, count))
  }

  /// Calls `body` with each set row, ascending.
  @inlinable
  public func forEachRow(_ body: (Int) -> Void) {
    for index in 0..<words.count {
      var word = words.pointer[index]
      while word != 0 {
        body(index << 6 + word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
  }

  /// Calls `body` with each set row of a range that begins at a word.
  @inlinable
  @inline(__always)
  package func forEachRow(in rows: Range<Int>, _ body: (Int) -> Void) {
    for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
      var bits = words.pointer[word]
      while bits != 0 {
        body(word << 6 + bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
  }

  /// The set rows, ascending.
  public var rows: [Int] {
    var result: [Int] = []
    result.reserveCapacity(population)
    forEachRow { result.append($0) }
    return result
  }
}

extension Bitmap {
  /// The set rows of a table, ascending; the numbers of its rows have 32 bits.
  package var rowNumbers: [Int32] {
    var numbers: [Int32] = []
    numbers.reserveCapacity(population)
    forEachRow { numbers.append(Int32(truncatingIfNeeded: $0)) }
    return numbers
  }
}

extension Bitmap: Equatable {
  public static func == (a: Bitmap, b: Bitmap) -> Bool {
    a.count == b.count && (0..<a.words.count).allSatisfy { a.words[$0] == b.words[$0] }
  }
}

// Set algebra; both sides have the same count.
extension Bitmap {
  private func combined(_ other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) -> Bitmap {
    let result = Buffer<UInt64>(count: words.count)
    for index in 0..<min(words.count, other.words.count) {
      result[index] = operation(words.pointer[index], other.words.pointer[index])
    }
    return Bitmap(count: count, words: result)
  }

  /// The rows in both bitmaps.
  public func intersection(_ other: Bitmap) -> Bitmap { combined(other, &) }

  /// The rows in either bitmap.
  public func union(_ other: Bitmap) -> Bitmap { combined(other, |) }

  /// The rows in this bitmap and not in the other.
  public func subtracting(_ other: Bitmap) -> Bitmap { combined(other) { $0 & ~$1 } }
  public var complement: Bitmap { combined(self) { word, _ in ~word } }
}
