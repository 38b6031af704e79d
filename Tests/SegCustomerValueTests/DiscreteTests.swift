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
}
