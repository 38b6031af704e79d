// The messages about types: what does not fit, and how to fix it.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Diagnostic {
  /// Whether a number after a date may be meant as a year.
  private static func isYear(_ number: Int64, _ literal: Expression, after date: Expression) -> Bool {
    (1000...9998).contains(number) && literal.span.range.lowerBound > date.span.range.lowerBound
  }

  /// `error: text and integer cannot be compared [type-mismatch]`
  static func typesDiffer(_ a: Expression, _ b: Expression) -> Diagnostic {
    var fix: Fix?
    let span = a.span.merged(with: b.span)
    for (one, other) in [(a, b), (b, a)] where one.span.source === other.span.source {
      switch (one.kind, other.type) {
      case (.literal(.text(let text)), .date), (.literal(.text(let text)), .timestamp):
        if CalendarDate(text) != nil {
          fix = Fix("a date is written without quotes: `\(text)`", replace: one.span, with: text)
        } else {
          fix = Fix("a date is written `2024-12-31`")
        }
      case (.literal(.text(let text)), .integer), (.literal(.text(let text)), .number):
        if Double(text) != nil { fix = Fix("a number is written without quotes: `\(text)`", replace: one.span, with: text) }
      case (.literal(.integer(let number)), .text):
        fix = Fix("a text is written in quotes: `\"\(number)\"`", replace: one.span, with: "\"\(number)\"")
      case (.literal(.text(let text)), .boolean) where ["yes", "no", "true", "false", "是", "否"].contains(text.lowercased()):
        let word = ["yes", "true", "是"].contains(text.lowercased()) ? "yes" : "no"
        fix = Fix("yes/no is written without quotes: `\(word)`", replace: one.span, with: word)
      case (.literal(.integer(let year)), .date) where isYear(year, one, after: other),
        (.literal(.integer(let year)), .timestamp) where isYear(year, one, after: other):
        fix = Fix("write \(Message.script("\(other.span.text) in \(year)"))", replace: span, with: "\(other.span.text) in \(year)")
      case (.literal(.integer(let number)), .boolean) where number == 0 || number == 1:
        fix = Fix("yes/no is written `yes` or `no`", replace: one.span, with: number == 1 ? "yes" : "no")
      default: break
      }
      if fix != nil { break }
    }
    let labels = [Label(a.span, a.type.word), Label(b.span, b.type.word)]
    var diagnostic = Diagnostic(
      "type-mismatch", "\(a.type.word) and \(b.type.word) do not go together", at: span, fix: fix)
    diagnostic.labels = labels
    return diagnostic
  }

  /// `error: a condition is expected here, and this is integer [type-mismatch]`
  static func notACondition(_ type: ColumnType, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a condition is expected here, and this is \(type.word)", at: span, label: type.word,
      fix: type == .text ? Fix("compare it: `… = \"…\"`") : Fix("compare it: `… > 0`"))
  }

  static func notANumber(_ expression: Expression) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a number is expected here, and this is \(expression.type.word)", at: expression.span,
      label: expression.type.word, fix: expression.type == .text ? Fix("`number(…)` reads a text as a number") : nil)
  }

  static func notText(_ expression: Expression, _ test: String) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`\(test)` tests texts, and this is \(expression.type.word)", at: expression.span,
      label: expression.type.word, fix: Fix("`text(…)` makes a text of it"))
  }

  static func patternNotConstant(_ test: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "`\(test)` needs a text in quotes or a parameter", at: span, label: "not a constant text")
  }

  static func badPattern(_ error: PatternError, at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-pattern", error.message, at: span, label: "in this pattern")
  }

  static func yesNoHasNoOrder(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "yes/no values have no order: only `=` and `!=` compare them", at: span)
  }

  /// - Parameter ours: the place of the comparison, and the test that is meant.
  static func comparedWithMissing(at span: SourceSpan, _ ours: (place: SourceSpan, text: String)?) -> Diagnostic {
    Diagnostic(
      "compared-with-missing", "nothing equals a missing value", at: span, label: "a comparison with it is always no",
      fix: ours.map { Fix("write \(Message.script($0.text))", replace: $0.place, with: $0.text) }
        ?? Fix("write `… is missing` or `… is not missing`"))
  }

  static func missingWithoutType(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-without-type", "`missing` alone has no type", at: span,
      fix: Fix("give it next to a value: `if … then amount else missing`"))
  }

  static func calendarDuration(_ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "calendar-duration", "a \(unit.word) has no fixed number of days", at: span,
      label: "is added to a date, or counted back from today",
      fix: Fix("compare dates: `date >= today - 3 months`, or count days: `90 days`"))
  }

  /// - Parameter ours: the place of a comparison, and the window that is meant.
  static func periodAsValue(at span: SourceSpan, _ ours: (place: SourceSpan, text: String)? = nil) -> Diagnostic {
    Diagnostic(
      "period-as-value", "a period is not a single day", at: span, label: "many days",
      fix: ours.map { Fix("write \(Message.script($0.text))", replace: $0.place, with: $0.text) }
        ?? Fix("a date of a period: `signup in 2024-12`; events of one: `count(orders in 2024-12)`"))
  }

  static func notAPeriod(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`in` needs a period here", at: span, label: "not a period",
      fix: Fix("a period is `2024` (four digits), `2024-Q4`, `2024-12`, a date, or `last 90 days`"))
  }

  static func windowWithoutLast(_ count: Int64, _ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    let text = "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")"
    return Diagnostic(
      "type-mismatch", "it is not clear which \(text)", at: span, label: "a length of time",
      fix: Fix("did you mean `in last \(text)`?", replace: span, with: "last \(text)"))
  }

  static func notADay(_ expression: Expression, at span: SourceSpan) -> Diagnostic {
    let isDay = expression.type == .date || expression.type == .timestamp
    return Diagnostic(
      "type-mismatch",
      isDay ? "one day for all rows is expected here" : "a day is expected here, and this is \(expression.type.word)", at: span,
      label: isDay ? "differs from row to row" : expression.type.word,
      fix: Fix("a day is `2024-12-31`, `today` or `90 days ago`"))
  }

  static func cannotAdd(_ operation: String, _ a: Expression, _ b: Expression) -> Diagnostic {
    let texts = [a, b].map { $0.type == .text ? $0.span.text : "text(\($0.span.text))" }
    let joined = "concat(\(texts.joined(separator: ", ")))"
    var diagnostic = Diagnostic(
      "type-mismatch", "`\(operation)` does not go between \(a.type.word) and \(b.type.word)", at: a.span,
      fix: a.type == .text || b.type == .text
        ? Fix("write \(Message.script(joined))", replace: a.span.merged(with: b.span), with: joined) : nil)
    for (day, number) in [(a, b), (b, a)] where (day.type == .date || day.type == .timestamp) && number.type == .number {
      let whole = "integer(\(number.span.text))"
      diagnostic.notes = ["a day moves by whole days; `integer` rounds towards zero"]
      diagnostic.fix = Fix("write \(Message.script(whole))", replace: number.span, with: whole)
    }
    diagnostic.labels = [Label(a.span, a.type.word), Label(b.span, b.type.word)]
    return diagnostic
  }

  static func cannotAddDuration(_ expression: Expression, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a duration is added to a date, and this is \(expression.type.word)", at: expression.span,
      label: expression.type.word, others: [Label(span, "a duration")])
  }

  static func durationTooLong(at span: SourceSpan) -> Diagnostic {
    Diagnostic("number-too-large", "the calendar is not that long", at: span, label: "more than 4 million days")
  }

  /// - Parameter call: the outermost call of a function of the script, where there is one.
  static func expansionTooLarge(_ call: Origin.Call?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "nesting-too-deep", "with its functions expanded, this expression is too large", at: call?.span ?? span,
      label: call.map { "`\($0.function)` grows beyond the limit" } ?? "",
      fix: Fix("give parts of it names with `metric`"))
  }

  static func notALifecycle(_ expression: Expression, _ stage: NameSyntax, negated: Bool) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`is \(stage.text)` asks for the stage of a lifecycle, and this is \(expression.type.word)",
      at: expression.span, label: "not a lifecycle",
      fix: expression.type == .text
        ? Fix(
          "compare it: `= \"\(stage.text)\"`", replace: expression.span.merged(with: stage.span),
          with: "\(expression.span.text) \(negated ? "!=" : "=") \"\(stage.text)\"")
        : Fix("`is missing` tests whether a value is missing"))
  }

  /// `error: `5` is the same on every day [as-of-constant]`
  static func asOfConstant(_ inner: SourceSpan, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "as-of-constant", "`\(inner.text)` is the same on every day", at: span, label: "`as of` applies to the value right before it",
      fix: Fix("use parentheses: `(frequency > 5) as of 2024-12-31`"))
  }

  // MARK: - Calls

  static func everyOutside(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`every` divides time in analyses, not in values", at: span,
      fix: Fix("for example `show trend(count(loyal), every month)`"))
  }

  static func argumentMissing(_ name: String, _ what: Message, _ example: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "`\(name)` needs \(what)", at: span, fix: Fix("for example \(Message.script(example))"))
  }

  /// - Parameter ours: the call with texts made of its arguments, where it takes texts.
  static func noOverload(_ function: Function, _ types: [ColumnType], _ ours: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.name)` does not take (\(types.map(\.rawValue).joined(separator: ", ")))", at: span,
      notes: function.signatures.prefix(3).map { "there is \($0)" },
      fix: ours.map { Fix("write \(Message.script($0))", replace: span, with: $0) }
        ?? Fix("for example \(Message.script(function.example.call))"))
  }

  /// `error: `date` does not take (integer) [wrong-arguments]`
  static func timeOfNumber(_ function: String, _ number: Expression, at span: SourceSpan) -> Diagnostic {
    let name = quoted(number.label.name)
    return Diagnostic(
      "wrong-arguments", "`\(function)` does not take (\(number.type.rawValue))", at: span, label: "a number is no day",
      notes: ["there are `\"epoch_ms\"`, `\"excel\"` and patterns such as `\"%Y%m%d\"`, too"],
      fix: Fix("if it counts seconds since 1970, load it `with (date_format: (\(name): \"epoch\"))`"))
  }

  static func wrongArgumentCount(_ macro: ScriptFunction, _ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(macro.name)` takes \(macro.parameters.count) arguments, and \(count) are written", at: span,
      others: [Label(macro.span, "defined here")])
  }

  static func notAnAggregate(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` takes values, not events", at: span, label: "`of`, `where` and windows go with aggregates",
      notes: ["aggregates are \(AggregateFunction.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"])
  }

  static func countOfNothing(_ table: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`count()` counts the customers of a group, and here is one customer", at: span,
      fix: table.map { Fix("did you mean `count(\($0))`?", replace: span, with: "count(\(quoted($0)))") })
  }

  static func countOfEvents(_ table: String, key: String?, at span: SourceSpan) -> Diagnostic {
    let own = "count(\(quoted(table)))"
    let customers: Message = key.map { ", `distinct(\($0) of \(quoted(table)))` their customers" } ?? ""
    return Diagnostic(
      "mixed-rows", "`count()` counts customers, and these groups are of `\(table)`", at: span,
      fix: Fix("`\(own)` counts the events\(customers)", replace: span, with: own))
  }

  static func limitOutsideFunnel(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`within \(span.text)` is the limit of a funnel", at: span, label: "not a window",
      fix: Fix("did you mean `in last \(span.text)`?"))
  }

  static func mixedGrains(_ function: AggregateFunction, _ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "mixed-rows", "the groups are of `\(table)`, and `\(function.rawValue)` here is of something else", at: span,
      fix: Fix("say `of \(table)`, or group by what customers have"))
  }

  static func noTime(_ table: TableSchema, at span: SourceSpan) -> Diagnostic {
    let column = table.columnNames.first { table.types[$0] == .date || table.types[$0] == .timestamp }
    return Diagnostic(
      "no-time", table.isMade ? "`\(table.name)` was made without a time" : "`\(table.name)` was loaded without a time", at: span,
      label: "needs to know when",
      fix: table.isMade
        ? Fix("make it with the time of its rows: `at = \(column ?? "min(time)")`")
        : Fix("load it with `at \(column ?? "DATE_COLUMN")`"))
  }

  /// `error: `orders` was loaded without a time [no-time]`
  ///
  /// - Parameter isError: whether nothing in the value has a day.
  static func noTime(_ table: TableSchema, asOfAnotherDay span: SourceSpan, isError: Bool) -> Diagnostic {
    var diagnostic = noTime(table, at: span)
    diagnostic.notes = ["rows without a time are there on every day"]
    if !isError {
      diagnostic.severity = .warning
      diagnostic.labels = [Label(span, "counts all of them on any day")]
    }
    return diagnostic
  }

  // MARK: - Cuts and the rest

  static func cutWithoutRanking(_ cut: CutSyntax) -> Diagnostic {
    Diagnostic(
      "cut-without-ranking", "the first ones by what?", at: cut.span, label: "no ranking", fix: Fix("`rank by EXPR` comes before it"))
  }

  /// `error: `list loyal` can mean its customers, or a column of yes and no [segment-as-column]`
  static func segmentAsColumn(_ name: String, _ key: String, at span: SourceSpan) -> Diagnostic {
    let shown = quoted(name)
    var diagnostic = Diagnostic(
      "segment-as-column", "`list \(shown)` can mean its customers, or a column of yes and no for all customers", at: span,
      label: "a segment", fix: Fix("for its customers write `list * of \(shown)`", replace: span, with: "* of \(shown)"))
    let both = "\(quoted(key)), \(shown)"
    diagnostic.otherFixes = [Fix("for the column write `list \(both)`", replace: span, with: both)]
    return diagnostic
  }

  static func notACount(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a whole number or a percentage is expected here", at: span, fix: Fix("`top 100` or `top 20%`"))
  }

  static func coveredUnknown(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`cover` needs a percentage, or an amount of something", at: span,
      fix: Fix("for example `cover 80%`, or `cover 10000 of profit`"))
  }

  static func notAnAmount(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "`spend` needs an amount, not a share", at: span, fix: Fix("for example `spend 10000 of cost_to_keep`"))
  }

  static func shareOutside(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a share is between 0% and 100%", at: span)
  }

  static func parameterNotLiteral(at span: SourceSpan) -> Diagnostic {
    Diagnostic("not-constant", "a parameter is a literal", at: span, label: "not a literal", fix: Fix("what is computed is a `metric`"))
  }

  static func columnsOfLast(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "the last answer has its columns already", at: span)
  }
}
