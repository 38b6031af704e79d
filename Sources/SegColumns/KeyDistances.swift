// Ascending integers by their distances: a byte a row, where the column has four.

import CKernels

/// Integers that lie close to their neighbours, as keys in their order do: the
/// first of each 64, and the distance of each row from it. A second form of a
/// column, for sums that read a quarter of its memory.
public struct KeyDistances: Sendable {
  private let bases: Buffer<Int64>
  private let distances: Buffer<UInt8>

  /// A sum of 65,536 keys of this size is far from overflow.
  private static let greatest: Int64 = 1 << 40

  /// - Parameter run: calls its argument once for each of so many words of 64
  ///   rows, from any thread.
  /// - Returns: nil where a value is missing, too large, or more than 255 from
  ///   the first of its word.
  package init?<Failure: Error>(
    _ column: Column, _ run: (_ words: Int, _ make: @escaping @Sendable (Range<Int>) -> Bool) throws(Failure) -> Bool
  ) throws(Failure) {
    guard column.type == .integer, column.validity == nil, column.count > 0 else { return nil }
    let words = Bitmap.wordCount(column.count)
    let bases = Buffer<Int64>(count: words)
    let distances = Buffer<UInt8>(count: words << 6, zeroed: true)
    let areNear = try run(words) { range in
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: 64) { block in
        guard let values = block.baseAddress else { return false }
        var areNear = true
        for word in range {
          let rows = word << 6..<min(column.count, word << 6 + 64)
          column.readIntegers(rows, into: values)
          let base = values[0]
          if base > Self.greatest || base < -Self.greatest { return false }
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
    if !areNear { return nil }
    self.bases = bases
    self.distances = distances
  }

  /// The sum of some rows: of at most 65,536, which begin at a word.
  ///
  /// - Parameter words: the bits of the rows that count; nil: all.
  package func sum(_ rows: Range<Int>, _ words: UnsafePointer<UInt64>?) -> Int64 {
    seg_sum_distances(bases.pointer + rows.lowerBound >> 6, distances.pointer + rows.lowerBound, rows.count, words)
  }

  package var byteCount: Int { bases.byteCount + distances.byteCount }
}
