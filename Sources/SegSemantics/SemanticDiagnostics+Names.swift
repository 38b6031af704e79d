// The messages about names: unknown, taken, or of the wrong kind.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Diagnostic {
  /// A fix that replaces the marked name by the nearest existing one.
  private static func didYouMean(_ name: String, _ candidates: some Sequence<String>, at span: SourceSpan?) -> Fix? {
    Speller.nearest(to: name, among: candidates).map {
      Fix("did you mean `\($0)`?", replace: span, with: quoted($0))
    }
  }

  /// A name as it must be written in a script.
  static func quoted(_ name: String) -> String {
    let isPlain =
      name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
      && name.first?.isNumber == false
    return isPlain ? name : "`\(name)`"
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

  static func unknownNameMessage(_ name: String) -> String { "no metric, segment or column `\(name)`" }

  /// `error: `complaint_rate` of `std.kpi` needs something that is missing [unavailable]`
  static func unavailable(_ name: String, _ missing: Unavailable, at span: SourceSpan) -> Diagnostic {
    // A definition that this one uses has reported the reason already.
    let notes = missing.reason.id == "unavailable" ? missing.reason.notes : ["`\(name)` needs it: \(missing.reason.message)"]
    return Diagnostic(
      "unavailable", "`\(name)` of `\(missing.library)` needs something that is missing", at: span, label: "cannot be used here",
      notes: notes, fix: Fix("load or define it above the `use`, or define `\(name)` itself"))
  }

  /// `error: no column `amont` in `orders` [unknown-column]`
  package static func unknownColumn(_ name: String, _ noun: String, _ columns: [String], at span: SourceSpan?) -> Diagnostic {
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
    where only.split(separator: delimiter, omittingEmptySubsequences: false).contains(where: { $0 == name }) {
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
  static func notASegment(_ name: NameSyntax, _ what: String) -> Diagnostic {
    Diagnostic(
      "not-a-segment", "`\(name.text)` is \(what), not a segment", at: name.span, label: "a segment is expected here",
      fix: Fix("define one: `segment NAME where …`"))
  }

  /// `error: no function `averge` [unknown-function]`
  static func unknownFunction(_ name: NameSyntax, _ known: [String]) -> Diagnostic {
    let other = otherWords[name.text.lowercased()]
    let fix: Fix? =
      if let other { Fix(other) } else { didYouMean(name.text, known, at: name.span) }
    return Diagnostic("unknown-function", "no function `\(name.text)`", at: name.span, label: "not a function", fix: fix)
  }

  static func analysisInExpression(_ name: NameSyntax, _ example: String) -> Diagnostic {
    Diagnostic(
      "unknown-function", "`\(name.text)` is an answer of its own, no value", at: name.span, label: "not in an expression",
      fix: Fix("`\(example)`"))
  }

  /// Functions of other languages, and their names in Seg.
  private static let otherWords: [String: String] = [
    "mean": "the mean is `avg(…)`", "average": "the mean is `avg(…)`", "averageif": "write `avg(… of orders where …)`",
    "countif": "write `count(CONDITION)` or `count(orders where …)`", "countifs": "write `count(orders where … and …)`",
    "sumif": "write `sum(amount of orders where …)`", "sumifs": "write `sum(amount of orders where … and …)`",
    "count_distinct": "write `distinct(… of orders)`", "n_unique": "write `distinct(… of orders)`",
    "uniq": "write `distinct(… of orders)`", "nunique": "write `distinct(… of orders)`",
    "coalesce": "the first value that is not missing is `a ?? b`", "ifnull": "write `a ?? b`", "nvl": "write `a ?? b`",
    "isnull": "write `x is missing`", "if": "write `if CONDITION then A else B`", "iif": "write `if CONDITION then A else B`",
    "case": "write `if CONDITION then A else B`", "datediff": "the days between two dates are `a - b`",
    "dateadd": "write `date + 90 days`", "date_add": "write `date + 90 days`", "now": "the as-of day is `today`",
    "getdate": "the as-of day is `today`", "current_date": "the as-of day is `today`", "today": "the as-of day is `today`",
    "len": "write `length(…)`", "pow": "write `power(a, b)`", "substr": "write `left(…, n)` or `right(…, n)`",
    "substring": "write `left(…, n)` or `right(…, n)`", "ceiling": "write `ceil(…)`", "log": "write `ln(…)` or `log10(…)`",
    "exists": "write `any(orders where …)`",
  ]

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

  static func eventColumnInMeasure(_ name: String, _ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-aggregated", "`\(name)` is a column of `\(table)`: many values for a group", at: span,
      label: "one value is expected here", fix: Fix("make one of them: `sum(\(name) of \(table))`"))
  }

  /// `error: `profit` has one value for each customer, and the group needs one [not-aggregated]`
  static func notAggregated(_ name: String, _ type: ColumnType, isLifecycle: Bool, at span: SourceSpan) -> Diagnostic {
    let fix: Fix
    switch type {
    case .boolean: fix = Fix("count them: `count(\(name))`", replace: span, with: "count(\(name))")
    case .integer, .number: fix = Fix("`sum(\(name))`, `avg(\(name))`, …; or rows with `list \(name)`", replace: span, with: "sum(\(name))")
    case .text, .date, .timestamp:
      fix = Fix(
        isLifecycle || type == .text
          ? "groups are made with `show count() by \(name)`" : "`min(\(name))`, `max(\(name))`; or rows with `list \(name)`")
    }
    return Diagnostic(
      "not-aggregated", "`\(name)` has one value for each customer, and a group needs one for all of them", at: span,
      label: "\(type.rawValue) for each customer", fix: fix)
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
  static func nameIsColumn(_ name: NameSyntax, _ noun: String, table: String) -> Diagnostic {
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
