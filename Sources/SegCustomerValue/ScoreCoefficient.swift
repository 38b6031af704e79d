// The coefficients of a score model, in readable form.

import SegPlatform

/// The change of the outcome's log-odds by one column, with all others equal.
package struct ScoreCoefficient: Sendable {
  /// The kind of the column, with the index of its feature.
  package let column: ScoreColumn
  /// The feature's name; empty for the intercept.
  package let name: String
  /// The category that this one is compared with: the feature's most frequent one;
  /// nil for other kinds.
  package let base: ScoreColumn?
  /// Log-odds: per standard deviation of a number, against the base for a category,
  /// against the mean for a number that is missing.
  package let value: Double
  /// The standard error of the value, from the curvature of the penalized loss. The
  /// penalty shrinks values to 0, so twice this is not a confidence interval.
  package let standardError: Double?
  /// The factor on the odds, exp(value); nil if it does not fit a double.
  package let oddsRatio: Double?
  /// Log-odds per unit of a number; nil for other kinds, and if it does not fit a double.
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
