// The messages about scores.

import SegDiagnostics
import SegFunctions
import SegSyntax

extension Diagnostic {
  static func listOutside(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "a list of values is only allowed as a named argument", at: span,
      fix: Fix("for example `lookalike(loyal, on: (age, city))`"))
  }

  /// `error: `lookalike` needs `on`: the attributes … [wrong-arguments]`
  static func scoreWithoutAttributes(_ function: ScoreFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` needs `on`: the attributes of the customers", at: span,
      fix: Fix("for example `\(function.example)`"))
  }

  static func clauseOfScore(_ function: ScoreFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` is about customers: only `within SEGMENT` may follow here", at: span,
      fix: Fix("for example `\(function.example)`"))
  }

  static func badScoreOption(_ option: ScoreOption, _ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(option.rawValue)` needs \(what)", at: span, fix: Fix("for example `\(option.example)`"))
  }

  /// `error: from which day is `quiet` to be foretold? [wrong-arguments]`
  static func propensityWithoutDay(_ written: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "from the attributes of which day is `\(written)` to be predicted?", at: span,
      label: "the score is trained on the attributes of an earlier day and on this condition today",
      fix: Fix("for example `(\(written)) as of 90 days ago`"))
  }

  static func dayOfPart(_ written: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "the `as of` applies to the last value alone, not to the condition", at: span,
      fix: Fix("put the condition in parentheses: `(…) as of …`"))
  }

  /// `error: `id` is the key: it identifies customers and does not describe them [key-as-attribute]`
  static func keyAsAttribute(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "key-as-attribute", "`\(name)` is the key: it identifies customers and does not describe them", at: span,
      label: "different for every customer", fix: Fix("leave it out"))
  }

  static func constantAttribute(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(name)` is the same for all customers", at: span, label: "does not distinguish customers")
  }

  static func attributeTwice(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(name)` is given twice", at: span, label: "given before")
  }

  /// `warning: `frequency` is part of the definition of `loyal` [attribute-of-segment]`
  static func attributeOfSegment(_ name: String, _ segment: String, _ shared: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "attribute-of-segment", "`\(name)` is part of the definition of `\(segment)`", at: span,
      label: shared == name ? "the segment uses it" : "both use `\(shared)`",
      notes: ["the score would only repeat the definition"],
      fix: Fix("leave it out"), severity: .warning)
  }

  /// `error: `risk` rests on several models [wrong-arguments]`
  static func severalModels(_ name: String, _ models: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` uses several models", at: span, label: "which one?",
      notes: ["they are \(models.prefix(4).map { "`\($0)`" }.joined(separator: ", "))"],
      fix: Fix("give each a metric of its own, and show that"))
  }

  static func noModelInside(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "there is no model in `\(name)`", at: span,
      fix: Fix(
        "a metric of "
          + "\((ScoreFunction.allCases.map(\.rawValue) + ["p_alive", "clv"]).map { "`\($0)(…)`" }.joined(separator: ", ")), "
          + "or a table of purchases"
      ))
  }
}
