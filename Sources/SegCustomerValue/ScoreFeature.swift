// The input of a score: attributes, with one value for each customer.

/// An attribute of customers that helps a model to predict an outcome.
package struct ScoreFeature: Sendable {
  /// The values of a feature.
  package enum Values: Sendable {
    /// n numbers in any unit. `present` has n entries, or is nil if all are
    /// present; what is not finite is missing too.
    case numbers([Double], present: [Bool]?)
    /// n codes from 0 to below `count`; −1, like any other code outside, is
    /// missing.
    case categories([Int32], count: Int)
  }

  /// The name in reports.
  package let name: String
  package let values: Values

  package init(_ name: String, numbers: [Double], present: [Bool]? = nil) {
    self.name = name
    values = .numbers(numbers, present: present)
  }

  package init(_ name: String, categories: [Int32], count: Int) {
    self.name = name
    values = .categories(categories, count: max(0, count))
  }

  /// The number of customers, with or without a value.
  package var rowCount: Int {
    switch values {
    case .numbers(let numbers, _): numbers.count
    case .categories(let codes, _): codes.count
    }
  }
}

/// How a score model is fitted.
package struct ScoreOptions: Sendable {
  /// λ in λ/2·Σβ², over the coefficients per standard deviation and per category,
  /// not over the intercept. 1 is scikit-learn's C = 1 on standardized columns.
  package var penalty = 1.0
  /// The share of the rows in the training set of the validation; the rest is held out.
  package var trainingShare = 0.7
  /// Whether to validate: to fit the training set and score the holdout.
  package var validates = true
  /// Which rows are held out.
  package var seed: UInt64 = 1
  /// Most Newton steps of a fit; it takes about seven.
  package var mostSteps = 50
  /// Most columns with the intercept; more categories than fit are pooled.
  package var mostColumns = 256

  package init() {}
}

/// Why there is no model.
package enum ScoreModelFailure: Error, Sendable, Hashable {
  /// There are no rows, or more than 2³¹ − 1.
  case rowCount(Int)
  /// A feature, its validity or the row keys have another number of rows than the outcome.
  case lengthsDiffer(name: String, rows: Int, expected: Int)
  /// Numbers for a feature that was fitted with categories, or the reverse.
  case otherKind(name: String)
  /// No row has the outcome.
  case noPositives
  /// Every row has the outcome.
  case noNegatives
  /// No feature differs between any two rows.
  case nothingVaries
  /// More columns of numbers (with their indicators) than `mostColumns` allows.
  case tooManyColumns(Int, most: Int)
  /// The penalty is not a number above 0: without one, separable data have no optimum.
  case penaltyOutside(Double)
  /// The share of the training rows is not between 0 and 1.
  case trainingShareOutside(Double)
  /// The caller stopped the work.
  case interrupted
  /// The arithmetic gave no finite result.
  case notSolvable
}

/// A warning for the reader of a model.
package enum ScoreModelWarning: Sendable, Hashable {
  /// All values of a feature are equal: it was left out.
  case constant(feature: Int)
  /// A feature is missing in all rows: it was left out.
  case missingEverywhere(feature: Int)
  /// A number of categories, with a number of rows, were merged into one.
  case pooled(feature: Int, categories: Int, rows: Int)
  /// A column is a combination of earlier columns, like a second copy: the
  /// coefficients share the effect and cannot be interpreted alone.
  case dependent(column: Int)
  /// The columns predict the outcomes without an error: only the penalty keeps the
  /// coefficients finite. Often a feature is derived from the outcome.
  case separated
  /// The fit stopped before its optimum after so many steps.
  case notConverged(steps: Int)
  /// The training or the held-out rows lack one of the outcomes: no validation.
  case notValidated
}
