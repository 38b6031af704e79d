// A look at some rows says nearly where the border is: most rows then need one
// comparison.

import SegColumns
import SegDiagnostics

extension RadixSelection {
  /// Fewer rows are counted as fast as sampled.
  private static let leastRows = 262_144

  /// The best rows, where a sample finds the border; nil where it does not.
  func sampled(_ count: Int, of available: Int) throws(ScriptError) -> Bitmap? {
    guard key.isComparable, available >= Self.leastRows else { return nil }
    let sample = Sample(self)
    guard sample.count >= Sample.leastCount else { return nil }
    let (first, last) = sample.borders(Double(count) / Double(available))
    let (kept, inside) = try split(before: first, through: last)
    let left = count - kept.population
    let candidates = inside.population
    guard left >= 0, left <= candidates else { return nil }
    if candidates > available / 4 {
      // Many equal values.
      return kept.union(try RadixSelection(key, inside, context).counted(left))
    }
    for entry in best(left, of: try entries(inside)) { kept.set(Int(entry.row)) }
    return kept
  }
}

/// The ordinals of some rows from places at equal distances, up to 16 that lie
/// together from each: those are in memory at once.
private struct Sample {
  static let leastCount = 1024
  private static let clusters = 4096
  private static let clusterSize = 16

  private let ordinals: Buffer<UInt64>
  let count: Int
  /// Where each cluster ends.
  private let ends: [Int]

  init(_ selection: RadixSelection) {
    let words = selection.present.words
    let step = Double(words.count) / Double(Self.clusters)
    let ordinals = Buffer<UInt64>(count: Self.clusters * Self.clusterSize)
    var ends: [Int] = []
    ends.reserveCapacity(Self.clusters)
    var count = 0
    for cluster in 0..<Self.clusters {
      let word = min(words.count - 1, Int((Double(cluster) + 0.5) * step))
      var bits = words.pointer[word]
      var left = Self.clusterSize
      while bits != 0, left > 0 {
        ordinals.pointer[count] = selection.key.ordinal(word << 6 + bits.trailingZeroBitCount)
        bits &= bits &- 1
        left -= 1
        count += 1
      }
      ends.append(count)
    }
    self.ordinals = ordinals
    self.count = count
    self.ends = ends
  }

  /// Ordinals between which the border lies that has a share of all rows before
  /// it, but for once in 100,000 times: then the rows are counted instead.
  ///
  /// Rows that lie together may be alike, which makes a sample of clusters less
  /// certain; how much, the clusters tell (William Cochran, Sampling Techniques,
  /// 3rd ed. 1977, chapter 9A).
  func borders(_ share: Double) -> (first: UInt64, last: UInt64) {
    let sorted = Buffer<UInt64>(count: count)
    sorted.pointer.update(from: ordinals.pointer, count: count)
    let values = UnsafeMutableBufferPointer(start: sorted.pointer, count: count)
    let place = share * Double(count)
    let guess = Quickselect.select(min(count - 1, Int(place)), values)
    var squares = 0.0
    var start = 0
    for end in ends {
      var before = 0.0
      for row in start..<end where ordinals.pointer[row] < guess { before += 1 }
      let distance = before - share * Double(end - start)
      squares += distance * distance
      start = end
    }
    let slack = 4.5 * squares.squareRoot() + 8
    let low = Int(place - slack)
    let high = Int(place + slack)
    return (
      low >= 0 ? Quickselect.select(low, values) : 0, high < count ? Quickselect.select(high, values) : ~0
    )
  }
}
