// cohorts(events, every month[, measure]): who came when, and who comes back.

import SegColumns
import SegDiagnostics
import SegPlan

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
    let cells = try Cells(events, rows, workers) { periods.number(of: eventDays.pointer[$0]) }
    let grouping = try Grouping([cells.cohorts, cells.periods], among: rows, workers)
    // A customer's first event in a period stands for the customer.
    let active = try GroupRun(ids: grouping.ids, groups: grouping.count, selection: cells.firsts, workers: workers)
      .counts().array
    var size: Int64 = 0
    var sizes: [Int64] = []
    var starts: [CalendarDate] = []
    for (group, row) in grouping.representatives.enumerated() {
      // Everybody of a cohort has an event in its own period, its first row.
      if cells.periods.integer(Int(row)) == 0 { size = active[group] }
      sizes.append(size)
      starts.append(CalendarDate(days: periods.starts[Int(cells.cohorts.integer(Int(row)))]))
    }
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("cohort", Column.dates(starts), .plain), ("size", Column.integers(sizes), .figure),
      ("period", cells.periods.taking(grouping.representatives), .plain),
      ("customers", Column.integers(active), .figure),
      ("share", Column.numbers(zip(active, sizes).map { Double($0) / Double(max(1, $1)) }), .share),
    ]
    if question.arguments.count > 2, case .measure(let measure) = question.arguments[2] {
      let column = try GroupAggregation(self, grain: .events(events.name), grouping).column(measure.expression)
      fields.append((measure.name, column, .figure))
    }
    return AnswerTable(fields)
  }

  /// Each is compared with all after it: 4,000 are 300 years of months.
  private static let mostCohorts = 4_000

  /// Each event's cohort and the periods since.
  private struct Cells {
    /// The number of the period of the customer's first event.
    let cohorts: Column
    /// Periods between that and the event.
    let periods: Column
    /// Events that are the first of their customer in their period.
    let firsts: Bitmap

    init(
      _ events: EventTable, _ rows: Bitmap, _ workers: Workers, _ period: @escaping @Sendable (Int) -> Int32
    ) throws(ScriptError) {
      let cohorts = Buffer<Int32>(count: rows.count, zeroed: true)
      let periods = Buffer<Int32>(count: rows.count, zeroed: true)
      let firsts = Bitmap(count: rows.count)
      try workers.run(rows: rows.count) { _, _, range in
        var customer: Int32 = -1
        var cohort: Int32 = 0
        var last: Int32 = -1
        rows.forEachRow(in: range) { row in
          if events.customerRows.pointer[row] != customer {
            customer = events.customerRows.pointer[row]
            last = -1
            cohort = period(row)
            // A customer may have begun before the morsel: events are in order
            // of time, so the first and the last of those say it all.
            var isFirst = true
            for earlier in Int(events.offsets.pointer[Int(customer)])..<max(range.lowerBound, Int(events.offsets.pointer[Int(customer)]))
            where rows[earlier] {
              if isFirst { cohort = period(earlier) }
              isFirst = false
              last = period(earlier)
            }
          }
          let own = period(row)
          cohorts.pointer[row] = cohort
          periods.pointer[row] = own - cohort
          if own != last { firsts.set(row) }
          last = own
        }
      }
      self.cohorts = Column(.integer, count: rows.count, values: .int32(cohorts))
      self.periods = Column(.integer, count: rows.count, values: .int32(periods))
      self.firsts = firsts
    }
  }
}
