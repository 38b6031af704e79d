// The optimum of a penalized logistic model by Newton's method.

import SegPlatform
import SegRuntime

/// Coefficients that minimize −log L + λ/2·Σβ² (all but the intercept).
///
/// - Source: iteratively reweighted least squares as in Hastie, Tibshirani,
///   Friedman, The Elements of Statistical Learning, 2nd ed. 2009, section 4.4.1,
///   with the ridge penalty of 3.4.1; steps are halved where the loss rises.
struct LogisticFit: Sendable {
  /// One for each column.
  let coefficients: [Double]
  /// The standard error of each coefficient, from the curvature of the penalized
  /// loss at the optimum; nil if that is not finite.
  let standardErrors: [Double?]
  let steps: Int
  let isConverged: Bool
  /// Columns that are combinations of those before them.
  let dependentColumns: [Int]

  /// - Parameters:
  ///   - rows: the number of rows to use, from the first on.
  ///   - outcomes: 0 or 1 for each row of the design; among the rows both.
  init(
    _ design: ScoreDesign, rows: Int, outcomes: [Double], penalty: Double, mostSteps: Int, _ context: ExecutionContext
  ) throws(ScoreModelFailure) {
    var search = try LogisticSearch(design, rows: rows, outcomes: outcomes, penalty: penalty)
    var isConverged = false
    while !isConverged, search.steps < max(1, mostSteps) {
      guard let sums = search.sums(context) else { throw .interrupted }
      if search.isRise(to: sums) {
        if !search.halveStep() { break }
      } else {
        isConverged = try search.takeStep(from: sums)
      }
    }
    guard let curvature = search.curvature, let best = search.best else { throw .notSolvable }
    // A last step that was not evaluated is taken only if it is tiny.
    coefficients = isConverged ? search.coefficients : best.coefficients
    guard coefficients.allSatisfy(\.isFinite) else { throw .notSolvable }
    standardErrors = curvature.inverseDiagonal.map { $0.isFinite && $0 >= 0 ? $0.squareRoot() : nil }
    steps = search.steps
    self.isConverged = isConverged
    dependentColumns = search.dependentColumns
  }
}

/// The steps of Newton's method towards that optimum.
private struct LogisticSearch {
  private let design: ScoreDesign
  private let rows: Int
  private let outcomes: [Double]
  private let penalty: Double
  private(set) var steps = 0
  /// Where the search is now; not evaluated yet.
  private(set) var coefficients: [Double]
  /// The last point whose loss did not rise.
  private(set) var best: (coefficients: [Double], loss: Double)?
  /// The step from the best point to the current one, to be subtracted.
  private var step: [Double] = []
  /// At the best point.
  private(set) var curvature: PositiveDefinite?
  private(set) var dependentColumns: [Int] = []

  private var size: Int { design.columnCount }

  init(_ design: ScoreDesign, rows: Int, outcomes: [Double], penalty: Double) throws(ScoreModelFailure) {
    self.design = design
    self.rows = rows
    self.outcomes = outcomes
    self.penalty = penalty
    coefficients = [Double](repeating: 0, count: design.columnCount)
    let positives = outcomes.prefix(rows).reduce(0, +)
    coefficients[0] = Glibc.log(positives / (Double(rows) - positives))
    guard coefficients[0].isFinite else { throw positives > 0 ? .noNegatives : .noPositives }
  }

  /// The sums at the current point; nil if the work was stopped.
  mutating func sums(_ context: ExecutionContext) -> LogisticSums? {
    steps += 1
    return LogisticSums(design, rows: rows, outcomes: outcomes, coefficients: coefficients, context)
  }

  private func penalized(_ sums: LogisticSums) -> Double {
    sums.loss + coefficients.dropFirst().reduce(0) { $0 + penalty / 2 * $1 * $1 }
  }

  /// Whether the loss rose by more than rounding.
  func isRise(to sums: LogisticSums) -> Bool {
    guard let best else { return false }
    let loss = penalized(sums)
    return !loss.isFinite || loss > best.loss + 1e-12 * abs(best.loss)
  }

  /// Goes back half of the step.
  ///
  /// - Returns: whether that is another point than the best one.
  mutating func halveStep() -> Bool {
    guard let best else { return false }
    step = step.map { $0 / 2 }
    coefficients = zip(best.coefficients, step).map { $0 - $1 }
    return coefficients != best.coefficients
  }

  /// Goes from the current point to the next.
  ///
  /// - Returns: whether the step is tiny.
  mutating func takeStep(from sums: LogisticSums) throws(ScoreModelFailure) -> Bool {
    if best == nil {
      // All rows weigh the same here: the curvature is that of the columns alone.
      dependentColumns = PositiveDefinite.dependentColumns(upper: sums.hessian, size: size)
    }
    best = (coefficients, penalized(sums))
    var gradient = sums.gradient
    var hessian = sums.hessian
    for column in 1..<max(1, size) {
      gradient[column] += penalty * coefficients[column]
      hessian[column * size + column] += penalty
    }
    guard let curvature = Self.decomposed(hessian, size: size) else { throw .notSolvable }
    step = curvature.solve(gradient)
    guard step.allSatisfy(\.isFinite) else { throw .notSolvable }
    self.curvature = curvature
    coefficients = zip(coefficients, step).map { $0 - $1 }
    // The squared length of the step, in standard errors.
    return zip(gradient, step).reduce(0, { $0 + $1.0 * $1.1 }) < 1e-14
  }

  /// Adds a little to the diagonal if rounding left too little: the step is then
  /// shorter, but still goes down.
  private static func decomposed(_ hessian: [Double], size: Int) -> PositiveDefinite? {
    if let plain = PositiveDefinite(upper: hessian, size: size) { return plain }
    let largest = (0..<size).reduce(0) { max($0, hessian[$1 * size + $1]) }
    for share in [1e-12, 1e-9, 1e-6, 1e-3] {
      var raised = hessian
      for column in 0..<size { raised[column * size + column] += share * largest }
      if let decomposed = PositiveDefinite(upper: raised, size: size) { return decomposed }
    }
    return nil
  }
}
