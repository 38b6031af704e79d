// Predictions of a purchase model for a whole customer base: growth, frequencies,
// matrices.

import SegPlatform
import SegRuntime

extension PurchasePredicting {
  /// E[X(t)]: expected repeat purchases of a new customer until t after the
  /// first purchase; nil for a t below 0 or not finite.
  package func expectedNewCustomer(_ t: Double) -> Double? {
    guard t >= 0, t.isFinite else { return nil }
    return expectedSinceFirst(t).finite
  }

  /// P(k repeat purchases until t after the first): nil for k or t below 0.
  package func probability(ofPurchases k: Int, until t: Double) -> Double? {
    guard k >= 0, Double(k) <= PurchaseHistories.mostRepeatPurchases, t >= 0, t.isFinite else {
      return nil
    }
    return process.probability(ofPurchases: k, until: t).finite
  }

  /// Customers with 0, 1 … repeat purchases, expected and actual; the last entry
  /// is of all with `most` or more.
  ///
  /// - Parameters:
  ///   - histories: the model's time unit; t_x is not used.
  ///   - most: 1…1,000.
  /// - Returns: `most + 1` entries; nil if the model gives no number.
  package func frequencies(
    _ histories: PurchaseHistories, upTo most: Int, in context: ExecutionContext = .serial
  )
    -> FrequencyHistogram
  {
    let most = max(1, min(1000, most))
    var ages = DenseKeyPairMap()
    var customers: [Double] = []
    var actual = [Double](repeating: 0, count: most + 1)
    var total = 0.0
    for row in 0..<histories.count where histories.isValid(row) {
      let weight = histories.weight[row]
      let number = ages.number((histories.age[row] + 0).bitPattern, 0)
      if number == customers.count { customers.append(weight) } else { customers[number] += weight }
      actual[min(most, Int(histories.frequency[row]))] += weight
      total += weight
    }
    let process = self.process
    let (bits, weights) = (ages.high, customers)
    let rows = context.values(of: most * weights.count) { cells, places in
      for cell in cells {
        let (k, age) = cell.quotientAndRemainder(dividingBy: weights.count)
        let probability = process.probability(ofPurchases: k, until: Double(bitPattern: bits[age]))
        places[cell] = (weights[age] * probability).finite
      }
    }
    var expected: [Double?] = (0..<most).map { k in
      sum(rows[(k * weights.count)..<((k + 1) * weights.count)])
    }
    expected.append(sum(expected[...]).map { max(0, total - $0) })
    return FrequencyHistogram(expected: expected, actual: actual)
  }

  /// Expected repeat purchases of all customers until each of `times`: the
  /// tracking chart of the papers.
  ///
  /// - Parameters:
  ///   - firstPurchases: when customers bought first, in the model's unit since
  ///     any origin; customers who have not yet bought at a time add nothing.
  ///   - weight: customers of each.
  ///   - times: since the same origin.
  /// - Complexity: one evaluation for each distinct time since a first purchase.
  package func expectedCumulative(
    firstPurchases: [Double], weight: [Double], at times: [Double],
    in context: ExecutionContext = .serial
  ) -> [Double?] {
    var born = DenseKeyPairMap()
    var customers: [Double] = []
    for (first, weight) in zip(firstPurchases, weight) where first.isFinite {
      let number = born.number((first + 0).bitPattern, 0)
      if number == customers.count { customers.append(weight) } else { customers[number] += weight }
    }
    // Days since the first purchase recur from step to step; rounding to a
    // billionth joins those that differ in the last digits only.
    var since = DenseKeyPairMap()
    var terms: [[(Int, Double)]] = []
    var distinct: [Double] = []
    for time in times {
      var own: [(Int, Double)] = []
      for (index, weight) in customers.enumerated() {
        let t = time - Double(bitPattern: born.high[index])
        guard t > 0, t.isFinite else { continue }
        let number = since.number((t * 1e9).rounded().bitPattern, 0)
        if number == distinct.count { distinct.append(t) }
        own.append((number, weight))
      }
      terms.append(own)
    }
    let ages = distinct
    let expected = context.values(of: ages.count) { rows, places in
      for row in rows { places[row] = expectedSinceFirst(ages[row]).finite }
    }
    return times.indices.map { step in
      guard times[step].isFinite else { return nil }
      var sum = 0.0
      for (number, weight) in terms[step] {
        guard let value = expected[number] else { return nil }
        sum += value * weight
      }
      return sum.finite
    }
  }

  /// Expected repeat purchases of the customers of `histories` until their
  /// cut-off: Σ weight E[X(T)].
  package func expectedCumulative(
    _ histories: PurchaseHistories, in context: ExecutionContext = .serial
  ) -> Double? {
    expectedCumulative(
      firstPurchases: histories.age.map { -$0 }, weight: histories.weight, at: [0],
      in: context)[0]
  }

  /// P(alive) over x (rows, 0…most) and t_x (columns) of customers of age T.
  ///
  /// - Returns: nil in a cell that no customer can be in: x = 0 with t_x > 0,
  ///   x > 0 with t_x = 0, t_x > T.
  package func aliveMatrix(frequencies most: Int, recencies: [Double], age: Double) -> [[Double?]] {
    matrix(most, recencies, age) { probabilityAlive($0) }
  }

  /// Expected purchases in (T, T + t] over x and t_x of customers of age T; cells
  /// as in `aliveMatrix`.
  package func expectedMatrix(
    frequencies most: Int, recencies: [Double], age: Double, within t: Double
  ) -> [[Double?]] {
    matrix(most, recencies, age) { expectedTransactions($0, within: t) }
  }

  private func matrix(
    _ most: Int, _ recencies: [Double], _ age: Double, _ predict: (PurchaseHistories) -> [Double?]
  ) -> [[Double?]] {
    (0...max(0, min(most, 10_000))).map { x in
      let frequency = [Double](repeating: Double(x), count: recencies.count)
      let ages = [Double](repeating: age, count: recencies.count)
      let row = predict(PurchaseHistories(frequency: frequency, recency: recencies, age: ages))
      return zip(row, recencies).map { x > 0 && $1 == 0 ? nil : $0 }
    }
  }

  /// E[X(t)]: a new customer is one of x = 0 and T = 0.
  private func expectedSinceFirst(_ t: Double) -> Double {
    let alive = logistic(-process.logOddsStopped(x: 0, recency: 0, age: 0))
    return alive * process.expectedIfAlive(x: 0, age: 0, within: t)
  }

  private func sum(_ values: ArraySlice<Double?>) -> Double? {
    var sum = 0.0
    for value in values {
      guard let value else { return nil }
      sum += value
    }
    return sum.finite
  }
}

/// The number of customers with 0, 1, 2 … repeat purchases.
package struct FrequencyHistogram: Sendable, Equatable {
  /// One entry for each number of repeat purchases, the last for all beyond.
  package let expected: [Double?]
  /// Of the same length.
  package let actual: [Double]
}
