// Exact derivatives against differences of the function.

import Foundation
import Testing

@testable import SegCustomerValue

@Suite struct DerivativeTests {
  /// Histories of all kinds: no repeat purchase, t_x = T, many purchases, T = 0.
  static let histories = PurchaseHistories(
    frequency: [0, 0, 1, 2, 5, 40, 3], recency: [0, 0, 3, 30, 11.5, 39, 0.25],
    age: [39, 0, 35, 30, 28, 39.5, 20],
    weight: [5, 1, 2, 1, 3.5, 1, 1])

  /// Compares gradient and Hessian at `point` with central differences.
  func check(_ point: [Double], _ function: ([Double]) -> Curvature) {
    let here = function(point)
    let h = 1e-5
    for index in point.indices {
      var (below, above) = (point, point)
      below[index] -= h
      above[index] += h
      let (low, high) = (function(below), function(above))
      let slope = (high.value - low.value) / (2 * h)
      #expect(abs(slope - here.gradient[index]) < 1e-7 * max(1, abs(here.value)))
      for other in point.indices {
        let curve = (high.gradient[other] - low.gradient[other]) / (2 * h)
        #expect(abs(curve - here.hessian[index][other]) < 1e-7 * max(1, abs(here.value)))
      }
    }
  }

  @Test(arguments: [
    [-0.5, 1.5, -0.2, 0.9], [1.2, 3.0, 0.4, 3.0], [-2.0, -1.0, 2.0, -1.5], [0.0, 2.0, 0.0, 2.0],
  ])
  func purchaseModels(_ point: [Double]) throws {
    let table = try HistoryTable(Self.histories)
    check(point) {
      BetaGeometricLikelihood(table, dropsAtFirst: false).curvature($0, in: .serial)
    }
    check(point) {
      BetaGeometricLikelihood(table, dropsAtFirst: true).curvature($0, in: .serial)
    }
    check(point) { ParetoLikelihood(table).curvature($0, in: .serial) }
    check(Array(point.prefix(2))) {
      NBDLikelihood(table: table).curvature($0, in: .serial)
    }
  }

  /// The table's sum is that of the single histories' densities.
  @Test func tablesAgreeWithSingleHistories() throws {
    let table = try HistoryTable(Self.histories)
    let parameters = [0.6, 4.5, 0.8, 2.4]
    for model in PurchaseModel.allCases {
      let own = Array(parameters.prefix(model.parameterNames.count))
      let likelihood: any PurchaseLikelihood =
        switch model {
        case .bgNBD: BetaGeometricLikelihood(table, dropsAtFirst: false)
        case .mbgNBD: BetaGeometricLikelihood(table, dropsAtFirst: true)
        case .paretoNBD: ParetoLikelihood(table)
        case .nbd: NBDLikelihood(table: table)
        }
      let value = likelihood.curvature(own.map { log($0) }, in: .serial).value
      let known = try #require(KnownPurchaseModel(model, parameters: own))
      let single = try zip(known.logLikelihoods(Self.histories), Self.histories.weight).reduce(0.0) {
        $0 + (try #require($1.0)) * $1.1
      }
      #expect(abs(-value * table.customers - single) < 1e-11 * abs(single))
    }
  }

  @Test(arguments: [[1.8, 1.3, 2.7], [-1.0, 0.2, 4.0], [3.0, -0.5, 0.0]])
  func spend(_ point: [Double]) throws {
    var table = try #require(SpendTable(rows: 5))
    for (x, mean, weight) in [
      (1.0, 12.0, 1.0), (2, 35.5, 3), (9, 3.25, 1), (150, 80, 2), (1, 0.01, 1),
    ] {
      table.append(x, mean, weight)
    }
    check(point) { SpendLikelihood(table).curvature($0, .serial) }
  }

  @Test(arguments: [[0.2, -0.3, -0.4, 1.0], [1.5, 2.0, 0.5, -1.0]])
  func occasions(_ point: [Double]) throws {
    let histories = OccasionHistories(
      frequency: [0, 1, 3, 6, 2, 1], last: [0, 1, 5, 6, 2, 9], occasions: [6, 6, 6, 6, 12, 9],
      weight: [4, 1, 2, 1, 3, 1])
    let likelihood = try OccasionLikelihood(histories)
    check(point) { likelihood.curvature($0, .serial) }
    let known = try #require(
      OccasionModel(
        alpha: exp(point[0]), beta: exp(point[1]), gamma: exp(point[2]), delta: exp(point[3])))
    var single = 0.0
    for row in 0..<histories.count {
      single +=
        histories.weight[row]
        * (try #require(
          known.logLikelihood(
            frequency: histories.frequency[row], last: histories.last[row],
            occasions: histories.occasions[row])))
    }
    #expect(
      abs(-likelihood.curvature(point, .serial).value * likelihood.customers - single) < 1e-11
        * abs(single))
  }

  @Test func gammaFunctions() {
    // ψ(1) = −γ, ψ′(1) = π²/6, and recurrences at many places.
    #expect(abs(digamma(1) + 0.5772156649015329) < 3e-15)
    #expect(abs(trigamma(1) - Double.pi * Double.pi / 6) < 1e-14)
    for z in [1e-3, 0.1, 0.9, 3, 7.99, 8, 55, 1e6] {
      #expect(abs(digamma(z + 1) - digamma(z) - 1 / z) < 1e-12 / z + 1e-14)
      #expect(abs(trigamma(z) - trigamma(z + 1) - 1 / (z * z)) < 1e-13 / (z * z) + 1e-14)
      for n in [1.0, 24, 25, 400] {
        let stepwise = (0..<Int(n)).reduce(0) { $0 + log(z + Double($1)) }
        #expect(abs(logRising(z, n) - stepwise) < 1e-13 * max(1, abs(stepwise)))
      }
    }
  }
}

@Suite struct OptimumTests {
  /// No other start finds a higher likelihood than the fit, on customer bases of
  /// all kinds.
  @Test(arguments: PurchaseModel.allCases)
  func noBetterOptimum(_ model: PurchaseModel) throws {
    var draws = Draws(state: 99)
    for base in 0..<8 {
      let truth = (0..<4).map { [1, 8, 1, 3][$0] * exp(3 * (draws.uniform() - 0.5)) }
      var histories = PurchaseHistories(frequency: [], recency: [], age: [])
      let kind = PurchaseModel.allCases[base % 4]
      for customer in 0..<150 {
        let age = 20 + Double(customer % 20)
        let (x, recency) = draws.history(kind, truth, age: age)
        histories.frequency.append(x)
        histories.recency.append(recency)
        histories.age.append(age)
        histories.weight.append(1)
      }
      let fitted = try fit(model, to: histories)
      #expect(!fitted.warnings.contains { if case .notConverged = $0 { true } else { false } })
      let table = try HistoryTable(histories)
      let likelihood: any PurchaseLikelihood =
        switch model {
        case .bgNBD: BetaGeometricLikelihood(table, dropsAtFirst: false)
        case .mbgNBD: BetaGeometricLikelihood(table, dropsAtFirst: true)
        case .paretoNBD: ParetoLikelihood(table)
        case .nbd: NBDLikelihood(table: table)
        }
      for _ in 0..<5 {
        let bounds = model.parameterIsTime.map { $0 ? -10.0...17.0 : -12.0...12.0 }
        let start = model.parameterIsTime.map { ($0 ? 2.5 : 0) + 4 * (draws.uniform() - 0.5) }
        guard
          let other = minimize(
            from: start, bounds: bounds, { likelihood.curvature($0, in: .serial) })
        else { continue }
        #expect(-other.curvature.value * 150 <= fitted.logLikelihood + 1e-4, "base \(base)")
      }
    }
  }

  /// Numbers that no customer base has: answers are finite or missing.
  @Test func absurdSizes() throws {
    // Too small for a normal number.
    let tiniest = Double.leastNonzeroMagnitude
    let histories = PurchaseHistories(
      frequency: [0, 1, 1000], recency: [0, tiniest, 1e300], age: [1e300, 2 * tiniest, 1e300])
    for model in PurchaseModel.allCases {
      for (first, second) in [(1e-300, 1.0), (1, 1e300), (1, 1e-300), (1e300, 1)] {
        let parameters = Array([first, second, second, first].prefix(model.parameterNames.count))
        let known = try #require(KnownPurchaseModel(model, parameters: parameters))
        let values =
          known.probabilityAlive(histories) + known.expectedTransactions(histories, within: 1e200)
          + known.probabilityOfNoPurchase(histories, within: 1e-200)
          + known.discountedTransactions(histories, rate: 1e-100)
          + [known.probability(ofPurchases: 3, until: 1e100), known.expectedNewCustomer(1e-300)]
        #expect(values.allSatisfy { $0.map { $0.isFinite && $0 >= 0 } ?? true })
      }
      _ = try? fit(model, to: histories)
      let tiny = PurchaseHistories(
        frequency: [1, 0], recency: [tiniest, 0], age: [tiniest, tiniest])
      _ = try? fit(model, to: tiny)
    }
  }
}
