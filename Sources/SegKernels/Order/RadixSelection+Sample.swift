// A sample of rows estimates the border, so that most rows need one comparison.

import SegColumns
import SegDiagnostics

extension RadixSelection {
  /// With fewer rows, counting is as fast as sampling.
  private static let leastRows = 262_144

  /// The best rows, if a sample finds the border; otherwise nil.
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

/// The ordinals of a sample: clusters of up to 16 adjacent rows, which share cache lines,
/// at equal distances.
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

  /// Ordinals between which the border of a share of all rows lies, except once in 100,000
  /// times: then the rows are counted instead.
  ///
  /// Adjacent rows may be alike, which makes a sample of clusters less certain; the clusters
  /// show by how much (William Cochran, Sampling Techniques, 3rd ed. 1977, chapter 9A).
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
