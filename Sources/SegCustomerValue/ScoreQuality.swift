// How well scores predict an outcome, on any rows for which both are known.

import SegPlatform
import SegRuntime

/// How well probabilities predicted outcomes.
package struct ScoreQuality: Sendable {
  /// A group of rows with adjacent scores.
  package struct Group: Sendable, Hashable {
    package let rows: Int
    package let positives: Int
    /// The range of the scores, within 0...1.
    package let leastScore: Double
    package let greatestScore: Double
    package let meanScore: Double
    /// Share of positives, 0...1; near the mean score if the model is calibrated.
    package var rate: Double { Double(positives) / Double(rows) }
  }

  package let rows: Int
  package let positives: Int
  /// The area under the ROC curve, 0...1: how often a positive row has a higher
  /// score than a negative one; equal scores count half.
  package let areaUnderCurve: Double
  /// Mean of −ln(probability of what happened), 0 or more.
  package let logLoss: Double
  /// The same if every row's score were the share of positives among these rows.
  package let logLossOfRate: Double
  /// Tenths of the rows from the lowest scores up. Equal scores are never in two
  /// groups, so groups differ in size, and there may be fewer than ten.
  package let calibration: [Group]

  /// nil without rows of both outcomes, if the numbers of scores and outcomes
  /// differ, or where memory is refused.
  ///
  /// - Parameters:
  ///   - scores: n probabilities, 0...1. Rows with a missing or other score do not count.
  ///   - outcomes: n.
  package init?(scores: [Double?], outcomes: [Bool]) {
    guard scores.count == outcomes.count, let charge = MemoryCharge(asking: scores.count * 9) else { return nil }
    defer { withExtendedLifetime(charge) {} }
    var logOdds: [Double] = []
    var known: [Bool] = []
    logOdds.reserveCapacity(scores.count)
    known.reserveCapacity(scores.count)
    for (score, outcome) in zip(scores, outcomes) {
      guard let score, score >= 0, score <= 1 else { continue }
      // Certainty is kept finite: 709 is as far as exp goes.
      logOdds.append(max(-745, min(745, Glibc.log(score) - Glibc.log1p(-score))))
      known.append(outcome)
    }
    self.init(logOdds: logOdds[...], outcomes: known[...])
  }

  /// - Parameters:
  ///   - logOdds: n finite numbers.
  ///   - outcomes: n.
  /// - Complexity: O(n).
  init?(logOdds: ArraySlice<Double>, outcomes: ArraySlice<Bool>) {
    let count = logOdds.count
    let (first, firstOutcome) = (logOdds.startIndex, outcomes.startIndex)
    guard count == outcomes.count, count <= Int(Int32.max) else { return nil }
    let positives = outcomes.count { $0 }
    let negatives = count - positives
    guard positives > 0, negatives > 0 else { return nil }
    rows = count
    self.positives = positives

    guard let charge = MemoryCharge(asking: count * ScoreOrder.bytesPerRow) else { return nil }
    let order = ScoreOrder.ascending(logOdds)
    charge.change(to: count * MemoryLayout<Int32>.stride)
    defer { withExtendedLifetime(charge) {} }
    var groups: [Group] = []
    var group = OpenGroup()
    // Counts a pair in which the positive row is higher as 2, so that a tie is 1.
    var doubledWins = 0.0
    var negativesBelow = 0
    var loss = 0.0
    var start = 0
    while start < count {
      let value = logOdds[first + Int(order[start])]
      var end = start
      var runPositives = 0
      while end < count, logOdds[first + Int(order[end])] == value {
        if outcomes[firstOutcome + Int(order[end])] { runPositives += 1 }
        end += 1
      }
      let runNegatives = end - start - runPositives
      // Whole numbers: exact up to 2⁵³, and to 53 bits beyond.
      doubledWins += Double(runPositives) * (2 * Double(negativesBelow) + Double(runNegatives))
      negativesBelow += runNegatives
      // −ln p = ln(1 + e^−η), −ln(1 − p) = η more.
      let tail = Glibc.log1p(Glibc.exp(-abs(value)))
      loss += Double(runPositives) * (max(-value, 0) + tail) + Double(runNegatives) * (max(value, 0) + tail)
      group.add(rows: end - start, positives: runPositives, score: Self.probability(value))
      // A tenth is complete once its last row is included.
      if end * 10 >= (groups.count + 1) * count || end == count {
        groups.append(group.closed)
        group = OpenGroup()
      }
      start = end
    }
    areaUnderCurve = doubledWins / (2 * Double(positives) * Double(negatives))
    logLoss = loss / Double(count)
    let rate = Double(positives) / Double(count)
    logLossOfRate = -(rate * Glibc.log(rate) + (1 - rate) * Glibc.log1p(-rate))
    calibration = groups
  }

  /// 1 / (1 + e^−η), 0...1.
  @inline(__always)
  static func probability(_ logOdds: Double) -> Double {
    let tail = Glibc.exp(-abs(logOdds))
    return logOdds >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
  }

  /// A group to which rows are added in the order of their scores.
  private struct OpenGroup {
    private var rows = 0
    private var positives = 0
    private var least = 0.0
    private var greatest = 0.0
    private var sum = 0.0

    mutating func add(rows: Int, positives: Int, score: Double) {
      if self.rows == 0 { least = score }
      greatest = score
      self.rows += rows
      self.positives += positives
      sum += score * Double(rows)
    }

    var closed: Group {
      Group(
        rows: rows, positives: positives, leastScore: least, greatestScore: greatest,
        // Rounding must not put the mean outside the range.
        meanScore: max(least, min(greatest, sum / Double(max(1, rows)))))
    }
  }
}
