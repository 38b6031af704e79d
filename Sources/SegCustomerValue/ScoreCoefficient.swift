// The coefficients of a score model, as a reader understands them.

import Glibc

/// What one column adds to the log-odds of the outcome, all others being equal.
package struct ScoreCoefficient: Sendable {
  /// What the column is, with the index of its feature.
  package let column: ScoreColumn
  /// The feature's name; empty for the intercept.
  package let name: String
  /// What a category is compared with: the feature's most frequent one. nil for
  /// all but categories.
  package let base: ScoreColumn?
  /// Log-odds: per standard deviation of a number, against the base for a category,
  /// against the mean for a number that is missing.
  package let value: Double
  /// Of the value, from the curvature of the penalised loss. The penalty draws
  /// values to 0, so twice this is a spread, not an interval of confidence.
  package let standardError: Double?
  /// The factor on the odds, exp(value); nil beyond what a double holds.
  package let oddsRatio: Double?
  /// Log-odds per unit of a number; nil for all others, and beyond what a double holds.
  package let perUnit: Double?
  /// Rows that have the number or the category.
  package let rows: Int

  static func all(_ encoding: ScoreEncoding, _ names: [String], _ fit: LogisticFit) -> [ScoreCoefficient] {
    encoding.columns.indices.map { place in
      let column = encoding.columns[place]
      let value = fit.coefficients[place]
      var perUnit: Double?
      if case .number(_, _, let deviation) = column { perUnit = value / deviation }
      let ratio = Glibc.exp(value)
      return ScoreCoefficient(
        column: column, name: column.feature.map { names[$0] } ?? "",
        base: column.feature.flatMap { encoding.bases[$0] }, value: value, standardError: fit.standardErrors[place],
        oddsRatio: ratio.isFinite ? ratio : nil, perUnit: perUnit.flatMap { $0.isFinite ? $0 : nil },
        rows: encoding.columnRows[place])
    }
  }
}

extension ScoreColumn {
  /// The index of its feature; nil for the intercept.
  package var feature: Int? {
    switch self {
    case .intercept: nil
    case .number(let feature, _, _), .missing(let feature), .category(let feature, _), .otherCategories(let feature, _):
      feature
    }
  }
}
