// Minimizing a smooth function of a few parameters by Newton's method.
//
// The models give exact second derivatives, so Newton's method needs five to
// fifteen evaluations where BFGS needs thirty to sixty, and the Hessian at the
// end is at once that of the standard errors.

import SegPlatform

/// A function's value, gradient and Hessian at a point of n parameters.
struct Curvature: Sendable {
  var value: Double
  var gradient: [Double]
  var hessian: [[Double]]

  init(count: Int) {
    value = 0
    gradient = [Double](repeating: 0, count: count)
    hessian = [[Double]](repeating: gradient, count: count)
  }

  var isFinite: Bool {
    value.isFinite && gradient.allSatisfy(\.isFinite)
      && hessian.allSatisfy { $0.allSatisfy(\.isFinite) }
  }

  /// Adds to an entry and to its mirror image.
  mutating func addHessian(_ row: Int, _ column: Int, _ term: Double) {
    hessian[row][column] += term
    if row != column { hessian[column][row] += term }
  }

  /// The function with penalty × Σ (ln parameter)² added.
  func penalized(_ penalty: Double, at logs: [Double]) -> Curvature {
    if penalty == 0 { return self }
    var result = self
    for (index, log) in logs.enumerated() {
      result.value += penalty * log * log
      result.gradient[index] += 2 * penalty * log
      result.hessian[index][index] += 2 * penalty
    }
    return result
  }

  /// Everything times `factor`.
  mutating func scale(by factor: Double) {
    value *= factor
    for row in gradient.indices {
      gradient[row] *= factor
      for column in gradient.indices { hessian[row][column] *= factor }
    }
  }
}

/// Where a minimization ended.
struct Minimum: Sendable {
  var point: [Double]
  var curvature: Curvature
  /// Parameters at their bound, or almost, while the function still falls towards it.
  var atBound: [Bool]
  /// The largest derivative of a parameter that is not at its bound.
  var gradient: Double
  var evaluations: Int
}

/// Newton's method within a box: eigenvalues are made positive, and steps are
/// limited and halved until the value falls.
///
/// - Parameters:
///   - start: n values within the bounds.
///   - bounds: n ranges.
///   - tolerance: the largest derivative at which it stops.
///   - function: may give values that are not finite: such points are avoided.
/// - Returns: the best point found; nil if the function is not finite at `start`.
func minimize(
  from start: [Double], bounds: [ClosedRange<Double>], tolerance: Double = 1e-13,
  _ function: @escaping ([Double]) -> Curvature
) -> Minimum? {
  var descent = NewtonDescent(from: start, bounds: bounds, function)
  guard descent.here.isFinite else { return nil }
  while descent.evaluations < 300 {
    let free = start.indices.filter { !descent.isBlocked($0) }
    let slope = descent.here.steepest(among: free)
    if slope <= tolerance || !descent.move(along: descent.step(among: free), free, slope: slope) { break }
  }
  let (point, here) = (descent.point, descent.here)
  // Along a ridge the last steps are short, so this near counts as converged.
  let margin = 0.01
  let atBound = start.indices.map { index in
    (point[index] <= bounds[index].lowerBound + margin && here.gradient[index] > 0)
      || (point[index] >= bounds[index].upperBound - margin && here.gradient[index] < 0)
  }
  let gradient = here.steepest(among: start.indices.filter { !atBound[$0] })
  return Minimum(
    point: point, curvature: here, atBound: atBound, gradient: gradient, evaluations: descent.evaluations)
}

extension Curvature {
  /// The largest derivative of some parameters.
  fileprivate func steepest(among free: [Int]) -> Double { free.reduce(0) { max($0, abs(gradient[$1])) } }
}

/// The point of a minimization, and how it moves.
private struct NewtonDescent {
  private(set) var point: [Double]
  private(set) var here: Curvature
  private(set) var evaluations = 1
  private let bounds: [ClosedRange<Double>]
  private let function: ([Double]) -> Curvature
  /// The most that a parameter changes in one step.
  private var radius = 2.0

  init(from start: [Double], bounds: [ClosedRange<Double>], _ function: @escaping ([Double]) -> Curvature) {
    self.bounds = bounds
    self.function = function
    point = zip(start, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
    here = function(point)
  }

  /// Whether a parameter is held back by a bound; the step does not change it.
  func isBlocked(_ index: Int) -> Bool {
    (point[index] <= bounds[index].lowerBound && here.gradient[index] > 0)
      || (point[index] >= bounds[index].upperBound && here.gradient[index] < 0)
  }

  /// Newton's step, with positive eigenvalues and within the radius.
  func step(among free: [Int]) -> [Double] {
    let eigen = Eigen(free.map { row in free.map { here.hessian[row][$0] } })
    let largest = eigen.values.reduce(0) { max($0, abs($1)) }
    var step = [Double](repeating: 0, count: point.count)
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      let along = zip(free, vector).reduce(0) { $0 + here.gradient[$1.0] * $1.1 }
      let length = along / max(abs(value), 1e-13 * largest, .leastNormalMagnitude)
      for (index, component) in zip(free, vector) {
        step[index] -= max(-1e3, min(1e3, length)) * component
      }
    }
    let longest = step.reduce(0) { max($0, abs($1)) }
    if longest > radius { for index in point.indices { step[index] *= radius / longest } }
    return step
  }

  /// Moves along a step, which is shortened until the value falls.
  ///
  /// - Returns: whether it moved.
  mutating func move(along step: [Double], _ free: [Int], slope: Double) -> Bool {
    var shrink = 1.0
    for _ in 0..<40 {
      let next = point.indices.map {
        min(max(point[$0] + shrink * step[$0], bounds[$0].lowerBound), bounds[$0].upperBound)
      }
      if next == point { return false }
      let there = function(next)
      evaluations += 1
      if there.isFinite, isBetter(there, at: next, free, slope: slope) {
        (point, here) = (next, there)
        radius = shrink == 1 ? min(4, radius * 1.5) : max(0.25, radius * 0.7)
        return true
      }
      shrink *= shrink > 0.9 ? 0.5 : 0.25
    }
    return false
  }

  private func isBetter(_ there: Curvature, at next: [Double], _ free: [Int], slope: Double) -> Bool {
    let promised = point.indices.reduce(0) { $0 + here.gradient[$1] * (next[$1] - point[$1]) }
    let noise = 4e-16 * max(1, abs(here.value))
    let falls = there.value <= here.value + 1e-4 * min(0, promised) && there.value < here.value - noise
    // If the value is flat to the last digits, the gradient decides.
    return falls || abs(there.value - here.value) <= 16 * noise && there.steepest(among: free) < 0.9 * slope
  }
}
