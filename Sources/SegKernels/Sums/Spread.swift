// How far numbers lie from their mean, and how two of them go together.

/// The spread of numbers.
package struct Spread: BitwiseCopyable, Sendable {
  let count: Int
  /// The sum of the squared distances from the mean, times the count, in units.
  let total: Double
  /// How many units make 1: of decimals, whose distances are exact in units of their last decimal; 1 if they are none.
  let unit: Double
  /// Whether two numbers differ: rounded sums do not tell.
  let differs: Bool

  /// Of a sample: divided by one less than the count; nil for fewer than two numbers.
  package var variance: Double? { count < 2 ? nil : total / Double(count) / (Double(count) - 1) / (unit * unit) }

  /// The root of the variance.
  package var deviation: Double? { variance?.squareRoot() }
}

/// The spread of pairs of numbers.
package struct PairSpread: BitwiseCopyable, Sendable {
  let first: Spread
  let second: Spread
  /// The sum of the products of two distances, times the count.
  let total: Double

  /// Pearson's; nil for fewer than two pairs, or where one of the numbers is always the same.
  package var correlation: Double? {
    guard first.differs, second.differs else { return nil }
    let root = (first.total * second.total).squareRoot()
    // Squares of very small or large numbers leave the range.
    let whole = root > 0 && root.isFinite ? total / root : total / first.total.squareRoot() / second.total.squareRoot()
    return whole.isNaN ? nil : max(-1, min(1, whole))
  }

  /// Of the first on the second by least squares; nil for fewer than two pairs, or where the second is always
  /// the same.
  package var slope: Double? {
    guard second.differs else { return nil }
    return first.differs ? total / second.total * second.unit / first.unit : 0
  }
}
