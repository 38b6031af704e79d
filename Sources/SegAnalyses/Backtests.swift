// backtest and calibration: a model fitted to the data before a day, compared with
// what happened after it.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct BacktestAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row: customers who had bought before the day, the units of time after it, and
  /// their days with a purchase in that time, expected and actual. Bias is expected
  /// divided by actual, less 1.
  func backtest(_ analysis: BacktestAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let holdout = try holdout(analysis.subject, before: analysis.before, question)
    let measures = holdout?.measures(upTo: 7)
    func one<Value>(_ value: (Holdout) -> Value?) -> [Value?] { holdout.map { [value($0)] } ?? [] }
    func measure(_ value: (HoldoutMeasures) -> Double?) -> Column { Column.numbers(one { _ in measures.flatMap(value) }) }
    return [
      Column.integers(one { Int64($0.expected.count) }), Column.numbers(one { $0.time }), measure { $0.expectedTotal },
      measure { $0.actualTotal }, measure { $0.bias }, measure { $0.meanAbsoluteError }, measure { $0.rootMeanSquaredError },
      measure { $0.meanSquaredLogError }, measure { $0.correlation },
    ]
  }

  /// A row for each number of repeat purchases before the day; the last takes
  /// all above it.
  func calibration(_ analysis: CalibrationAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    switch analysis.subject {
    case .score(let subject): return try ScoreModelAnswer(run: run).scoreCalibration(subject.score, at: question.span)
    case .purchases(let subject, let before, let top):
      let rows = try holdout(subject, before: before, question)?.measures(upTo: top)?.byFrequency ?? []
      return [
        Column.texts(rows.map { $0.isOpen ? "\($0.frequency)+" : "\($0.frequency)" }),
        Column.integers(rows.map { Int64(exactly: $0.customers) }), Column.numbers(rows.map(\.meanExpected)),
        Column.numbers(rows.map(\.meanActual)),
      ]
    }
  }

  /// The expectation of a model fitted before a day for each customer, and the actual
  /// purchases.
  private struct Holdout {
    /// x before the day.
    var repeats: [Double] = []
    var expected: [Double?] = []
    var actual: [Double] = []
    /// The length of the time after the day, in units.
    let time: Double
    /// Counts the memory of the three.
    var charge: MemoryCharge?

    func measures(upTo top: Int) -> HoldoutMeasures? {
      HoldoutMeasures(frequency: repeats, expected: expected, actual: actual, most: top)
    }
  }

  /// nil if the model cannot be fitted, which has been noted.
  private func holdout(
    _ subject: PurchaseSubject, before written: Expression, _ question: AnalysisQuestion
  ) throws(ScriptError) -> Holdout? {
    let (selection, options) = (subject.purchases, subject.options)
    let before = try before(written, at: question.span)
    let start = before.asOf + 1
    let earlier = PurchaseModels(before, run.models)
    let record = try earlier.record(selection)
    guard record.buyers > 0 else {
      throw ScriptError(ModelDiagnostics.nobodyBefore("\(CalendarDate(days: start))", at: written.span))
    }
    guard let fit = try earlier.fit(options, record, at: question.span) else { return nil }
    let days = Double(asOf) - Double(start) + 1
    var holdout = Holdout(time: days / options.daysPerUnit)
    // What is expected of each history; three numbers of each customer.
    let predictions = try context.charge(fit.count * MemoryLayout<Double?>.stride)
    defer { withExtendedLifetime(predictions) {} }
    holdout.charge = try context.charge(record.buyers * (16 + MemoryLayout<Double?>.stride))
    holdout.repeats.reserveCapacity(record.buyers)
    holdout.expected.reserveCapacity(record.buyers)
    holdout.actual.reserveCapacity(record.buyers)
    let time = holdout.time
    let expected = fit.values { $0.expectedTransactions($1, within: time, in: context) }
    try purchases.check(record)
    guard let later = try purchases.purchaseDays(selection, since: start) else { return nil }
    let people = try population(question)
    for customer in 0..<store.customerCount where people[customer] {
      let dense = Int(record.place.pointer[customer])
      guard dense >= 0, fit.historyOf[dense] >= 0 else { continue }
      holdout.repeats.append(Double(record.histories.frequency[dense]))
      holdout.expected.append(expected[Int(fit.historyOf[dense])])
      holdout.actual.append(Double(later.pointer[customer]))
    }
    return holdout
  }
}
