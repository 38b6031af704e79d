// Customers for the tests of scores: the same bits as Tests/Oracle/potential.py makes.

import SegRuntime

@testable import SegCustomerValue

/// Even numbers from 0 to below 1, by splitmix64.
struct Uniforms {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
  }

  /// A whole number from 0 to below `count`.
  mutating func below(_ count: Int) -> Int { min(count - 1, Int(Double(count) * next())) }
}

/// Age (missing here and there), income (a long tail), city (0…8, few large),
/// plan (−1 is missing).
struct ScoreData {
  var age: [Double] = []
  var income: [Double] = []
  var city: [Int32] = []
  var plan: [Int32] = []
  var outcomes: [Bool] = []

  init(rows: Int) {
    var u = Uniforms(7)
    for _ in 0..<rows {
      age.append(u.next() < 0.85 ? 20 + 60 * u.next() : .nan)
      income.append(1000 / (0.02 + u.next()))
      let (first, second) = (u.next(), u.next())
      city.append(Int32(9 * first * second))
      plan.append(Int32(4 * u.next()) - 1)
      var probability = 0.15 + (age[age.count - 1] < 40 ? 0.3 : 0)
      if city[city.count - 1] < 1 { probability += 0.25 }
      if plan[plan.count - 1] == 2 { probability += 0.2 }
      outcomes.append(u.next() < probability)
    }
  }

  var features: [ScoreFeature] {
    [
      ScoreFeature("age", numbers: age), ScoreFeature("income", numbers: income),
      ScoreFeature("city", categories: city, count: 9), ScoreFeature("plan", categories: plan, count: 3),
    ]
  }
}

extension ExecutionContext {
  static let threads = ExecutionContext(threads: 4)

  /// The last piece first.
  static let backwards = ExecutionContext(takesLastFirst: true)

  /// Interrupted already.
  static var stopping: ExecutionContext {
    let interrupt = Interrupt()
    interrupt.request()
    return ExecutionContext(interrupt: interrupt)
  }
}

func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-8) -> Bool {
  value.map { abs($0 - expected) <= tolerance * max(1, abs(expected)) } ?? false
}
