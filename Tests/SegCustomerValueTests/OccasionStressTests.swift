// The intervals of the BG/BB, against simulated customers and against refits.

import SegCustomerValue
import Testing

@Suite struct OccasionStressTests {
  /// Customers of a BG/BB with six occasions, or as many as `periods` says.
  private func occasions(_ p: [Double], customers: Int, periods: (Int) -> Int = { _ in 6 }, _ draws: inout Draws) -> OccasionHistories {
    var counts: [[Int]: Double] = [:]
    for customer in 0..<customers {
      let (chance, stop) = (draws.beta(p[0], p[1]), draws.beta(p[2], p[3]))
      let n = periods(customer)
      var (x, last) = (0, 0)
      for occasion in 1...n {
        if draws.uniform() < stop { break }
        if draws.uniform() < chance { (x, last) = (x + 1, occasion) }
      }
      counts[[x, last, n], default: 0] += 1
    }
    let rows = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return OccasionHistories(
      frequency: rows.map { $0[0] }, last: rows.map { $0[1] }, occasions: rows.map { $0[2] }, weight: rows.map { counts[$0] ?? 0 })
  }

  /// The occasions that all customers are expected to take in the next five.
  private func ahead(_ model: OccasionModel, _ histories: OccasionHistories) -> Double {
    (0..<histories.count).reduce(0) { sum, row in
      sum + histories.weight[row]
        * (model.expectedTransactions(
          frequency: histories.frequency[row], last: histories.last[row], occasions: histories.occasions[row], within: 5) ?? 0)
    }
  }

  /// Of 24 simulated bases of 600 customers: the intervals of the occasions ahead hold the number that the true parameters expect
  /// about as often as they promise, and are no wider than that takes.
  @Test func intervalsOfOccasionsHoldTheTruth() throws {
    let truth = [1.2, 0.75, 0.66, 2.78]
    let known = try #require(OccasionModel(alpha: truth[0], beta: truth[1], gamma: truth[2], delta: truth[3]))
    var draws = Draws(state: 5)
    var (held, halves) = (0, 0.0)
    for _ in 0..<24 {
      let histories = occasions(truth, customers: 600, periods: { 4 + $0 % 5 }, &draws)
      let fitted = try fitOccasions(histories)
      let interval = try #require(
        ParameterDraw.interval((1...ParameterDraw.count).map { ahead(fitted.drawn(ParameterDraw($0)).model, histories) }))
      if interval.contains(ahead(known, histories)) { held += 1 }
      halves += (interval.upperBound - interval.lowerBound) / 2 / ahead(fitted.model, histories) / 24
    }
    // 23 of 24 are expected, with a deviation of 1.1.
    #expect(held >= 19)
    #expect(halves < 0.15)
  }

  /// The interval is that of fits to data which the fitted model makes anew, but for a few percent of the figure.
  @Test func intervalsOfOccasionsAreThoseOfRefits() throws {
    var draws = Draws(state: 17)
    let histories = occasions([1.2, 0.75, 0.66, 2.78], customers: 2000, &draws)
    let fitted = try fitOccasions(histories)
    let drawn = try #require(
      ParameterDraw.interval((1...ParameterDraw.count).map { ahead(fitted.drawn(ParameterDraw($0)).model, histories) }))
    let values = fitted.parameters.map(\.value)
    var refits: [Double] = []
    for _ in 0..<ParameterDraw.count {
      refits.append(ahead(try fitOccasions(occasions(values, customers: 2000, &draws)).model, histories))
    }
    let others = try #require(ParameterDraw.interval(refits))
    let figure = ahead(fitted.model, histories)
    #expect(abs(drawn.lowerBound - others.lowerBound) < 0.03 * figure)
    #expect(abs(drawn.upperBound - others.upperBound) < 0.03 * figure)
  }
}
