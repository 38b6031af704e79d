// Counts of purchases, discrete occasions and contracts against mpmath.

import SegCustomerValue
import Testing

@Suite struct DiscreteTests {
  /// `Reference/discrete.py` computes these from the sums and integrals that
  /// define them.
  @Test func agreesWithFortyDigits() throws {
    let lines = try reference("discrete.csv").split(separator: "\n").dropFirst()
    #expect(lines.count == 504)
    var different: [String] = []
    for line in lines {
      let fields = line.split(separator: ",")
      let numbers = fields.dropFirst(2).compactMap { Double($0) }
      guard fields.count == 11, numbers.count == 9 else {
        throw ExpectedRow.Unreadable(line: String(line))
      }
      let value = try Self.value(
        String(fields[0]), String(fields[1]), Array(numbers[0..<4]), Array(numbers[4..<8]))
      let answer = numbers[8]
      let tolerance = 1e-11 * abs(answer) + (fields[1] == "loglik" ? 1e-11 : 1e-290)
      if let value, abs(value - answer) <= tolerance { continue }
      different.append("\(line): \(value.map { "\($0)" } ?? "missing")")
    }
    #expect(different == [])
  }

  static func value(_ model: String, _ quantity: String, _ p: [Double], _ a: [Double]) throws
    -> Double?
  {
    switch model {
    case "bg/bb":
      let known = try #require(OccasionModel(alpha: p[0], beta: p[1], gamma: p[2], delta: p[3]))
      let (x, last, n) = (Int(a[0]), Int(a[1]), Int(a[2]))
      switch quantity {
      case "loglik": return known.logLikelihood(frequency: x, last: last, occasions: n)
      case "p_alive_next": return known.probabilityAliveNext(frequency: x, last: last, occasions: n)
      case "cet":
        return known.expectedTransactions(frequency: x, last: last, occasions: n, within: Int(a[3]))
      case "dert":
        return known.discountedTransactions(frequency: x, last: last, occasions: n, discount: a[3])
      case "expected_new_customer": return known.expectedNewCustomer(occasions: Int(a[0]))
      default: return nil
      }
    case "sbg":
      let known = try #require(ContractModel(alpha: p[0], beta: p[1]))
      switch quantity {
      case "survival": return known.survival(Int(a[0]))
      case "retention": return known.retention(Int(a[0]))
      case "derl": return known.discountedResidualLifetime(renewal: Int(a[0]), discount: a[1])
      default: return nil
      }
    default:
      let purchaseModel = try #require(PurchaseModel(rawValue: model))
      let known = try #require(KnownPurchaseModel(purchaseModel, parameters: p))
      if quantity == "pmf" { return known.probability(ofPurchases: Int(a[0]), until: a[1]) }
      let history = PurchaseHistories(frequency: [a[0]], recency: [a[1]], age: [a[2]])
      return quantity == "dert" ? known.discountedTransactions(history, rate: a[3])[0] : nil
    }
  }

  /// Laws between the quantities: customers who are active later were active
  /// before; the probability of no purchase on one occasion is the complement of
  /// the expected number; a history without occasions is a new customer.
  @Test func predictionsOfPeriodsAgree() throws {
    for p in [[1.2, 0.75, 0.66, 2.78], [0.4, 3, 2.5, 0.8], [30, 4, 0.2, 9]] {
      let model = try #require(OccasionModel(alpha: p[0], beta: p[1], gamma: p[2], delta: p[3]))
      for (x, last, n) in [(0, 0, 1), (0, 0, 6), (3, 4, 6), (6, 6, 6), (1, 1, 40)] {
        let now = try #require(model.probabilityAlive(frequency: x, last: last, occasions: n))
        let next = try #require(model.probabilityAliveNext(frequency: x, last: last, occasions: n))
        let stays = (p[3] + Double(n)) / (p[2] + p[3] + Double(n))
        #expect(abs(next - now * stays) < 1e-12)
        if last == n { #expect(now == 1) }
        let one = try #require(
          model.expectedTransactions(frequency: x, last: last, occasions: n, within: 1))
        let none = try #require(
          model.probabilityOfNoPurchase(frequency: x, last: last, occasions: n, within: 1))
        #expect(abs(one + none - 1) < 1e-12)
      }
      for periods in [0, 1, 7] {
        let new = try #require(model.expectedNewCustomer(occasions: periods))
        let same = try #require(
          model.expectedTransactions(frequency: 0, last: 0, occasions: 0, within: periods))
        #expect(abs(new - same) < 1e-12)
      }
    }
    let contract = try #require(ContractModel(alpha: 0.7, beta: 1.6))
    for renewal in [1, 2, 9] {
      let ratios = try (renewal..<renewal + 5).map { try #require(contract.survival($0)) }
      let start = try #require(contract.survival(renewal - 1))
      let expected = try #require(contract.expectedRenewals(renewal: renewal, within: 5))
      #expect(abs(expected - ratios.reduce(0, +) / start) < 1e-12)
    }
    #expect(contract.expectedRenewals(renewal: 0, within: 5) == nil)
  }
}
