// Data that no model is meant for: they give an answer, a warning or a failure, but
// never a NaN, an infinity, a negative value or a trap.

import Foundation
import SegCustomerValue
import Testing

@Suite struct DegenerateTests {
  /// Every prediction of a fit: a finite number that is not negative, or nil.
  func checkPredictions(_ model: some PurchasePredicting, _ histories: PurchaseHistories) {
    var values: [Double?] = []
    let alive = model.probabilityAlive(histories)
    values += alive
    for t in [0, 1e-9, 1.0, 52, 1e6] {
      values += model.expectedTransactions(histories, within: t)
      let none = model.probabilityOfNoPurchase(histories, within: t)
      #expect(none.allSatisfy { $0.map { $0 <= 1 } ?? true })
      values += none
      values.append(model.expectedNewCustomer(t))
      for k in [0, 1, 7, 2000] { values.append(model.probability(ofPurchases: k, until: t)) }
    }
    for rate in [0, 1e-9, 0.01, 5] { values += model.discountedTransactions(histories, rate: rate) }
    for discount in [0, 0.01, 3] {
      values += model.discountedMonthlyTransactions(
        histories, months: 12, unitsPerMonth: 4.345, monthlyDiscount: discount)
    }
    values += model.frequencies(histories, upTo: 5).expected
    values += model.expectedCumulative(
      firstPurchases: histories.age, weight: histories.weight, at: [0, 1, 100])
    #expect(values.allSatisfy { $0.map { $0.isFinite && $0 >= 0 } ?? true })
    #expect(alive.allSatisfy { $0.map { $0 <= 1 } ?? true })
  }

  /// Odd bases of customers that can be fitted.
  static let bases: [(name: String, histories: PurchaseHistories)] = [
    ("one customer", PurchaseHistories(frequency: [3], recency: [20], age: [30])),
    (
      "one customer, bought at the cut-off",
      PurchaseHistories(frequency: [1], recency: [30], age: [30])
    ),
    (
      "twice 2,000 purchases",
      PurchaseHistories(frequency: [2000, 2000], recency: [2999, 2000], age: [3000, 3000])
    ),
    (
      "T of one day",
      PurchaseHistories(
        frequency: [1, 0, 0], recency: [1.0 / 7, 0, 0], age: [1.0 / 7, 1.0 / 7, 1.0 / 7])
    ),
    (
      "one of a million",
      PurchaseHistories(frequency: [0, 1], recency: [0, 1], age: [50, 50], weight: [1e6, 1])
    ),
    (
      "all equal",
      PurchaseHistories(frequency: [4, 4], recency: [8, 8], age: [9, 9], weight: [500, 500])
    ),
    (
      "two extremes",
      PurchaseHistories(
        frequency: [0, 900], recency: [0, 1000], age: [1000, 1000], weight: [1000, 3])
    ),
    (
      "times in seconds",
      PurchaseHistories(
        frequency: [0, 2, 5], recency: [0, 3e6, 9e6], age: [1e7, 2e7, 1e7], weight: [9, 5, 2])
    ),
    (
      "purchases at once",
      PurchaseHistories(frequency: [5, 0], recency: [0, 0], age: [10, 10], weight: [3, 5])
    ),
    (
      "tiny weights",
      PurchaseHistories(frequency: [0, 2], recency: [0, 3], age: [9, 9], weight: [1e-9, 1e-9])
    ),
  ]

  @Test(arguments: PurchaseModel.allCases)
  func oddBases(_ model: PurchaseModel) throws {
    for (name, histories) in Self.bases {
      let fitted = try fit(model, to: histories)
      #expect(fitted.logLikelihood.isFinite, "\(name)")
      for parameter in fitted.parameters {
        #expect(parameter.value > 0 && parameter.value.isFinite, "\(name)")
        #expect(parameter.standardError.map { $0 >= 0 && $0.isFinite } ?? true, "\(name)")
      }
      checkPredictions(fitted, histories)
    }
  }

  /// Parameters at the limits of a fit, and equal ones.
  @Test func oddParameters() throws {
    let levels = [1e-5, 0.3, 1, 2, 1e5]
    let histories = PurchaseHistories(
      frequency: [0, 0, 1, 1, 2000, 2000, 3], recency: [0, 0, 1.0 / 7, 10, 2999, 3000, 5],
      age: [0, 3000, 1.0 / 7, 39, 3000, 3000, 3000])
    for model in PurchaseModel.allCases {
      for r in levels {
        for alpha in levels {
          for third in levels {
            for fourth in levels {
              let parameters = Array([r, alpha, third, fourth].prefix(model.parameterNames.count))
              let known = try #require(KnownPurchaseModel(model, parameters: parameters))
              let alive = known.probabilityAlive(histories)
              let expected = known.expectedTransactions(histories, within: 52)
              let none = known.probabilityOfNoPurchase(histories, within: 52)
              #expect(alive.allSatisfy { $0.map { (0...1).contains($0) } ?? false })
              #expect(none.allSatisfy { $0.map { (0...1).contains($0) } ?? false })
              #expect(expected.allSatisfy { $0.map { $0 >= 0 && $0.isFinite } ?? false })
            }
          }
        }
      }
    }
  }

  @Test func nothingToFit() {
    let empty = PurchaseHistories(frequency: [], recency: [], age: [])
    let once = PurchaseHistories(frequency: [0, 0], recency: [0, 0], age: [10, 20])
    let today = PurchaseHistories(frequency: [1], recency: [0], age: [0])
    for model in PurchaseModel.allCases {
      #expect(throws: FitFailure.noCustomers) { try fit(model, to: empty) }
      #expect(throws: FitFailure.noRepeatPurchases) { try fit(model, to: once) }
      #expect(throws: FitFailure.noTime) { try fit(model, to: today) }
      for (x, recency, age) in [
        (-1.0, 0.0, 9.0), (1.5, 1, 9), (1, 10, 9), (1, -1, 9), (.nan, 1, 9), (1, 1, .infinity),
        (1e9, 1, 9),
      ] {
        let bad = PurchaseHistories(frequency: [1, x], recency: [2, recency], age: [9, age])
        #expect(throws: FitFailure.invalidHistories(first: 1)) { try fit(model, to: bad) }
      }
    }
  }

  @Test func oddQuestions() throws {
    let known = try #require(KnownPurchaseModel(.bgNBD, parameters: [0.24, 4.4, 0.8, 2.4]))
    let histories = PurchaseHistories(
      frequency: [1, -1, 0.5, 2], recency: [2, 0, 0, 20], age: [9, 9, 9, 9])
    #expect(known.probabilityAlive(histories).map { $0 == nil } == [false, true, true, true])
    let fine = PurchaseHistories(frequency: [1], recency: [2], age: [9])
    for t in [-1, Double.nan, .infinity] {
      #expect(known.expectedTransactions(fine, within: t) == [nil])
      #expect(known.probabilityOfNoPurchase(fine, within: t) == [nil])
      #expect(known.expectedNewCustomer(t) == nil)
      #expect(known.discountedTransactions(fine, rate: t) == [nil])
    }
    #expect(
      known.discountedMonthlyTransactions(fine, months: -1, unitsPerMonth: 4, monthlyDiscount: 0)
        == [nil])
    #expect(
      known.discountedMonthlyTransactions(fine, months: 12, unitsPerMonth: 0, monthlyDiscount: 0)
        == [nil])
    #expect(
      known.discountedMonthlyTransactions(fine, months: 12, unitsPerMonth: 4, monthlyDiscount: -1)
        == [nil])
    // Rate 0: the sum of purchases to come is infinite for a ≤ 1.
    #expect(known.discountedTransactions(fine, rate: 0) == [nil])
    #expect(KnownPurchaseModel(.bgNBD, parameters: [0, 1, 1, 1]) == nil)
    #expect(KnownPurchaseModel(.bgNBD, parameters: [1, 1]) == nil)
    #expect(known.probability(ofPurchases: -1, until: 3) == nil)
    let matrix = known.aliveMatrix(frequencies: 2, recencies: [0, 5, 50], age: 39)
    #expect(
      matrix.map { $0.map { $0 == nil } } == [
        [false, true, true], [true, false, true], [true, false, true],
      ])
  }

  @Test func spendThatIsNone() throws {
    // Refunds, zero and missing spend are counted and left out.
    let fitted = try fitSpend(
      frequency: [0, 1, 2, 3, 4, 1, 2, 5, 2], mean: [0, 10, 20, 0, -5, nil, 30, 25, 12])
    #expect(fitted.customers == 5)
    #expect(fitted.withoutRepeat == 1)
    #expect(fitted.zeroSpend == 1)
    #expect(fitted.negativeSpend == 1)
    #expect(fitted.missingSpend == 1)
    #expect(fitted.expectedSpend(frequency: 4, mean: -5) == nil)
    #expect(fitted.expectedSpend(frequency: 3, mean: 0) == nil)
    #expect(throws: FitFailure.noSpend) { try fitSpend(frequency: [0, 1], mean: [0, 0]) }
    #expect(throws: FitFailure.noCustomers) { try fitSpend(frequency: [], mean: []) }
    // All customers spend the same: only a ratio is determined.
    let same = try fitSpend(frequency: [1, 2, 3], mean: [10, 10, 10])
    #expect(same.warnings.contains { if case .ridge = $0 { true } else { false } })
    let spend = try #require(same.expectedSpend(frequency: 2, mean: 10))
    #expect(abs(spend - 10) < 0.1)
    // q < 1: a mean that is infinite, not negative.
    let heavy = try #require(SpendModel(p: 2, q: 0.5, gamma: 3))
    #expect(heavy.expectedSpend(frequency: 0, mean: 0) == nil)
    #expect(try #require(heavy.expectedSpend(frequency: 1, mean: 10)) > 0)
    let one = try fitSpend(frequency: [1], mean: [7.5])
    #expect(one.parameters.allSatisfy { $0.value.isFinite && $0.value > 0 })
  }

  @Test func oddContractsAndOccasions() throws {
    #expect(throws: FitFailure.noCustomers) { try fitContracts(survivors: []) }
    #expect(throws: FitFailure.noTime) { try fitContracts(survivors: [[100]]) }
    #expect(throws: FitFailure.invalidHistories(first: 1)) {
      try fitContracts(survivors: [[9, 8], [5, 6]])
    }
    // No customer has left; all have left.
    for survivors in [[100.0, 100, 100], [100, 0], [100, 50, 25]] {
      let fitted = try fitContracts(survivors: [survivors])
      #expect(fitted.logLikelihood.isFinite)
      #expect(fitted.warnings.contains { if case .ridge = $0 { true } else { false } })
      #expect((0...1).contains(try #require(fitted.model.survival(3))))
      #expect(try #require(fitted.model.discountedLifetime(discount: 0.1)) <= 11.0001)
    }
    #expect(throws: FitFailure.noRepeatPurchases) {
      try fitOccasions(OccasionHistories(frequency: [0], last: [0], occasions: [6], weight: [10]))
    }
    for (x, last, n) in [(2, 1, 6), (0, 3, 6), (1, 7, 6), (1, 0, 6), (-1, 0, 6), (0, 0, 0)] {
      #expect(throws: FitFailure.invalidHistories(first: 0)) {
        try fitOccasions(
          OccasionHistories(frequency: [x], last: [last], occasions: [n], weight: [10]))
      }
    }
    let one = try fitOccasions(
      OccasionHistories(frequency: [2], last: [3], occasions: [6], weight: [1]))
    let expected = try #require(
      one.model.expectedTransactions(frequency: 2, last: 3, occasions: 6, within: 5))
    #expect((0...5).contains(expected))
  }
}
