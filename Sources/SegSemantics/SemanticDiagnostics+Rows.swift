// The messages about rows of an answer: names of items, functions over the rows, and their clauses.

import SegDiagnostics
import SegPlan
import SegSyntax

extension Diagnostic {
  /// `error: no figure here follows from a model of purchases [no-interval]`
  static func noInterval(at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "no-interval", "no figure here follows from a model of purchases, so none has an interval", at: span,
      label: "counted, not estimated",
      fix: Fix("`compare(A, B)` has the intervals of differences; `with interval` is for measures such as `sum(clv(…))`"))
  }

  /// `error: `with interval` goes with measures of groups alone [no-interval]`
  static func intervalOfRows(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-interval",
      "`with interval` goes with measures of groups alone: not with `having`, `pivot`, `with totals`, periods or functions over the rows",
      at: span, fix: Fix("ask for the intervals in a question of their own"))
  }

  /// `error: `growth` is a function over the rows of an answer [not-a-row]`
  static func rowsOutsideAnswer(_ function: RowFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-row", "`\(function.rawValue)` is a function over the rows of an answer", at: span, label: "no rows here",
      fix: Fix("use it in `show … by`: `show count(orders) as n, \(function.rawValue)(n\(function == .moving ? ", 3" : "")) by …`"))
  }

  /// `error: `growth` compares the rows of an answer, and `trend` takes measures [not-a-row]`
  static func rowsInTrend(_ function: RowFunction, _ ours: Fix?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-row", "`\(function.rawValue)` compares the rows of an answer, and `trend` takes measures", at: span, label: "no measure",
      fix: ours ?? Fix("measures of events have rows of periods in `show … by every month`"))
  }

  /// `error: this answer has one row, and `growth` compares rows [not-a-row]`
  static func answerOfOneRow(_ function: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-a-row", "this answer has one row, and `\(function)` compares rows", at: span, fix: Fix("add `by …`, which makes the rows"))
  }

  /// `error: `growth` takes a measure alone [wrong-arguments]`
  static func rowsOfMeasure(_ function: RowFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` takes a measure of the row alone", at: span, label: "not here",
      notes: ["its rows are those of the last dimension after `by`, for each combination of the others"],
      fix: Fix("choose events or customers inside the measure: `\(function.rawValue)(sum(amount of orders where …))`"))
  }

  /// `error: a whole number of rows from 1 to 1,000 is expected here [type-mismatch]`
  ///
  /// - Parameter count: that of the length of time that was written.
  static func rowsOfMoving(at span: SourceSpan, count: Int64? = nil) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a whole number of rows from 1 to 1,000 is expected here", at: span,
      fix: count.map { Fix("write \(Message.script($0)), the number of rows", replace: span, with: String($0)) }
        ?? Fix("for example `moving(revenue, 3)`"))
  }

  /// `error: `moving` takes the measure first [wrong-arguments]`
  static func rowsBeforeMeasure(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`moving` takes the measure first, then the number of rows", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: `share` takes a measure, not a function over the rows [wrong-arguments]`
  static func wholeOfRows(_ function: RowFunction, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` computes a measure of all rows together, and this is none", at: span,
      label: "a function over the rows", fix: Fix("name a sum or a count"))
  }

  /// `error: `revenue / n` has no shares [no-whole]`
  static func noWhole(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-whole", "\(Message.script(text)) has no shares: only sums and counts add up to a whole", at: span,
      label: "an average, a ratio, an extreme …",
      fix: Fix("to compare it with that of all rows write \(Message.script("\(text) / total(\(text))"))"))
  }

  /// `error: `revenue` is an item of this answer, and a measure too [ambiguous-name]`
  static func ambiguousItem(_ name: String, _ other: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "ambiguous-name", "`\(name)` is an item of this answer, and \(other) too", at: span, label: "which one?",
      fix: Fix("give the item another name; this one then means \(other)"))
  }

  static func repeatedItem(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "ambiguous-name", "several items of this answer are named `\(name)`", at: span, label: "which one?",
      fix: Fix("give each item a name of its own with `as`"))
  }

  /// `error: an item has the day of its answer [item-of-other-day]`
  static func itemOnOtherDay(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "item-of-other-day", "an item of an answer has no value as of another day", at: span,
      fix: Fix("write its measure again: `(sum(amount of orders) as of 2024-01-01)`"))
  }

  /// `error: `revenue` is a measure of groups, and `where` chooses what is grouped [item-in-where]`
  static func itemInWhere(_ item: NameSyntax, condition: SourceSpan) -> Diagnostic {
    var fix = Fix("`having` keeps groups: `having \(condition.text)`")
    let before = condition.source.text(0..<condition.range.lowerBound)
    let trimmed = before.reversed().drop { $0.isWhitespace }
    if String(trimmed.prefix(5).reversed()).lowercased() == "where" {
      let end = condition.range.lowerBound - (before.utf8.count - String(trimmed.reversed()).utf8.count)
      fix = Fix("write `having`, which keeps groups", replace: SourceSpan(condition.source, end - 5..<end), with: "having")
    }
    return Diagnostic(
      "item-in-where", "\(Message.script(item.text)) is a measure of groups, and `where` chooses what is grouped", at: item.span, fix: fix)
  }

  /// `error: `having` needs groups [no-groups]`
  static func clauseWithoutGroups(_ clause: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-groups", "`\(clause)` is about groups, and this answer has none", at: span,
      fix: Fix(clause == "having" ? "add `by …`; customers are chosen by `where`, events inside the measure" : "add `by …`"))
  }

  /// `error: `having` follows measures [no-groups]`
  static func clauseOfMeasures(_ clause: String, _ segments: [String], at span: SourceSpan) -> Diagnostic {
    let rest = clause == "with totals" ? clause : "\(clause) …"
    let statement = "show count() as customers of \(quoted(segments.first ?? "SEGMENT")) by … \(rest)"
    return Diagnostic(
      "no-groups", "`\(clause)` is about measures of groups, and this answers with the sizes of segments", at: span,
      fix: Fix("count its customers: \(Message.script(statement))"))
  }

  /// `error: `channel` is not among the dimensions [no-dimension]`
  static func pivotOfNoDimension(_ text: String, _ dimensions: [String], at span: SourceSpan) -> Diagnostic {
    let nearest = Speller.nearest(to: text, among: dimensions)
    return Diagnostic(
      "no-dimension", "\(Message.script(text)) is not among the dimensions after `by`", at: span, label: "`pivot` lays out one of them",
      fix: nearest.map { Fix("did you mean \(quoted($0))?", replace: span, with: quoted($0)) } ?? Fix("`by` names it first"))
  }
}

extension SemanticDiagnostics {
  package static let rowTopics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "not-a-row",
      """
      `change`, `growth`, `running` and `moving` compare the rows of an answer, and so do `previous`, `share`, `rank` and `total` of a \
      measure in `show … by`. The rows are those of the last dimension, for each combination of the others. A metric has a value \
      for each customer and a measure one for each group, so a definition cannot use them.
      """),
    DiagnosticTopic(
      "no-whole",
      """
      A share is a part of a whole. Sums and counts of groups make up the sum and count of all; averages, ratios, extremes and medians do \
      not. `x / total(x)` compares such a measure of a group with that of all groups together.
      """),
    DiagnosticTopic(
      "item-of-other-day",
      """
      An item of a `show` that another one names has the value that the answer shows. `as of` needs the measure itself: \
      `show sum(amount of orders) as revenue, revenue - (sum(amount of orders) as of 2024-01-01) as more`.
      """),
    DiagnosticTopic(
      "item-in-where",
      """
      `where` chooses the customers or events that are grouped, so it cannot ask for a measure of their group. `having` keeps groups: \
      `show count() as customers by city having customers > 100`.
      """),
    DiagnosticTopic(
      "no-groups",
      """
      `having` keeps groups, `pivot` lays them out as columns, and `with totals` adds the row of all of them. So they follow measures \
      with `by`: `show count() as customers by city having customers > 100`.
      """),
    DiagnosticTopic(
      "no-dimension",
      """
      `pivot` makes columns of the values of a dimension that the answer is grouped by: \
      `show sum(amount of orders) by city, channel pivot channel`.
      """),
  ]
}
