// What the analyses share.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

/// A question for an analysis, and what it is answered from.
package struct AnalysisRun {
  let evaluation: Evaluation
  let models: ModelStore
  let question: AnalysisQuestion

  package init(_ question: AnalysisQuestion, _ evaluation: Evaluation, _ models: ModelStore) {
    self.question = question
    self.evaluation = evaluation
    self.models = models
  }

  /// The same question asked of another evaluation.
  func of(_ other: Evaluation) -> AnalysisRun { AnalysisRun(question, other, models) }
}

/// The answer of an analysis; each has a type of its own.
protocol AnalysisAnswer {
  var run: AnalysisRun { get }
}

extension AnalysisAnswer {
  var evaluation: Evaluation { run.evaluation }
  var store: Store { run.evaluation.store }
  var context: ExecutionContext { run.evaluation.context }
  var asOf: Int32 { run.evaluation.asOf }
  var purchases: PurchaseModels { PurchaseModels(run.evaluation, run.models) }
  var scores: ScoreModels { ScoreModels(run.evaluation, run.models) }

  /// The customers of a question.
  func population(_ question: AnalysisQuestion) throws(ScriptError) -> Bitmap {
    try evaluation.rows(.customers, question.segment, question.condition)
  }

  /// The values of all customers.
  func values(_ item: NamedExpression) throws(ScriptError) -> Column {
    try evaluation.column(item.expression, on: store.customerFrame)
  }

  /// The customers who meet a condition.
  func members(_ item: NamedExpression) throws(ScriptError) -> Bitmap {
    // Bits are 0 if a value is missing: missing is no.
    if case .bits(let bits) = try values(item).values { return bits }
    return Bitmap(count: store.customerCount)
  }

  /// The number of each group; nil if it has none.
  func numbers(_ item: NamedExpression, of grouping: Grouping) throws(ScriptError) -> [Double?] {
    let column = try GroupAggregation(evaluation, grain: .customers, grouping).column(item.expression)
    return (0..<grouping.count).map { column.number($0) }
  }

  /// The same; nil of all groups where nothing was written.
  func numbers(_ item: NamedExpression?, of grouping: Grouping) throws(ScriptError) -> [Double?] {
    if let item { return try numbers(item, of: grouping) }
    return [Double?](repeating: nil, count: grouping.count)
  }

  /// Sums of values, missing ones left out.
  func sum(_ values: Column, among rows: Bitmap) throws(ScriptError) -> GroupedAggregator.GroupSum {
    let selection = values.validity.map(rows.intersection) ?? rows
    let run = GroupedAggregator(rows: selection, of: values.count, context: context)
    return try run.sums(values).first ?? GroupedAggregator.GroupSum.zero
  }

  /// Events of a selection that exist, belong to a customer of the question and
  /// have a time.
  func events(_ selection: EventSelection, _ question: AnalysisQuestion) throws(ScriptError) -> SelectedEvents {
    guard let events = try evaluation.eventTable(selection.table), let time = events.timeColumn else {
      throw ScriptError(AnalysisDiagnostics.noTimes(selection.table, at: question.span))
    }
    let people = try population(question)
    var rows = try evaluation.selection(of: events, selection.scope) ?? Bitmap(count: events.table.rowCount, repeating: true)
    if let validity = time.validity { rows = rows.intersection(validity) }
    let own = Buffer<UInt64>(count: rows.words.count)
    let selected = rows
    try context.run(rows: rows.count) { _, _, range in
      for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for row in word << 6..<min(range.upperBound, word << 6 + 64) {
          bits |= UInt64(bit(people[Int(events.customerRows.pointer[row])])) << UInt64(row & 63)
        }
        own.pointer[word] = selected.words.pointer[word] & bits
      }
    }
    return SelectedEvents(table: events, time: time, rows: Bitmap(count: rows.count, words: own))
  }
}

extension AnalysisAnswer {
  /// The evaluation of the day before `before`, which must leave days until the
  /// as-of day.
  func before(_ written: Expression, at span: SourceSpan) throws(ScriptError) -> Evaluation {
    let start = try evaluation.day(written)
    guard start <= asOf, start > Int32.min + 1 else {
      throw ScriptError(
        ModelDiagnostics.nothingAfter("\(CalendarDate(days: start))", asOf: "\(CalendarDate(days: asOf))", at: written.span))
    }
    return try evaluation.on(Expression(.literal(.date(start - 1)), .date, written.span))
  }
}

/// The events of an analysis.
struct SelectedEvents {
  let table: EventTable
  let time: Column
  /// Rows of the table.
  let rows: Bitmap
}

/// What can be wrong with an analysis.
package enum AnalysisDiagnostics {
  /// `error: no table `orders` with a time [unknown-table]`
  static func noTimes(_ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("unknown-table", "no table `\(table)` with a time", at: span)
  }

  /// `warning: `loyal` and `busy` have 12 customers in common: no test of their differences [not-independent]`
  ///
  /// - Parameter isWithin: whether all of `other` are in `one`.
  static func inBoth(_ count: Int, _ one: String, _ other: String, isWithin: Bool, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-independent",
      "`\(one)` and `\(other)` have \(count == 1 ? "1 customer" : "\(count) customers") in common: no test of their differences", at: span,
      label: "a test needs two groups without common customers",
      fix: Diagnostic.Fix(
        isWithin ? "compare `\(one) and not \(other)` with `\(other)`" : "compare `\(one)` with `\(other) and not \(one)`"),
      severity: .warning)
  }
}
