// Ascending integers as differences: one byte per row instead of four.

import CKernels
import SegDiagnostics
import SegRuntime
import Synchronization

/// Integers close to their neighbors, such as sorted keys: the first of each 64
/// rows, and each row's difference from it. A second form of a column, with which
/// sums read a quarter of the memory.
public struct KeyDistances: Sendable {
  private let bases: Buffer<Int64>
  private let distances: Buffer<UInt8>

  /// The largest key: a sum of 65,536 of them cannot overflow.
  private static let greatest: Int64 = 1 << 40

  /// - Returns: nil if a value is missing, too large, or more than 255 from
  ///   the first of its word.
  package init?(_ column: Column, _ context: ExecutionContext) throws(ScriptError) {
    guard column.type == .integer, column.validity == nil, column.count > 0 else { return nil }
    let words = Bitmap.wordCount(column.count)
    let bases = try Buffer<Int64>(count: words, in: context)
    let distances = try Buffer<UInt8>(count: words << 6, zeroed: true, in: context)
    let areFar = Atomic<Bool>(false)
    try context.run(rows: words) { _, _, range in
      if !Self.write(column, range, bases, distances) { areFar.store(true, ordering: .relaxed) }
    }
    if areFar.load(ordering: .relaxed) { return nil }
    self.bases = bases
    self.distances = distances
  }

  /// - Returns: whether all values of some words are near the first of theirs.
  private static func write(
    _ column: Column, _ words: Range<Int>, _ bases: Buffer<Int64>, _ distances: Buffer<UInt8>
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: 64) { block in
      guard let values = block.baseAddress else { return false }
      var areNear = true
      for word in words {
        let rows = word << 6..<min(column.count, word << 6 + 64)
        column.readIntegers(rows, into: values)
        let base = values[0]
        if base > greatest || base < -greatest { return false }
        bases.pointer[word] = base
        for place in 0..<rows.count {
          let distance = values[place] &- base
          areNear = areNear && distance >= 0 && distance <= 255
          distances.pointer[word << 6 + place] = UInt8(truncatingIfNeeded: distance)
        }
      }
      return areNear
    }
  }

  /// The sum of some rows: of at most 65,536, which begin at a word.
  ///
  /// - Parameter words: the bits of the rows to sum; nil: all.
  package func sum(_ rows: Range<Int>, _ words: UnsafePointer<UInt64>?) -> Int64 {
    seg_sum_distances(bases.pointer + rows.lowerBound >> 6, distances.pointer + rows.lowerBound, rows.count, words)
  }

  package var byteCount: Int { bases.byteCount + distances.byteCount }
}
