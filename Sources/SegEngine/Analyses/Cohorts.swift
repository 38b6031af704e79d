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
    // Events lie by customer and time: the first of a customer is its cohort.
    let starts = Buffer<Int32>(count: events.table.rowCount, zeroed: true)
    let periods = Buffer<Int64>(count: events.table.rowCount, zeroed: true)
    var sizes: [Int32: Int64] = [:]
    var active: [Cell: Int64] = [:]
    var customer: Int32 = -1
    var cohort: Int64 = 0
    var lastPeriod: Int64 = -1
    rows.forEachRow { row in
      let start = periodStart(day(of: row, time), months: months, days: days)
      if events.customerRows.pointer[row] != customer {
        customer = events.customerRows.pointer[row]
        cohort = start
        lastPeriod = -1
        sizes[Int32(clamping: cohort), default: 0] += 1
      }
      let period = periodsBetween(cohort, start, months: months, days: days)
      starts.pointer[row] = Int32(clamping: cohort)
      periods.pointer[row] = period
      if period != lastPeriod {
        lastPeriod = period
        active[Cell(cohort: Int32(clamping: cohort), period: period), default: 0] += 1
      }
    }
    let cohortColumn = Column(.date, count: starts.count, values: .int32(starts))
    let periodColumn = Column.integer(periods, validity: nil)
    let grouping = try Grouping([cohortColumn, periodColumn], among: rows, workers)
    var sizeValues: [Int64] = []
    var activeValues: [Int64] = []
    for row in grouping.representatives {
      let cell = Cell(cohort: starts[Int(row)], period: periods[Int(row)])
      sizeValues.append(sizes[cell.cohort] ?? 0)
      activeValues.append(active[cell] ?? 0)
    }
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("cohort", cohortColumn.taking(grouping.representatives), .plain), ("size", Column.integers(sizeValues), .figure),
      ("period", periodColumn.taking(grouping.representatives), .plain),
      ("customers", Column.integers(activeValues), .figure),
      ("share", Column.numbers(zip(activeValues, sizeValues).map { Double($0) / Double(max(1, $1)) }), .share),
    ]
    if question.arguments.count > 2, case .measure(let measure) = question.arguments[2] {
      let column = try GroupAggregation(self, grain: .events(events.name), grouping).column(measure.expression)
      fields.append((measure.name, column, .figure))
    }
    return AnswerTable(fields)
  }

  private struct Cell: Hashable {
    let cohort: Int32
    let period: Int64
  }
}
