// trend(measure, every month): a measure period by period.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// One row for each period from the first event to the as-of day. Aggregates
  /// of events count those of the period; customers are as they stood at its
  /// end (the last period ends with the as-of day).
  func trend(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    guard question.arguments.count == 2, case .measure(let measure) = question.arguments[0],
      case .every(let months, let days) = question.arguments[1], let first = oldestDay
    else { return AnswerTable([("period", Column.dates([]), .plain)]) }
    let rows = try population(question)
    let grouping = try Grouping(all: rows, workers)
    var start = periodStart(first, months: months, days: days)
    var starts: [CalendarDate] = []
    var columns: [Column] = []
    while start <= Int64(asOf), starts.count < 10_000 {
      let date = CalendarDate(days: Int32(clamping: start))
      let next = months > 0 ? date.adding(months: months).map { Int64($0.days) } : start + Int64(days)
      guard let next else { break }
      let other = Evaluation(
        store: store, definitions: definitions, asOf: Int32(clamping: min(Int64(asOf), next - 1)), isDayKnown: true,
        workers: workers, cache: cache)
      let groups = GroupAggregation(other, grain: .customers, grouping, since: Int32(clamping: start))
      columns.append(try groups.column(measure.expression))
      starts.append(date)
      start = next
      if workers.interrupt.isRequested { throw ScriptError(EngineDiagnostics.interrupted()) }
    }
    let type = measure.expression.type
    return AnswerTable([
      ("period", Column.dates(starts), .plain),
      (measure.name, Column.of(type, columns.map { $0[0] }), type == .number || type == .integer ? .figure : .plain),
    ])
  }

  /// The day of the oldest event of all tables.
  private var oldestDay: Int64? {
    var oldest: Int64?
    for events in store.events {
      guard let time = events.timeColumn else { continue }
      for row in 0..<time.count where time.isPresent(row) { oldest = min(oldest ?? .max, day(of: row, time)) }
    }
    return oldest
  }
}
