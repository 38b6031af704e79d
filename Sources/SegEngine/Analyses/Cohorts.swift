// cohorts(events, every month[, measure]): who came when, and who comes back.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Evaluation {
  /// Customers by the period of their first event; for each period after it,
  /// how many of them have an event in it, and the measure of those events.
  func cohorts(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    guard question.arguments.count >= 2, case .events(let selection) = question.arguments[0],
      case .every(let months, let days) = question.arguments[1], let (events, rows) = try events(selection, question),
      let time = events.timeColumn
    else { return AnswerTable([]) }
    let eventDays = try self.days(of: time)
    let range = try range(of: eventDays, among: rows) ?? 0...0
    let periods = try NumberedPeriods(
      Periods(months: months, days: days), range, limit: Self.mostCohorts, at: question.span)
    let count = periods.starts.count
    // Of a measure each event's cell is kept; otherwise only the counts.
    let hasMeasure = question.arguments.count > 2
    let cells = Buffer<Int32>(count: hasMeasure ? rows.count : 0, zeroed: true)
    let slots = MorselResults<Buffer<Int64>>(context.threads)
    try context.run(rows: store.customerCount) { worker, _, customers in
      let counts = slots.get(worker) ?? Buffer<Int64>(count: count * count, zeroed: true)
      slots.set(worker, counts)
      for customer in customers {
        var cohort = -1
        var last = -1
        // Events lie in the order of time: the first one is the cohort.
        for row in Int(events.offsets.pointer[customer])..<Int(events.offsets.pointer[customer + 1]) where rows[row] {
          let period = Int(periods.number(of: eventDays.pointer[row]))
          if cohort < 0 { cohort = period }
          if period != last { counts.pointer[cohort * count + period] += 1 }
          last = period
          if hasMeasure { cells.pointer[row] = Int32(truncatingIfNeeded: cohort * count + period) }
        }
      }
    }
    var counts = [Int64](repeating: 0, count: count * count)
    for worker in 0..<context.threads {
      if let own = slots.get(worker) { for cell in counts.indices { counts[cell] += own.pointer[cell] } }
    }
    let filled = counts.indices.filter { counts[$0] > 0 }
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("cohort", Column.dates(filled.map { CalendarDate(days: periods.starts[$0 / count]) }), .plain),
      ("size", Column.integers(filled.map { counts[$0 / count * (count + 1)] }), .figure),
      ("period", Column.integers(filled.map { Int64($0 % count - $0 / count) }), .plain),
      ("customers", Column.integers(filled.map { counts[$0] }), .figure),
      ("share", Column.numbers(filled.map { Double(counts[$0]) / Double(max(1, counts[$0 / count * (count + 1)])) }), .share),
    ]
    if hasMeasure, case .measure(let measure) = question.arguments[2] {
      // Groups of cells in their order are the rows above.
      let column = Column(.integer, count: rows.count, values: .int32(cells))
      let grouping = try Grouping([column], among: rows, context)
      let values = try GroupAggregation(self, grain: .events(events.name), grouping).column(measure.expression)
      fields.append((measure.name, values, .figure))
    }
    return AnswerTable(fields)
  }

  /// Each is compared with all after it: 4,000 are 300 years of months.
  private static let mostCohorts = 4_000
}
