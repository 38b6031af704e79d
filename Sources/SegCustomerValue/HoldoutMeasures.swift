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
    let customers = HoldoutCustomers(frequency: frequency, expected: expected, actual: actual, weight: weight)
    var errors = HoldoutErrors(most: max(0, min(most, 10_000)))
    customers.forEach { customer in errors.add(customer) }
    guard errors.customers > 0, errors.customers.isFinite else { return nil }
    let n = errors.customers
    self.customers = n
    leftOut = customers.withoutPrediction
    meanAbsoluteError = errors.absolute / n
    rootMeanSquaredError = (errors.squared / n).squareRoot()
    meanSquaredLogError = errors.squaredLog / n
    expectedTotal = errors.groups.reduce(0) { $0 + $1.expected }
    actualTotal = errors.groups.reduce(0) { $0 + $1.actual }
    bias = actualTotal > 0 ? ((expectedTotal - actualTotal) / actualTotal).finite : nil
    byFrequency = errors.byFrequency
    correlation = customers.correlation(aroundExpected: expectedTotal / n, actual: actualTotal / n)
    let measures = [
      meanAbsoluteError, rootMeanSquaredError, meanSquaredLogError, expectedTotal, actualTotal,
    ]
    guard measures.allSatisfy(\.isFinite) else { return nil }
  }
}

/// A customer with a prediction.
private struct HoldoutCustomer {
  let frequency: Double
  let expected: Double
  let actual: Double
  let weight: Double
}

/// The customers of a holdout period, as the caller's arrays have them.
private struct HoldoutCustomers {
  let frequency: [Double]
  let expected: [Double?]
  let actual: [Double]
  let weight: [Double]?

  private var rows: Int { min(frequency.count, expected.count, actual.count, weight?.count ?? .max) }

  /// The customer of a row; nil without a prediction.
  private func customer(_ row: Int, weighing weight: Double) -> HoldoutCustomer? {
    guard let expected = expected[row], expected.isFinite, expected >= 0, actual[row].isFinite, actual[row] >= 0,
      frequency[row] >= 0
    else { return nil }
    return HoldoutCustomer(frequency: frequency[row], expected: expected, actual: actual[row], weight: weight)
  }

  /// Calls `body` with the rows of a weight above 0.
  private func forEachRow(_ body: (HoldoutCustomer?, _ weight: Double) -> Void) {
    for row in 0..<rows {
      let weight = weight?[row] ?? 1
      if weight > 0, weight.isFinite { body(customer(row, weighing: weight), weight) }
    }
  }

  /// Calls `body` with each customer who has a prediction.
  func forEach(_ body: (HoldoutCustomer) -> Void) {
    forEachRow { customer, _ in if let customer { body(customer) } }
  }

  /// The weight of those who have none.
  var withoutPrediction: Double {
    var sum = 0.0
    forEachRow { customer, weight in if customer == nil { sum += weight } }
    return sum
  }

  /// Pearson's correlation, around the means so that nothing cancels.
  func correlation(aroundExpected meanExpected: Double, actual meanActual: Double) -> Double? {
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    forEach { customer in
      let (x, y) = (customer.expected - meanExpected, customer.actual - meanActual)
      xx += customer.weight * x * x
      yy += customer.weight * y * y
      xy += customer.weight * x * y
    }
    let spread = (xx * yy).squareRoot()
    return spread > 0 ? (xy / spread).finite.map { max(-1, min(1, $0)) } : nil
  }
}

/// Sums of errors over customers.
private struct HoldoutErrors {
  private(set) var customers = 0.0
  private(set) var absolute = 0.0
  private(set) var squared = 0.0
  private(set) var squaredLog = 0.0
  /// By frequency; the last is of all that are higher.
  private(set) var groups: [(customers: Double, expected: Double, actual: Double)]

  private var most: Int { groups.count - 1 }

  /// - Parameter most: the frequency of the last group, 0 or more.
  init(most: Int) { groups = [(Double, Double, Double)](repeating: (0, 0, 0), count: most + 1) }

  mutating func add(_ customer: HoldoutCustomer) {
    let (expected, actual, weight) = (customer.expected, customer.actual, customer.weight)
    let difference = expected - actual
    let logDifference = log1p(expected) - log1p(actual)
    customers += weight
    absolute += weight * abs(difference)
    squared += weight * difference * difference
    squaredLog += weight * logDifference * logDifference
    let group = customer.frequency < Double(most) ? Int(customer.frequency) : most
    groups[group].customers += weight
    groups[group].expected += weight * expected
    groups[group].actual += weight * actual
  }

  var byFrequency: [HoldoutMeasures.ByFrequency] {
    groups.indices.filter { groups[$0].customers > 0 }.map {
      HoldoutMeasures.ByFrequency(
        frequency: $0, isOpen: $0 == most, customers: groups[$0].customers,
        meanExpected: groups[$0].expected / groups[$0].customers, meanActual: groups[$0].actual / groups[$0].customers)
    }
  }
}
