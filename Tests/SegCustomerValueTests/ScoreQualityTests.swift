// The area under the curve against its definition, groups, orders.

import Testing

@testable import SegCustomerValue

@Suite struct ScoreQualityTests {
  /// Every positive with every negative row: the definition, ties by half.
  private func area(_ scores: [Double], _ outcomes: [Bool]) -> Double {
    var wins = 0.0
    var pairs = 0.0
    for positive in scores.indices where outcomes[positive] {
      for negative in scores.indices where !outcomes[negative] {
        pairs += 1
        wins += scores[positive] > scores[negative] ? 1 : scores[positive] == scores[negative] ? 0.5 : 0
      }
    }
    return wins / pairs
  }

  @Test func areaByDefinition() throws {
    var u = Uniforms(5)
    for rows in [2, 3, 10, 57, 400] {
      for distinct in [1, 2, 5, 1_000_000] {
        let scores = (0..<rows).map { _ in Double(u.below(distinct)) / Double(distinct) }
        let outcomes = (0..<rows).map { $0 == 0 || $0 > 1 && u.next() < scores[$0] }
        let quality = try #require(ScoreQuality(scores: scores, outcomes: outcomes))
        #expect(isClose(quality.areaUnderCurve, area(scores, outcomes), 1e-12))
        #expect(quality.calibration.reduce(0) { $0 + $1.rows } == rows)
        #expect(quality.calibration.reduce(0) { $0 + $1.positives } == outcomes.count { $0 })
        for (one, next) in zip(quality.calibration, quality.calibration.dropFirst()) {
          #expect(one.greatestScore < next.leastScore)
        }
      }
    }
  }

  @Test func tenthsAreEqualWithoutTies() throws {
    let scores = (0..<1003).map { (Double($0) + 0.5) / 1003 }
    let quality = try #require(ScoreQuality(scores: scores, outcomes: scores.map { $0 > 0.5 }))
    #expect(quality.calibration.map(\.rows) == [101, 100, 100, 101, 100, 100, 101, 100, 100, 100])
    #expect(quality.calibration.map(\.rate) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(quality.areaUnderCurve == 1)
  }

  @Test func losses() throws {
    let quality = try #require(ScoreQuality(scores: [0.2, 0.9, nil, 0.5], outcomes: [false, true, true, true]))
    #expect(isClose(quality.logLoss, (0.2231435513142097 + 0.10536051565782628 + 0.6931471805599453) / 3, 1e-12))
    #expect(isClose(quality.logLossOfRate, 0.6365141682948128, 1e-12))
    #expect(quality.rows == 3)
    // Certain and wrong: large, not infinite.
    let wrong = try #require(ScoreQuality(scores: [0, 1, .nan, 2], outcomes: [true, false, true, false]))
    #expect(wrong.logLoss.isFinite && wrong.logLoss > 700)
    #expect(ScoreQuality(scores: [0.5], outcomes: [true]) == nil)
    #expect(ScoreQuality(scores: [0.5], outcomes: [true, false]) == nil)
    #expect(ScoreQuality(scores: [], outcomes: []) == nil)
  }

  @Test func ordersAreStable() {
    var u = Uniforms(9)
    for magnitude in [1.0, .leastNonzeroMagnitude, 1e300] {
      let numbers = (0..<3_000).map { _ in magnitude * Double(u.below(41) - 20) }
      let expected = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
      #expect(ScoreOrder.ascending(numbers[...]).map { Int($0) } == expected)
    }
    #expect(ScoreOrder.ascending([0, -0.0, 0, -0.0][...]) == [0, 1, 2, 3])
    #expect(ScoreOrder.ascending([][...]) == [])
  }
}
