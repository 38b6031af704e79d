// A comparison of predictions with what customers did afterwards.

import SegPlatform

/// Expected against actual purchases of a holdout period, over customers.
package struct HoldoutMeasures: Sendable, Equatable {
  /// The number of customers compared; those without a prediction are excluded.
  package var customers: Double
  package var leftOut: Double
  /// Mean of |expected − actual|.
  package var meanAbsoluteError: Double
  /// Root of the mean of (expected − actual)².
  package var rootMeanSquaredError: Double
  /// Mean of (ln(1 + expected) − ln(1 + actual))².
  package var meanSquaredLogError: Double
  /// (Σ expected − Σ actual) / Σ actual; nil if nobody bought.
  package var bias: Double?
  /// Pearson's correlation; nil if one of the two does not vary.
  package var correlation: Double?
  package var expectedTotal: Double
  package var actualTotal: Double
  /// By repeat purchases of the calibration period, ascending; the last is of
  /// all with that many or more.
  package var byFrequency: [ByFrequency]

  /// Customers with equally many repeat purchases before the day.
  package struct ByFrequency: Sendable, Equatable {
    package var frequency: Int
    package var isOpen: Bool
    package var customers: Double
    package var meanExpected: Double
    package var meanActual: Double
  }

  /// - Parameters:
  ///   - frequency: x of each customer in the calibration period.
  ///   - expected: purchases expected in the holdout period, nil if not known.
  ///   - actual: purchases made in it.
  ///   - weight: customers of each entry; 1 each unless given.
  ///   - most: the frequency whose group includes all higher ones.
  /// - Returns: nil without a customer to compare.
  package init?(
    frequency: [Double], expected: [Double?], actual: [Double], weight: [Double]? = nil,
    most: Int = 7
  ) {
    let rows = min(frequency.count, expected.count, actual.count, weight?.count ?? .max)
    let most = max(0, min(most, 10_000))
    var groups = [(n: Double, expected: Double, actual: Double)](
      repeating: (0, 0, 0), count: most + 1)
    var (n, missed, absolute, squared, logarithmic) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in 0..<rows {
      let w = weight?[row] ?? 1
      guard w > 0, w.isFinite else { continue }
      guard let e = expected[row], e.isFinite, e >= 0, actual[row].isFinite, actual[row] >= 0,
        frequency[row] >= 0
      else {
        missed += w
        continue
      }
      let difference = e - actual[row]
      let logDifference = log1p(e) - log1p(actual[row])
      n += w
      absolute += w * abs(difference)
      squared += w * difference * difference
      logarithmic += w * logDifference * logDifference
      let group = frequency[row] < Double(most) ? Int(frequency[row]) : most
      groups[group].n += w
      groups[group].expected += w * e
      groups[group].actual += w * actual[row]
    }
    guard n > 0, n.isFinite else { return nil }
    customers = n
    leftOut = missed
    meanAbsoluteError = absolute / n
    rootMeanSquaredError = (squared / n).squareRoot()
    meanSquaredLogError = logarithmic / n
    expectedTotal = groups.reduce(0) { $0 + $1.expected }
    actualTotal = groups.reduce(0) { $0 + $1.actual }
    bias = actualTotal > 0 ? ((expectedTotal - actualTotal) / actualTotal).finite : nil
    byFrequency = groups.indices.filter { groups[$0].n > 0 }.map {
      ByFrequency(
        frequency: $0, isOpen: $0 == most, customers: groups[$0].n,
        meanExpected: groups[$0].expected / groups[$0].n,
        meanActual: groups[$0].actual / groups[$0].n)
    }
    // Around the means, so that nothing cancels.
    let (meanExpected, meanActual) = (expectedTotal / n, actualTotal / n)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for row in 0..<rows {
      let w = weight?[row] ?? 1
      guard w > 0, w.isFinite, let e = expected[row], e.isFinite, e >= 0, actual[row].isFinite,
        actual[row] >= 0,
        frequency[row] >= 0
      else { continue }
      let (x, y) = (e - meanExpected, actual[row] - meanActual)
      xx += w * x * x
      yy += w * y * y
      xy += w * x * y
    }
    let spread = (xx * yy).squareRoot()
    correlation = spread > 0 ? (xy / spread).finite.map { max(-1, min(1, $0)) } : nil
    let measures = [
      meanAbsoluteError, rootMeanSquaredError, meanSquaredLogError, expectedTotal, actualTotal,
    ]
    guard measures.allSatisfy(\.isFinite) else { return nil }
  }
}
