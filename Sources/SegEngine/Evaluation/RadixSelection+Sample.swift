// A look at some rows says nearly where the border is: most rows then need one
// comparison.

import SegColumns
import SegDiagnostics

extension RadixSelection {
  private static let sampleSize = 16_384
  /// Fewer rows are counted as fast as sampled.
  private static let leastRows = 262_144

  /// The best rows, where a sample finds the border; nil where it does not.
  func sampled(_ count: Int, of available: Int) throws(ScriptError) -> Bitmap? {
    guard key.isComparable, available >= Self.leastRows else { return nil }
    let sample = sample(of: available)
    let share = Double(count) / Double(available)
    let size = Double(sample.count)
    // Six standard deviations of a quantile of a random sample; rows in an
    // order that fools it are counted instead.
    let slack = 6 * (share * (1 - share) * size).squareRoot() + 8
    let low = Int(share * size - slack)
    let high = Int(share * size + slack)
    let first = low >= 0 ? sample[low] : 0
    let last = high < sample.count ? sample[high] : ~0
    let (kept, inside) = try split(before: first, through: last)
    let left = count - kept.population
    let candidates = inside.population
    guard left >= 0, left <= candidates else { return nil }
    if candidates > available / 4 {
      // Many equal values.
      return kept.union(try RadixSelection(key, inside, workers).counted(left))
    }
    for entry in best(left, of: try entries(inside)) { kept.set(Int(entry.row)) }
    return kept
  }

  /// The ordinals of rows at equal distances, ascending.
  private func sample(of available: Int) -> [UInt64] {
    var sample: [UInt64] = []
    sample.reserveCapacity(Self.sampleSize + 1)
    let step = Double(available) / Double(Self.sampleSize)
    var next = step / 2
    var seen = 0
    for word in 0..<present.words.count {
      let bits = present.words.pointer[word]
      let population = bits.nonzeroBitCount
      while Int(next) < seen + population {
        var rest = bits
        for _ in 0..<Int(next) - seen { rest &= rest &- 1 }
        sample.append(key.ordinal(word << 6 + rest.trailingZeroBitCount))
        next += step
      }
      seen += population
    }
    sample.sort()
    return sample
  }
}
