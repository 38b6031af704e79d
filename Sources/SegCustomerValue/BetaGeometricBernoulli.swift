// BG/BB: purchases on occasions that come one after another, such as yearly
// donations.

import SegPlatform

/// A customer takes each of n occasions with a probability that is
/// beta(alpha, beta) over customers, and stops before each occasion with a
/// probability that is beta(gamma, delta).
///
/// Source: Fader, Hardie & Shang (2010), Customer-Base Analysis in a
/// Discrete-Time Noncontractual Setting, Marketing Science 29(6): equations 4
/// (likelihood), 11 (P(alive)), 13 (expected transactions), 14 (DERT).
package struct OccasionModel: Sendable, Equatable {
  package let alpha: Double
  package let beta: Double
  package let gamma: Double
  package let delta: Double

  /// - Returns: nil unless all are positive and finite.
  package init?(alpha: Double, beta: Double, gamma: Double, delta: Double) {
    guard [alpha, beta, gamma, delta].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    (self.alpha, self.beta, self.gamma, self.delta) = (alpha, beta, gamma, delta)
  }

  /// The most occasions of a history: sums have a term for each.
  package static let mostOccasions = 100_000

  static func isValid(_ x: Int, _ last: Int, _ n: Int, least: Int = 1) -> Bool {
    x >= 0 && x <= last && last <= n && n >= least && n <= mostOccasions && (x > 0) == (last > 0)
  }

  /// ln of the probability of a history: x of n occasions taken, the last of
  /// them occasion `last` (0 for none). Nil if these are no history.
  package func logLikelihood(frequency x: Int, last: Int, occasions n: Int) -> Double? {
    guard Self.isValid(x, last, n) else { return nil }
    return logHistory(x, last, n).finite
  }

  /// P(alive at occasion n): still a customer at the last observed occasion; 1 for
  /// n = 0. Equation 11 with n for its n + m.
  package func probabilityAlive(frequency x: Int, last: Int, occasions n: Int) -> Double? {
    guard Self.isValid(x, last, n, least: 0) else { return nil }
    return min(1, exp(logTaken(x, n) + logAlive(n) - logHistory(x, last, n))).finite
  }

  /// P(none of the `periods` occasions after the n-th is taken): the history with
  /// as many occasions more that were not taken, given the history; n ≥ 0.
  package func probabilityOfNoPurchase(
    frequency x: Int, last: Int, occasions n: Int, within periods: Int
  ) -> Double? {
    guard Self.isValid(x, last, n, least: 0), (0...Self.mostOccasions).contains(periods) else {
      return nil
    }
    return min(1, exp(logHistory(x, last, n + periods) - logHistory(x, last, n))).finite
  }

  /// P(alive at occasion n + 1).
  package func probabilityAliveNext(frequency x: Int, last: Int, occasions n: Int) -> Double? {
    guard Self.isValid(x, last, n) else { return nil }
    return min(1, exp(logTaken(x, n) + logAlive(n + 1) - logHistory(x, last, n))).finite
  }

  /// Expected purchases on the `periods` occasions after the n-th, n ≥ 0.
  package func expectedTransactions(
    frequency x: Int, last: Int, occasions n: Int, within periods: Int
  ) -> Double? {
    guard Self.isValid(x, last, n, least: 0), (0...Self.mostOccasions).contains(periods) else {
      return nil
    }
    let first = logTaken(x, n) + logAlive(n + 1) - logHistory(x, last, n)
    let chance = (alpha + Double(x)) / (alpha + beta + Double(n))
    return (exp(first) * chance * survivals(from: n + 1, terms: periods, discount: 0)).finite
  }

  /// All future purchases, discounted by d per period, those of the next occasion
  /// by one period; nil for d ≤ 0 unless the sum is finite (gamma > 1, d = 0).
  package func discountedTransactions(
    frequency x: Int, last: Int, occasions n: Int, discount d: Double
  ) -> Double? {
    guard Self.isValid(x, last, n, least: 0), d >= 0, d.isFinite else { return nil }
    let first = logTaken(x, n) + logAlive(n + 1) - logHistory(x, last, n)
    let chance = (alpha + Double(x)) / (alpha + beta + Double(n))
    if d == 0 {
      // Σ of the survivals has the closed form (gamma + delta + n)/(gamma − 1).
      return gamma > 1
        ? (exp(first) * chance * (gamma + delta + Double(n)) / (gamma - 1)).finite : nil
    }
    return (exp(first) * chance * survivals(from: n + 1, terms: .max, discount: d) / (1 + d)).finite
  }

  /// Expected purchases of a new customer on the first n occasions.
  package func expectedNewCustomer(occasions n: Int) -> Double? {
    guard (0...Self.mostOccasions).contains(n) else { return nil }
    let survived = delta / (gamma + delta) * survivals(from: 1, terms: n, discount: 0)
    return (alpha / (alpha + beta) * survived).finite
  }

  /// ln B(alpha + x, beta + n − x)/B(alpha, beta).
  private func logTaken(_ x: Int, _ n: Int) -> Double {
    logRising(alpha, Double(x)) + logRising(beta, Double(n - x))
      - logRising(alpha + beta, Double(n))
  }

  /// ln P(alive at occasion n) = ln B(gamma, delta + n)/B(gamma, delta).
  private func logAlive(_ n: Int) -> Double {
    logRising(delta, Double(n)) - logRising(gamma + delta, Double(n))
  }

  private func logHistory(_ x: Int, _ last: Int, _ n: Int) -> Double {
    // Logarithms of the terms by recurrence: term k is for customers who stopped after occasion k.
    let alive = logTaken(x, n) + logAlive(n)
    if last == n { return alive }
    var term = logTaken(x, last) + logAlive(last) + log(gamma / (gamma + delta + Double(last)))
    var terms = [alive, term]
    for k in last..<(n - 1) {
      let k = Double(k)
      term +=
        log((beta + k - Double(x)) / (alpha + beta + k))
        + log((delta + k) / (gamma + delta + k + 1))
      terms.append(term)
    }
    let greatest = terms.reduce(-.infinity, max)
    return greatest + log(terms.reduce(0) { $0 + exp($1 - greatest) })
  }

  /// Σ over j = 0, 1 … of P(alive at k + j | alive at k)/(1+d)^j.
  private func survivals(from k: Int, terms: Int, discount d: Double) -> Double {
    var sum = 0.0
    var term = 1.0
    var j = 0
    while j < terms {
      sum += term
      let at = delta + Double(k) + Double(j)
      term *= at / (gamma + at) / (1 + d)
      j += 1
      // The rest of the sum is below term (1+d)/d.
      if d > 0, term < 1e-17 * sum * d { break }
      if j >= 50_000_000 { break }
    }
    return sum
  }
}
