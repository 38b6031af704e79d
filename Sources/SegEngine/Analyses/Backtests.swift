// backtest and calibration: a model that knows nothing after a day, held
// against what then came.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// One row: customers who had bought before the day, the units of time after
  /// it, and their days with a purchase in that time, expected and actual; bias is
  /// expected over actual, less 1.
  func backtest(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    guard let holdout = try holdout(question) else { return AnswerTable([("customers", Column.integers([]), .figure)]) }
    let measures = holdout.measures(upTo: 7)
    func one(_ value: Double?) -> Column { Column.numbers([value]) }
    return AnswerTable([
      ("customers", Column.integers([Int64(holdout.expected.count)]), .figure),
      (holdout.unit + "s", one(holdout.time), .figure),
      ("expected", one(measures?.expectedTotal), .figure), ("actual", one(measures?.actualTotal), .figure),
      ("bias", one(measures?.bias), .share), ("mae", one(measures?.meanAbsoluteError), .estimate),
      ("rmse", one(measures?.rootMeanSquaredError), .estimate), ("msle", one(measures?.meanSquaredLogError), .estimate),
      ("correlation", one(measures?.correlation), .estimate),
    ])
  }

  /// A row for each number of repeat purchases before the day; the last takes
  /// all above it.
  func calibration(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    if let (score, _) = try score(of: question) { return try scoreCalibration(score, at: question.span) }
    let top = try purchases(of: question)?.1.top ?? 7
    let rows = try holdout(question)?.measures(upTo: top)?.byFrequency ?? []
    return AnswerTable([
      ("repeat_days", Column.texts(rows.map { $0.isOpen ? "\($0.frequency)+" : "\($0.frequency)" }), .plain),
      ("customers", Column.integers(rows.map { Int64(exactly: $0.customers) }), .plain),
      ("expected", Column.numbers(rows.map(\.meanExpected)), .figure),
      ("actual", Column.numbers(rows.map(\.meanActual)), .figure),
    ])
  }

  /// What a model fitted before a day expects of each customer, and what came.
  private struct Holdout {
    /// x before the day.
    var repeats: [Double] = []
    var expected: [Double?] = []
    var actual: [Double] = []
    /// Of the time after the day, in units.
    let time: Double
    let unit: String

    func measures(upTo top: Int) -> HoldoutMeasures? {
      HoldoutMeasures(frequency: repeats, expected: expected, actual: actual, most: top)
    }
  }

  /// nil where the model cannot be fitted, which has been noted.
  private func holdout(_ question: AnalysisQuestion) throws(ScriptError) -> Holdout? {
    guard let (selection, options) = try purchases(of: question), let written = options.day else { return nil }
    let before = try before(written, at: question.span)
    let start = before.asOf + 1
    let record = try before.record(selection)
    guard record.buyers > 0 else {
      throw ScriptError(EngineDiagnostics.nobodyBefore("\(CalendarDate(days: start))", at: written.span))
    }
    guard let fit = try before.fit(options, record, at: question.span) else { return nil }
    let days = Double(asOf) - Double(start) + 1
    var holdout = Holdout(time: days / options.daysPerUnit, unit: options.unit.rawValue)
    let grouped = record.grouped(daysPerUnit: options.daysPerUnit)
    let expected = fit.expectedTransactions(grouped.histories, within: holdout.time, in: context)
    try check(record)
    guard let later = try found(selection)?.purchaseDays(since: start) else { return nil }
    let people = try population(question)
    for customer in 0..<store.customerCount where people[customer] {
      let dense = Int(record.place.pointer[customer])
      guard dense >= 0 else { continue }
      holdout.repeats.append(Double(record.histories.frequency[dense]))
      holdout.expected.append(expected[Int(grouped.historyOf[dense])])
      holdout.actual.append(Double(later.pointer[customer]))
    }
    return holdout
  }

  /// The evaluation of the day before `before`, which must leave days until the
  /// as-of day.
  func before(_ written: Expression, at span: SourceSpan) throws(ScriptError) -> Evaluation {
    let start = try day(written)
    guard start <= asOf, start > Int32.min + 1 else {
      throw ScriptError(
        EngineDiagnostics.nothingAfter("\(CalendarDate(days: start))", asOf: "\(CalendarDate(days: asOf))", at: written.span))
    }
    return try on(Expression(.literal(.date(start - 1)), .date, written.span))
  }
}
