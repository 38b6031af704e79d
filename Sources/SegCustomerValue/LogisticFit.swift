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
    let size = design.columnCount
    var coefficients = [Double](repeating: 0, count: size)
    let positives = outcomes.prefix(rows).reduce(0, +)
    coefficients[0] = Glibc.log(positives / (Double(rows) - positives))
    guard coefficients[0].isFinite else { throw positives > 0 ? .noNegatives : .noPositives }

    var best: (coefficients: [Double], loss: Double)?
    var step: [Double] = []
    var latest: PositiveDefinite?
    var dependent: [Int] = []
    var steps = 0
    var isConverged = false
    while steps < max(1, mostSteps) {
      steps += 1
      guard
        let sums = LogisticSums(
          design, rows: rows, outcomes: outcomes, coefficients: coefficients, context)
      else { throw .interrupted }
      let loss = sums.loss + coefficients.dropFirst().reduce(0) { $0 + penalty / 2 * $1 * $1 }
      if let before = best {
        // The loss rose by more than rounding: halve the step.
        let isRise = !loss.isFinite || loss > before.loss + 1e-12 * abs(before.loss)
        if isRise {
          step = step.map { $0 / 2 }
          coefficients = zip(before.coefficients, step).map { $0 - $1 }
          if coefficients == before.coefficients { break }
          continue
        }
      } else {
        // All rows weigh the same here: the curvature is that of the columns alone.
        dependent = PositiveDefinite.dependentColumns(upper: sums.hessian, size: size)
      }
      best = (coefficients, loss)
      var gradient = sums.gradient
      var hessian = sums.hessian
      for column in 1..<max(1, size) {
        gradient[column] += penalty * coefficients[column]
        hessian[column * size + column] += penalty
      }
      guard let curvature = Self.decomposed(hessian, size: size) else { throw .notSolvable }
      step = curvature.solve(gradient)
      guard step.allSatisfy(\.isFinite) else { throw .notSolvable }
      latest = curvature
      coefficients = zip(coefficients, step).map { $0 - $1 }
      // The squared length of the step, in standard errors.
      if zip(gradient, step).reduce(0, { $0 + $1.0 * $1.1 }) < 1e-14 {
        isConverged = true
        break
      }
    }
    guard let latest, let best else { throw .notSolvable }
    // A last step that was not evaluated is taken only if it is tiny.
    self.coefficients = isConverged ? coefficients : best.coefficients
    guard self.coefficients.allSatisfy(\.isFinite) else { throw .notSolvable }
    standardErrors = latest.inverseDiagonal.map { $0.isFinite && $0 >= 0 ? $0.squareRoot() : nil }
    self.steps = steps
    self.isConverged = isConverged
    dependentColumns = dependent
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
