// Quantities of a whole customer base, and value by formula, on data small enough
// to check by hand.

import Foundation
import SegCustomerValue
import Testing

@Suite struct BaseTests {
  @Test func holdoutMeasures() throws {
    // Differences 1, −1, 2; one customer without a prediction.
    let measures = try #require(
      HoldoutMeasures(
        frequency: [0, 1, 9, 3], expected: [1, 2, 4, nil], actual: [0, 3, 2, 5], most: 2))
    #expect(measures.customers == 3)
    #expect(measures.leftOut == 1)
    #expect(abs(measures.meanAbsoluteError - 4.0 / 3) < 1e-15)
    #expect(abs(measures.rootMeanSquaredError - 2.0.squareRoot()) < 1e-15)
    let logs = pow(log(2.0), 2) + pow(log(0.75), 2) + pow(log(5.0 / 3), 2)
    #expect(abs(measures.meanSquaredLogError - logs / 3) < 1e-15)
    #expect(abs(try #require(measures.bias) - 2.0 / 5) < 1e-15)
    // Around means 7/3 and 5/3: products sum to 7/3, squares to 14/3 each.
    #expect(abs(try #require(measures.correlation) - 0.5) < 1e-14)
    #expect(measures.byFrequency.map(\.frequency) == [0, 1, 2])
    #expect(measures.byFrequency.map(\.isOpen) == [false, false, true])
    #expect(HoldoutMeasures(frequency: [1], expected: [nil], actual: [1]) == nil)
    let none = try #require(HoldoutMeasures(frequency: [0, 0], expected: [1, 1], actual: [0, 0]))
    #expect(none.bias == nil)
    #expect(none.correlation == nil)
  }

  @Test func trackingStartsWithEachCustomer() throws {
    let model = try #require(KnownPurchaseModel(.mbgNBD, parameters: [0.5, 6, 0.9, 1.6]))
    let sums = model.expectedCumulative(
      firstPurchases: [0, 2, 2.5], weight: [1, 3, 1], at: [0, 1, 2.25, 10])
    func fresh(_ t: Double) throws -> Double { try #require(model.expectedNewCustomer(t)) }
    let expected = try [
      0, fresh(1), fresh(2.25) + 3 * fresh(0.25), fresh(10) + 3 * fresh(8) + fresh(7.5),
    ]
    for (sum, value) in zip(sums, expected) {
      #expect(abs(try #require(sum) - value) < 1e-14 * max(1, value))
    }
  }

  @Test(arguments: PurchaseModel.allCases)
  func frequenciesCoverEverybody(_ kind: PurchaseModel) throws {
    let parameters = Array([0.5, 6, 0.9, 1.6].prefix(kind.parameterNames.count))
    let model = try #require(KnownPurchaseModel(kind, parameters: parameters))
    let histories = PurchaseHistories(
      frequency: [0, 1, 12], recency: [0, 3, 8], age: [20, 20, 31], weight: [7, 2, 1])
    let histogram = model.frequencies(histories, upTo: 4)
    #expect(histogram.actual == [7, 2, 0, 0, 1])
    let total = try histogram.expected.reduce(0.0) { $0 + (try #require($1)) }
    #expect(abs(total - 10) < 1e-12)
  }

  @Test func matricesAreTheirCells() throws {
    let model = try #require(KnownPurchaseModel(.paretoNBD, parameters: [0.55, 10.6, 0.6, 11.7]))
    let matrix = model.expectedMatrix(frequencies: 3, recencies: [0, 10, 30], age: 38, within: 52)
    let cell = model.expectedTransactions(
      PurchaseHistories(frequency: [2], recency: [30], age: [38]), within: 52)
    #expect(matrix.count == 4)
    #expect(matrix[2][2] == cell[0])
    #expect(matrix[0][0] != nil)
  }

  @Test func formulas() throws {
    // A geometric sum tends to its closed form.
    for fromNow in [true, false] {
      let finite = try #require(
        DeterministicValue.geometric(
          margin: 7, retention: 0.8, discount: 0.1, periods: 2000, fromNow: fromNow))
      let infinite = try #require(
        DeterministicValue.geometric(margin: 7, retention: 0.8, discount: 0.1, fromNow: fromNow))
      #expect(abs(finite - infinite) < 1e-10)
    }
    #expect(
      DeterministicValue.geometric(margin: 7, retention: 1, discount: 0, fromNow: true) == nil)
    #expect(
      DeterministicValue.geometric(
        margin: 7, retention: 0.5, discount: 0.1, periods: 0, fromNow: false) == 0)
    #expect(
      DeterministicValue.geometric(
        margin: 7, retention: 0.5, discount: 0.1, periods: -1, fromNow: false) == nil)
    #expect(DeterministicValue.marginMultiple(retention: 0.9, discount: 0.05, growth: 0.2) == nil)
    #expect(DeterministicValue.expectedLifetime(retention: 1) == nil)
    #expect(DeterministicValue.retentionRate(start: 0, new: 0, end: 0) == nil)
    #expect(DeterministicValue.acquisitionCost(cost: 10, new: 0) == nil)
    #expect(DeterministicValue.simple(averageSpend: 20, frequency: 3, lifetime: 4) == 240)
    let value = try #require(
      DeterministicValue.presentValue(amounts: [-100, 110, 121], times: [0, 1, 2], discount: 0.1))
    #expect(abs(value - 100) < 1e-12)
    #expect(DeterministicValue.presentValue(amounts: [1], times: [], discount: 0.1) == nil)
    #expect(DeterministicValue.presentValue(amounts: [.nan], times: [0], discount: 0.1) == nil)
    #expect(
      DeterministicValue.lostProfit(customers: 10, churn: 2, value: 1, retentionCost: 1) == nil)
  }

  @Test func cashFlowsByHand() throws {
    var flows = CashFlows(
      revenue: [100, 200], margin: 0.5, retention: [0.8], maintenance: [10, 20], acquisition: 30,
      discount: 0.25)
    // −30 + (50 − 10) + 0.8 (100 − 20)/1.25
    #expect(abs(try #require(flows.netPresentValue) - 61.2) < 1e-12)
    flows.walletShare = [0.5, 0.25]
    flows.referrals = 0.1
    // −30 + (25 − 10 + 3) + 0.8 (25 − 20 + 3)/1.25
    #expect(abs(try #require(flows.netPresentValue) + 6.88) < 1e-12)
    flows.retention = []
    #expect(flows.netPresentValue == nil)
    flows.retention = [1.5]
    #expect(flows.netPresentValue == nil)
  }

  @Test func ledgerKeepsTheUnknown() throws {
    var ledger = ValueLedger()
    #expect(ledger.total == nil)
    ledger.parts = [.firstPurchase: 100, .referrals: 0]
    ledger.costs = [.acquire: 30]
    let total = try #require(ledger.total)
    #expect(total.value == 70)
    #expect(total.unknownParts == [.repeatPurchases, .crossSelling, .savings, .pricePremium])
    #expect(total.unknownCosts == [.serve, .keep, .winBack])
  }

  @Test func factorsMoveTheValue() throws {
    let factors = ValueFactors(
      income: 100, horizon: 2, discount: 0.1, retention: 0.8, referrals: 5, incomeChange: 0.1,
      maintenanceCost: 20,
      marketingCost: 10)
    let ratio = 0.8 / 1.1
    let byHand = 75 + ratio * 85 + ratio * ratio * 96
    #expect(abs(try #require(factors.value) - byHand) < 1e-12)
    for (factor, level, sign) in [
      (ValueFactors.Factor.horizon, 5.0, 1.0), (.discount, 0.2, -1), (.retention, 0.9, 1),
      (.referrals, 6, 1),
      (.incomeChange, 0.2, 1), (.maintenanceCost, 21, -1), (.marketingCost, 11, -1), (.other, 1, 1),
    ] {
      #expect((try #require(factors.value(moving: factor, to: level)) - byHand) * sign > 0)
    }
    #expect(factors.value(moving: .retention, to: 1.2) == nil)
    #expect(factors.value(moving: .horizon, to: .nan) == nil)
  }
}
