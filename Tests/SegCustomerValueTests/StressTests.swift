// The models at random and extreme parameters, against mpmath and themselves.

import Foundation
import SegCustomerValue
import Testing

/// A case of `stress.csv`: a model, one history, a horizon, a rate, answers.
struct StressCase {
  let model: PurchaseModel
  let parameters: [Double]
  let history: PurchaseHistories
  let horizon: Double
  let rate: Double
  /// By name; empty if the script computes none.
  let answers: [String: Double]

  static func readAll() throws -> [StressCase] {
    let lines = try reference("stress.csv").split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    return try lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = fields.dropFirst().map { Double($0) }
      guard fields.count == header.count, let model = PurchaseModel(rawValue: String(fields[0]))
      else {
        throw ExpectedRow.Unreadable(line: String(line))
      }
      let given = numbers[0..<9].compactMap { $0 }
      guard given.count == 9 else { throw ExpectedRow.Unreadable(line: String(line)) }
      var answers: [String: Double] = [:]
      for (name, number) in zip(header.dropFirst(10), numbers.dropFirst(9)) {
        answers[name] = number
      }
      return StressCase(
        model: model, parameters: Array(given[0..<4]),
        history: PurchaseHistories(frequency: [given[4]], recency: [given[5]], age: [given[6]]),
        horizon: given[7], rate: given[8], answers: answers)
    }
  }

  var known: KnownPurchaseModel? { KnownPurchaseModel(model, parameters: parameters) }
}

@Suite struct StressTests {
  /// 400 cases over three decades of parameters, x to 2,000, t to 2,500:
  /// `Reference/stress.py` computes them to 40 digits from the defining integrals.
  @Test func agreesWithFortyDigits() throws {
    let cases = try StressCase.readAll()
    #expect(cases.count == 400)
    var compared = 0
    var different: [String] = []
    for (index, item) in cases.enumerated() {
      let model = try #require(item.known)
      let computed = [
        "loglik": model.logLikelihoods(item.history)[0],
        "p_alive": model.probabilityAlive(item.history)[0],
        "p_no_purchase": model.probabilityOfNoPurchase(item.history, within: item.horizon)[0],
        "cet": model.expectedTransactions(item.history, within: item.horizon)[0],
        "dert": model.discountedTransactions(item.history, rate: item.rate)[0],
      ]
      for (name, answer) in item.answers {
        let value = try #require(computed[name])
        compared += 1
        // Below 1e-300 numbers lose digits, then become 0.
        let tolerance = 1e-11 * abs(answer) + (name == "loglik" ? 1e-11 : 1e-290)
        if let value, abs(value - answer) <= tolerance { continue }
        different.append(
          "\(index + 2) \(item.model.rawValue) \(name): \(value.map { "\($0)" } ?? "missing") instead of \(answer)"
        )
      }
    }
    #expect(compared == 1800)
    #expect(different == [])
  }

  /// What must hold of any model at any parameters.
  @Test func identitiesHold() throws {
    for item in try StressCase.readAll() {
      let model = try #require(item.known)
      let history = item.history
      let alive = try #require(model.probabilityAlive(history)[0])
      #expect((0...1).contains(alive))
      let silent = try #require(model.probabilityOfNoPurchase(history, within: item.horizon)[0])
      #expect((0...1).contains(silent))
      #expect(silent >= 1 - alive - 1e-12)
      // Expected transactions grow with the horizon; the first is 0.
      var before = try #require(model.expectedTransactions(history, within: 0)[0])
      #expect(before == 0)
      for part in [0.001, 0.1, 0.5, 1, 10] {
        let until = try #require(
          model.expectedTransactions(history, within: item.horizon * part)[0])
        #expect(until >= before * (1 - 1e-12))
        before = until
      }
      // A few digits of the mean are enough for the bound P(some) ≤ E(number).
      let expected = try #require(model.expectedTransactions(history, within: item.horizon)[0])
      #expect(1 - silent <= expected * (1 + 1e-9) + 1e-12)
      // Monthly discounting at rate 0 telescopes to the whole horizon.
      let monthly = try #require(
        model.discountedMonthlyTransactions(
          history, months: 10, unitsPerMonth: item.horizon / 10, monthlyDiscount: 0)[0])
      #expect(abs(monthly - expected) <= 1e-9 * expected)
      let discounted = try #require(model.discountedTransactions(history, rate: item.rate)[0])
      #expect(discounted >= 0)
      // The sum until 1/rate, weighed by at least e^−1, is a lower bound.
      let near = try #require(model.expectedTransactions(history, within: 1 / item.rate)[0])
      #expect(discounted >= near * exp(-1) * (1 - 1e-9))
      let fresh = try #require(model.expectedNewCustomer(item.horizon))
      #expect(fresh >= 0)
    }
  }

  /// Probabilities of 0, 1, 2 … purchases sum to 1, their mean is E[X(t)].
  @Test(arguments: PurchaseModel.allCases)
  func probabilitiesSumToOne(_ model: PurchaseModel) throws {
    for scale in [0.5, 1, 2.5] {
      let parameters = [0.9 * scale, 4, 2.2 * scale, 5]
      let known = try #require(
        KnownPurchaseModel(model, parameters: Array(parameters.prefix(model.parameterNames.count))))
      for t in [0.01, 1, 4] {
        var sum = 0.0
        var mean = 0.0
        for k in 0...400 {
          let probability = try #require(known.probability(ofPurchases: k, until: t))
          #expect((0...1).contains(probability))
          sum += probability
          mean += Double(k) * probability
        }
        let expected = try #require(known.expectedNewCustomer(t))
        #expect(abs(sum - 1) < 1e-10)
        #expect(abs(mean - expected) < 1e-9 * max(1, expected))
      }
    }
  }
}
