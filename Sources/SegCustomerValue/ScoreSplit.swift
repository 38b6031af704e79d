// Divides rows into a training set and a holdout.

/// A split of rows that depends on their keys and a seed alone: a row keeps its part
/// when others are added, and the shares hold on average.
package enum ScoreSplit {
  /// Whether a row belongs to the training set.
  ///
  /// - Parameters:
  ///   - key: a number that identifies the row, such as its index or a hash of its key.
  ///   - share: the share of the training set, 0...1.
  package static func isTraining(_ key: UInt64, seed: UInt64, share: Double) -> Bool {
    let mixed = mix(mix(seed) ^ key)
    // The highest 53 bits are a double exactly.
    return Double(mixed >> 11) / 9_007_199_254_740_992 < share
  }

  /// splitmix64 (Steele, Lea, Flood 2014), the finalizer with its increment.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
