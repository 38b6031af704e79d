// How much a customer spends per purchase: the gamma-gamma model.

import SegPlatform
import SegRuntime

/// A gamma-gamma model: the amounts of a customer's purchases are gamma(p, ν), where
/// ν is gamma(q, gamma) over customers, independent of how often they buy.
///
/// Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value (2013),
/// equations 1a and 5; parameter `gamma` in the amounts' currency.
package struct SpendModel: Sendable, Equatable {
  package let p: Double
  package let q: Double
  package let gamma: Double

  /// - Returns: nil unless all are positive and finite.
  package init?(p: Double, q: Double, gamma: Double) {
    guard [p, q, gamma].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    (self.p, self.q, self.gamma) = (p, q, gamma)
  }

  /// E[spend at a purchase | mean of x repeat purchases], equation 5; without
  /// repeat purchases the mean over the population.
  ///
  /// - Parameters:
  ///   - frequency: x, repeat purchases.
  ///   - mean: of their amounts; not used for x = 0.
  /// - Returns: nil if px + q ≤ 1 (the expectation is infinite), and for x > 0 with a
  ///   mean that is not above 0, because the model is for positive amounts.
  package func expectedSpend(frequency x: Double, mean: Double) -> Double? {
    guard x >= 0, x.isFinite else { return nil }
    if x > 0, !(mean > 0) { return nil }
    let denominator = p * x + q - 1
    guard denominator > 0 else { return nil }
    return (p * (gamma + (x > 0 ? x * mean : 0)) / denominator).finite
  }

  /// Mean spend of the population, p gamma/(q − 1); nil for q ≤ 1.
  package var populationMean: Double? { expectedSpend(frequency: 0, mean: 0) }
}

/// A gamma-gamma model fitted to customers.
package struct SpendFit: Sendable {
  package internal(set) var model: SpendModel
  /// p, q, gamma.
  package let parameters: [FittedParameter]
  package let logLikelihood: Double
  /// Customers in the fit: with repeat purchases and a mean above 0.
  package let customers: Double
  /// Customers without repeat purchases: they say nothing about the spend.
  package let withoutRepeat: Double
  /// Customers with repeat purchases left out for a mean of 0, below 0, or
  /// missing.
  package let zeroSpend: Double
  package let negativeSpend: Double
  package let missingSpend: Double
  /// Pearson's correlation between x and the mean, over the customers in the fit; the
  /// model assumes 0. Nil if one of the two does not vary.
  package let frequencySpendCorrelation: Double?
  package let warnings: [FitWarning]
  /// What the data leave open.
  let spread: ParameterSpread

  /// As `SpendModel.expectedSpend`.
  package func expectedSpend(frequency: Double, mean: Double) -> Double? {
    model.expectedSpend(frequency: frequency, mean: mean)
  }
}

/// Fits the gamma-gamma model by maximum likelihood to the customers with repeat
/// purchases and a mean spend above 0; the others are counted.
///
/// - Parameters:
///   - frequency: x, repeat purchases, one entry for each customer.
///   - mean: of the repeat purchases' amounts; nil is missing, not read for x = 0.
///   - weight: customers of each entry; 1 each unless given.
///   - penalty: adds penalty × Σ (ln parameter)² to the negative mean
///     log-likelihood; 0 unless wanted.
/// - Throws: `noSpend`, `noCustomers`, `invalidPenalty`, `notFinite`; `interrupted` where
///   memory is refused.
package func fitSpend(
  frequency: [Double], mean: [Double?], weight: [Double]? = nil, penalty: Double = 0,
  in context: ExecutionContext = .serial
) throws(FitFailure) -> SpendFit {
  guard penalty >= 0, penalty.isFinite else { throw .invalidPenalty }
  let sample = try SpendSample(frequency: frequency, mean: mean, weight: weight)
  let table = sample.table
  let average = table.spend / table.customers
  guard average > 0, average.isFinite else { throw .noSpend }
  let found = SpendSearch(table: table, average: average, penalty: penalty, context: context).best()
  guard let best = found else { throw .notFinite }
  let point = FittedPoint(best, names: ["p", "q", "gamma"], customers: table.customers)
  let values = best.point.map { exp($0) }
  guard let model = SpendModel(p: values[0], q: values[1], gamma: values[2]) else {
    throw .notFinite
  }
  let penaltyTerm = penalty * best.point.reduce(0) { $0 + $1 * $1 }
  return SpendFit(
    model: model, parameters: point.parameters,
    logLikelihood: -(best.curvature.value - penaltyTerm) * table.customers,
    customers: table.customers,
    withoutRepeat: sample.withoutRepeat, zeroSpend: sample.zero, negativeSpend: sample.negative, missingSpend: sample.missing,
    frequencySpendCorrelation: table.correlation,
    warnings: point.warnings + (values[1] <= 1 ? [.infiniteMeanSpend(q: values[1])] : []),
    spread: ParameterSpread(best, customers: table.customers))
}

/// Customers by what their spend says: those in the fit, and the numbers of the others.
private struct SpendSample {
  private(set) var table: SpendTable
  private(set) var withoutRepeat = 0.0
  private(set) var zero = 0.0
  private(set) var negative = 0.0
  private(set) var missing = 0.0

  init(frequency: [Double], mean: [Double?], weight: [Double]?) throws(FitFailure) {
    let rows = min(frequency.count, mean.count, weight?.count ?? .max)
    guard rows > 0 else { throw .noCustomers }
    guard let empty = SpendTable(rows: rows) else { throw .interrupted }
    table = empty
    for row in 0..<rows {
      let (x, weight) = (frequency[row], weight?[row] ?? 1)
      guard weight >= 0, weight.isFinite, x >= 0, x <= PurchaseHistories.mostRepeatPurchases else {
        throw .invalidHistories(first: row)
      }
      add(x, mean[row], weight)
    }
    guard table.customers > 0 else { throw .noSpend }
  }

  private mutating func add(_ x: Double, _ mean: Double?, _ weight: Double) {
    if x == 0 {
      withoutRepeat += weight
    } else if let spend = mean, spend.isFinite, (x * spend).isFinite {
      if spend > 0, log(x * spend).isFinite {
        if weight > 0 { table.append(x, spend, weight) }
      } else if spend < 0 {
        negative += weight
      } else {
        zero += weight
      }
    } else {
      missing += weight
    }
  }
}

/// The search for the parameters of the highest likelihood.
private struct SpendSearch {
  let table: SpendTable
  /// The mean spend per customer, above 0.
  let average: Double
  let penalty: Double
  let context: ExecutionContext

  private func lowest(_ table: SpendTable, from starts: [[Double]], tolerance: Double) -> Minimum? {
    let likelihood = SpendLikelihood(table)
    let bounds = [-12.0...12.0, -12.0...12.0, log(average) - 14...log(average) + 14]
    return SegCustomerValue.lowest(
      starts.compactMap { start in
        minimize(from: start, bounds: bounds, tolerance: tolerance) { logs in
          likelihood.curvature(logs, context).penalized(penalty, at: logs)
        }
      })
  }

  /// The lowest minimum; nil if the likelihood is not finite at any start.
  func best() -> Minimum? {
    let starts = [[6, 4, average / 2], [1, 1, average]].map { $0.map { log($0) } }
    let near = nearest(starts)
    if let near, near.gradient <= 1e-9, !near.atBound.contains(true) { return near }
    return SegCustomerValue.lowest([lowest(table, from: starts, tolerance: 1e-13), near].compactMap { $0 })
  }

  /// The minimum from where a part of a long table has its own; nil for a short one, or if
  /// that fails.
  private func nearest(_ starts: [[Double]]) -> Minimum? {
    guard table.weight.count > 8192, let thinned = table.thinned(to: 2048),
      let near = lowest(thinned, from: starts, tolerance: 1e-7),
      near.gradient < 1e-5, !near.atBound.contains(true)
    else { return nil }
    return lowest(table, from: [near.point], tolerance: 1e-13)
  }
}
