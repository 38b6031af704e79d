// Fits of simulated and of impossible data.

import Foundation
import SegCustomerValue
import SegRuntime
import Testing

/// Draws from the models' distributions, seeded.
struct Draws {
  var state: UInt64

  /// Uniform on 0…1, both ends left out.
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53 + 0x1p-54
  }

  /// Marsaglia & Tsang (2000).
  mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * pow(uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / sqrt(9 * d)
    while true {
      let normal = sqrt(-2 * log(uniform())) * cos(2 * Double.pi * uniform())
      let v = pow(1 + c * normal, 3)
      if v > 0, log(uniform()) < 0.5 * normal * normal + d - d * v + d * log(v) { return d * v }
    }
  }

  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let (x, y) = (gamma(a), gamma(b))
    return x / (x + y)
  }

  /// One customer of `model`, observed for `age`.
  mutating func history(_ model: PurchaseModel, _ p: [Double], age: Double) -> (
    x: Double, recency: Double
  ) {
    let rate = gamma(p[0]) / p[1]
    var (time, x, recency) = (0.0, 0.0, 0.0)
    var chance = 0.0
    var end = age
    switch model {
    case .bgNBD, .mbgNBD: chance = beta(p[2], p[3])
    case .paretoNBD: end = min(age, -log(uniform()) / (gamma(p[2]) / p[3]))
    case .nbd: break
    }
    if model == .mbgNBD, uniform() < chance { return (0, 0) }
    while x < 100_000 {
      time -= log(uniform()) / rate
      if !(time <= end) { break }
      x += 1
      recency = time
      if chance > 0, uniform() < chance { break }
    }
    return (x, recency)
  }
}

@Suite struct FittingTests {
  /// 20,000 simulated customers: every parameter within four standard errors,
  /// and errors of a sensible size.
  @Test(arguments: PurchaseModel.allCases)
  func recoversParameters(_ model: PurchaseModel) throws {
    let truth = Array(
      (model == .paretoNBD ? [0.6, 8, 0.9, 12] : [0.6, 6, 0.8, 2.5]).prefix(
        model.parameterNames.count))
    var draws = Draws(state: 7)
    var histories = PurchaseHistories(frequency: [], recency: [], age: [])
    for customer in 0..<20_000 {
      let age = 30 + Double(customer % 40)
      let (x, recency) = draws.history(model, truth, age: age)
      histories.frequency.append(x)
      histories.recency.append(recency)
      histories.age.append(age)
      histories.weight.append(1)
    }
    let fitted = try fit(model, to: histories)
    #expect(fitted.warnings == [])
    for (parameter, value) in zip(fitted.parameters, truth) {
      let error = try #require(parameter.standardError)
      #expect(abs(parameter.value - value) < 4 * error)
      #expect(error < 0.25 * value)
      #expect(try #require(parameter.interval).contains(parameter.value))
    }
  }

  /// Of 24 simulated bases of 600 customers: the intervals of the purchases ahead hold the number that the true parameters
  /// expect about as often as they promise, and are no wider than that takes.
  @Test(arguments: [PurchaseModel.bgNBD, .paretoNBD])
  func intervalsHoldTheTruth(_ model: PurchaseModel) throws {
    let truth = model == .paretoNBD ? [0.6, 8, 0.9, 12] : [0.6, 6, 0.8, 2.5]
    let known = try #require(KnownPurchaseModel(model, parameters: truth))
    var draws = Draws(state: 23)
    var (held, halves) = (0, 0.0)
    for _ in 0..<24 {
      var histories = PurchaseHistories(frequency: [], recency: [], age: [])
      for customer in 0..<600 {
        let age = 30 + Double(customer % 40)
        let (x, recency) = draws.history(model, truth, age: age)
        histories.frequency.append(x)
        histories.recency.append(recency)
        histories.age.append(age)
        histories.weight.append(1)
      }
      func ahead(_ model: some PurchasePredicting) -> Double {
        model.expectedTransactions(histories, within: 26).reduce(0) { $0 + ($1 ?? 0) }
      }
      let fitted = try fit(model, to: histories)
      let figures = (1...ParameterDraw.count).map { ahead(fitted.drawn(ParameterDraw($0))) }
      #expect(figures[6] == ahead(fitted.drawn(ParameterDraw(7))))
      let interval = try #require(ParameterDraw.interval(figures))
      #expect(interval.contains(ahead(fitted)))
      if interval.contains(ahead(known)) { held += 1 }
      halves += (interval.upperBound - interval.lowerBound) / 2 / ahead(fitted) / 24
    }
    // 23 of 24 are expected, with a deviation of 1.1.
    #expect(held >= 19)
    // Wide enough to hold any truth would be no merit.
    #expect(halves < 0.25)
  }

  /// The same to the last bit with pieces run in any order on several threads.
  @Test(arguments: PurchaseModel.allCases)
  func threadsDoNotMatter(_ model: PurchaseModel) throws {
    var draws = Draws(state: 11)
    var histories = PurchaseHistories(frequency: [], recency: [], age: [])
    for _ in 0..<5000 {
      let (x, recency) = draws.history(.bgNBD, [0.4, 5, 0.8, 2.5], age: 40)
      histories.frequency.append(x)
      histories.recency.append(recency)
      histories.age.append(40)
      histories.weight.append(1)
    }
    let threads = ExecutionContext(threads: 4, takesLastFirst: true)
    let (one, many) = (
      try fit(model, to: histories), try fit(model, to: histories, in: threads)
    )
    #expect(one.parameters == many.parameters)
    #expect(one.logLikelihood == many.logLikelihood)
    #expect(
      one.expectedTransactions(histories, within: 9)
        == many.expectedTransactions(histories, within: 9, in: threads))
  }

  /// Perfectly regular purchases: r and alpha grow without end, and their ratio is
  /// the rate.
  @Test func findsRidges() throws {
    let histories = PurchaseHistories(
      frequency: [10, 10, 10, 10], recency: [9.9, 9.8, 9.7, 9.95], age: [10, 10, 10, 10],
      weight: [50, 50, 50, 50])
    let fitted = try fit(.nbd, to: histories)
    #expect(fitted.warnings.contains(.ridge(parameters: ["r", "alpha"])))
    #expect(fitted.parameters.allSatisfy { $0.standardError == nil && $0.interval == nil })
    // What the ridge determines is still predicted: one purchase per unit of time.
    let expected = try #require(fitted.expectedTransactions(histories, within: 7)[0])
    #expect(abs(expected - 7) < 1e-3)
    for model in PurchaseModel.allCases {
      let fitted = try fit(model, to: histories)
      #expect(fitted.warnings.contains { if case .ridge = $0 { true } else { false } })
      let expected = try #require(fitted.expectedTransactions(histories, within: 7)[0])
      #expect(expected > 5 && expected < 7.1)
    }
  }

  /// A penalty pulls the logarithms of the parameters to 0. The likelihood that is
  /// reported excludes it.
  @Test func penaltyPulls() throws {
    let histories = SimulatedHistories.some
    let (free, held) = (
      try fit(.bgNBD, to: histories), try fit(.bgNBD, to: histories, penalty: 0.1)
    )
    func size(_ fit: PurchaseFit) -> Double {
      fit.parameters.reduce(0) { $0 + log($1.value) * log($1.value) }
    }
    #expect(size(held) < size(free))
    #expect(held.logLikelihood < free.logLikelihood)
    let known = try #require(KnownPurchaseModel(.bgNBD, parameters: held.parameters.map(\.value)))
    let single = zip(known.logLikelihoods(histories), histories.weight).reduce(0) {
      $0 + ($1.0 ?? .nan) * $1.1
    }
    #expect(abs(held.logLikelihood - single) < 1e-10 * abs(single))
    #expect(throws: FitFailure.invalidPenalty) { try fit(.bgNBD, to: histories, penalty: -1) }
  }

  /// Time in other units: times scale, the rest stays.
  @Test func unitsScale() throws {
    let weeks = SimulatedHistories.some
    var days = weeks
    days.recency = days.recency.map { $0 * 7 }
    days.age = days.age.map { $0 * 7 }
    for model in PurchaseModel.allCases {
      let (one, other) = (try fit(model, to: weeks), try fit(model, to: days))
      for (isTime, pair) in zip(model.parameterIsTime, zip(one.parameters, other.parameters)) {
        #expect(abs(pair.1.value / pair.0.value / (isTime ? 7 : 1) - 1) < 1e-6)
      }
    }
  }
}

/// A few thousand customers drawn from a BG/NBD.
enum SimulatedHistories {
  static let some: PurchaseHistories = {
    var draws = Draws(state: 3)
    var histories = PurchaseHistories(frequency: [], recency: [], age: [])
    for customer in 0..<3000 {
      let age = 20 + Double(customer % 30)
      let (x, recency) = draws.history(.bgNBD, [0.8, 6, 0.9, 2.5], age: age)
      histories.frequency.append(x)
      histories.recency.append(recency)
      histories.age.append(age)
      histories.weight.append(1)
    }
    return histories
  }()
}
