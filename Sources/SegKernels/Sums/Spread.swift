// How far numbers lie from their mean, and how two of them go together.

import SegColumns

/// The distances of numbers from a number near their mean: the second pass, because squares of large
/// numbers would hide a small spread. Decimals have distances in units of their last decimal, which are
/// exact: numbers on a line have the correlation 1.
package struct Spread: BitwiseCopyable, Sendable {
  private let center: Double
  /// Of the decimals; 1 if they are none.
  fileprivate let unit: Double
  private let isCounted: Bool
  private var squares = CompensatedSum()
  /// The sum of the distances, which corrects for the distance of the center from the mean.
  private var distances = CompensatedSum()
  private var first = 0.0
  /// Whether two distances differ: rounded sums do not tell.
  fileprivate private(set) var differs = false

  /// - Parameters:
  ///   - mean: of the numbers, nearly.
  ///   - unit: of their decimals; 0: they are none.
  package init(around mean: Double, unit: Double) {
    center = unit == 0 ? mean : (mean * unit).rounded()
    self.unit = unit == 0 ? 1 : unit
    isCounted = unit != 0
  }

  fileprivate var count: Double { Double(squares.count) }

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
  mutating func add(_ other: Spread) {
    if other.squares.count == 0 { return }
    if squares.count == 0 { first = other.first }
    differs = differs || other.differs || other.first != first
    squares.add(other.squares)
    distances.add(other.distances)
  }

  /// The sum of the squared distances from the mean, times the count, in units.
  fileprivate var total: Double { differs ? max(0, count * squares.total - distances.total * distances.total) : 0 }

  /// The same of the products of two distances.
  fileprivate func total(with other: Spread, products: Double) -> Double {
    count * products - distances.total * other.distances.total
  }

  /// Of a sample: divided by one less than the count; nil for fewer than two numbers.
  package var variance: Double? { squares.count < 2 ? nil : total / count / (count - 1) / (unit * unit) }

  /// The root of the variance.
  package var deviation: Double? { variance?.squareRoot() }
}

/// Pairs of numbers.
package struct PairSpread: BitwiseCopyable, Sendable {
  private var first: Spread
  private var second: Spread
  private var products = CompensatedSum()

  package init(_ first: Spread, _ second: Spread) {
    self.first = first
    self.second = second
  }

  @inline(__always)
  mutating func add(_ a: Double, _ b: Double) { products.add(first.add(a) * second.add(b)) }

  mutating func add(_ other: PairSpread) {
    first.add(other.first)
    second.add(other.second)
    products.add(other.products)
  }

  private var total: Double { first.total(with: second, products: products.total) }

  /// Pearson's; nil for fewer than two pairs, or where one of the numbers is always the same.
  package var correlation: Double? {
    guard first.differs, second.differs else { return nil }
    let (a, b) = (first.total, second.total)
    let root = (a * b).squareRoot()
    // Squares of very small or large numbers leave the range.
    let whole = root > 0 && root.isFinite ? total / root : total / a.squareRoot() / b.squareRoot()
    return whole.isNaN ? nil : max(-1, min(1, whole))
  }

  /// Of the first on the second by least squares; nil for fewer than two pairs, or where the second is always
  /// the same.
  package var slope: Double? {
    guard second.differs else { return nil }
    return first.differs ? total / second.total * second.unit / first.unit : 0
  }
}
