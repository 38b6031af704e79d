// Retention under contracts: the shifted beta-geometric model.

import SegPlatform

/// At the end of each period a customer leaves with a probability that is
/// beta(alpha, beta) over customers.
///
/// Source: Fader & Hardie (2007), How to Project Customer Retention, Journal of
/// Interactive Marketing 21(1), equations 5 to 7; expected lifetimes: Fader &
/// Hardie (2010), Customer-Base Valuation in a Contractual Setting.
package struct ContractModel: Sendable, Equatable {
  package let alpha: Double
  package let beta: Double

  /// - Returns: nil unless both are positive and finite.
  package init?(alpha: Double, beta: Double) {
    guard [alpha, beta].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    (self.alpha, self.beta) = (alpha, beta)
  }

  /// P(still a customer after t periods), t ≥ 0.
  package func survival(_ t: Int) -> Double? {
    guard t >= 0 else { return nil }
    return exp(logRising(beta, Double(t)) - logRising(alpha + beta, Double(t))).finite
  }

  /// P(stays in period t | customer until then), t ≥ 1.
  package func retention(_ t: Int) -> Double? {
    guard t >= 1 else { return nil }
    return (beta + Double(t) - 1) / (alpha + beta + Double(t) - 1)
  }

  /// Expected renewals among the next `periods`, of a customer who is about to
  /// decide on the n-th (n ≥ 1): Σ over j = n…n+periods−1 of S(j)/S(n−1).
  package func expectedRenewals(renewal n: Int, within periods: Int) -> Double? {
    guard n >= 1, (0...OccasionModel.mostOccasions).contains(periods) else { return nil }
    var (sum, stays) = (0.0, 1.0)
    for j in 0..<periods {
      let i = Double(n) - 1 + Double(j)
      stays *= (beta + i) / (alpha + beta + i)
      sum += stays
    }
    return sum.finite
  }

  /// Discounted expected residual lifetime in renewals, of a customer who is
  /// about to decide on the n-th renewal (n ≥ 1), that renewal undiscounted:
  /// Σ over j = 0, 1 … of P(renews n … n+j)/(1+d)^j
  /// = (beta+n−1)/(alpha+beta+n−1) 2F1(1, beta+n; alpha+beta+n; 1/(1+d)).
  ///
  /// - Returns: nil for n < 1 or d < 0; for d = 0 nil unless alpha > 1.
  package func discountedResidualLifetime(renewal n: Int, discount d: Double) -> Double? {
    guard n >= 1, d >= 0, d.isFinite else { return nil }
    let (a, b) = (alpha, beta + Double(n) - 1)
    if d == 0 { return alpha > 1 ? (b / (a - 1)).finite : nil }
    return sum(a, b, start: b / (a + b), discount: d)
  }

  /// Discounted expected lifetime of a new customer in periods, the first
  /// undiscounted: Σ over t = 0, 1 … of S(t)/(1+d)^t.
  package func discountedLifetime(discount d: Double) -> Double? {
    guard d >= 0, d.isFinite else { return nil }
    if d == 0 { return alpha > 1 ? ((alpha + beta - 1) / (alpha - 1)).finite : nil }
    return discountedResidualLifetime(renewal: 1, discount: d).flatMap { (1 + $0 / (1 + d)).finite }
  }

  /// Σ over j of start Π_{i=1…j} (b+i)/(a+b+i)/(1+d).
  private func sum(_ a: Double, _ b: Double, start: Double, discount d: Double) -> Double? {
    var sum = 0.0
    var term = start
    var j = 0.0
    while j < 5e7 {
      sum += term
      j += 1
      term *= (b + j) / (a + b + j) / (1 + d)
      if term < 1e-17 * sum * d { return sum.finite }
    }
    return nil
  }
}

/// A shifted beta-geometric model fitted to counts of customers who stayed.
package struct ContractFit: Sendable {
  package let model: ContractModel
  /// alpha, beta.
  package let parameters: [FittedParameter]
  package let logLikelihood: Double
  package let customers: Double
  package let warnings: [FitWarning]
  /// What the data leave open.
  let spread: ParameterSpread

  /// The model with other parameters, as likely as the data leave them.
  package func drawn(_ draw: ParameterDraw) -> ContractFit {
    let values = spread.drawn(around: parameters.map(\.value), draw, logLikelihood)
    guard let model = ContractModel(alpha: values[0], beta: values[1]) else { return self }
    return ContractFit(
      model: model, parameters: parameters, logLikelihood: logLikelihood, customers: customers, warnings: warnings, spread: spread)
  }
}

/// Fits the shifted beta-geometric model by maximum likelihood.
///
/// - Parameters:
///   - survivors: for each cohort the customers left after 0, 1, 2 … periods: a
///     descending list of at least two; cohorts may differ in length.
///   - penalty: adds penalty × Σ (ln parameter)² to the negative mean
///     log-likelihood; 0 unless wanted.
/// - Throws: `noCustomers` for cohorts without customers, `noTime` for none with
///   two counts, `invalidHistories` with the index of a cohort that ascends or is
///   negative, `invalidPenalty`, `notFinite`.
package func fitContracts(survivors cohorts: [[Double]], penalty: Double = 0) throws(FitFailure)
  -> ContractFit
{
  guard penalty >= 0, penalty.isFinite else { throw .invalidPenalty }
  let decisions = try RenewalDecisions(cohorts)
  let minima = [[1.0, 1], [0.5, 3]].compactMap { start in
    minimize(from: start.map { log($0) }, bounds: [-12...12, -12...12]) {
      decisions.curvature($0).penalized(penalty, at: $0)
    }
  }
  guard let best = lowest(minima),
    let model = ContractModel(alpha: exp(best.point[0]), beta: exp(best.point[1]))
  else { throw .notFinite }
  let point = FittedPoint(best, names: ["alpha", "beta"], customers: decisions.customers)
  let penaltyTerm = penalty * best.point.reduce(0) { $0 + $1 * $1 }
  return ContractFit(
    model: model, parameters: point.parameters,
    logLikelihood: -(best.curvature.value - penaltyTerm) * decisions.customers,
    customers: decisions.customers, warnings: point.warnings, spread: ParameterSpread(best, customers: decisions.customers))
}

/// Leavers and stayers at the t-th renewal: the likelihood is Π of the retention
/// rates over all decisions.
private struct RenewalDecisions {
  /// Customers who left in period t.
  private var left: [Double] = []
  /// Customers who renewed for the t-th time.
  private var stays: [Double] = []
  private(set) var customers = 0.0

  init(_ cohorts: [[Double]]) throws(FitFailure) {
    // Customers who stayed to the end of t periods.
    var stayed: [Double] = []
    for (index, counts) in cohorts.enumerated() {
      guard counts.allSatisfy({ $0 >= 0 && $0.isFinite }),
        zip(counts, counts.dropFirst()).allSatisfy({ $0 >= $1 }),
        counts.count <= OccasionModel.mostOccasions
      else { throw .invalidHistories(first: index) }
      guard counts.count >= 2, let start = counts.first, let end = counts.last else { continue }
      while left.count < counts.count {
        left.append(0)
        stayed.append(0)
      }
      for t in 1..<counts.count { left[t] += counts[t - 1] - counts[t] }
      stayed[counts.count - 1] += end
      customers += start
    }
    guard !left.isEmpty else { throw cohorts.isEmpty ? .noCustomers : .noTime }
    guard customers > 0 else { throw .noCustomers }
    stays = [Double](repeating: 0, count: left.count)
    var later = 0.0
    for t in left.indices.reversed() where t > 0 {
      later += stayed[t]
      stays[t] = later
      later += left[t]
    }
  }

  /// −(mean log-likelihood) by ln alpha, ln beta.
  func curvature(_ logs: [Double]) -> Curvature {
    let (alpha, beta) = (exp(logs[0]), exp(logs[1]))
    var result = Curvature(count: 2)
    for t in left.indices where t > 0 {
      let i = Double(t) - 1
      let whole = alpha + beta + i
      let (shareA, shareB, own) = (alpha / whole, beta / whole, beta / (beta + i))
      let both = left[t] + stays[t]
      result.value += left[t] * log(alpha) + stays[t] * log(beta + i) - both * log(whole)
      result.gradient[0] += left[t] - both * shareA
      result.gradient[1] += stays[t] * own - both * shareB
      result.addHessian(0, 0, -both * shareA * (1 - shareA))
      result.addHessian(0, 1, both * shareA * shareB)
      result.addHessian(1, 1, stays[t] * own * (1 - own) - both * shareB * (1 - shareB))
    }
    result.scale(by: -1 / customers)
    return result
  }
}
