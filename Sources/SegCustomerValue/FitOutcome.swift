// The outcome of a fit besides its parameters: failures and warnings, as data.

import SegPlatform

/// Why a model cannot be fitted at all.
package enum FitFailure: Error, Sendable, Equatable {
  /// No history, or none with a weight above 0.
  case noCustomers
  /// No customer bought again: the rate of purchases has no lower bound.
  case noRepeatPurchases
  /// All first purchases are on the cut-off day: nothing was observed.
  case noTime
  /// A row is not a history: x not whole or below 0, t_x beyond T, a negative
  /// weight, a number that is not finite. `first` is its index.
  case invalidHistories(first: Int)
  /// No customer with a repeat purchase and a mean spend above 0.
  case noSpend
  /// A covariate is the same for all customers.
  case constantCovariate(name: String)
  /// The penalty is negative or not finite.
  case invalidPenalty
  /// The likelihood is not finite at any start, for example because numbers are too
  /// large for a double.
  case notFinite
  /// The caller stopped the work.
  case interrupted
}

/// A weakness of a fit that its reader should know.
package enum FitWarning: Sendable, Equatable {
  /// The likelihood is flat along a combination of these parameters, or grows
  /// without bound with them: only the combination is determined. Predictions are
  /// valid; the single parameters and their errors mean nothing.
  case ridge(parameters: [String])
  /// The search ended before the likelihood's gradient, per customer and by the
  /// logarithms of the parameters, was 0.
  case notConverged(gradient: Double)
  /// Gamma-gamma with q ≤ 1: the mean spend of the population is infinite, and a
  /// customer without repeat purchases has no expected spend.
  case infiniteMeanSpend(q: Double)
}

/// A parameter with its standard error.
package struct FittedParameter: Sendable, Equatable {
  /// The name in the paper, spelled out (`alpha`).
  package let name: String
  package let value: Double
  /// By the delta method from the inverse Hessian in logarithms; nil if the data do
  /// not determine the parameter.
  package let standardError: Double?
  /// 95%: symmetric in the logarithm, so always above 0; of a coefficient symmetric around it.
  package let interval: ClosedRange<Double>?

  init(name: String, value: Double, standardError: Double?, interval: ClosedRange<Double>?) {
    (self.name, self.value, self.standardError, self.interval) = (name, value, standardError, interval)
  }

  /// A parameter above 0.
  ///
  /// - Parameter variance: of the logarithm; nil if the data do not determine it.
  init(name: String, logarithm: Double, variance: Double?) {
    let value = exp(logarithm)
    guard let variance, variance.isFinite else {
      self.init(name: name, value: value, standardError: nil, interval: nil)
      return
    }
    let error = variance.squareRoot()
    let reach = exp(min(700, Self.reach * error))
    self.init(
      name: name, value: value, standardError: (value * error).finite,
      interval: (value / reach).isFinite && (value * reach).isFinite ? value / reach...value * reach : nil)
  }

  /// A coefficient of either sign.
  init(name: String, coefficient: Double, variance: Double?) {
    guard let error = variance?.squareRoot(), error.isFinite, coefficient.isFinite else {
      self.init(name: name, value: coefficient, standardError: nil, interval: nil)
      return
    }
    self.init(
      name: name, value: coefficient, standardError: error,
      interval: coefficient - Self.reach * error...coefficient + Self.reach * error)
  }

  /// Standard errors to the ends of the 95%.
  private static let reach = 1.959963984540054
}

/// A fitted point with errors and warnings, as every model here reports it.
struct FittedPoint: Sendable {
  var parameters: [FittedParameter]
  var warnings: [FitWarning]

  /// - Parameters:
  ///   - minimum: of the negative mean log-likelihood, in logarithms.
  ///   - customers: by which the likelihood was divided.
  init(_ minimum: Minimum, names: [String], customers: Double) {
    // Flat directions first. At a bound the likelihood still grows a little along
    // the ridge, so a larger slope counts as flat there.
    let whole = Eigen(minimum.curvature.hessian)
    let largest = whole.values.reduce(0) { max($0, abs($1)) }
    let flat = minimum.atBound.contains(true) ? 1e-4 : 1e-9
    var loose = Set(names.indices.filter { minimum.atBound[$0] })
    for (value, vector) in zip(whole.values, whole.vectors) where !(value > flat * largest) {
      for (index, component) in vector.enumerated() where abs(component) > 0.2 {
        loose.insert(index)
      }
    }
    let free = names.indices.filter { !minimum.atBound[$0] }
    let eigen = Eigen(free.map { row in free.map { minimum.curvature.hessian[row][$0] } })
    var variances: [Int: Double] = [:]
    if let diagonal = eigen.inverseDiagonal {
      for (index, variance) in zip(free, diagonal) where !loose.contains(index) {
        variances[index] = variance / customers
      }
    }
    parameters = names.indices.map { FittedParameter(name: names[$0], logarithm: minimum.point[$0], variance: variances[$0]) }
    warnings = []
    if !loose.isEmpty { warnings.append(.ridge(parameters: loose.sorted().map { names[$0] })) }
    // At the far end of a ridge the likelihood is a difference of large numbers,
    // and its gradient has fewer digits.
    let settled = minimum.atBound.contains(true) ? 1e-3 : 1e-6
    if !(minimum.gradient < settled) { warnings.append(.notConverged(gradient: minimum.gradient)) }
  }
}
