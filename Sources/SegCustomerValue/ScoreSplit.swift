// Divides rows into a training set and a holdout.

import SegRuntime

/// A split of rows that depends on their keys and a seed alone: a row keeps its part
/// when others are added, and the shares hold on average.
package enum ScoreSplit {
  /// Whether a row belongs to the training set.
  ///
  /// - Parameters:
  ///   - key: a number that identifies the row, such as its index or a hash of its key.
  ///   - share: the share of the training set, 0...1.
  package static func isTraining(_ key: UInt64, seed: UInt64, share: Double) -> Bool {
    let mixed = splitMix64(splitMix64(seed) ^ key)
    // The highest 53 bits are a double exactly.
    return Double(mixed >> 11) / 9_007_199_254_740_992 < share
  }
}
