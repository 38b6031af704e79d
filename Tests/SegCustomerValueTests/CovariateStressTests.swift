// Fits with covariates of simulated customers whose coefficients are known.

import Foundation
import SegCustomerValue
import Testing

@Suite struct CovariateStressTests {
  /// The parameters of a customer whose covariates are all 0, and the coefficients of `member` and `visits` for purchases and for
  /// stopping.
  private struct Truth {
    let model: PurchaseModel
    let base: [Double]
    let purchases = [0.5, -0.4]
    let stopping = [-0.6, 0.3]

    init(_ model: PurchaseModel) {
      self.model = model
      base = model == .paretoNBD ? [0.9, 9, 0.8, 16] : [0.9, 7, 0.7, 2.2]
    }

    var all: [Double] { base + purchases + stopping }

    /// The parameters of a group, by the formulas of Fader and Hardie (2007).
    func parameters(_ values: [Double]) -> [Double] {
      func sum(_ coefficients: [Double]) -> Double { zip(coefficients, values).reduce(0) { $0 + $1.0 * $1.1 } }
      var own = base
      own[1] *= exp(-sum(purchases))
      if model == .paretoNBD { own[3] *= exp(-sum(stopping)) } else { own[2] *= exp(sum(stopping)) }
      return own
    }
  }

  /// `member` is 0 or 1, `visits` a number.
  private let design = CovariateDesign(
    names: ["member", "visits"], groups: [[0, 0], [1, 0], [0, 1], [1, 1], [0, 2.5], [1, 2.5]])

  private func simulated(_ truth: Truth, customers: Int, _ draws: inout Draws) -> [PurchaseHistories] {
    var groups = design.groups.map { _ in PurchaseHistories(frequency: [], recency: [], age: []) }
    for customer in 0..<customers {
      let group = customer % groups.count
      let age = 30 + Double(customer / 6 % 40)
      let (x, recency) = draws.history(truth.model, truth.parameters(design.groups[group]), age: age)
      groups[group].frequency.append(x)
      groups[group].recency.append(recency)
      groups[group].age.append(age)
      groups[group].weight.append(1)
    }
    return groups
  }

  /// 24,000 customers: every parameter and every coefficient within four standard errors of the truth, and errors of a sensible size.
  @Test(arguments: [PurchaseModel.bgNBD, .mbgNBD, .paretoNBD])
  func recoversCoefficients(_ model: PurchaseModel) throws {
    let truth = Truth(model)
    var draws = Draws(state: 41)
    let fitted = try fit(model, to: simulated(truth, customers: 24_000, &draws), covariates: design)
    #expect(fitted.warnings == [])
    #expect(fitted.parameters.count == truth.all.count)
    for (place, (parameter, value)) in zip(fitted.parameters, truth.all).enumerated() {
      let error = try #require(parameter.standardError)
      #expect(abs(parameter.value - value) < 4 * error, "\(parameter.name): \(parameter.value), not \(value)")
      #expect(error < (place < 4 ? 0.3 * value : 0.15))
    }
  }

  /// Of 20 bases of 1,200 customers the intervals of the four coefficients hold the truth about as often as they promise.
  @Test(arguments: [PurchaseModel.bgNBD, .paretoNBD])
  func intervalsHoldTheCoefficients(_ model: PurchaseModel) throws {
    let truth = Truth(model)
    var draws = Draws(state: 77)
    var (held, asked) = (0, 0)
    for _ in 0..<20 {
      let fitted = try fit(model, to: simulated(truth, customers: 1200, &draws), covariates: design)
      for (parameter, value) in zip(fitted.parameters, truth.all).dropFirst(4) {
        guard let interval = parameter.interval else { continue }
        asked += 1
        if interval.contains(value) { held += 1 }
      }
    }
    // 76 of 80 are expected, with a deviation of about 2.
    #expect(asked >= 76)
    #expect(held >= asked - 11 && held < asked)
  }
}
