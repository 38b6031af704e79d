// Fitting a purchase model with covariates by maximum likelihood.

import SegPlatform
import SegRuntime

/// A model fitted to the histories of groups of customers with equal covariates.
package struct CovariateFit: Sendable {
  package let model: PurchaseModel
  /// First those of a customer whose covariates are all 0, then the coefficients by process and covariate; times in the histories' unit.
  package let parameters: [FittedParameter]
  /// The log-likelihood of all customers, without the penalty.
  package let logLikelihood: Double
  /// The histories' total weight.
  package let customers: Double
  package let warnings: [FitWarning]
  /// The model of each group, in the order of the design.
  package let groups: [KnownPurchaseModel]
  private let map: CovariateMap
  private let point: [Double]
  private let spread: ParameterSpread

  fileprivate init?(
    _ map: CovariateMap, _ minimum: Minimum, customers: Double, penalty: Double
  ) {
    guard let groups = Self.models(map, minimum.point, interpolates: false) else { return nil }
    self.groups = groups
    self.map = map
    self.customers = customers
    model = map.model
    point = minimum.point
    spread = ParameterSpread(minimum, customers: customers)
    let fitted = FittedPoint(minimum, names: map.pointNames, customers: customers)
    let loose = Set(fitted.parameters.indices.filter { fitted.parameters[$0].standardError == nil })
    parameters = map.figures(at: minimum, customers: customers, loose: loose)
    warnings = fitted.warnings
    logLikelihood = -(minimum.curvature.value - penalty * minimum.point.reduce(0) { $0 + $1 * $1 }) * customers
  }

  private init(_ fit: CovariateFit, groups: [KnownPurchaseModel]) {
    self.groups = groups
    (model, parameters, logLikelihood, customers) = (fit.model, fit.parameters, fit.logLikelihood, fit.customers)
    (warnings, map, point, spread) = (fit.warnings, fit.map, fit.point, fit.spread)
  }

  private static func models(_ map: CovariateMap, _ point: [Double], interpolates: Bool) -> [KnownPurchaseModel]? {
    var models: [KnownPurchaseModel] = []
    for group in 0..<map.groups {
      let parameters = map.logs(of: group, at: point).map { exp($0) }
      guard let model = KnownPurchaseModel(map.model, parameters: parameters, interpolates: interpolates) else { return nil }
      models.append(model)
    }
    return models
  }

  /// The model with other parameters, as likely as the data leave them.
  package func drawn(_ draw: ParameterDraw) -> CovariateFit {
    let other = spread.moved(point, draw, logLikelihood)
    return Self.models(map, other, interpolates: true).map { CovariateFit(self, groups: $0) } ?? self
  }
}

/// Fits `model` to groups of customers by maximum likelihood: Newton's method with exact second derivatives, from the fit without
/// covariates.
///
/// - Parameters:
///   - groups: for each group of the design its distinct histories with their weights, above 0 in all.
///   - penalty: adds penalty × (Σ (ln parameter)² + Σ coefficient²) to the negative mean log-likelihood: parameters of a customer with
///     mean covariates, coefficients for each standard deviation.
/// - Throws: why there is nothing to fit; `constantCovariate` if a covariate is the same for all.
/// - Complexity: 10 to 20 evaluations of the likelihood over the rows.
package func fit(
  _ model: PurchaseModel, to groups: [PurchaseHistories], covariates design: CovariateDesign, penalty: Double = 0,
  in context: ExecutionContext = .serial
) throws(FitFailure) -> CovariateFit {
  let plain = try fit(model, to: PurchaseHistories(joining: groups), penalty: penalty, in: context)
  var tables: [HistoryTable] = []
  for group in groups { tables.append(try HistoryTable(group)) }
  guard tables.count == design.groups.count else { throw .noCustomers }
  let map = try CovariateMap(model, design, weights: tables.map(\.customers))
  let search = CovariateSearch(map, tables, penalty: penalty, context)
  guard let best = search.best(from: plain) else { throw search.isInterrupted(from: plain) ? .interrupted : .notFinite }
  guard let fit = CovariateFit(map, best, customers: search.customers, penalty: penalty) else { throw .notFinite }
  return fit
}

/// The search for the parameters and coefficients of the highest likelihood.
private struct CovariateSearch {
  let customers: Double
  private let map: CovariateMap
  private let likelihoods: [any PurchaseLikelihood]
  private let weights: [Double]
  private let meanAge: Double
  private let penalty: Double
  private let context: ExecutionContext
  private let tolerance: Double
  /// With more groups each is summed by one thread.
  private static let fewGroups = 16

  init(_ map: CovariateMap, _ tables: [HistoryTable], penalty: Double, _ context: ExecutionContext) {
    self.map = map
    self.penalty = penalty
    self.context = context
    likelihoods = tables.map { map.model.likelihood(of: $0) }
    tolerance = tables.reduce(0) { $0 + $1.rows } < manyHistories ? 1e-13 : 1e-10
    weights = tables.map(\.customers)
    customers = weights.reduce(0, +)
    meanAge = tables.reduce(0) { $0 + $1.totalAge } / customers
  }

  func best(from plain: PurchaseFit) -> Minimum? {
    let bounds =
      map.model.parameterBounds(meanAge: meanAge) + [ClosedRange<Double>](repeating: -12...12, count: map.size - plain.parameters.count)
    var starts = [plain.parameters.map { log($0.value) }]
    // At the end of a ridge of the plain model the slope of another one may be invisible.
    if !plain.warnings.isEmpty { starts += map.model.starts(meanAge: meanAge).map { $0.map { log($0) } } }
    return lowest(
      starts.compactMap { start in
        minimize(from: start + [Double](repeating: 0, count: map.size - start.count), bounds: bounds, tolerance: tolerance) {
          curvature($0, context).penalized(penalty, at: $0)
        }
      })
  }

  /// The mean over customers.
  private func curvature(_ point: [Double], _ context: ExecutionContext) -> Curvature {
    var sum = Curvature(count: map.size)
    let parts = parts(at: point, context)
    for (group, part) in parts.enumerated() { map.add(part, of: group, times: weights[group] / customers, to: &sum) }
    return sum
  }

  private func parts(at point: [Double], _ context: ExecutionContext) -> [Curvature] {
    if likelihoods.count <= Self.fewGroups {
      return likelihoods.enumerated().map { $1.curvature(map.logs(of: $0, at: point), in: context) }
    }
    var unknown = Curvature(count: map.model.parameterNames.count)
    unknown.value = .nan
    var parts = [Curvature](repeating: unknown, count: likelihoods.count)
    parts.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // Each piece writes to its own places alone.
      nonisolated(unsafe) let places = base
      context.chunks(of: likelihoods.count, size: 16) { groups in
        for group in groups { places[group] = likelihoods[group].curvature(map.logs(of: group, at: point), in: .serial) }
      }
    }
    return parts
  }

  func isInterrupted(from plain: PurchaseFit) -> Bool {
    let start = plain.parameters.map { log($0.value) } + [Double](repeating: 0, count: map.size - plain.parameters.count)
    return !curvature(start, context).isFinite && curvature(start, .serial).isFinite
  }
}

extension PurchaseHistories {
  /// The histories of several tables in one.
  fileprivate init(joining tables: [PurchaseHistories]) {
    self.init(
      frequency: tables.flatMap(\.frequency), recency: tables.flatMap(\.recency), age: tables.flatMap(\.age),
      weight: tables.flatMap(\.weight))
  }
}
