// Values by age, interpolated: the many draws of an interval ask for them at each of thousands of ages.

import SegPlatform

/// A smooth function of the age T, from its values at a few ages.
///
/// Chebyshev points of the second kind in w = ln(1 + T/scale), by the second barycentric formula. In w the models' functions of T have
/// no singularity nearer than π to the real axis, so that 21 points give ten digits over the years of a data set.
///
/// - Source: Berrut & Trefethen, Barycentric Lagrange Interpolation, SIAM Review 46 (2004), equations 4.2 and 5.4.
struct AgeInterpolation: Sendable {
  /// Where it has values.
  let ages: ClosedRange<Double>
  private let scale: Double
  private let points: [Double]
  private let values: [Double]

  /// A function that is asked for at fewer ages is not interpolated.
  static let fewAges = 48
  private static let intervals = 20
  private static let tolerance = 1e-9

  /// nil if the function is not smooth enough: two values between the points show it.
  ///
  /// - Parameter scale: the least scale of time of the model.
  init?(_ ages: ClosedRange<Double>, scale: Double, _ value: (Double) -> Double) {
    let (low, high) = (log1p(ages.lowerBound / scale), log1p(ages.upperBound / scale))
    guard high > low, high.isFinite else { return nil }
    let points = (0...Self.intervals).map { (low + high) / 2 - (high - low) / 2 * cos(Double.pi * Double($0) / Double(Self.intervals)) }
    self.ages = ages
    self.scale = scale
    self.points = points
    values = points.map { value(max(ages.lowerBound, min(ages.upperBound, scale * expm1($0)))) }
    for place in [1, Self.intervals / 2] {
      let age = scale * expm1((points[place] + points[place + 1]) / 2)
      let exact = value(age)
      guard abs(self.value(at: age) - exact) <= Self.tolerance * abs(exact) else { return nil }
    }
  }

  /// The value at an age among ``ages``.
  func value(at age: Double) -> Double {
    let w = log1p(age / scale)
    var (above, below) = (0.0, 0.0)
    for place in points.indices {
      let distance = w - points[place]
      if distance == 0 { return values[place] }
      let isEnd = place == 0 || place == Self.intervals
      let weight = (isEnd ? 0.5 : 1) * (place % 2 == 0 ? 1 : -1) / distance
      above += weight * values[place]
      below += weight
    }
    return above / below
  }
}

extension PurchaseHistories {
  /// For each x with many ages the interpolation of a function of x and T; histories are ordered by x.
  ///
  /// - Parameter function: the function of T of an x.
  func interpolations(scale: Double, _ function: (_ x: Double) -> (_ age: Double) -> Double) -> [Double: AgeInterpolation] {
    var made: [Double: AgeInterpolation] = [:]
    var row = 0
    while row < count {
      let x = frequency[row]
      var (least, greatest, distinct, last) = (Double.infinity, -Double.infinity, 0, Double.nan)
      while row < count, frequency[row] == x {
        if isValid(row), age[row] != last {
          last = age[row]
          distinct += 1
          least = min(least, last)
          greatest = max(greatest, last)
        }
        row += 1
      }
      // Histories in another order have an x again: its first range is not all of it.
      if distinct < AgeInterpolation.fewAges || !(least < greatest) || made[x] != nil { continue }
      made[x] = AgeInterpolation(least...greatest, scale: scale, function(x))
    }
    return made
  }
}
