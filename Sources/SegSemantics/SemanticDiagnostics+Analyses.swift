// Mistakes in calls of analyses.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Diagnostic {
  static func modelOfSegment(_ name: String, isScore: Bool, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments",
      "`\(name)` shows the model\(isScore ? ", the same for any customers" : ", which is fitted to all customers")", at: span,
      label: "would change nothing",
      fix: isScore
        ? Fix("`lookalike(… within SEGMENT, on: …)` learns from its customers alone")
        : Fix("a model of some customers is one of their events: `\(name)(orders where …)`"))
  }

  /// `error: a score is of all customers: `model` has no groups of it [wrong-arguments]`
  static func scoreByGroups(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "a score is of all customers: `\(name)` has no groups of it", at: span, label: "groups of customers",
      fix: Fix("`lookalike(… within SEGMENT, on: …)` learns from the customers of one group"))
  }

  static func limitNotLast(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "one limit holds for the whole way, from the first step to the last", at: span,
      label: "only after the last step")
  }

  static func analysisAlone(_ name: NameSyntax, takesGroups: Bool) -> Diagnostic {
    Diagnostic(
      "wrong-arguments",
      "`\(name.text)` is an answer of its own: `of SEGMENT`\(takesGroups ? ", `by`, `pivot`" : "") and `where` may follow it",
      at: name.span,
      label: "nothing beside it")
  }

  /// `error: `stay_up` changes nothing here [no-effect]`
  static func parameterWithoutEffect(_ name: String, of measure: String, _ used: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-effect", "`\(name)` changes nothing here: nothing in `\(measure)` uses it", at: span, label: "all rows would be the same",
      notes: used.isEmpty ? ["`\(measure)` uses no param"] : ["`\(measure)` uses \(used.map { "`\($0)`" }.joined(separator: ", "))"])
  }

  /// `error: there is no tenth of `name` [wrong-arguments]`
  static func parameterWithoutTenth(_ parameter: Parameter, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "there is no tenth of `\(parameter.name)`, which is \(parameter.scriptText)", at: span,
      label: "`factors` moves numbers by a tenth")
  }

  static func firstOutside(_ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`first \(table)` is a step of a funnel", at: span,
      fix: Fix("the first value of events is `first(amount of \(table))`"))
  }

  /// `error: `date` is the time of each event of `orders` itself [own-time]`
  static func ownTime(_ column: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "own-time", "`\(column)` is the time of each event of `\(table)` itself, and no event is before or since its own time", at: span,
      label: "the same event's", fix: Fix("a day, or a metric with one: `metric answered = max(\(column) of …)`"))
  }

  static func clauseInScenarios(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`scenarios` takes a measure, and params with their values", at: span,
      fix: Fix("put conditions inside an aggregate: `sum(profit where …)`, or behind the call: `of SEGMENT`"))
  }

  /// `error: `cohorts` has no argument named `form` [wrong-arguments]`
  ///
  /// - Parameter known: the names that it has.
  static func unexpectedLabel(_ label: NameSyntax, of name: String, _ known: [String] = []) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` has no argument named `\(label.text)`", at: label.span, label: "not an argument of it",
      notes: known.isEmpty ? [] : ["it has \(known.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: Speller.nearest(to: label.text, among: known).map { Fix("did you mean `\($0)`?", replace: label.span, with: $0) })
  }

  /// `error: `as` names a column of an answer, and this is no column [wrong-arguments]`
  static func nameInCall(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`as` names a column of an answer, and this is an argument", at: name.span, label: "names nothing here",
      fix: Fix("put it after the call: `sum(amount of orders) as \(name.text)`"))
  }

  /// `error: `every month` groups events by their time, and these groups are of customers [mixed-rows]`
  static func periodOfNoEvents(_ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "mixed-rows", "`every \(unit.rawValue)` groups events by their time, and here are no events of one table", at: span,
      label: "which time?",
      fix: Fix("`trend(…, every \(unit.rawValue))` shows customers too; a date makes groups by `start_of_\(unit.rawValue)(DATE)`"))
  }

  /// `error: `by` takes `every` with one period [wrong-arguments]`
  static func periodTooLong(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`by` takes `every` with one day, week, month, quarter or year", at: span,
      fix: Fix("`show trend(…, \(span.text))` takes any number of them"))
  }

  /// `error: no `retention: rollin` [wrong-arguments]`
  static func unknownChoice(_ label: String, _ word: String?, of words: [String], at span: SourceSpan) -> Diagnostic {
    let near = word.flatMap { Speller.nearest(to: $0, among: words) }
    return Diagnostic(
      "wrong-arguments", word.map { "no `\(label): \($0)`" } ?? "`\(label)` takes one of its words", at: span,
      label: "not a way that there is",
      notes: ["there are \(words.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: near.map { Fix("did you mean `\($0)`?", replace: span, with: $0) })
  }

  /// `error: no param `retention` [unknown-name]`
  static func unknownParameter(_ label: NameSyntax, _ known: [String]) -> Diagnostic {
    let near = Speller.nearest(to: label.text, among: known)
    return Diagnostic(
      "unknown-name", "no param `\(label.text)`", at: label.span, label: "names here are those of params",
      notes: known.isEmpty ? ["none is defined"] : ["there are \(known.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: near.map { Fix("did you mean `\($0)`?", replace: label.span, with: $0) } ?? Fix("define it first: `param \(label.text) = …`"))
  }

  /// `error: the value of `seed` has to be known where it stands [wrong-arguments]`
  static func fixedParameter(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments",
      "the value of `\(name)` has to be known where it stands: in a split, as a seed or as the length of a month", at: span,
      label: "cannot change here")
  }

  static func otherTypeOfParameter(_ parameter: Parameter, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch",
      "`\(parameter.name)` is \(parameter.value.type?.word ?? "missing"), as in `param \(parameter.name) = \(parameter.scriptText)`",
      at: span, label: "another type")
  }
}
