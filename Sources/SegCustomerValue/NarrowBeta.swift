// Means over a beta distribution that is narrow: where the data tell a and b of a model apart badly, both are large.

import SegPlatform

/// A beta distribution with two large shapes.
///
/// In v = ln(p/(1−p)) its density is nearly normal. The trapezoidal rule then errs by no more than the Fourier transform of what is
/// summed at 2π/step, |Γ(a + iω)|/Γ(a) at most: below 1e-16 with shapes of 25 and a step of 0.6 standard deviations.
///
/// - Source: Trefethen & Weideman, The Exponentially Convergent Trapezoidal Rule, SIAM Review 56 (2014), section 5.
struct NarrowBeta: Sendable {
  /// Values of p with their weights; the first one is the mode of v.
  private let points: [Double]
  private let weights: [Double]
  private let total: Double

  /// With smaller shapes the density is not narrow enough for few points.
  static let leastShape = 25.0
  /// In standard deviations.
  private static let step = 0.6
  /// The sum ends where the density has fallen by e to the power of this.
  private static let drop = 42.0
  /// So many points in a direction are never needed.
  private static let mostPoints = 200

  /// nil unless both shapes are large.
  init?(a: Double, b: Double) {
    guard min(a, b) >= Self.leastShape else { return nil }
    let middle = a / (a + b)
    let step = Self.step * (1 / a + 1 / b).squareRoot()
    var (points, weights) = ([middle], [1.0])
    for direction in [-step, step] {
      for place in 1...Self.mostPoints {
        // Relative to the mode, so that large shapes lose no digits.
        let u = direction * Double(place)
        let growth = expm1(u)
        let exponent = a * u - (a + b) * log1p(middle * growth)
        if !(exponent > -Self.drop) { break }
        points.append(middle * (1 + growth) / (1 + middle * growth))
        weights.append(exp(exponent))
      }
    }
    (self.points, self.weights) = (points, weights)
    total = weights.reduce(0, +)
  }

  /// E[f(p)].
  @inline(__always)
  func mean(_ f: (Double) -> Double) -> Double {
    var sum = 0.0
    for (point, weight) in zip(points, weights) { sum += weight * f(point) }
    return sum / total
  }
}
