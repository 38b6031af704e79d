// Parameters drawn from what a fit leaves open: the parametric bootstrap of figures that follow from a model.

import SegPlatform
import Synchronization

/// The uncertainty of fitted parameters: the logarithms are normal around the fit, with the inverse Hessian as
/// covariance. Directions in which the likelihood is flat do not vary, because no prediction depends on them.
package struct ParameterSpread: Sendable, Equatable {
  /// Each direction with its standard deviation: a change of the logarithm of each parameter.
  let directions: [[Double]]

  /// - Parameters:
  ///   - minimum: of the negative mean log-likelihood, in logarithms.
  ///   - customers: by which the likelihood was divided.
  init(_ minimum: Minimum, customers: Double) {
    let free = minimum.point.indices.filter { !minimum.atBound[$0] }
    let eigen = Eigen(free.map { row in free.map { minimum.curvature.hessian[row][$0] } })
    let largest = eigen.values.reduce(0) { max($0, abs($1)) }
    directions = zip(eigen.values, eigen.vectors).compactMap { value, vector in
      guard value > 1e-9 * largest, customers > 0 else { return nil }
      let deviation = 1 / (value * customers).squareRoot()
      var direction = [Double](repeating: 0, count: minimum.point.count)
      for (place, component) in zip(free, vector) { direction[place] = component * deviation }
      return direction
    }
  }

  /// Parameters around fitted ones.
  func drawn(around values: [Double], _ draw: ParameterDraw, _ fit: Double) -> [Double] {
    moved(values.map { log($0) }, draw, fit).map { exp($0) }
  }

  /// A point around the fitted one.
  func moved(_ point: [Double], _ draw: ParameterDraw, _ fit: Double) -> [Double] {
    var moved = point
    for (direction, step) in zip(directions, draw.steps(directions.count, of: fit)) {
      for place in moved.indices { moved[place] += step * direction[place] }
    }
    return moved
  }
}

/// One of several draws. The models of one draw are drawn apart from one another, and each is the same wherever it is used.
package struct ParameterDraw: Sendable {
  /// From 1 to ``count``.
  package let number: Int
  /// Not a draw, but parameters moved along one direction alone.
  private var probe: (directions: DrawnDirections, place: Int, step: Double)?

  /// The draws of an interval: the 5th and the 195th of 199 ordered figures are the ends of the 95%.
  package static let count = 199
  /// The places of the ends.
  static let ends = (low: 4, high: 194)

  package init(_ number: Int) { self.number = number }

  /// - Parameters:
  ///   - place: of the direction among those of all fits.
  ///   - step: in standard deviations.
  init(along place: Int, by step: Double, of directions: DrawnDirections) {
    number = 0
    probe = (directions, place, step)
  }

  /// The steps along the directions of a fit, in standard deviations.
  ///
  /// - Parameter fit: identifies it.
  func steps(_ count: Int, of fit: Double) -> [Double] {
    if let probe {
      let first = probe.directions.first(of: fit, count)
      return (0..<count).map { first + $0 == probe.place ? probe.step : 0 }
    }
    var normals = NormalNumbers(number, fit)
    return (0..<count).map { _ in normals.next() }
  }

  /// The ends of the interval with 95% of the figures; nil unless there is one of each draw.
  package static func interval(_ figures: [Double]) -> ClosedRange<Double>? {
    guard figures.count == count, figures.allSatisfy(\.isFinite) else { return nil }
    let ordered = figures.sorted()
    return ordered[ends.low]...ordered[ends.high]
  }
}

/// The directions that the fits behind some figures leave open, in the order in which they were asked for.
final class DrawnDirections: Sendable {
  private let fits = Mutex<[(fit: UInt64, directions: Int)]>([])

  var count: Int { fits.withLock { $0.reduce(0) { $0 + $1.directions } } }

  /// The place of the first direction of a fit.
  func first(of fit: Double, _ directions: Int) -> Int {
    fits.withLock { fits in
      var first = 0
      for known in fits {
        if known.fit == fit.bitPattern, known.directions == directions { return first }
        first += known.directions
      }
      fits.append((fit.bitPattern, directions))
      return first
    }
  }

  /// The steps of a draw along all of them.
  func steps(_ draw: ParameterDraw) -> [Double] {
    fits.withLock { $0 }.flatMap { draw.steps($0.directions, of: Double(bitPattern: $0.fit)) }
  }
}

/// Normal numbers, the same for the same seeds: SplitMix64 (Steele, Lea & Flood, 2014) and the polar form of Box and Muller.
private struct NormalNumbers {
  private var state: UInt64
  private var spare: Double?

  init(_ draw: Int, _ fit: Double) {
    state = fit.bitPattern ^ UInt64(truncatingIfNeeded: draw) &* 0xD134_2543_DE82_EF95
    _ = uniform()
  }

  /// In [-1, 1).
  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-52 - 1
  }

  mutating func next() -> Double {
    if let number = spare {
      spare = nil
      return number
    }
    while true {
      let (x, y) = (uniform(), uniform())
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = y * factor
      return x * factor
    }
  }
}

extension PurchaseFit {
  /// The model with other parameters, as likely as the data leave them.
  package func drawn(_ draw: ParameterDraw) -> PurchaseFit {
    let values = spread.drawn(around: parameters.map(\.value), draw, logLikelihood)
    guard let process = model.process(values) else { return self }
    return PurchaseFit(
      model: model, parameters: parameters, logLikelihood: logLikelihood, customers: customers, warnings: warnings,
      predictor: PurchasePredictor(process: process, interpolates: true), spread: spread)
  }
}

extension SpendFit {
  /// The model with other parameters, as likely as the data leave them.
  package func drawn(_ draw: ParameterDraw) -> SpendFit {
    let values = spread.drawn(around: parameters.map(\.value), draw, logLikelihood)
    guard let model = SpendModel(p: values[0], q: values[1], gamma: values[2]) else { return self }
    var other = self
    other.model = model
    return other
  }
}
