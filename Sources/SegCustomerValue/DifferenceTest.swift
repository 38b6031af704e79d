// The difference of two groups: its 95% interval, its p value, and what the groups could show.

import SegPlatform

/// A test of the difference between two independent groups, first minus second.
///
/// All tests are two-sided. The interval is of 95%.
package struct DifferenceTest: Sendable, Equatable {
  /// The interval of the difference, in the unit of the values.
  package let low: Double
  package let high: Double
  /// The probability of a difference as large as this one if the groups did not differ.
  package let pValue: Double
  /// The smallest difference that groups of these sizes show in four of five trials
  /// (a power of 80% at a level of 5%), in the unit of the values.
  package let detectable: Double

  /// The standard normal's quantiles of 97.5% and 80%.
  private static let (level, power) = (1.959963984540054, 0.8416212335729143)

  /// Welch's test of two means, whose variances may differ (B. L. Welch, The generalization of
  /// "Student's" problem when several different population variances are involved,
  /// Biometrika 34, 1947).
  ///
  /// - Parameters:
  ///   - squares: the sum of the squares of the distances from the mean.
  /// - Returns: nil with fewer than two values in a group, or if no value differs from its mean.
  package static func ofMeans(
    _ first: (count: Int, mean: Double, squares: Double), _ second: (count: Int, mean: Double, squares: Double)
  ) -> DifferenceTest? {
    guard first.count > 1, second.count > 1 else { return nil }
    let (n, m) = (Double(first.count), Double(second.count))
    let a = first.squares / (n - 1) / n
    let b = second.squares / (m - 1) / m
    let deviation = (a + b).squareRoot()
    let difference = first.mean - second.mean
    guard deviation > 0, deviation.isFinite, difference.isFinite else { return nil }
    // As a share, so that squares of small variances do not vanish.
    let share = a / (a + b)
    let freedom = 1 / (share * share / (n - 1) + (1 - share) * (1 - share) / (m - 1))
    let reach = studentQuantile(freedom) * deviation
    return DifferenceTest(
      low: difference - reach, high: difference + reach, pValue: studentTails(difference / deviation, freedom),
      detectable: (level + power) * deviation)
  }

  /// The test of two shares: the p value by the common share (the chi-squared test without
  /// correction), the interval by the shares of each, cut at -1 and 1 (as `prop.test` of R,
  /// `correct = FALSE`). Good for 5 or more of each kind in each group.
  ///
  /// - Returns: nil if a group is empty, or if all or none of both groups are yes.
  package static func ofShares(_ first: (yes: Int, of: Int), _ second: (yes: Int, of: Int)) -> DifferenceTest? {
    guard first.of > 0, second.of > 0 else { return nil }
    let (n, m) = (Double(first.of), Double(second.of))
    let (p, q) = (Double(first.yes) / n, Double(second.yes) / m)
    let common = (Double(first.yes) + Double(second.yes)) / (n + m)
    let deviation = (common * (1 - common) * (1 / n + 1 / m)).squareRoot()
    guard deviation > 0 else { return nil }
    let reach = level * (p * (1 - p) / n + q * (1 - q) / m).squareRoot()
    let z = abs(p - q) / deviation
    return DifferenceTest(
      low: max(-1, p - q - reach), high: min(1, p - q + reach), pValue: erfc(z / 2.0.squareRoot()), detectable: (level + power) * deviation)
  }
}

/// The probability of both tails of Student's t beyond `t`.
private func studentTails(_ t: Double, _ freedom: Double) -> Double {
  if !t.isFinite { return 0 }
  let square = t * t
  // Each form where its result keeps its digits.
  if square < 1 { return 1 - incompleteBeta(square / (freedom + square), 0.5, freedom / 2) }
  return incompleteBeta(freedom / (freedom + square), freedom / 2, 0.5)
}

/// The t that 95% of Student's distribution do not exceed on either side.
private func studentQuantile(_ freedom: Double) -> Double {
  // 12.7 with one degree of freedom, the least that two groups have.
  var (low, high) = (1.9, 13.0)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    if studentTails(middle, freedom) > 0.05 { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

/// The regularized incomplete beta function I_x(a, b), 0 ≤ x ≤ 1, by its continued fraction
/// (NIST Digital Library of Mathematical Functions, 8.17.22; evaluated by Lentz's method).
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  // The fraction converges fast on one side of the mean; the other is its complement.
  if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
  let front = exp(a * log(x) + b * log1p(-x) - logBeta(a, b)) / a
  let tiny = 1e-300
  func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var d = 1 / away(1 - (a + b) * x / (a + 1))
  var c = 1.0
  var fraction = d
  for step in 1...10_000 {
    let m = Double(step)
    for term in [
      m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
    ] {
      d = 1 / away(1 + term * d)
      c = away(1 + term / c)
      fraction *= c * d
    }
    if abs(c * d - 1) < 1e-16 { break }
  }
  return min(1, front * fraction)
}
