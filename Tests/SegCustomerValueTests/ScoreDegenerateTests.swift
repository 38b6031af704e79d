// Data from which little or nothing can be learned: they give a typed failure or a
// warning, never a NaN.

import Testing

@testable import SegCustomerValue

@Suite struct ScoreDegenerateTests {
  private let outcomes = (0..<100).map { $0 % 3 == 0 }
  private let numbers = (0..<100).map { Double($0 * 7 % 31) }

  private func isSound(_ model: ScoreModel) -> Bool {
    model.scores.allSatisfy { $0 >= 0 && $0 <= 1 }
      && model.coefficients.allSatisfy { coefficient in
        [coefficient.value, coefficient.standardError, coefficient.oddsRatio, coefficient.perUnit]
          .allSatisfy { $0?.isFinite ?? true }
      }
  }

  @Test func failures() {
    let feature = ScoreFeature("x", numbers: numbers)
    func fails(
      _ failure: ScoreModelFailure, _ features: [ScoreFeature], _ outcomes: [Bool],
      _ options: ScoreOptions = ScoreOptions()
    ) {
      #expect(throws: failure) { try ScoreModel(features, outcomes: outcomes, options: options) }
    }
    fails(.noPositives, [feature], Array(repeating: false, count: 100))
    fails(.noNegatives, [feature], Array(repeating: true, count: 100))
    fails(.rowCount(0), [], [])
    fails(.noNegatives, [ScoreFeature("x", numbers: [1])], [true])
    fails(.nothingVaries, [], outcomes)
    fails(.nothingVaries, [ScoreFeature("x", numbers: Array(repeating: 5, count: 100))], outcomes)
    fails(.nothingVaries, [ScoreFeature("x", numbers: Array(repeating: .nan, count: 100))], outcomes)
    fails(.nothingVaries, [ScoreFeature("x", categories: Array(repeating: -1, count: 100), count: 3)], outcomes)
    fails(.nothingVaries, [ScoreFeature("x", categories: Array(repeating: 9, count: 100), count: 3)], outcomes)
    fails(
      .lengthsDiffer(name: "x", rows: 99, expected: 100), [ScoreFeature("x", numbers: numbers.dropLast())], outcomes)
    fails(
      .lengthsDiffer(name: "x", rows: 3, expected: 100),
      [ScoreFeature("x", numbers: numbers, present: [true, true, true])], outcomes)
    for penalty in [0, -1, Double.nan, .infinity] {
      var options = ScoreOptions()
      options.penalty = penalty
      #expect(throws: ScoreModelFailure.self) { try ScoreModel([feature], outcomes: outcomes, options: options) }
    }
    var options = ScoreOptions()
    options.mostColumns = 3
    fails(.tooManyColumns(4, most: 3), Array(repeating: feature, count: 3), outcomes, options)
  }

  @Test func separable() throws {
    let rising = [ScoreFeature("x", numbers: (0..<100).map { Double($0) })]
    let model = try ScoreModel(rising, outcomes: (0..<100).map { $0 >= 60 })
    #expect(model.warnings == [.separated])
    #expect(model.validation?.holdout.areaUnderCurve == 1)
    #expect(isSound(model))
    // Almost no penalty: there is still an optimum.
    var options = ScoreOptions()
    options.penalty = 1e-12
    let free = try ScoreModel(rising, outcomes: (0..<100).map { $0 >= 60 }, options: options)
    #expect(free.warnings.contains(.separated))
    #expect(isSound(free))
  }

  /// Two copies share the effect of one with half the penalty.
  @Test func duplicates() throws {
    let feature = ScoreFeature("x", numbers: numbers)
    let twice = try ScoreModel([feature, feature], outcomes: outcomes)
    #expect(twice.warnings == [.dependent(column: 2)])
    #expect(isClose(twice.coefficients[1].value, twice.coefficients[2].value))
    var options = ScoreOptions()
    options.penalty = 0.5
    let once = try ScoreModel([feature], outcomes: outcomes, options: options)
    #expect(isClose(2 * twice.coefficients[1].value, once.coefficients[1].value))
    #expect(zip(once.scores, twice.scores).allSatisfy { isClose($0, $1) })
    let codes = (0..<100).map { Int32($0 % 4) }
    let copies = ["a", "b"].map { ScoreFeature($0, categories: codes, count: 4) }
    let categories = try ScoreModel(copies, outcomes: outcomes)
    #expect(categories.warnings.filter { if case .dependent = $0 { true } else { false } }.count == 3)
  }

  @Test func leftOut() throws {
    let model = try ScoreModel(
      [
        ScoreFeature("x", numbers: numbers), ScoreFeature("same", numbers: Array(repeating: 2, count: 100)),
        ScoreFeature("none", numbers: numbers, present: Array(repeating: false, count: 100)),
        ScoreFeature("one", categories: Array(repeating: 1, count: 100), count: 3),
        ScoreFeature("sometimes", numbers: (0..<100).map { $0 % 2 == 0 ? 3 : .infinity }),
      ], outcomes: outcomes)
    #expect(model.warnings == [.constant(feature: 1), .missingEverywhere(feature: 2), .constant(feature: 3)])
    #expect(model.coefficients.map(\.column.feature) == [nil, 0, 4])
    #expect(model.coefficients.last?.column == .missing(feature: 4))
  }

  /// Every customer has a different name: all names form one category, so nothing
  /// varies.
  @Test func everybodyIsACategory() throws {
    let codes = (0..<100).map { Int32($0) }
    #expect(throws: ScoreModelFailure.nothingVaries) {
      try ScoreModel([ScoreFeature("name", categories: codes, count: 100)], outcomes: outcomes)
    }
    // More categories than the limit: the most frequent stay.
    var options = ScoreOptions()
    options.mostColumns = 20
    let many = (0..<40_000).map { Int32($0 % 200) }
    let model = try ScoreModel(
      [ScoreFeature("a", categories: many, count: 200), ScoreFeature("b", categories: many.reversed(), count: 200)],
      outcomes: many.map { $0 % 2 == 0 }, options: options)
    #expect((17...20).contains(model.coefficients.count))
    #expect(isSound(model))
  }

  @Test func fewSteps() throws {
    var options = ScoreOptions()
    options.mostSteps = 1
    let data = ScoreData(rows: 400)
    let model = try ScoreModel(data.features, outcomes: data.outcomes, options: options)
    #expect(model.warnings.contains(.notConverged(steps: 1)))
    #expect(isSound(model))
  }

  @Test func onePositive() throws {
    let model = try ScoreModel([ScoreFeature("x", numbers: numbers)], outcomes: (0..<100).map { $0 == 50 })
    #expect(model.validation == nil)
    #expect(model.warnings.contains(.notValidated))
    #expect(isSound(model))
  }

  /// Magnitudes that a double barely holds, and every kind of gap.
  @Test func anyData() {
    var u = Uniforms(3)
    let magnitudes = [
      1, Double.leastNormalMagnitude / 1024, 1e308, -1e308, 1e-200, .leastNonzeroMagnitude, 1e16, 0, .nan, .infinity,
    ]
    var fitted = 0
    for _ in 0..<400 {
      let rows = 1 + u.below(60)
      let features = (0..<1 + u.below(5)).map { index -> ScoreFeature in
        let magnitude = magnitudes[u.below(magnitudes.count)]
        let gaps = u.next()
        let other = magnitudes[u.below(magnitudes.count)]
        if u.next() < 0.5 {
          let values = (0..<rows).map { _ in u.next() < gaps ? other : magnitude * (u.next() - 0.5) }
          let present = (0..<rows).map { _ in u.next() < 0.8 }
          return ScoreFeature("n\(index)", numbers: values, present: u.next() < 0.5 ? nil : present)
        }
        let count = u.below(8)
        return ScoreFeature("c\(index)", categories: (0..<rows).map { _ in Int32(u.below(10) - 1) }, count: count)
      }
      let share = u.next()
      var options = ScoreOptions()
      options.penalty = [1, 1e-300, 1e-9, 1e6, 1e300][u.below(5)]
      options.trainingShare = 0.01 + 0.98 * u.next()
      let outcomes = (0..<rows).map { _ in u.next() < share }
      guard let model = try? ScoreModel(features, outcomes: outcomes, options: options) else { continue }
      fitted += 1
      #expect(isSound(model))
      #expect(model.scores.count == rows)
      if let again = try? model.scores(of: features) { #expect(again.allSatisfy { $0 >= 0 && $0 <= 1 }) }
    }
    #expect(fitted > 200)
  }
}
