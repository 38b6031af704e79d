// Fitting the BG/BB model.

import SegPlatform
import SegRuntime

/// Distinct discrete histories with the number of customers of each; parallel
/// arrays of one length.
package struct OccasionHistories: Sendable {
  /// x: occasions taken.
  package var frequency: [Int]
  /// t_x: the last occasion taken, 0 for none.
  package var last: [Int]
  /// n: occasions there were.
  package var occasions: [Int]
  /// Customers.
  package var weight: [Double]

  package var count: Int { min(frequency.count, last.count, occasions.count, weight.count) }

  package init(frequency: [Int], last: [Int], occasions: [Int], weight: [Double]) {
    (self.frequency, self.last, self.occasions, self.weight) = (frequency, last, occasions, weight)
  }
}

/// A BG/BB model fitted to histories.
package struct OccasionFit: Sendable {
  package let model: OccasionModel
  /// alpha, beta, gamma, delta.
  package let parameters: [FittedParameter]
  package let logLikelihood: Double
  package let customers: Double
  package let warnings: [FitWarning]
  /// What the data leave open.
  let spread: ParameterSpread

  /// The model with other parameters, as likely as the data leave them.
  package func drawn(_ draw: ParameterDraw) -> OccasionFit {
    let values = spread.drawn(around: parameters.map(\.value), draw, logLikelihood)
    guard let model = OccasionModel(alpha: values[0], beta: values[1], gamma: values[2], delta: values[3]) else { return self }
    return OccasionFit(
      model: model, parameters: parameters, logLikelihood: logLikelihood, customers: customers, warnings: warnings, spread: spread)
  }
}

/// Fits the BG/BB model by maximum likelihood.
///
/// - Parameter penalty: adds penalty × Σ (ln parameter)² to the negative mean
///   log-likelihood; 0 unless wanted.
/// - Throws: `noCustomers`, `noRepeatPurchases` (nobody took an occasion),
///   `invalidHistories`, `invalidPenalty`, `notFinite`.
package func fitOccasions(
  _ histories: OccasionHistories, penalty: Double = 0, in context: ExecutionContext = .serial
) throws(FitFailure) -> OccasionFit {
  guard penalty >= 0, penalty.isFinite else { throw .invalidPenalty }
  let likelihood = try OccasionLikelihood(histories)
  guard likelihood.customers > 0 else { throw .noCustomers }
  guard likelihood.taken > 0 else { throw .noRepeatPurchases }
  let minima = [[1.0, 1, 1, 1], [1, 1, 0.5, 3]].compactMap { start in
    minimize(
      from: start.map { log($0) }, bounds: [ClosedRange<Double>](repeating: -12...12, count: 4)
    ) { logs in
      likelihood.curvature(logs, context).penalized(penalty, at: logs)
    }
  }
  guard let best = lowest(minima) else { throw .notFinite }
  let values = best.point.map { exp($0) }
  guard
    let model = OccasionModel(alpha: values[0], beta: values[1], gamma: values[2], delta: values[3])
  else {
    throw .notFinite
  }
  let point = FittedPoint(
    best, names: ["alpha", "beta", "gamma", "delta"], customers: likelihood.customers)
  let penaltyTerm = penalty * best.point.reduce(0) { $0 + $1 * $1 }
  return OccasionFit(
    model: model, parameters: point.parameters,
    logLikelihood: -(best.curvature.value - penaltyTerm) * likelihood.customers,
    customers: likelihood.customers,
    warnings: point.warnings, spread: ParameterSpread(best, customers: likelihood.customers))
}

/// −(mean log-likelihood) of the BG/BB with exact derivatives: the terms of a
/// history are products of rising factorials, read from tables, and derivatives
/// of the logarithm of their sum are means and covariances over the terms.
struct OccasionLikelihood: Sendable {
  private(set) var customers = 0.0
  /// Σ weight x.
  private(set) var taken = 0.0
  private let histories: OccasionHistories
  private let most: Int

  init(_ histories: OccasionHistories) throws(FitFailure) {
    self.histories = histories
    var most = 1
    for row in 0..<histories.count {
      let weight = histories.weight[row]
      guard weight >= 0, weight.isFinite,
        OccasionModel.isValid(
          histories.frequency[row], histories.last[row], histories.occasions[row])
      else { throw .invalidHistories(first: row) }
      customers += weight
      taken += weight * Double(histories.frequency[row])
      most = max(most, histories.occasions[row])
    }
    self.most = most
  }

  /// ln (z)_n with first and second derivatives by z, n = 0…most.
  private struct Rising: Sendable {
    var value: [Double]
    var first: [Double]
    var second: [Double]

    init(_ z: Double, _ most: Int) {
      (value, first, second) = ([0], [0], [0])
      var (v, f, s) = (0.0, 0.0, 0.0)
      for i in 0..<most {
        let at = z + Double(i)
        v += log(at)
        f += 1 / at
        s -= 1 / (at * at)
        value.append(v)
        first.append(f)
        second.append(s)
      }
    }
  }

  func curvature(_ logs: [Double], _ context: ExecutionContext) -> Curvature {
    let p = logs.map { exp($0) }
    let (alpha, beta, both) = (Rising(p[0], most), Rising(p[1], most), Rising(p[0] + p[1], most))
    let (delta, stop) = (Rising(p[3], most), Rising(p[2] + p[3], most + 1))
    let histories = self.histories
    let sums = context.sums(of: histories.count, width: 15) { rows, sum in
      for row in rows where histories.weight[row] > 0 {
        let (x, last, n) = (histories.frequency[row], histories.last[row], histories.occasions[row])
        func term(_ k: Int, alive: Bool) -> Term {
          let m = alive ? k : k + 1
          return Term(
            value: alpha.value[x] + beta.value[k - x] - both.value[k] + delta.value[k]
              - stop.value[m]
              + (alive ? 0 : logs[2]),
            first: [
              alpha.first[x] - both.first[k], beta.first[k - x] - both.first[k],
              -stop.first[m] + (alive ? 0 : 1 / p[2]), delta.first[k] - stop.first[m],
            ],
            second: [
              alpha.second[x] - both.second[k], -both.second[k],
              beta.second[k - x] - both.second[k],
              -stop.second[m] - (alive ? 0 : 1 / (p[2] * p[2])), -stop.second[m],
              delta.second[k] - stop.second[m],
            ])
        }
        var terms = [term(n, alive: true)]
        for k in last..<n { terms.append(term(k, alive: false)) }
        Term.add(terms, weight: histories.weight[row], to: sum)
      }
    }
    var natural = Curvature(count: 4)
    natural.add(sums)
    // From the parameters to their logarithms.
    var result = natural
    for row in 0..<4 {
      result.gradient[row] *= p[row]
      for column in 0..<4 { result.hessian[row][column] *= p[row] * p[column] }
    }
    for row in 0..<4 { result.hessian[row][row] += result.gradient[row] }
    result.scale(by: -1 / customers)
    return result
  }

  /// A term's logarithm with its derivatives; the second ones by (alpha, alpha),
  /// (alpha, beta), (beta, beta), (gamma, gamma), (gamma, delta), (delta, delta):
  /// the others are 0.
  private struct Term {
    var value: Double
    var first: [Double]
    var second: [Double]

    /// Adds ln Σ e^term with derivatives to 15 sums.
    static func add(_ terms: [Term], weight: Double, to sum: UnsafeMutablePointer<Double>) {
      let greatest = terms.reduce(-Double.infinity) { max($0, $1.value) }
      let shares = terms.map { exp($0.value - greatest) }
      let total = shares.reduce(0, +)
      var mean = [0.0, 0, 0, 0]
      for (term, share) in zip(terms, shares) {
        for index in 0..<4 { mean[index] += share / total * term.first[index] }
      }
      sum[0] += weight * (greatest + log(total))
      for index in 0..<4 { sum[1 + index] += weight * mean[index] }
      let own = [0, 1, nil, nil, 2, nil, nil, 3, 4, 5]
      for (term, share) in zip(terms, shares) {
        var place = 5
        for row in 0..<4 {
          for column in row..<4 {
            var part = (term.first[row] - mean[row]) * (term.first[column] - mean[column])
            if let index = own[place - 5] { part += term.second[index] }
            sum[place] += weight * share / total * part
            place += 1
          }
        }
      }
    }
  }
}
