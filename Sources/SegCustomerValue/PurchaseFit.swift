// Fitting a purchase model by maximum likelihood.

import SegPlatform
import SegRuntime

/// A model fitted to histories.
package struct PurchaseFit: PurchasePredicting {
  package let model: PurchaseModel
  /// In the order of `model.parameterNames`; times in the histories' unit.
  package let parameters: [FittedParameter]
  /// The log-likelihood of all customers, without the penalty.
  package let logLikelihood: Double
  /// The histories' total weight.
  package let customers: Double
  package let warnings: [FitWarning]
  package let predictor: PurchasePredictor
  /// What the data leave open.
  let spread: ParameterSpread
}

/// A model at given parameters, for example from a publication.
package struct KnownPurchaseModel: PurchasePredicting {
  package let model: PurchaseModel
  package let predictor: PurchasePredictor

  /// - Parameter parameters: in the order of `model.parameterNames`, times in
  ///   the unit of the histories to come.
  /// - Returns: nil unless there is one for each name, all positive and finite.
  package init?(_ model: PurchaseModel, parameters: [Double]) {
    self.init(model, parameters: parameters, interpolates: false)
  }

  init?(_ model: PurchaseModel, parameters: [Double], interpolates: Bool) {
    guard let process = model.process(parameters) else { return nil }
    self.model = model
    predictor = PurchasePredictor(process: process, interpolates: interpolates)
  }
}

/// Fits `model` by maximum likelihood.
///
/// Newton's method with exact second derivatives, in the logarithms of the
/// parameters, on the mean over customers. It begins at two points, on a coarser
/// table first if the table is long. The result does not depend on the threads.
///
/// - Parameters:
///   - histories: distinct histories with their weights (`CustomerHistories.grouped`).
///   - penalty: adds penalty × Σ (ln parameter)² to the negative mean
///     log-likelihood, parameters in the histories' unit. 0 unless wanted.
///   - context: how the rows' pieces are run.
/// - Throws: why there is nothing to fit.
/// - Complexity: 5 to 10 evaluations of the likelihood over the rows.
package func fit(
  _ model: PurchaseModel, to histories: PurchaseHistories, penalty: Double = 0,
  in context: ExecutionContext = .serial
) throws(FitFailure) -> PurchaseFit {
  guard penalty >= 0, penalty.isFinite else { throw .invalidPenalty }
  let table = try HistoryTable(histories)
  guard table.customers > 0, table.customers.isFinite else { throw .noCustomers }
  guard table.purchases > 0 else { throw .noRepeatPurchases }
  let meanAge = table.totalAge / table.customers
  guard meanAge > 0, meanAge.isFinite else { throw .noTime }
  let search = PurchaseSearch(model, histories, table, meanAge: meanAge, penalty: penalty, context)
  guard let best = search.best() else { throw search.isInterrupted ? .interrupted : .notFinite }
  guard let process = model.process(best.point.map { exp($0) }) else { throw .notFinite }
  let point = FittedPoint(best, names: model.parameterNames, customers: table.customers)
  let penaltyTerm = penalty * best.point.reduce(0) { $0 + $1 * $1 }
  return PurchaseFit(
    model: model, parameters: point.parameters,
    logLikelihood: -(best.curvature.value - penaltyTerm) * table.customers,
    customers: table.customers, warnings: point.warnings,
    predictor: PurchasePredictor(process: process), spread: ParameterSpread(best, customers: table.customers))
}

/// So many distinct histories make a table long.
let manyHistories = 50_000

/// The search for the parameters of the highest likelihood.
private struct PurchaseSearch {
  private let model: PurchaseModel
  private let histories: PurchaseHistories
  private let whole: any PurchaseLikelihood
  private let starts: [[Double]]
  private let bounds: [ClosedRange<Double>]
  private let penalty: Double
  private let context: ExecutionContext

  init(
    _ model: PurchaseModel, _ histories: PurchaseHistories, _ table: HistoryTable, meanAge: Double, penalty: Double,
    _ context: ExecutionContext
  ) {
    self.model = model
    self.histories = histories
    self.penalty = penalty
    self.context = context
    whole = model.likelihood(of: table)
    starts = model.starts(meanAge: meanAge).map { $0.map { log($0) } }
    bounds = model.parameterBounds(meanAge: meanAge)
  }

  private func penalized(_ likelihood: any PurchaseLikelihood) -> ([Double]) -> Curvature {
    { logs in likelihood.curvature(logs, in: context).penalized(penalty, at: logs) }
  }

  /// The lowest minimum; nil if the likelihood is not finite at any start.
  func best() -> Minimum? {
    let near = nearest()
    // The coarse table has chosen among the starts already. If the whole table
    // leads to a ridge from there, the other starts would lead to it too.
    let isRidge = near?.atBound.contains(true) ?? false
    if let near, near.gradient <= (isRidge ? 1e-6 : 1e-9) { return near }
    let others = starts.compactMap { minimize(from: $0, bounds: bounds, tolerance: tolerance, penalized(whole)) }
    return lowest(others + (near.map { [$0] } ?? []))
  }

  /// The minimum from where a table of a few hundred coarse rows has its own: the whole
  /// table then needs three or four steps. nil if the table is short, or if that fails.
  private func nearest() -> Minimum? {
    guard let coarse = histories.coarsened(bins: model.coarseBins, above: model.coarseRows),
      let table = try? HistoryTable(coarse)
    else { return nil }
    let objective = penalized(model.likelihood(of: table))
    var near = lowest(starts.compactMap { minimize(from: $0, bounds: bounds, tolerance: 1e-6, objective) })
    // Of a long table one that is less coarse comes nearer.
    if let first = near, first.gradient < 1e-5, histories.count >= manyHistories,
      let finer = histories.coarsened(bins: 4 * model.coarseBins, above: manyHistories), let table = try? HistoryTable(finer)
    {
      near = minimize(from: first.point, bounds: bounds, tolerance: 1e-6, penalized(model.likelihood(of: table))) ?? first
    }
    guard let near, near.gradient < 1e-5 else { return nil }
    return minimize(from: near.point, bounds: bounds, tolerance: tolerance, penalized(whole))
  }

  /// Of a long table, where the sum over it is known to fewer digits.
  private var tolerance: Double { histories.count < manyHistories ? 1e-13 : 1e-10 }

  /// Whether the likelihood is not finite at the first start because the work was stopped.
  var isInterrupted: Bool {
    !whole.curvature(starts[0], in: context).isFinite && whole.curvature(starts[0], in: .serial).isFinite
  }
}

/// The minimum with the lowest value, the first among equals.
func lowest(_ minima: [Minimum]) -> Minimum? {
  var best: Minimum?
  for minimum in minima where best.map({ minimum.curvature.value < $0.curvature.value }) ?? true {
    best = minimum
  }
  return best
}

extension PurchaseModel {
  func likelihood(of table: HistoryTable) -> any PurchaseLikelihood {
    switch self {
    case .bgNBD: BetaGeometricLikelihood(table, dropsAtFirst: false)
    case .mbgNBD: BetaGeometricLikelihood(table, dropsAtFirst: true)
    case .paretoNBD: ParetoLikelihood(table)
    case .nbd: NBDLikelihood(table: table)
    }
  }

  /// Of the logarithms of the parameters: beyond its bounds a parameter has no effect on any prediction.
  func parameterBounds(meanAge: Double) -> [ClosedRange<Double>] {
    parameterIsTime.map { $0 ? log(meanAge) - 14...log(meanAge) + 14 : -12.0...12.0 }
  }

  /// The starting points, scaled by the customers' mean age.
  func starts(meanAge: Double) -> [[Double]] {
    switch self {
    case .bgNBD, .mbgNBD:
      // The third and fourth: few customers stop, almost all stop.
      [
        [1, meanAge / 10, 1, 3], [0.5, meanAge / 6, 0.5, 2], [0.5, meanAge / 2, 0.05, 1],
        [2, meanAge / 20, 3, 1],
      ]
    case .paretoNBD: [[1, meanAge / 3, 1, meanAge / 3], [0.5, meanAge / 2, 0.5, meanAge / 3]]
    case .nbd: [[1, meanAge]]
    }
  }

  /// The coarse table rounds times to this many parts of the longest.
  fileprivate var coarseBins: Double { 16 }

  /// Tables with at most this many rows are not coarsened.
  fileprivate var coarseRows: Int { self == .paretoNBD ? 400 : 3000 }
}

extension PurchaseHistories {
  /// The same customers with times rounded to `bins` parts of the longest, equal
  /// histories joined; nil for a table of up to `rows` rows.
  fileprivate func coarsened(bins: Double, above rows: Int) -> PurchaseHistories? {
    guard count > rows, let longest = age.max(), (longest / bins).isNormal else { return nil }
    let unit = longest / bins
    var keys = DenseKeyPairMap(capacity: 4096)
    var coarse = PurchaseHistories(frequency: [], recency: [], age: [], weight: [])
    for row in 0..<count where weight[row] > 0 {
      let (t, end) = ((recency[row] / unit).rounded(), (age[row] / unit).rounded())
      let number = keys.number(frequency[row].bitPattern, UInt64(t) << 32 | UInt64(end))
      if number == coarse.count {
        coarse.frequency.append(frequency[row])
        coarse.recency.append(t * unit)
        coarse.age.append(end * unit)
        coarse.weight.append(weight[row])
      } else {
        coarse.weight[number] += weight[row]
      }
    }
    return coarse
  }
}
