// What is to be known of a score that was fitted, or could not be.

import SegCustomerValue
import SegDiagnostics
import SegFunctions
import SegPlan

extension EngineDiagnostics {
  private static func customers(_ count: Int) -> String { "\(count) customer\(count == 1 ? "" : "s")" }

  /// `warning: lookalike cannot be fitted to 40 customers: none of them meets `loyal` [not-fitted]`
  static func notFitted(_ value: ScoreValue, _ failure: ScoreModelFailure, _ learned: Int, at span: SourceSpan) -> Diagnostic {
    let wider = value.within == nil ? "" : ", or a wider `within`"
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

  static func text(of failure: ScoreModelFailure, _ value: ScoreValue, _ learned: Int) -> String {
    let target = "`\(oneLine(value.target.span.text))`" + (value.function == .propensity ? " today" : "")
    return switch failure {
    case .noPositives: "none of them meets \(target)"
    case .noNegatives: "all of them meet \(target)"
    case .rowCount: learned == 0 ? "there is nobody to learn from" : "they are too many"
    case .nothingVaries: "the attributes are the same for all of them"
    case .tooManyColumns(let count, let most): "the attributes are \(count) columns, and \(most) is the most"
    case .lengthsDiffer, .otherKind, .penaltyOutside, .trainingShareOutside, .notSolvable:
      "the numbers are of sizes that the likelihood cannot hold"
    case .interrupted: "the fit was stopped"
    }
  }

  /// `warning: lookalike: `city` is missing for everybody, and left out [doubtful-fit]`
  static func doubtful(_ function: String, _ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("doubtful-fit", "\(function): \(text)", at: span, severity: .warning)
  }

  /// nil for what is no reason to doubt.
  static func text(of warning: ScoreModelWarning, _ model: ScoreModel, _ names: [String]) -> String? {
    switch warning {
    case .constant(let feature): return "`\(names[feature])` is the same for everybody, and left out"
    case .missingEverywhere(let feature): return "`\(names[feature])` is missing for everybody, and left out"
    case .pooled: return nil
    case .dependent(let column):
      let name = model.coefficients.indices.contains(column) ? model.coefficients[column].name : ""
      return "`\(name)` follows from the other attributes: they share one effect, and no coefficient says whose it is"
    case .separated:
      return "the attributes tell the two kinds apart without a mistake: one of them may be made of what is asked for"
    case .notConverged(let steps): return "the search ended after \(steps) steps, before the likelihood was at its highest"
    case .notValidated: return "too few customers of one kind to hold some out: nothing says how well it tells others"
    }
  }

  /// `warning: `lookalike` has no value for 3 of 40 customers [no-value]`
  static func noScore(_ value: ScoreValue, _ count: Int, of all: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-value", "`\(value.function.rawValue)` has no value for \(count) of \(customers(all))", at: span,
      label: "none of the attributes is known of them", severity: .warning)
  }

  /// `error: 2024-12-31 is not before the as-of day, 2024-12-31 [no-holdout]`
  static func notBeforeToday(_ day: String, asOf: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-holdout", "\(day) is not before the as-of day, \(asOf)", at: span,
      label: "the condition is asked today, of the attributes of an earlier day", fix: Diagnostic.Fix("an earlier day"))
  }

  private static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
