// Scores from attributes: which customers resemble the members of a segment, and
// which are likely to leave, to buy or to react to a price.

import SegRuntime

/// A regularised logistic model of an outcome on attributes of customers.
///
///     let model = try ScoreModel(
///       [ScoreFeature("income", numbers: income), ScoreFeature("city", categories: codes, count: 12)],
///       outcomes: isLoyal)
///     model.validation?.holdout.areaUnderCurve    // 0.81
///     model.scores[0]                             // 0.23
///
/// Two fits are made: one on the training rows, which is validated on the held-out
/// rows, and one on all rows, which gives the coefficients and the scores. The
/// columns (means, deviations, categories) are made once from all rows, without the
/// outcome.
package struct ScoreModel: Sendable {
  /// A fit on a part of the rows, and how well it predicts the rest.
  package struct Validation: Sendable {
    /// On the training rows. If it is much better than on the holdout, the model has
    /// learned noise.
    package let training: ScoreQuality
    /// On the held-out rows, which the fit has not seen.
    package let holdout: ScoreQuality
    package let isConverged: Bool
  }

  package let options: ScoreOptions
  package let rows: Int
  package let positives: Int
  /// One for each column, the intercept first.
  package let coefficients: [ScoreCoefficient]
  /// nil if it was not asked for, or if one of the parts lacks an outcome; then a
  /// warning says so.
  package let validation: Validation?
  package let warnings: [ScoreModelWarning]
  /// The probability of the outcome for each row, 0...1, of the fit on all rows; empty
  /// after ``handOverScores()``.
  package private(set) var scores: [Double]
  /// Newton steps of the fit on all rows.
  package let steps: Int
  private let encoding: ScoreEncoding

  /// - Parameters:
  ///   - features: one or more, each with n rows.
  ///   - outcomes: n; the score is the probability of true.
  ///   - keys: n numbers that choose the holdout; nil: the rows' indices.
  /// - Throws: a failure if there is nothing to fit.
  /// - Complexity: O(steps · n · k²), k the features with their indicators.
  package init(
    _ features: [ScoreFeature], outcomes: [Bool], keys: [UInt64]? = nil, options: ScoreOptions = ScoreOptions(),
    in context: ExecutionContext = .serial
  ) throws(ScoreModelFailure) {
    let rows = outcomes.count
    let positives = outcomes.count { $0 }
    try Self.check(features, rows, keys, options)
    if positives == 0 { throw .noPositives }
    if positives == rows { throw .noNegatives }
    let encoding = try ScoreEncoding(features, rows: rows, mostColumns: options.mostColumns, context)

    // An order of the rows, their outcomes as numbers, log-odds and scores.
    guard let charge = MemoryCharge(asking: rows * (4 + 8 + 8 + 8)) else { throw .interrupted }
    defer { withExtendedLifetime(charge) {} }
    let (order, training) = Self.trainingFirst(rows, keys, options)
    guard let design = ScoreDesign(features, encoding, order: order, context) else { throw .interrupted }
    let numbers = order.map { outcomes[Int($0)] ? 1.0 : 0 }

    var warnings = encoding.warnings
    validation =
      options.validates
      ? try Self.validation(design, numbers, training, options, context) : nil
    if options.validates, validation == nil { warnings.append(.notValidated) }

    let fit = try LogisticFit(
      design, rows: rows, outcomes: numbers, penalty: options.penalty, mostSteps: options.mostSteps, context)
    guard let logOdds = design.logOdds(fit.coefficients, context) else { throw .interrupted }
    for column in fit.dependentColumns { warnings.append(.dependent(column: column)) }
    if Self.isSeparated(logOdds, numbers) { warnings.append(.separated) }
    if !fit.isConverged { warnings.append(.notConverged(steps: fit.steps)) }
    var scores = [Double](repeating: 0, count: rows)
    for (position, row) in order.enumerated() { scores[Int(row)] = ScoreQuality.probability(logOdds[position]) }

    self.options = options
    self.rows = rows
    self.positives = positives
    self.scores = scores
    self.warnings = warnings
    self.encoding = encoding
    steps = fit.steps
    coefficients = ScoreCoefficient.all(encoding, features.map(\.name), fit)
  }

  /// The scores, which are no longer kept.
  package mutating func handOverScores() -> [Double] {
    defer { scores = [] }
    return scores
  }

  /// Training rows first, so that both fits read rows in sequence; both parts ascending.
  private static func trainingFirst(_ rows: Int, _ keys: [UInt64]?, _ options: ScoreOptions) -> (order: [Int32], training: Int) {
    var order = [Int32](repeating: 0, count: rows)
    var (training, held) = (0, rows)
    for row in 0..<rows {
      let key = keys?[row] ?? UInt64(row)
      if ScoreSplit.isTraining(key, seed: options.seed, share: options.trainingShare) {
        order[training] = Int32(row)
        training += 1
      } else {
        held -= 1
        order[held] = Int32(row)
      }
    }
    order[training...].reverse()
    return (order, training)
  }

  /// The probabilities of the outcome, 0...1, for rows of the same features at
  /// another time or of other customers. Categories that the model has not seen
  /// count like the merged categories, or like the base if there are none. So does
  /// a missing value if none was missing in the fit.
  ///
  /// - Parameter features: those of the fit in their order and kinds, with the same codes.
  /// - Throws: `lengthsDiffer` for other features.
  package func scores(
    of features: [ScoreFeature], in context: ExecutionContext = .serial
  ) throws(ScoreModelFailure) -> [Double] {
    let rows = features.first?.rowCount ?? 0
    guard features.count == encoding.isCategorical.count else {
      throw .lengthsDiffer(name: "features", rows: features.count, expected: encoding.isCategorical.count)
    }
    for (feature, isCategorical) in zip(features, encoding.isCategorical) {
      if case .categories = feature.values, !isCategorical { throw .otherKind(name: feature.name) }
      if case .numbers = feature.values, isCategorical { throw .otherKind(name: feature.name) }
    }
    if rows == 0 { return [] }
    try Self.check(features, rows, nil, options)
    guard let charge = MemoryCharge(asking: rows * MemoryLayout<Double>.stride),
      let design = ScoreDesign(features, encoding, order: nil, context),
      var scores = design.logOdds(coefficients.map(\.value), context)
    else { throw .interrupted }
    defer { withExtendedLifetime(charge) {} }
    for row in scores.indices { scores[row] = ScoreQuality.probability(scores[row]) }
    return scores
  }

  private static func check(
    _ features: [ScoreFeature], _ rows: Int, _ keys: [UInt64]?, _ options: ScoreOptions
  ) throws(ScoreModelFailure) {
    guard rows > 0, rows <= Int(Int32.max) else { throw .rowCount(rows) }
    for feature in features {
      var lengths = [feature.rowCount]
      if case .numbers(_, let present?) = feature.values { lengths.append(present.count) }
      for length in lengths where length != rows {
        throw .lengthsDiffer(name: feature.name, rows: length, expected: rows)
      }
    }
    if let keys, keys.count != rows { throw .lengthsDiffer(name: "keys", rows: keys.count, expected: rows) }
    guard options.penalty > 0, options.penalty.isFinite else { throw .penaltyOutside(options.penalty) }
    guard options.trainingShare > 0, options.trainingShare < 1 else {
      throw .trainingShareOutside(options.trainingShare)
    }
  }

  private static func validation(
    _ design: ScoreDesign, _ numbers: [Double], _ training: Int, _ options: ScoreOptions, _ context: ExecutionContext
  ) throws(ScoreModelFailure) -> Validation? {
    guard let charge = MemoryCharge(asking: numbers.count * (1 + 8)) else { throw .interrupted }
    defer { withExtendedLifetime(charge) {} }
    let outcomes = numbers.map { $0 > 0 }
    let positives = outcomes.prefix(training).count { $0 }
    let held = outcomes.dropFirst(training).count { $0 }
    guard positives > 0, positives < training, held > 0, held < outcomes.count - training else { return nil }
    let fit = try LogisticFit(
      design, rows: training, outcomes: numbers, penalty: options.penalty, mostSteps: options.mostSteps, context)
    guard let logOdds = design.logOdds(fit.coefficients, context) else { throw .interrupted }
    // The two parts are judged at the same time.
    let parts = context.results(of: 2) { part in
      let range = part == 0 ? 0..<training : training..<outcomes.count
      return ScoreQuality(logOdds: logOdds[range], outcomes: outcomes[range])
    }
    guard let parts, !context.isStopped else { throw .interrupted }
    guard let learned = parts[0], let unseen = parts[1] else { return nil }
    return Validation(training: learned, holdout: unseen, isConverged: fit.isConverged)
  }

  /// Whether every positive row is above every negative one.
  private static func isSeparated(_ logOdds: [Double], _ outcomes: [Double]) -> Bool {
    var leastPositive = Double.infinity
    var greatestNegative = -Double.infinity
    for (value, outcome) in zip(logOdds, outcomes) {
      if outcome > 0 {
        leastPositive = min(leastPositive, value)
      } else {
        greatestNegative = max(greatestNegative, value)
      }
    }
    return leastPositive > greatestNegative
  }
}
