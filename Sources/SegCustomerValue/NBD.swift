// Purchases at gamma-distributed Poisson rates, by customers who never stop.

import SegPlatform

/// NBD: the rate of purchases is gamma(r, alpha) over customers.
///
/// Source: Ehrenberg, The Pattern of Consumer Purchases (1959); as the model
/// without drop-out in Fader & Hardie's notes.
struct NBD: PurchaseProcess {
  let r: Double
  let alpha: Double

  var leastScale: Double { alpha }

  func logLikelihood(x: Double, recency: Double, age: Double) -> Double {
    logRising(r, x) - r * log1p(age / alpha) - x * log(alpha + age)
  }

  func logOddsStopped(x: Double, recency: Double, age: Double) -> Double { -.infinity }

  func expectedIfAlive(x: Double, age: Double, within t: Double) -> Double {
    (r + x) / (alpha + age) * t
  }

  func silenceIfAlive(x: Double, age: Double, within t: Double) -> Double {
    exp(-(r + x) * log1p(t / (alpha + age)))
  }

  func timeOfSilence(x: Double, age: Double, probability: Double) -> Double? {
    (alpha + age) * expm1(-log(probability) / (r + x))
  }

  func discountedIfAlive(x: Double, age: Double, rate: Double) -> Double {
    (r + x) / (alpha + age) / rate
  }

  func probability(ofPurchases k: Int, until t: Double) -> Double {
    if t <= 0 { return k == 0 ? 1 : 0 }
    let x = Double(k)
    return exp(logRising(r, x) - logGamma(x + 1) - r * log1p(t / alpha) - x * log1p(alpha / t))
  }

  /// P(k or more purchases until t), without cancellation where it is small.
  func probability(ofAtLeast k: Int, until t: Double) -> Double {
    if k <= 0 { return 1 }
    if t <= 0 { return 0 }
    let share = t / (alpha + t)
    // Near share = 1 the tail has too many terms, and is not small unless r is.
    if Double(k) <= r * t / alpha || share > 0.99999 {
      var below = 0.0
      var term = exp(-r * log1p(t / alpha))
      for j in 0..<k {
        below += term
        term *= (r + Double(j)) / (Double(j) + 1) * share
      }
      return max(0, 1 - below)
    }
    var tail = 0.0
    var j = Double(k)
    var term = probability(ofPurchases: k, until: t)
    // Beyond the mean the terms fall, eventually like share^j.
    while term > tail * 1e-18, j < Double(k) + 10_000_000 {
      tail += term
      term *= (r + j) / (j + 1) * share
      j += 1
    }
    return min(1, tail)
  }
}
