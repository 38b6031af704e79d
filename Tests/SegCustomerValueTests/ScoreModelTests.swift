// Score models against scikit-learn, and what must hold of every fit.

import SegRuntime
import Testing

@testable import SegCustomerValue

@Suite struct ScoreModelTests {
  @Test(arguments: ScoreExpectation.all)
  func otherPrograms(_ expected: ScoreExpectation) throws {
    let data = ScoreData(rows: 400)
    var options = ScoreOptions()
    options.penalty = expected.penalty
    let model = try ScoreModel(data.features, outcomes: data.outcomes, options: options)
    #expect(model.positives == 153)
    #expect(model.coefficients.count == expected.values.count)
    for (place, coefficient) in model.coefficients.enumerated() {
      #expect(isClose(coefficient.value, expected.values[place]), "\(coefficient.column)")
      #expect(isClose(coefficient.standardError, expected.errors[place]), "\(coefficient.column)")
    }
    let validation = try #require(model.validation)
    for (quality, figures) in [(validation.training, expected.training), (validation.holdout, expected.holdout)] {
      #expect(quality.rows == figures.0)
      #expect(quality.positives == figures.1)
      #expect(isClose(quality.areaUnderCurve, figures.2))
      #expect(isClose(quality.logLoss, figures.3))
    }
  }

  /// Names, categories, bases: in the order of the features, numbers first.
  @Test func columnsSayWhatTheyAre() throws {
    let data = ScoreData(rows: 400)
    let model = try ScoreModel(data.features, outcomes: data.outcomes)
    let columns = model.coefficients.map(\.column)
    #expect(columns[0] == .intercept)
    #expect(columns[3] == .missing(feature: 0))
    #expect(columns[4...9].map { $0 } == [1, 2, 3, 5, 4, 6].map { .category(feature: 2, code: $0) })
    #expect(columns[10] == .otherCategories(feature: 2, count: 2))
    let ofPlan: [ScoreColumn] = [
      .missing(feature: 3), .category(feature: 3, code: 2), .category(feature: 3, code: 1),
    ]
    #expect(columns[11...].map { $0 } == ofPlan)
    #expect(model.coefficients[4].base == .category(feature: 2, code: 0))
    #expect(model.coefficients.map(\.name)[1...4] == ["age", "income", "age", "city"])
    #expect(model.coefficients[10].rows == data.city.count { $0 > 6 })
    #expect(model.warnings == [.pooled(feature: 2, categories: 2, rows: model.coefficients[10].rows)])

    let known = data.age.filter { !$0.isNaN }
    let mean = known.reduce(0, +) / Double(known.count)
    let deviation = (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)).squareRoot()
    guard case .number(0, let ownMean, let ownDeviation) = columns[1] else {
      Issue.record("no column of age")
      return
    }
    #expect(isClose(ownMean, mean) && isClose(ownDeviation, deviation))
    #expect(isClose(model.coefficients[1].perUnit, model.coefficients[1].value / deviation))
    #expect(isClose(model.coefficients[4].oddsRatio, 0.3983351539, 1e-9))
  }

  /// The gradient, from scores alone: Σ(p − y)·x + λ·β is 0, and for the intercept
  /// the mean score is the share of positives.
  @Test func gradientIsZero() throws {
    let data = ScoreData(rows: 3_000)
    let model = try ScoreModel(data.features, outcomes: data.outcomes)
    let errors = zip(model.scores, data.outcomes).map { $0 - ($1 ? 1 : 0) }
    #expect(abs(errors.reduce(0, +)) < 1e-7)
    for coefficient in model.coefficients.dropFirst() {
      var gradient = coefficient.value
      for row in errors.indices {
        let x: Double =
          switch coefficient.column {
          case .intercept: 1
          case .number(let feature, let mean, let deviation):
            feature == 1
              ? (data.income[row] - mean) / deviation
              : data.age[row].isNaN ? 0 : (data.age[row] - mean) / deviation
          case .missing(let feature): (feature == 0 ? data.age[row].isNaN : data.plan[row] < 0) ? 1 : 0
          case .category(let feature, let code): (feature == 2 ? data.city[row] : data.plan[row]) == code ? 1 : 0
          case .otherCategories: data.city[row] > 7 ? 1 : 0
          }
        gradient += errors[row] * x
      }
      #expect(abs(gradient) < 1e-7, "\(coefficient.column)")
    }
  }

  /// The results are equal to the last bit, no matter which thread runs which piece
  /// and when.
  @Test func threadsChangeNothing() throws {
    let data = ScoreData(rows: 50_000)
    let serial = try ScoreModel(data.features, outcomes: data.outcomes)
    for context in [ExecutionContext.threads, .backwards] {
      let other = try ScoreModel(data.features, outcomes: data.outcomes, in: context)
      #expect(other.scores == serial.scores)
      #expect(other.coefficients.map(\.value) == serial.coefficients.map(\.value))
      #expect(other.validation?.holdout.areaUnderCurve == serial.validation?.holdout.areaUnderCurve)
    }
    #expect(throws: ScoreModelFailure.interrupted) {
      try ScoreModel(data.features, outcomes: data.outcomes, in: .stopping)
    }
  }

  @Test func scoresOfTheSameRowsAreTheSame() throws {
    let data = ScoreData(rows: 2_000)
    let model = try ScoreModel(data.features, outcomes: data.outcomes)
    let again = try model.scores(of: data.features, in: .threads)
    #expect(zip(again, model.scores).allSatisfy { isClose($0, $1, 1e-14) })
    #expect(try model.scores(of: data.features) == again)
  }

  /// Categories that the model has not seen count as rare ones, or as the base.
  @Test func unseenCategories() throws {
    let data = ScoreData(rows: 2_000)
    let model = try ScoreModel(data.features, outcomes: data.outcomes)
    func score(city: Int32, plan: Int32, age: Double = 40) throws -> Double {
      try model.scores(of: [
        ScoreFeature("age", numbers: [age]), ScoreFeature("income", numbers: [2000]),
        ScoreFeature("city", categories: [city], count: 20), ScoreFeature("plan", categories: [plan], count: 20),
      ])[0]
    }
    #expect(model.coefficients.contains { $0.column == .otherCategories(feature: 2, count: 2) } == false)
    #expect(try score(city: 15, plan: 0) == score(city: 0, plan: 0))
    #expect(try score(city: 15, plan: 15) == score(city: 0, plan: 0))
    #expect(try score(city: 0, plan: -1) != score(city: 0, plan: 0))
    for age in [-1e308, 1e308, .infinity, .nan] { #expect(try (0...1).contains(score(city: 1, plan: 1, age: age))) }
    #expect(throws: ScoreModelFailure.otherKind(name: "age")) {
      try model.scores(of: [ScoreFeature("age", categories: [0], count: 1)] + data.features.dropFirst())
    }
    #expect(throws: ScoreModelFailure.lengthsDiffer(name: "features", rows: 1, expected: 4)) {
      try model.scores(of: [data.features[0]])
    }
  }

  /// The holdout depends on the customers' keys, not on their rows.
  @Test func splitFollowsKeys() throws {
    let kept = (0..<100_000).count { ScoreSplit.isTraining(UInt64($0), seed: 1, share: 0.7) }
    #expect((69_500...70_500).contains(kept))
    let other = (0..<100_000).count {
      ScoreSplit.isTraining(UInt64($0), seed: 1, share: 0.7) == ScoreSplit.isTraining(UInt64($0), seed: 2, share: 0.7)
    }
    // Independent seeds agree on 0.7² + 0.3² of the rows.
    #expect((57_000...59_000).contains(other))
    let data = ScoreData(rows: 400)
    let turned = data.features.map { feature in
      switch feature.values {
      case .numbers(let numbers, _): ScoreFeature(feature.name, numbers: numbers.reversed())
      case .categories(let codes, let count): ScoreFeature(feature.name, categories: codes.reversed(), count: count)
      }
    }
    let model = try ScoreModel(
      turned, outcomes: data.outcomes.reversed(), keys: (0..<400).reversed().map { UInt64($0) })
    #expect(isClose(model.validation?.holdout.areaUnderCurve, ScoreExpectation.all[0].holdout.2))
  }
}
