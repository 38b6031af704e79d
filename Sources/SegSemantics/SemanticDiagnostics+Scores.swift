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
      fix: Fix("for example \(Message.script(function.example))"))
  }

  static func clauseOfScore(_ function: ScoreFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` is about customers: only `within SEGMENT` may follow here", at: span,
      fix: Fix("for example \(Message.script(function.example))"))
  }

  static func badScoreOption(_ option: ScoreOption, _ what: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(option.rawValue)` needs \(what)", at: span, fix: Fix("for example \(Message.script(option.example))"))
  }

  /// `error: from the attributes of which day is `quiet` to be predicted? [wrong-arguments]`
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

  /// `warning: `status` has only today's value [attribute-of-today]`
  ///
  /// - Parameters:
  ///   - columns: those that the attributes read.
  ///   - first, others: the places of the attributes.
  static func attributesOfToday(
    _ columns: [String], fixed: Set<String>, at first: SourceSpan, _ others: ArraySlice<SourceSpan>
  ) -> Diagnostic {
    let names = columns.map { "`\($0)`" }.joined(separator: ", ")
    let list = (fixed.sorted() + columns).map(ScriptSpelling.name)
    let it: Message = columns.count == 1 ? "it does" : "they do"
    var diagnostic = Diagnostic(
      "attribute-of-today", "\(names) \(columns.count == 1 ? "has only today's value" : "have only today's values")", at: first,
      label: "taken for that of the earlier day",
      notes: ["what changes with the outcome tells it: the score looks better than it is"],
      fix: Fix("if \(it) not change, say so: `fixed: \(list.count == 1 ? list[0] : "(\(list.joined(separator: ", ")))")`"),
      severity: .warning)
    diagnostic.labels += others.map { Label($0, "and that of this") }
    return diagnostic
  }

  static func notAColumnOfCustomers(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` is no column of the customers", at: span, label: "only columns have no past",
      fix: Fix("for example `\(ScoreOption.fixed.example)`"))
  }

  /// `error: `risk` uses several models [wrong-arguments]`
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
        """
        a metric of \
        \((ScoreFunction.allCases.map(\.rawValue) + ["p_alive", "clv"]).map { "`\($0)(…)`" }.joined(separator: ", ")), \
        or a table of purchases
        """
      ))
  }
}
