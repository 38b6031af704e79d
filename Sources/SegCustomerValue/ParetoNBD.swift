// Pareto/NBD: customers buy at one rate and stop at another; neither is observed.

import SegPlatform

/// The rate of purchases is gamma(r, alpha) over customers and independent of
/// the rate of stopping, which is gamma(s, beta).
///
/// Source: Schmittlein, Morrison & Colombo (1987); Fader & Hardie, A Note on
/// Deriving the Pareto/NBD Model (2005). Instead of the papers' difference of
/// two 2F1, which cancels and overflows, the integral behind it is taken by
/// Gauss-Legendre quadrature: 2e-12 relative in P(alive).
struct ParetoNBD: PurchaseProcess {
  let r: Double
  let alpha: Double
  let s: Double
  let beta: Double

  var leastScale: Double { min(alpha, beta) }

  func logLikelihood(x: Double, recency: Double, age: Double) -> Double {
    let alive =
      logRising(r, x) - r * log1p(age / alpha) - x * log(alpha + age) - s * log1p(age / beta)
    return alive + softplus(logOddsStopped(x: x, recency: recency, age: age))
  }

  func logOddsStopped(x: Double, recency: Double, age: Double) -> Double {
    // The last purchase was at T, so there was no time to stop.
    if !(age > recency) { return -.infinity }
    let integral = StoppingIntegral(
      k: r + x, alpha: alpha, q: s + 1, beta: beta, from: recency, to: age
    ).value
    return log(s / (beta + recency)) + log(integral) + (r + x)
      * log1p((age - recency) / (alpha + recency))
      + s * log1p((age - recency) / (beta + recency))
  }

  func expectedIfAlive(x: Double, age: Double, within t: Double) -> Double {
    (r + x) * (beta + age) / (alpha + age) * decayIntegral(s - 1, log1p(t / (beta + age)))
  }

  func timeOfSilence(x: Double, age: Double, probability: Double) -> Double? { nil }

  /// −(r + x)/(alpha + T + t) times P(alive and no purchase): the terms of the stopping cancel.
  func silenceSlope(x: Double, age: Double, within t: Double) -> Double? {
    -(r + x) / (alpha + age + t) * exp(-(r + x) * log1p(t / (alpha + age)) - s * log1p(t / (beta + age)))
  }

  func silenceIfAlive(x: Double, age: Double, within t: Double) -> Double {
    let (alpha, beta) = (alpha + age, beta + age)
    let alive = exp(-(r + x) * log1p(t / alpha) - s * log1p(t / beta))
    let integral = StoppingIntegral(k: r + x, alpha: alpha, q: s + 1, beta: beta, from: 0, to: t)
      .value
    return min(1, alive + s / beta * integral)
  }

  /// (r + x)(beta + T)/(alpha + T) e^z E_s(z), z = rate (beta + T): equals the
  /// papers' confluent hypergeometric U and never overflows.
  func discountedIfAlive(x: Double, age: Double, rate: Double) -> Double {
    let factor = (r + x) * (beta + age) / (alpha + age)
    if rate == 0 { return s > 1 ? factor / (s - 1) : .infinity }
    return factor * scaledExponentialIntegral(s, rate * (beta + age))
  }

  func probability(ofPurchases k: Int, until t: Double) -> Double {
    if t <= 0 { return k == 0 ? 1 : 0 }
    if k == 0 { return silenceIfAlive(x: 0, age: 0, within: t) }
    let x = Double(k)
    let alive =
      NBD(r: r, alpha: alpha).probability(ofPurchases: k, until: t) * exp(-s * log1p(t / beta))
    // Customers who stopped at u bought k times until u; v = ln u.
    let constant = logRising(r, x) - logGamma(x + 1) + log(s / beta)
    func exponent(_ v: Double) -> Double {
      let u = exp(v)
      return constant - x * log1p(alpha / u) - r * log1p(u / alpha) - (s + 1) * log1p(u / beta) + v
    }
    func slope(_ v: Double) -> Double {
      let u = exp(v)
      return 1 + x * alpha / (alpha + u) - r * u / (alpha + u) - (s + 1) * u / (beta + u)
    }
    let window = peakWindow(low: -.infinity, high: log(t), exponent: exponent, slope: slope)
    let panels = panelCount(window.high - window.low, size: 2, atLeast: 4)
    let sum = GaussLegendre.nodes24.integrate(window.low, window.high, panels: panels) {
      exp(exponent($0) - window.peak)
    }
    return min(1, alive + sum * exp(window.peak))
  }
}

/// ∫ ((alpha + t)/(alpha + u))^k ((beta + t)/(beta + u))^q du from u = t to T.
///
/// With m = min(alpha, beta) and u = (m + t) e^w − m the integrand's logarithm is
/// concave in w; it is cut where it has fallen by 45.
struct StoppingIntegral {
  let k: Double
  let q: Double
  /// m + t and the other parameter + t.
  let near: Double
  let far: Double
  /// The exponents of the two.
  let nearPower: Double
  let farPower: Double
  /// The range of w.
  let width: Double
  /// How far the exponent falls over it.
  let depth: Double

  init(k: Double, alpha: Double, q: Double, beta: Double, from t: Double, to end: Double) {
    (self.k, self.q) = (k, q)
    let alphaIsNear = alpha <= beta
    near = (alphaIsNear ? alpha : beta) + t
    far = (alphaIsNear ? beta : alpha) + t
    nearPower = alphaIsNear ? k : q
    farPower = alphaIsNear ? q : k
    var w = log1p((end - t) / near)
    var depth = 0.0
    // Newton's method from the right of the edge: the exponent is concave, so
    // every step stays on the right.
    for _ in 0..<60 {
      let growth = exp(w)
      let d = near * (growth - 1)
      let exponent = (1 - nearPower) * w - farPower * log1p(d / far)
      depth = -exponent
      if exponent > -50 { break }
      let slope = 1 - nearPower - farPower * (near * growth) / (far + d)
      w -= (exponent + 45) / slope
    }
    width = w
    self.depth = depth
  }

  /// The number of nodes that gives 15 digits: n nodes leave an error of
  /// (depth/4)^2n/(2n)! for e^−depth, and the logarithm's singularity is at a
  /// distance of π from the axis.
  @inline(__always)
  func rule(_ widest: GaussLegendre, _ rules: (short: GaussLegendre, middle: GaussLegendre))
    -> GaussLegendre
  {
    if width <= 2, depth <= 6 { return rules.short }
    if width <= 3, depth <= 14 { return rules.middle }
    return widest
  }

  var value: Double {
    let rule = rule(.nodes32, (.nodes12, .nodes16))
    let panels = panelCount(width, size: 8)
    let sum = rule.integrate(0, width, panels: panels) { w in
      exp((1 - nearPower) * w - farPower * log1p(near * expm1(w) / far))
    }
    return near * sum
  }
}
