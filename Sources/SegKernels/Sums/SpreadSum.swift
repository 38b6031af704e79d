// What spreads are computed from where numbers are not whole units of 32 bits.

import SegColumns

/// The distances of numbers from a number near their mean: the second pass, because squares of large
/// numbers would hide a small spread. Decimals have distances in units of their last decimal, which are
/// exact: numbers on a line have the correlation 1.
package struct SpreadSum: BitwiseCopyable, Sendable {
  private let center: Double
  /// Of the decimals; 1 if they are none.
  private let unit: Double
  private let isCounted: Bool
  private var squares = CompensatedSum()
  /// The sum of the distances, which corrects for the distance of the center from the mean.
  private var distances = CompensatedSum()
  private var first = 0.0
  private var differs = false

  /// - Parameters:
  ///   - mean: of the numbers, nearly.
  ///   - unit: of their decimals; 0: they are none.
  init(around mean: Double, unit: Double) {
    center = unit == 0 ? mean : (mean * unit).rounded()
    self.unit = unit == 0 ? 1 : unit
    isCounted = unit != 0
  }

  /// Adds a number and returns its distance.
  @inline(__always)
  @discardableResult
  mutating func add(_ value: Double) -> Double {
    let distance = isCounted ? nearestInteger(value * unit) - center : value - center
    if squares.count == 0 { first = distance }
    differs = differs || distance != first
    squares.add(distance * distance)
    distances.add(distance)
    return distance
  }

  /// Joins the numbers that come after these.
  mutating func add(_ other: SpreadSum) {
    if other.squares.count == 0 { return }
    if squares.count == 0 { first = other.first }
    differs = differs || other.differs || other.first != first
    squares.add(other.squares)
    distances.add(other.distances)
  }

  var spread: Spread {
    let total = differs ? max(0, Double(squares.count) * squares.total - distances.total * distances.total) : 0
    return Spread(count: squares.count, total: total, unit: unit, differs: differs)
  }

  /// The sum of the products of the distances of both, times the count.
  ///
  /// - Parameter products: of the distances from the centers.
  fileprivate func total(with other: SpreadSum, products: Double) -> Double {
    Double(squares.count) * products - distances.total * other.distances.total
  }
}

/// The same of pairs of numbers.
package struct PairSum: BitwiseCopyable, Sendable {
  private var first: SpreadSum
  private var second: SpreadSum
  private var products = CompensatedSum()

  init(_ first: SpreadSum, _ second: SpreadSum) {
    self.first = first
    self.second = second
  }

  @inline(__always)
  mutating func add(_ a: Double, _ b: Double) { products.add(first.add(a) * second.add(b)) }

  mutating func add(_ other: PairSum) {
    first.add(other.first)
    second.add(other.second)
    products.add(other.products)
  }

  var spread: PairSpread {
    PairSpread(first: first.spread, second: second.spread, total: first.total(with: second, products: products.total))
  }
}
