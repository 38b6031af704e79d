// The messages about scores that were fitted, or could not be fitted.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegStore

extension ModelDiagnostics {
  /// `warning: lookalike cannot be fitted to 40 customers: none of them meets `loyal` [not-fitted]`
  static func notFitted(_ value: ScoreValue, _ failure: ScoreModelFailure, _ learned: Int, at span: SourceSpan) -> Diagnostic {
    let wider: Message = value.within == nil ? "" : ", or a wider `within`"
    let fix: Diagnostic.Fix?
    switch failure {
    case .noPositives: fix = Diagnostic.Fix("a condition that some meet\(wider)")
    case .noNegatives: fix = Diagnostic.Fix("a condition that some do not meet\(wider)")
    case .nothingVaries: fix = Diagnostic.Fix("attributes that differ: `\(ScoreOption.on.example)`")
    case .tooManyColumns: fix = Diagnostic.Fix("fewer attributes")
    case .rowCount, .lengthsDiffer, .otherKind, .penaltyOutside, .trainingShareOutside, .notSolvable, .interrupted: fix = nil
    }
    return Diagnostic(
      "not-fitted", "\(value.function.rawValue) cannot be fitted to \(customers(learned)): \(text(of: failure, value, learned))",
      at: span, label: "missing for all of them", fix: fix, severity: .warning)
  }

  package static func text(of failure: ScoreModelFailure, _ value: ScoreValue, _ learned: Int) -> Message {
    let name = value.target.label.name
    let target: Message = value.function == .propensity ? "`\(name)` today" : "`\(name)`"
    return switch failure {
    case .noPositives: "none of them meets \(target)"
    case .noNegatives: "all of them meet \(target)"
    case .rowCount: learned == 0 ? "there are no customers to train on" : "they are too many"
    case .nothingVaries: "the attributes are the same for all of them, or have only rare values"
    case .tooManyColumns(let count, let most): "the attributes are \(count) columns, and \(most) is the most"
    case .lengthsDiffer, .otherKind, .penaltyOutside, .trainingShareOutside, .notSolvable:
      "the numbers are too large or too small for the likelihood"
    case .interrupted: "the fit was stopped"
    }
  }

  /// `warning: lookalike: `city` is missing for all customers, and is left out [doubtful-fit]`
  static func doubtful(_ function: String, _ text: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic("doubtful-fit", "\(function): \(text)", at: span, severity: .warning)
  }

  /// nil if it is not a reason for doubt.
  package static func text(of warning: ScoreModelWarning, _ model: ScoreModel, _ names: [String]) -> Message? {
    switch warning {
    case .constant(let feature):
      for case .pooled(let other, let categories, _) in model.warnings where other == feature {
        return "`\(names[feature])` has \(categories) values, all of them rare: it is left out"
      }
      return "`\(names[feature])` is the same for all customers, and is left out"
    case .missingEverywhere(let feature): return "`\(names[feature])` is missing for all customers, and is left out"
    case .pooled: return nil
    case .dependent(let column):
      let name = model.coefficients.indices.contains(column) ? model.coefficients[column].name : ""
      return "`\(name)` follows from the other attributes: they share one effect, and their coefficients mean little alone"
    case .separated:
      return "the attributes predict the outcome without a mistake: one of them may be derived from it"
    case .notConverged(let steps): return "the search ended after \(steps) steps, before the likelihood reached its maximum"
    case .notValidated: return "too few customers with one of the outcomes for a holdout: the score is not validated"
    }
  }

  /// `warning: `lookalike` has no value for 3 of 40 customers [no-value]`
  static func noScore(_ value: ScoreValue, _ count: Int, of all: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-value", "`\(value.function.rawValue)` has no value for \(count) of \(customers(all))", at: span,
      label: "none of their attributes is known", severity: .warning)
  }

  /// `warning: propensity leaves out 281 of 700 customers: 234 met `left` on 2024-06-30 already, … [left-out]`
  ///
  /// nil if only customers without a known attribute are left out, because their missing
  /// scores show it.
  static func scoreLeavesOut(_ value: ScoreValue, _ trainingSet: TrainingSet, on day: Int32, at span: SourceSpan) -> Diagnostic? {
    let told = trainingSet.leftOut.filter { $0.reason != .unknown }
    let count = told.reduce(0) { $0 + $1.customers }
    guard count > 0 else { return nil }
    let all = trainingSet.rows.count + trainingSet.leftOut.reduce(0) { $0 + $1.customers }
    let reasons = told.map { Message("\($0.customers) \(text(of: $0.reason, value))") }.joined(separator: ", ")
    return Diagnostic(
      "left-out", "\(value.function.rawValue) leaves out \(count) of \(customers(all)): \(reasons)", at: span,
      label: "trained on \(trainingSet.rows.count) whose outcome was open on \(CalendarDate(days: day))",
      fix: value.within == nil ? Diagnostic.Fix("`within SEGMENT` chooses the customers to train on") : nil, severity: .warning)
  }

  /// The reasons for exclusion from the training set, after the number of customers.
  package static func text(of reason: TrainingSet.Reason, _ value: ScoreValue) -> Message {
    switch reason {
    case .absent(let day): "had no event until \(CalendarDate(days: day))"
    case .metAlready(let day): "met `\(value.target.label.name)` on \(CalendarDate(days: day)) already"
    case .unknown: "none of their attributes is known"
    }
  }

  /// `warning: `orders in last 120 days` reaches back to 2024-09-03, before 2024-11-01 [outcome-before]`
  static func windowReachesBack(
    _ window: String, from first: Int32, day: Int32, at span: SourceSpan
  ) -> Diagnostic {
    let start = CalendarDate(days: day)
    return Diagnostic(
      "outcome-before", "`\(window)` reaches back to \(CalendarDate(days: first)), and the attributes are of \(start)",
      at: span, label: "events until \(start) are in the outcome and in the attributes",
      fix: Diagnostic.Fix("a window that ends today and is no longer than the time since \(start)"), severity: .warning)
  }

  /// `warning: `churned` has no time: whether it was so on 2024-06-30 is not known [outcome-before]`
  static func outcomeWithoutTime(_ value: ScoreValue, day: Int32, at span: SourceSpan) -> Diagnostic {
    let start = CalendarDate(days: day)
    return Diagnostic(
      "outcome-before", "`\(value.target.label.name)` has no time: it is not known whether it held on \(start) already",
      at: span, label: "customers who already met it are trained on too", fix: Diagnostic.Fix("a condition on events, which have a time"),
      severity: .warning)
  }

  /// `error: 2024-12-31 is not before the as-of day, 2024-12-31 [no-holdout]`
  static func notBeforeToday(_ day: String, asOf: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-holdout", "\(day) is not before the as-of day, \(asOf)", at: span,
      label: "the condition is that of today, the attributes those of an earlier day", fix: Diagnostic.Fix("an earlier day"))
  }
}
