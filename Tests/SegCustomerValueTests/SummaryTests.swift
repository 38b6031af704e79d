// Summaries of purchases, on data small enough to check by hand.

import SegCustomerValue
import Testing

@Suite struct SummaryTests {
  @Test func mergesDaysAndCutsOff() {
    // Customer 0 buys on days 1, 1, 8, 8, 20; 1 never; 2 after the cut-off; 3 once.
    let summaries = summarize(
      offsets: [0, 5, 5, 6, 7], days: [1, 1, 8, 8, 20, 12, 4], amounts: [5, 6, 10, 20, 7, 8, 9],
      through: 10)
    #expect(summaries.customer == [0, 3])
    #expect(summaries.histories.frequency == [1, 0])
    #expect(summaries.histories.recency == [7, 0])
    #expect(summaries.histories.age == [9, 6])
    #expect(summaries.meanSpend == [30, 0])
    #expect(summaries.firstDay == [1, 4])
    #expect(summaries.transactions == 5)
    #expect(summaries.purchaseDays == 3)
  }

  @Test func groupsByFrequencyAgeRecency() throws {
    let customers = CustomerHistories(
      frequency: [1, 0, 1, 0], recency: [14, 0, 14, 0], age: [21, 7, 21, 14])
    let grouped = try #require(customers.grouped(daysPerUnit: 7))
    let (histories, historyOf) = (grouped.histories, grouped.historyOf)
    #expect(histories.frequency == [0, 0, 1])
    #expect(histories.age == [1, 2, 3])
    #expect(histories.recency == [0, 0, 2])
    #expect(histories.weight == [1, 1, 2])
    #expect(historyOf == [2, 0, 2, 1])
  }

  /// Histories of small numbers are sorted, those of large ones looked up: both give the same.
  @Test(arguments: [1, 1000, 100_000] as [Int32])
  func groupsHoweverLargeTheNumbers(_ factor: Int32) throws {
    var state: UInt64 = 5
    func number(below count: UInt64) -> Int32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int32(state >> 33 % count) * factor
    }
    var customers = CustomerHistories(frequency: [], recency: [], age: [])
    for _ in 0..<3000 {
      customers.frequency.append(number(below: 5))
      customers.recency.append(number(below: 20))
      customers.age.append(number(below: 20))
    }
    let grouped = try #require(customers.grouped(daysPerUnit: 1))
    let (histories, historyOf) = (grouped.histories, grouped.historyOf)
    var weights = [Double](repeating: 0, count: histories.count)
    for (row, place) in historyOf.enumerated() {
      #expect(histories.frequency[Int(place)] == Double(customers.frequency[row]))
      #expect(histories.recency[Int(place)] == Double(customers.recency[row]))
      #expect(histories.age[Int(place)] == Double(customers.age[row]))
      weights[Int(place)] += 1
    }
    #expect(weights == histories.weight)
    let keys = (0..<histories.count).map { [histories.frequency[$0], histories.age[$0], histories.recency[$0]] }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }
}
