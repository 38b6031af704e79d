// The gamma function and related functions, as far as the models need them.

import SegPlatform

/// ln Γ(z) for z > 0.
///
/// `lgamma_r`, because plain `lgamma` writes a global sign: a data race.
func logGamma(_ z: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(z, &sign)
}

/// ψ(z), the derivative of ln Γ, for z > 0: the recurrence up to 8, then the
/// asymptotic series (Abramowitz & Stegun 6.3.5 and 6.3.18).
func digamma(_ z: Double) -> Double {
  var z = z
  var sum = 0.0
  while z < 8 {
    sum -= 1 / z
    z += 1
  }
  let q = 1 / (z * z)
  let series =
    q
    * (1.0 / 12 - q
      * (1.0 / 120 - q
        * (1.0 / 252 - q * (1.0 / 240 - q * (1.0 / 132 - q * (691.0 / 32760 - q * (1.0 / 12)))))))
  return sum + log(z) - 0.5 / z - series
}

/// ψ′(z) for z > 0 (Abramowitz & Stegun 6.4.6 and 6.4.12).
func trigamma(_ z: Double) -> Double {
  var z = z
  var sum = 0.0
  while z < 8 {
    sum += 1 / (z * z)
    z += 1
  }
  let q = 1 / (z * z)
  let series =
    q
    * (1.0 / 6 - q
      * (1.0 / 30 - q
        * (1.0 / 42 - q * (1.0 / 30 - q * (5.0 / 66 - q * (691.0 / 2730 - q * (7.0 / 6)))))))
  return sum + 1 / z + 0.5 * q + series / z
}

/// ln(Γ(z + n) / Γ(z)) for z > 0 and n ≥ 0, without the cancellation of two
/// large logarithms where z is large.
func logRising(_ z: Double, _ n: Double) -> Double {
  if n == 0 { return 0 }
  if n <= 24, n == n.rounded() {
    var sum = 0.0
    var i = 0.0
    while i < n {
      sum += log(z + i)
      i += 1
    }
    return sum
  }
  if z < 10 { return logGamma(z + n) - logGamma(z) }
  // Stirling's series for both, its large parts subtracted by hand.
  return (z - 0.5) * log1p(n / z) + n * log(z + n) - n + (stirlingRest(z + n) - stirlingRest(z))
}

/// ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π), z ≥ 10.
private func stirlingRest(_ z: Double) -> Double {
  let q = 1 / (z * z)
  return
    (1.0 / 12 - q
    * (1.0 / 360 - q * (1.0 / 1260 - q * (1.0 / 1680 - q * (1.0 / 1188 - q * (691.0 / 360360))))))
    / z
}

/// ln B(a, b) for a, b > 0.
func logBeta(_ a: Double, _ b: Double) -> Double {
  let small = min(a, b)
  let large = max(a, b)
  return logGamma(small) - logRising(large, small)
}

/// ln(1 + e^x) without overflow.
func softplus(_ x: Double) -> Double {
  x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}

/// 1 / (1 + e^-x) without overflow.
func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}

/// −expm1(−k w) / k, the integral of e^-ku from 0 to w; w at k = 0.
func decayIntegral(_ k: Double, _ w: Double) -> Double {
  let z = k * w
  // Below, expm1(z)/z is 1 to the last digit.
  return abs(z) < 1e-17 ? w : -expm1(-z) / k
}

extension Double {
  /// The number, or nil if it is not finite: results are never NaN or infinite.
  var finite: Double? { isFinite ? self : nil }
}
