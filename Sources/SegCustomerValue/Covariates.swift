// Covariates that do not change in time: what customers are like, beside when they buy.

import SegPlatform

/// Customers in groups of equal covariates.
package struct CovariateDesign: Sendable {
  /// The columns: a number, or a category against the base (`channel = shop`).
  package let names: [String]
  /// For each group one value for each name; all finite.
  package let groups: [[Double]]

  package init(names: [String], groups: [[Double]]) {
    self.names = names
    self.groups = groups
  }
}

/// What covariates change in a model: one process through one parameter, which is multiplied by exp(sign · Σ coefficient · value).
struct CovariateEffect: Sendable {
  /// `purchases` or `stopping`.
  let process: String
  /// The place among the model's parameters.
  let parameter: Int
  let sign: Double
}

extension PurchaseModel {
  /// The effects of covariates: a coefficient above 0 means more purchases, and stopping earlier.
  ///
  /// - Source: Fader & Hardie, Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models (2007): alpha·exp(−γ₁z), and
  ///   beta·exp(−γ₂z) of the Pareto/NBD or a·exp(γ₂z) of the BG/NBD. Of the note's two vectors of the BG/NBD, for a and for b, the
  ///   one for b is empty here: e^γ then multiplies the odds a/b of stopping.
  var covariateEffects: [CovariateEffect] {
    let purchases = CovariateEffect(process: "purchases", parameter: 1, sign: -1)
    return switch self {
    case .bgNBD, .mbgNBD: [purchases, CovariateEffect(process: "stopping", parameter: 2, sign: 1)]
    case .paretoNBD: [purchases, CovariateEffect(process: "stopping", parameter: 3, sign: -1)]
    case .nbd: [purchases]
    }
  }
}

/// From a point of the search to the parameters of each group.
///
/// A point has the logarithms of the parameters of a customer with mean covariates, and then, effect by effect, a coefficient for each
/// covariate in standard deviations: so every direction has a scale of about 1, whatever the units.
struct CovariateMap: Sendable {
  let model: PurchaseModel
  let effects: [CovariateEffect]
  private let names: [String]
  /// Of each covariate, over customers.
  private let means: [Double]
  private let deviations: [Double]
  /// For each group: the covariates less their mean, in standard deviations.
  private let standardized: [[Double]]

  /// - Parameter weights: the customers of each group.
  /// - Throws: `constantCovariate` with the first one that does not vary.
  init(_ model: PurchaseModel, _ design: CovariateDesign, weights: [Double]) throws(FitFailure) {
    self.model = model
    effects = model.covariateEffects
    names = design.names
    let total = weights.reduce(0, +)
    var (means, deviations): ([Double], [Double]) = ([], [])
    for column in design.names.indices {
      let mean = zip(design.groups, weights).reduce(0) { $0 + $1.0[column] * $1.1 } / total
      let square = zip(design.groups, weights).reduce(0) { $0 + ($1.0[column] - mean) * ($1.0[column] - mean) * $1.1 } / total
      guard square.isNormal else { throw .constantCovariate(name: design.names[column]) }
      means.append(mean)
      deviations.append(square.squareRoot())
    }
    (self.means, self.deviations) = (means, deviations)
    standardized = design.groups.map { row in row.indices.map { (row[$0] - means[$0]) / deviations[$0] } }
  }

  private var base: Int { model.parameterNames.count }
  var groups: Int { standardized.count }
  /// The length of a point.
  var size: Int { base + effects.count * names.count }

  /// The place of a coefficient in a point.
  private func place(_ effect: Int, _ column: Int) -> Int { base + effect * names.count + column }

  /// The parameters' names, and then those of the coefficients: `purchases: channel = shop`.
  var pointNames: [String] { model.parameterNames + effects.flatMap { effect in names.map { "\(effect.process): \($0)" } } }

  /// The logarithms of a group's parameters.
  func logs(of group: Int, at point: [Double]) -> [Double] {
    var logs = Array(point.prefix(base))
    for (number, effect) in effects.enumerated() {
      for column in names.indices { logs[effect.parameter] += effect.sign * point[place(number, column)] * standardized[group][column] }
    }
    return logs
  }

  /// Adds a function of a group's parameters, with its derivatives by the point, by the chain rule.
  func add(_ part: Curvature, of group: Int, times weight: Double, to sum: inout Curvature) {
    sum.value += weight * part.value
    // Each place of the point with the parameter that it changes, and by how much.
    var places = (0..<base).map { (place: $0, parameter: $0, factor: 1.0) }
    for (number, effect) in effects.enumerated() {
      for column in names.indices {
        places.append((place(number, column), effect.parameter, effect.sign * standardized[group][column]))
      }
    }
    for row in places where row.factor != 0 {
      let factor = weight * row.factor
      sum.gradient[row.place] += factor * part.gradient[row.parameter]
      for column in places where column.factor != 0 {
        sum.hessian[row.place][column.place] += factor * column.factor * part.hessian[row.parameter][column.parameter]
      }
    }
  }

  /// How the logarithms of the parameters of a customer whose covariates are all 0, and the coefficients in the covariates' own units,
  /// follow from a point: for each of them the places that it is a sum of, with their factors.
  private var unscaled: [[(place: Int, factor: Double)]] {
    var rows = (0..<base).map { [(place: $0, factor: 1.0)] }
    for (number, effect) in effects.enumerated() {
      for column in names.indices {
        rows[effect.parameter].append((place(number, column), -effect.sign * means[column] / deviations[column]))
      }
    }
    for number in effects.indices {
      for column in names.indices { rows.append([(place(number, column), 1 / deviations[column])]) }
    }
    return rows
  }

  /// The parameters and the coefficients with their errors.
  ///
  /// - Parameter loose: places of the point that the data do not determine.
  func figures(at minimum: Minimum, customers: Double, loose: Set<Int>) -> [FittedParameter] {
    let covariance = minimum.covariance(customers: customers)
    return zip(pointNames, unscaled).enumerated().map { number, figure in
      let (name, sum) = figure
      let value = sum.reduce(0) { $0 + minimum.point[$1.place] * $1.factor }
      var variance: Double?
      if !sum.contains(where: { loose.contains($0.place) && $0.factor != 0 }), let covariance {
        variance = sum.reduce(0) { total, a in total + sum.reduce(0) { $0 + a.factor * $1.factor * covariance[a.place][$1.place] } }
      }
      if number < base { return FittedParameter(name: name, logarithm: value, variance: variance) }
      return FittedParameter(name: name, coefficient: value, variance: variance)
    }
  }
}

extension Minimum {
  /// The inverse Hessian over customers, 0 for what is at a bound; nil unless it is positive definite.
  fileprivate func covariance(customers: Double) -> [[Double]]? {
    let free = point.indices.filter { !atBound[$0] }
    let eigen = Eigen(free.map { row in free.map { curvature.hessian[row][$0] } })
    guard eigen.values.allSatisfy({ $0 > 0 }), customers > 0 else { return nil }
    var result = [[Double]](repeating: [Double](repeating: 0, count: point.count), count: point.count)
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      for (row, own) in zip(free, vector) {
        for (column, other) in zip(free, vector) { result[row][column] += own * other / (value * customers) }
      }
    }
    return result
  }
}
