// Mistakes in calls of population functions, samples and splits.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Diagnostic {
  static func groupsTwice(_ word: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      "duplicate-clause", "`\(word)` is given twice", at: span, others: [Label(first, "the first is here")])
  }

  static func populationInMeasure(_ function: PopulationFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(function.rawValue)` gives each customer a value, and a group needs one for all of them", at: span,
      fix: Fix("define it with `metric`, then `avg`, `count`, … of that"))
  }

  /// `error: `percentile` is a customer's place among all: it takes one value [wrong-arguments]`
  ///
  /// - Parameter fix: the quantile that may be meant.
  static func quantileMeant(_ fix: Fix?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`percentile` is a customer's place among all, from 0 to 1: it takes one value", at: span,
      fix: fix ?? Fix("for example `\(PopulationFunction.percentile.example)`"))
  }

  static func bestIsLowOrHigh(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`best` is `low` or `high`", at: span)
  }

  static func wholeNumber(from low: Int?, at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a whole number\(low.map { " of at least \($0)" } ?? "") is expected here", at: span)
  }

  static func splitTooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "the parts of a split are more than the whole", at: span, label: "over 100% with this one")
  }

  static func notAShareOf(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a percentage between 0% and 100% is expected here", at: span, fix: Fix("for example `20%`"))
  }

  static func notAKey(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a customer's key is expected here: a whole number, or a text in quotes", at: span)
  }
}
