// Gauss-Legendre quadrature, and integrals of functions with one peak.

import SegPlatform

/// Nodes and weights of Gauss-Legendre quadrature on 0…1.
struct GaussLegendre: Sendable {
  let nodes: [Double]
  let weights: [Double]

  static let nodes12 = GaussLegendre(12)
  static let nodes16 = GaussLegendre(16)
  static let nodes24 = GaussLegendre(24)
  static let nodes32 = GaussLegendre(32)

  /// By Newton's method on the Legendre polynomial, from Tricomi's starts.
  init(_ count: Int) {
    var nodes = [Double](repeating: 0, count: count)
    var weights = nodes
    let n = Double(count)
    for index in 0..<count {
      var x = cos(Double.pi * (Double(index) + 0.75) / (n + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var previous = 1.0
        var value = x
        for degree in 2...max(2, count) {
          let k = Double(degree)
          (previous, value) = (value, ((2 * k - 1) * x * value - (k - 1) * previous) / k)
        }
        slope = n * (x * value - previous) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      nodes[index] = (1 - x) / 2
      weights[index] = 1 / ((1 - x * x) * slope * slope)
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// ∫ f from `low` to `high` in `panels` equal parts.
  func integrate(_ low: Double, _ high: Double, panels: Int = 1, _ f: (Double) -> Double) -> Double {
    let width = (high - low) / Double(max(1, panels))
    var sum = 0.0
    for panel in 0..<max(1, panels) {
      let start = low + Double(panel) * width
      for index in nodes.indices { sum += weights[index] * f(start + nodes[index] * width) }
    }
    return sum * width
  }
}

extension GaussLegendre {
  /// The integrals of two functions that are computed together.
  func integratePair(_ low: Double, _ high: Double, panels: Int, _ f: (Double) -> (Double, Double)) -> (Double, Double) {
    let width = (high - low) / Double(max(1, panels))
    var (first, second) = (0.0, 0.0)
    for panel in 0..<max(1, panels) {
      let start = low + Double(panel) * width
      for index in nodes.indices {
        let values = f(start + nodes[index] * width)
        first += weights[index] * values.0
        second += weights[index] * values.1
      }
    }
    return (first * width, second * width)
  }
}

/// The number of panels of at most `size` for a range of `width`, limited to
/// 1…100,000.
func panelCount(_ width: Double, size: Double, atLeast least: Int = 1) -> Int {
  let panels = (width / size).rounded(.up)
  return panels > Double(least) ? Int(min(panels, 100_000)) : least
}

/// The range where a concave exponent is within `drop` of its greatest value.
///
/// - Parameters:
///   - low, high: the range to search; either may be infinite if the exponent
///     falls without bound on that side.
///   - slope: the exponent's derivative.
/// - Returns: the peak's window and the exponent at the peak.
func peakWindow(
  low: Double, high: Double, drop: Double = 45, exponent: (Double) -> Double,
  slope: (Double) -> Double
) -> (low: Double, high: Double, peak: Double) {
  // A bracket for the peak, then bisection on the slope.
  var left = low.isFinite ? low : (high.isFinite ? min(high, 0) : 0)
  var right = high.isFinite ? high : max(left, 0)
  var step = 1.0
  while !low.isFinite, slope(left) < 0, step < 1e300 {
    left -= step
    step *= 2
  }
  step = 1
  while !high.isFinite, slope(right) > 0, step < 1e300 {
    right += step
    step *= 2
  }
  let bounds = (left, right)
  if slope(left) <= 0 {
    right = left
  } else if slope(right) >= 0 {
    left = right
  } else {
    for _ in 0..<60 {
      let middle = (left + right) / 2
      if slope(middle) > 0 { left = middle } else { right = middle }
    }
  }
  let mode = (left + right) / 2
  let peak = exponent(mode)
  func edge(_ direction: Double, _ limit: Double, _ bound: Double) -> Double {
    if limit.isFinite, exponent(limit) >= peak - drop { return limit }
    var inside = mode
    var outside = limit.isFinite ? limit : mode + direction * max(1, abs(bound - mode))
    var step = 1.0
    while !limit.isFinite, exponent(outside) >= peak - drop, step < 1e300 {
      inside = outside
      outside += direction * step
      step *= 2
    }
    for _ in 0..<30 {
      let middle = (inside + outside) / 2
      if exponent(middle) >= peak - drop { inside = middle } else { outside = middle }
    }
    return outside
  }
  return (edge(-1, low, bounds.0), edge(1, high, bounds.1), peak)
}

/// e^z E_s(z), the generalized exponential integral scaled, for s > 0, z > 0:
/// never overflows, and needs no special case for whole s.
///
/// Lentz's continued fraction from z = 1 on (Numerical Recipes 6.3; at most
/// about 81 steps, 5e-15); below, ∫ exp(−z expm1(w) + (1 − s) w) dw over w > 0.
func scaledExponentialIntegral(_ s: Double, _ z: Double) -> Double {
  if z >= 1 {
    var b = z + s
    var c = 1e300
    var d = 1 / b
    var h = d
    var i = 1.0
    while i < 500 {
      let a = -i * (s - 1 + i)
      b += 2
      d = 1 / (a * d + b)
      c = b + a / c
      let change = c * d
      h *= change
      if abs(change - 1) < 1e-16 { break }
      i += 1
    }
    return h
  }
  let window = peakWindow(
    low: 0, high: .infinity, exponent: { -z * expm1($0) + (1 - s) * $0 },
    slope: { -z * exp($0) + (1 - s) })
  let panels = panelCount(window.high - window.low, size: 8, atLeast: 2)
  let sum = GaussLegendre.nodes32.integrate(window.low, window.high, panels: panels) { w in
    exp(-z * expm1(w) + (1 - s) * w - window.peak)
  }
  return sum * exp(window.peak)
}
