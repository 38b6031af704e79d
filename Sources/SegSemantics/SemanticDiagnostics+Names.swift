// The messages about names: unknown, taken, or of the wrong kind.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Diagnostic {
  /// A fix that replaces the marked name by the nearest existing one.
  private static func didYouMean(_ name: String, _ candidates: some Sequence<String>, at span: SourceSpan?) -> Fix? {
    .likeliest(
      Speller.near(to: name, among: candidates, atMost: 3).map {
        Fix("did you mean \(Message.script($0))?", replace: span, with: quoted($0))
      })
  }

  /// A name as it must be written in a script.
  static func quoted(_ name: String) -> String {
    Parser.isPlainName(name) ? name : "`\(name)`"
  }

  /// `error: no metric, segment or column `frequncy` [unknown-name]`
  static func unknownName(_ name: String, candidates: [String], hasTables: Bool, at span: SourceSpan) -> Diagnostic {
    var fix = didYouMean(name, candidates, at: span)
    if fix == nil, ["null", "none", "na", "nil", "empty"].contains(name.lowercased()) {
      fix = Fix("`is missing` tests whether a value is missing")
    }
    if fix == nil, !hasTables { fix = Fix("no table is loaded yet: `load orders from \"orders.csv\" of customers by customer_id at date`") }
    return Diagnostic(
      "unknown-name", unknownNameMessage(name), at: span, label: "not known here", fix: fix)
  }

  static func unknownNameMessage(_ name: String) -> Message { "no metric, segment or column `\(name)`" }

  /// `error: `complaint_rate` of `std.kpi` needs something that is missing [unavailable]`
  static func unavailable(_ name: String, _ missing: Unavailable, at span: SourceSpan) -> Diagnostic {
    // A definition that this one uses has reported the reason already.
    let isOfOther = missing.reason.id == "unavailable"
    let notes: [Message] = isOfOther ? missing.reason.notes : ["`\(name)` needs it: \(missing.reason.message)"]
    let fix = isOfOther || missing.reason.id == "no-time" ? missing.reason.fix : nil
    return Diagnostic(
      "unavailable", "`\(name)` of `\(missing.library)` needs something that is missing", at: span, label: "cannot be used here",
      notes: notes, fix: fix ?? Fix("load or define it above the `use`, or define `\(name)` itself"))
  }

  /// `error: no column `amont` in `orders` [unknown-column]`
  package static func unknownColumn(_ name: String, _ noun: Message, _ columns: [String], at span: SourceSpan?) -> Diagnostic {
    let listed = columns.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "unknown-column", "no column `\(name)` in \(noun)", at: span, label: "not a column",
      notes: columns.isEmpty ? [] : ["the columns are \(listed)\(columns.count > 12 ? ", …" : "")"],
      fix: undelimited(name, columns) ?? didYouMean(name, columns, at: span))
  }

  /// The fix if the file has a single column, whose name contains the wanted name between
  /// characters that usually delimit fields.
  private static func undelimited(_ name: String, _ columns: [String]) -> Diagnostic.Fix? {
    guard columns.count == 1, let only = columns.first else { return nil }
    for (delimiter, written) in [(",", ","), (";", ";"), ("\t", "tab"), ("|", "|")]
    where only.parts(separatedBy: delimiter).contains(where: { $0 == name }) {
      return Diagnostic.Fix("say what stands between fields: with (delimiter: \"\(written)\")")
    }
    return nil
  }

  /// `error: no table `ordres` [unknown-table]`
  package static func unknownTable(_ name: String, _ tables: [String], at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "unknown-table", "no table `\(name)`", at: span, label: "not loaded",
      notes: tables.isEmpty ? [] : ["loaded are \(tables.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: didYouMean(name, tables, at: span))
  }

  /// `error: no segment `loyl` [unknown-name]`
  static func unknownSegment(_ name: NameSyntax, _ segments: [String]) -> Diagnostic {
    Diagnostic(
      "unknown-name", "no segment `\(name.text)`", at: name.span, label: "not defined",
      fix: didYouMean(name.text, segments, at: name.span))
  }

  /// `error: `revenue` is a metric, not a segment [not-a-segment]`
  ///
  /// - Parameter described: the statement that describes it, in place of `explain`.
  static func notASegment(_ name: NameSyntax, _ what: Message, described: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(
      "not-a-segment", "`\(name.text)` is \(what), not a segment", at: name.span, label: "a segment is expected here",
      fix: described.map {
        Fix("write \(Message.script("describe \(name.span.text)"))", replace: $0, with: "describe \(name.span.text)")
      } ?? Fix("define one: `segment NAME where …`"))
  }

  /// `error: no function `averge` [unknown-function]`
  ///
  /// - Parameter rewritten: the call as it is written here.
  static func unknownFunction(_ name: NameSyntax, _ known: [String], rewritten: Fix? = nil) -> Diagnostic {
    let other = ForeignFunctions.advice[name.text.lowercased()]
    let fix: Fix? =
      if let rewritten {
        Fix.likeliest([rewritten] + (other.map { [Fix($0)] } ?? []))
      } else if let other {
        Fix(other)
      } else {
        didYouMean(name.text, known, at: name.span)
      }
    return Diagnostic("unknown-function", "no function `\(name.text)`", at: name.span, label: "not a function", fix: fix)
  }

  static func analysisInExpression(_ name: NameSyntax, _ example: String) -> Diagnostic {
    Diagnostic(
      "unknown-function", "`\(name.text)` is an answer of its own, no value", at: name.span, label: "not in an expression",
      fix: Fix("\(Message.script(example))"))
  }

  /// `error: `now` is written `today` [unknown-name]`
  static func otherName(_ name: String, _ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-name", "`\(name)` is written `\(ours)`", at: span, fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: `orders` is a table, not a value [table-as-value]`
  static func tableAsValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "table-as-value", "`\(name)` is a table, not a value", at: span, label: "many events for each customer",
      fix: Fix("count them: `count(\(name))`", replace: span, with: "count(\(quoted(name)))"))
  }

  /// `error: `amount` is a column of `orders`: many values for each customer [not-aggregated]`
  static func eventColumnOutside(_ name: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(name)` is a column of `\(table)`: many values for each customer", at: span,
      label: "one value is expected here",
      fix: Fix("make one of them: `max(\(name) of \(table))`, `sum(…)`, `first(…)`; or ask for events: `any(\(table) where …)`"))
  }

  /// `error: a condition on events of `orders`, and each customer has many [not-aggregated]`
  static func eventCondition(_ table: String, _ condition: String, at span: SourceSpan) -> Diagnostic {
    let ours = "any(\(quoted(table)) where \(condition))"
    return Diagnostic(
      "not-aggregated", "this is a condition on events of `\(table)`, and each customer has many", at: span,
      label: "one yes or no is expected here",
      fix: Fix("for a customer with such an event write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: `sum` of which events? [not-aggregated]`
  ///
  /// - Parameters:
  ///   - value: the argument, without the names of tables before its columns.
  ///   - tables: those that have its columns.
  ///   - leading: what stands before the argument.
  static func aggregateLacksTable(
    _ function: AggregateFunction, _ value: String, _ tables: [String], leading: String, at argument: SourceSpan, _ span: SourceSpan
  ) -> Diagnostic {
    let fixes = tables.map { table -> Fix in
      let ours = "\(value) of \(quoted(table))"
      return Fix("write \(Message.script("\(function.rawValue)(\(leading)\(ours))"))", replace: argument, with: ours)
    }
    var diagnostic = Diagnostic(
      "not-aggregated", "`\(function.rawValue)` of which events?", at: span, label: "no `of TABLE`", fix: fixes.first)
    diagnostic.otherFixes = Array(fixes.dropFirst())
    return diagnostic
  }

  /// `error: both `customers` and `visits` have a column `city` [ambiguous-name]`
  static func ambiguousName(_ name: String, _ customers: String, _ events: String, at span: SourceSpan) -> Diagnostic {
    let fixes = [customers, events].map { table -> Fix in
      let ours = "\(quoted(table)).\(quoted(name))"
      return Fix("for that of `\(table)` write \(Message.script(ours))", replace: span, with: ours)
    }
    var diagnostic = Diagnostic(
      "ambiguous-name", "both `\(customers)` and `\(events)` have a name `\(name)`", at: span, label: "which one?", fix: fixes[0])
    diagnostic.otherFixes = [fixes[1]]
    return diagnostic
  }

  /// `error: `Berlin` is no name here; a text is in quotes [unknown-name]`
  static func textWithoutQuotes(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-name", "no metric, segment or column `\(name)`", at: span, label: "not known here",
      fix: Fix("a text is written in quotes: `\"\(name)\"`", replace: span, with: "\"\(name)\""))
  }

  /// `error: `churned` is a stage of `stage` [unknown-name]`
  ///
  /// - Parameter ours: what to write instead.
  static func stageAsValue(_ name: String, of lifecycle: String, _ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-name", "`\(name)` is a stage of `\(lifecycle)`", at: span, label: "not a value by itself",
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  static func eventColumnInMeasure(_ name: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(name)` is a column of `\(table)`: many values for a group", at: span,
      label: "one value is expected here",
      fix: .likeliest(
        ["sum", "avg", "max"].map { function in
          let ours = "\(function)(\(quoted(name)) of \(quoted(table)))"
          return Fix("make one of them: \(Message.script(ours))", replace: span, with: ours)
        }))
  }

  /// `error: `profit` has one value for each customer, and the group needs one [not-aggregated]`
  static func notAggregated(_ name: String, _ type: ColumnType, isLifecycle: Bool, at span: SourceSpan) -> Diagnostic {
    let fix: Fix
    var others: [Fix] = []
    let written = span.text
    switch type {
    case .boolean: fix = Fix("count them: \(Message.script("count(\(written))"))", replace: span, with: "count(\(written))")
    case .integer, .number:
      fix = Fix("for their sum write \(Message.script("sum(\(written))"))", replace: span, with: "sum(\(written))")
      others = [Fix("for their mean write \(Message.script("avg(\(written))"))", replace: span, with: "avg(\(written))")]
    case .text, .date, .timestamp:
      fix =
        isLifecycle || type == .text
        ? Fix("groups are made with \(Message.script("show count() by \(written)"))", replace: span, with: "count() by \(written)")
        : Fix("for the first write \(Message.script("min(\(written))"))", replace: span, with: "min(\(written))")
      if type != .text { others = [Fix("for the last write \(Message.script("max(\(written))"))", replace: span, with: "max(\(written))")] }
    }
    var diagnostic = Diagnostic(
      "not-aggregated", "`\(name)` has one value for each customer, and a group needs one for all of them", at: span,
      label: "\(type.word) for each customer", fix: fix)
    diagnostic.otherFixes = others
    return diagnostic
  }

  static func measureAsValue(_ definition: Definition, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "measure-as-value", "`\(definition.name)` is a measure of a group, not a value of a customer", at: span,
      label: "a value for each customer is expected here",
      others: [Label(definition.span, "defined here")], fix: Fix("define it with `metric` if every customer has one"))
  }

  static func functionAsValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("unknown-name", "`\(name)` is a function: it is called with arguments", at: span, label: "no arguments")
  }

  /// `error: a constant is expected here, and `city` is not a parameter [not-constant]`
  static func notConstant(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("not-constant", "a constant is expected here, and `\(name)` is not a parameter", at: span, label: "not a constant")
  }

  /// `error: a whole number of at least 0 is expected before a unit of time, and `n` is not one [not-constant]`
  static func notALength(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "not-constant", "a whole number of at least 0 is expected before a unit of time, and `\(name.text)` is not one",
      at: name.span)
  }

  /// `error: `revenue` is a column of `customers` already [name-taken]`
  static func nameIsColumn(_ name: NameSyntax, _ noun: Message, table: String) -> Diagnostic {
    Diagnostic(
      "name-taken", "`\(name.text)` is a column of `\(table)` already", at: name.span,
      label: "a \(noun) needs another name", notes: ["metrics, segments and the columns of `\(table)` share their names"])
  }

  /// `error: `loyal` is defined already [name-taken]`
  static func alreadyDefined(_ name: NameSyntax, _ earlier: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "name-taken", "`\(name.text)` is defined already", at: name.span, label: "defined again",
      others: earlier.map { [Label($0, "defined first here")] } ?? [], fix: Fix("give one of them another name"))
  }

  static func usesItself(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "circular", "`\(name.text)` is defined by itself", at: name.span, label: "used in its own definition",
      notes: ["a definition uses earlier ones only, so every script ends"])
  }

  static func circular(_ name: NameSyntax, _ other: String) -> Diagnostic {
    Diagnostic(
      "circular", "`\(name.text)` would use `\(other)`, which uses `\(name.text)`", at: name.span,
      label: "circular")
  }

  static func circularFunction(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("circular", "`\(name)` calls itself, directly or through another function", at: span, label: "circular")
  }

  static func functionIsBuiltIn(_ name: NameSyntax) -> Diagnostic {
    Diagnostic("name-taken", "`\(name.text)` is a built-in function", at: name.span, label: "needs another name")
  }

  static func parameterTwice(_ name: NameSyntax) -> Diagnostic {
    Diagnostic("name-taken", "the parameter `\(name.text)` is given twice", at: name.span)
  }

  static func stageTwice(_ name: NameSyntax) -> Diagnostic {
    Diagnostic("name-taken", "the stage `\(name.text)` is given twice", at: name.span)
  }

  static func unknownStage(_ stage: NameSyntax, _ stages: [String]) -> Diagnostic {
    Diagnostic(
      "unknown-name", "no stage `\(stage.text)`", at: stage.span, label: "not a stage of it",
      notes: ["the stages are \(stages.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: didYouMean(stage.text, stages, at: stage.span))
  }

  /// `warning: the stage `late` is never reached [unreachable-stage]`
  static func stageNeverReached(_ name: NameSyntax, after other: NameSyntax) -> Diagnostic {
    Diagnostic(
      "unreachable-stage", "the stage `\(name.text)` is never reached", at: name.span, label: "comes too late",
      others: [Label(other.span, "takes all customers that are left")], severity: .warning)
  }

  static func stageCovered(_ name: NameSyntax, by other: NameSyntax) -> Diagnostic {
    Diagnostic(
      "unreachable-stage", "the stage `\(name.text)` is never reached", at: name.span, label: "comes too late",
      others: [Label(other.span, "takes all of its customers")], fix: Fix("put it before `\(other.text)`"), severity: .warning)
  }

  /// `warning: customers who meet no condition are in no stage of `stage` [open-lifecycle]`
  static func noOtherwise(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "open-lifecycle", "customers who meet no condition are in no stage of `\(name.text)`", at: name.span,
      fix: Fix("end with `other otherwise`"), severity: .warning)
  }
}
