// Predictions of a purchase model for each history.

import SegPlatform
import SegRuntime

/// A model at its parameters, fitted or given.
///
/// Predictions take n histories and give n values; nil if a history is invalid or
/// the quantity does not exist. Values that depend on (x, T) alone are computed
/// once for adjacent histories that share them; `CustomerHistories.grouped` orders
/// them so.
package protocol PurchasePredicting: Sendable {
  var model: PurchaseModel { get }
  var predictor: PurchasePredictor { get }
}

/// A model at its parameters; only this target can make one.
package struct PurchasePredictor: Sendable {
  let process: any PurchaseProcess
  /// Whether values of x and T may be interpolated, to nine digits.
  var interpolates = false
}

extension PurchasePredicting {
  var process: any PurchaseProcess { predictor.process }

  /// P(alive at T), 0…1.
  ///
  /// - Source: Fader, Hardie & Lee (2005), P(alive) of the BG/NBD by log-odds;
  ///   Pareto/NBD: Fader & Hardie (2005), equation 10 of the note.
  package func probabilityAlive(_ histories: PurchaseHistories, in context: ExecutionContext = .serial)
    -> [Double?]
  {
    predict(histories, context) { process, x, recency, age in
      logistic(-process.logOddsStopped(x: x, recency: recency, age: age))
    }
  }

  /// Expected purchases in (T, T + t], t in the histories' unit.
  package func expectedTransactions(
    _ histories: PurchaseHistories, within t: Double, in context: ExecutionContext = .serial
  ) -> [Double?] {
    guard t >= 0, t.isFinite else { return missing(histories) }
    return predictIfAlive(histories, context) { process, x, age in
      process.expectedIfAlive(x: x, age: age, within: t)
    }
  }

  /// P(no purchase in (T, T + t]), 0…1.
  package func probabilityOfNoPurchase(
    _ histories: PurchaseHistories, within t: Double, in context: ExecutionContext = .serial
  ) -> [Double?] {
    guard t >= 0, t.isFinite else { return missing(histories) }
    return predict(histories, context) { process, x, recency, age in
      let odds = process.logOddsStopped(x: x, recency: recency, age: age)
      return min(
        1, logistic(odds) + logistic(-odds) * process.silenceIfAlive(x: x, age: age, within: t))
    }
  }

  /// The time from T by which a purchase is as likely as a share says, in the histories' unit; nil where it never is.
  ///
  /// P(no purchase in (T, T + t]) falls with t: the time is where it reaches 1 - share, in closed form or by Newton's method.
  package func timeUntilPurchase(
    _ histories: PurchaseHistories, likelyBy share: Double, in context: ExecutionContext = .serial
  ) -> [Double?] {
    predict(histories, context) { process, x, recency, age in
      let odds = process.logOddsStopped(x: x, recency: recency, age: age)
      let (stopped, alive) = (logistic(odds), logistic(-odds))
      func silence(_ t: Double) -> Double { stopped + alive * process.silenceIfAlive(x: x, age: age, within: t) }
      guard stopped < 1 - share else { return .nan }
      if let time = process.timeOfSilence(x: x, age: age, probability: (1 - share - stopped) / alive) { return time > 1e6 ? .nan : time }
      // Newton's method: the probability falls ever more slowly, so no step goes too far.
      var time = 0.0
      for _ in 0..<100 {
        guard let slope = process.silenceSlope(x: x, age: age, within: time), slope < 0, time <= 1e6 else { return .nan }
        let step = (1 - share - silence(time)) / (alive * slope)
        time += step
        if !(step > 1e-12 * time) { return time > 1e6 ? .nan : time }
      }
      return time
    }
  }

  /// DERT: all future purchases, discounted at a continuous rate per unit of time;
  /// nil if the sum is infinite (a rate of 0 or below).
  package func discountedTransactions(
    _ histories: PurchaseHistories, rate: Double, in context: ExecutionContext = .serial
  ) -> [Double?] {
    guard rate >= 0, rate.isFinite else { return missing(histories) }
    return predictIfAlive(histories, context) { process, x, age in
      process.discountedIfAlive(x: x, age: age, rate: rate)
    }
  }

  /// Σ over k = 1…months of (CET(k u) − CET((k−1) u)) / (1+d)^k, u units to the
  /// month: purchases discounted at the end of their month. Times the expected
  /// spend it is the CLV.
  ///
  /// - Parameters:
  ///   - months: 0 or more; at most 12,000.
  ///   - unitsPerMonth: above 0.
  ///   - monthlyDiscount: d above −1.
  package func discountedMonthlyTransactions(
    _ histories: PurchaseHistories, months: Int, unitsPerMonth: Double, monthlyDiscount: Double,
    in context: ExecutionContext = .serial
  ) -> [Double?] {
    guard (0...12_000).contains(months), unitsPerMonth > 0, unitsPerMonth.isFinite,
      monthlyDiscount > -1,
      monthlyDiscount.isFinite
    else { return missing(histories) }
    return predictIfAlive(histories, context) { process, x, age in
      var sum = 0.0
      var before = 0.0
      var factor = 1.0
      for month in 0..<months {
        factor /= 1 + monthlyDiscount
        let until = process.expectedIfAlive(
          x: x, age: age, within: Double(month + 1) * unitsPerMonth)
        // Rounding must not make a month's purchases negative.
        sum += max(0, until - before) * factor
        before = until
      }
      return sum
    }
  }

  /// The log-likelihood of each history, its weight not counted.
  package func logLikelihoods(_ histories: PurchaseHistories, in context: ExecutionContext = .serial)
    -> [Double?]
  {
    predict(histories, context) { process, x, recency, age in
      process.logLikelihood(x: x, recency: recency, age: age)
    }
  }

  private func missing(_ histories: PurchaseHistories) -> [Double?] {
    [Double?](repeating: nil, count: histories.count)
  }

  private func predict(
    _ histories: PurchaseHistories, _ context: ExecutionContext,
    _ value: @escaping @Sendable (any PurchaseProcess, Double, Double, Double) -> Double
  ) -> [Double?] {
    let process = self.process
    return context.values(of: histories.count) { rows, places in
      for row in rows where histories.isValid(row) {
        places[row] =
          value(process, histories.frequency[row], histories.recency[row], histories.age[row])
          .finite
      }
    }
  }

  /// P(alive) times a value that depends on (x, T) alone.
  private func predictIfAlive(
    _ histories: PurchaseHistories, _ context: ExecutionContext,
    _ value: @escaping @Sendable (any PurchaseProcess, Double, Double) -> Double
  ) -> [Double?] {
    let process = self.process
    var byAge: [Double: AgeInterpolation] = [:]
    if predictor.interpolates {
      byAge = histories.interpolations(scale: process.leastScale) { x in
        let own = process.prepared(x: x)
        return { age in value(own, x, age) }
      }
    }
    let known = byAge
    return context.values(of: histories.count) { rows, places in
      var last: (x: Double, age: Double, value: Double)?
      var own: (x: Double, byAge: AgeInterpolation?, process: any PurchaseProcess)?
      for row in rows where histories.isValid(row) {
        let (x, age) = (histories.frequency[row], histories.age[row])
        if last.map({ $0.x != x || $0.age != age }) ?? true {
          if own?.x != x { own = (x, known[x], process.prepared(x: x)) }
          if let byAge = own?.byAge, byAge.ages.contains(age) {
            last = (x, age, byAge.value(at: age))
          } else {
            last = (x, age, value(own?.process ?? process, x, age))
          }
        }
        guard let factor = last?.value else { continue }
        let alive = logistic(
          -process.logOddsStopped(x: x, recency: histories.recency[row], age: age))
        places[row] = (alive == 0 ? 0 : alive * factor).finite
      }
    }
  }
}
