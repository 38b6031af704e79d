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
}
