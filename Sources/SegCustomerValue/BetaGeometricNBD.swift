// BG/NBD and MBG/NBD: customers may stop after each purchase.

import SegPlatform

/// The rate of purchases is gamma(r, alpha) over customers. After each purchase
/// a customer stops with a probability that is beta(a, b) over customers. In the
/// modified model customers may stop after the first purchase too.
///
/// Sources: Fader, Hardie & Lee (2005), equations 6 and 10; Batislam, Denizel &
/// Filiztekin (2007). The forms below are rearranged so that none overflows or
/// divides by zero at a = 1 or a + b = 1 − x.
struct BetaGeometricNBD: PurchaseProcess {
  let r: Double
  let alpha: Double
  let a: Double
  let b: Double
  /// Additional chances to stop: 1 in the modified model, otherwise 0.
  let shift: Double
  /// What customers with x purchases share, if it is large.
  private var narrow: (x: Double, beta: NarrowBeta)?

  init(r: Double, alpha: Double, a: Double, b: Double, dropsAtFirst: Bool) {
    (self.r, self.alpha, self.a, self.b) = (r, alpha, a, b)
    shift = dropsAtFirst ? 1 : 0
  }

  var leastScale: Double { alpha }

  func prepared(x: Double) -> any PurchaseProcess {
    guard let beta = NarrowBeta(a: a, b: b + x + shift) else { return self }
    var other = self
    other.narrow = (x, beta)
    return other
  }

  func logLikelihood(x: Double, recency: Double, age: Double) -> Double {
    let chances = x + shift
    let alive =
      logRising(r, x) - r * log1p(age / alpha) - x * log(alpha + age) + logRising(b, chances)
      - logRising(a + b, chances)
    return alive + softplus(logOddsStopped(x: x, recency: recency, age: age))
  }

  func logOddsStopped(x: Double, recency: Double, age: Double) -> Double {
    let chances = x + shift
    // In the BG/NBD no customer can stop before a repeat purchase.
    if chances == 0 { return -.infinity }
    return log(a / (b + chances - 1)) + (r + x) * log1p((age - recency) / (alpha + recency))
  }

  func silenceIfAlive(x: Double, age: Double, within t: Double) -> Double {
    exp(-(r + x) * log1p(t / (alpha + age)))
  }

  func timeOfSilence(x: Double, age: Double, probability: Double) -> Double? {
    (alpha + age) * expm1(-log(probability) / (r + x))
  }

  /// E[(1 − (1 + p y)^−(r+x)) / p] for p ~ beta(a, b + chances), y = t/(alpha + T).
  ///
  /// The papers' 2F1, after Pfaff's transformation with its factor 1/(a − 1)
  /// divided through term by term:
  /// C ∫₀^W e^−(a−1)w dw − e^−(a−1)W Σ (D)_n (a)_{n−1} / ((C+1)_{n−1} n!) z^n,
  /// W = log1p(y), z = y/(1+y), C = a + b + chances − 1, D = C − r − x.
  func expectedIfAlive(x: Double, age: Double, within t: Double) -> Double {
    let y = t / (alpha + age)
    if !(y > 0) { return 0 }
    let chances = x + shift
    let purchases = r + x
    let c = a + b + chances - 1
    let d = c - purchases
    let z = y / (1 + y)
    let scale = abs(c) + abs(d)
    // The two parts nearly cancel where a + b is much greater than r; the series
    // alternates where D is negative, and is long where t is far beyond alpha + T.
    guard z < 0.99, d > -4, scale < 3000 * purchases else {
      return mean(x: x) { p in p * y > 0 ? -expm1(-purchases * log1p(p * y)) / p : purchases * y }
    }
    let width = log1p(y)
    var term = d * z
    var sum = term
    var n = 1.0
    while n < 1e5 {
      term *= (d + n) * (a + n - 1) * z / ((c + n) * (n + 1))
      sum += term
      if abs(term) <= 1e-17 * abs(sum), n > 4 - d { break }
      n += 1
    }
    let expected = c * decayIntegral(a - 1, width) - exp((1 - a) * width) * sum
    return max(0, expected)
  }

  /// E[(r+x)/p e^ζ E_{r+x+1}(ζ)], ζ = rate (alpha + T)/p, for p as above: the
  /// integral of e^{−rate u} over the expected purchases, taken for each p first.
  func discountedIfAlive(x: Double, age: Double, rate: Double) -> Double {
    let purchases = r + x
    if rate == 0 {
      let chances = x + shift
      return a > 1 ? (a + b + chances - 1) / (a - 1) : .infinity
    }
    return mean(x: x) { p in
      let zeta = rate * (alpha + age) / p
      // For ζ → ∞, ζ e^ζ E(ζ) → 1.
      return zeta > 1e200
        ? purchases / (rate * (alpha + age))
        : purchases / p * scaledExponentialIntegral(purchases + 1, zeta)
    }
  }

  /// E[f(p)] for the p of a customer alive at T, beta(a, b + chances).
  ///
  /// In v = ln(p/(1−p)) the density is log-concave. Far out f is constant, and
  /// the tails e^{av} and e^{−bv} are added in closed form: a may be tiny.
  private func mean(x: Double, _ f: (Double) -> Double) -> Double {
    let tail = b + x + shift
    if let beta = narrow?.x == x ? narrow?.beta : NarrowBeta(a: a, b: tail) { return beta.mean(f) }
    let shape = (a: a, b: tail)
    func exponent(_ v: Double) -> Double { shape.a * v - (shape.a + shape.b) * softplus(v) }
    func slope(_ v: Double) -> Double { shape.a - (shape.a + shape.b) * logistic(v) }
    let window = peakWindow(low: -.infinity, high: .infinity, exponent: exponent, slope: slope)
    let mode = log(shape.a / shape.b)
    let low = max(window.low, min(mode, 0) - 60 - log(1 + r + x + shape.b))
    let high = min(window.high, max(mode, 0) + 45)
    // f is unbounded at distances of π/2 or more from the axis: 24 nodes for 4
    // units give 15 digits.
    let panels = panelCount(high - low, size: 4, atLeast: 6)
    var (sum, weight) = GaussLegendre.nodes24.integratePair(low, high, panels: panels) { v in
      let density = exp(exponent(v) - window.peak)
      return (density * f(logistic(v)), density)
    }
    if low > window.low {
      let left = exp(exponent(low) - window.peak) / shape.a
      weight += left
      sum += left * f(logistic(low))
    }
    if high < window.high {
      let right = exp(exponent(high) - window.peak) / shape.b
      weight += right
      sum += right * f(logistic(high))
    }
    return sum / weight
  }

  func probability(ofPurchases k: Int, until t: Double) -> Double {
    let counts = NBD(r: r, alpha: alpha)
    let x = Double(k)
    let chances = x + shift
    let passed = exp(logRising(b, chances) - logRising(a + b, chances))
    let alive = passed * counts.probability(ofPurchases: k, until: t)
    if chances == 0 { return alive }
    let stopped = passed * a / (b + chances - 1) * counts.probability(ofAtLeast: k, until: t)
    return min(1, alive + stopped)
  }
}
