// Tables of so many histories that their integrals are taken together, against the same customers in a short table.

import SegCustomerValue
import Testing

@Suite struct LongTableTests {
  @Test func integralsTogetherGiveTheSameFit() throws {
    var draws = Draws(state: 31)
    var rows: [(x: Double, age: Double, recency: Double)] = []
    for customer in 0..<1000 {
      let age = 30 + Double(customer % 40)
      let (x, recency) = draws.history(.paretoNBD, [0.8, 8, 0.9, 12], age: age)
      // Whole weeks: few times.
      rows.append((x, age, min(age, recency.rounded(.up))))
    }
    rows.sort { ($0.x, $0.age, $0.recency) < ($1.x, $1.age, $1.recency) }
    func histories(_ rows: [(x: Double, age: Double, recency: Double)], weight: Double) -> PurchaseHistories {
      PurchaseHistories(
        frequency: rows.map(\.x), recency: rows.map(\.recency), age: rows.map(\.age), weight: rows.map { _ in weight })
    }
    let times = 51
    let short = try fit(.paretoNBD, to: histories(rows, weight: Double(times)))
    let many = rows.flatMap { [(x: Double, age: Double, recency: Double)](repeating: $0, count: times) }
    let long = try fit(.paretoNBD, to: histories(many, weight: 1))
    #expect(abs(long.logLikelihood / short.logLikelihood - 1) < 1e-12)
    for (own, other) in zip(long.parameters, short.parameters) {
      #expect(abs(own.value / other.value - 1) < 1e-7)
      let (error, otherError) = (try #require(own.standardError), try #require(other.standardError))
      #expect(abs(error / otherError - 1) < 1e-6)
    }
  }
}
