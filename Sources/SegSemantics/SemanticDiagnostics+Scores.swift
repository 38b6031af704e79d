// What can be wrong with a score as it is written.

import SegDiagnostics
import SegFunctions
import SegSyntax

extension Diagnostic {
  static func listOutside(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "several values stand in parentheses only as an argument with a name", at: span,
      fix: Fix("for example `lookalike(loyal, on: (age, city))`"))
  }

  /// `error: `lookalike` wants `on`: the attributes … [wrong-arguments]`
  static func scoreWithoutAttributes(_ function: ScoreFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` wants `on`: the attributes by which customers are told apart", at: span,
      fix: Fix("for example `\(function.example)`"))
  }

  static func clauseOfScore(_ function: ScoreFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` is about customers: only `within SEGMENT` may follow here", at: span,
      fix: Fix("for example `\(function.example)`"))
  }

  static func badScoreOption(_ option: ScoreOption, _ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(option.rawValue)` wants \(what)", at: span, fix: Fix("for example `\(option.example)`"))
  }

  /// `error: from which day is `quiet` to be foretold? [wrong-arguments]`
  static func propensityWithoutDay(_ written: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "from which day is `\(written)` to be foretold?", at: span,
      label: "the attributes of an earlier day are learned from, and this as it is today",
      fix: Fix("for example `(\(written)) as of 90 days ago`"))
  }

  static func dayOfPart(_ written: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "the `as of` belongs to the last value alone, not to the condition", at: span,
      fix: Fix("put the condition in parentheses: `(…) as of …`"))
  }

  /// `error: `id` is the key: it says who a customer is, not what he is like [key-as-attribute]`
  static func keyAsAttribute(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "key-as-attribute", "`\(name)` is the key: it says who a customer is, not what he is like", at: span,
      label: "another one for every customer", fix: Fix("leave it out"))
  }

  static func constantAttribute(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(name)` is the same for all customers", at: span, label: "tells nobody apart")
  }

  static func attributeTwice(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(name)` stands twice", at: span, label: "said before")
  }

  /// `warning: `frequency` is part of what makes a member of `loyal` [attribute-of-segment]`
  static func attributeOfSegment(_ name: String, _ segment: String, _ shared: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "attribute-of-segment", "`\(name)` is part of what makes a member of `\(segment)`", at: span,
      label: shared == name ? "the segment asks for it" : "both rest on `\(shared)`",
      notes: ["the score would repeat the definition instead of finding who is like the members"],
      fix: Fix("leave it out"), severity: .warning)
  }

  /// `error: `risk` rests on several models [wrong-arguments]`
  static func severalModels(_ name: String, _ models: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` rests on several models", at: span, label: "which one?",
      notes: ["they are \(models.prefix(4).map { "`\($0)`" }.joined(separator: ", "))"],
      fix: Fix("give each a metric of its own, and show that"))
  }

  static func noModelInside(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "there is no model in `\(name)`", at: span,
      fix: Fix("a metric of \((ScoreFunction.allCases.map(\.rawValue) + ["p_alive", "clv"]).map { "`\($0)(…)`" }.joined(separator: ", ")), or a table of purchases"))
  }
}
