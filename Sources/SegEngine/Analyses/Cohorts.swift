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
      let time = events.timeColumn, let calendar = try PeriodCalendar(self, time, rows, months: months, days: days)
    else { return Self.cohortTable([], [], [], []) }
    let count = calendar.starts.count
    let counts = Buffer<Int64>(count: count * count, zeroed: true)
    let cells = question.arguments.count > 2 ? Buffer<Int32>(count: rows.count, zeroed: true) : nil
    var customer: Int32 = -1
    var cohort = 0
    var last = -1
    // Events lie by customer and time: the first of a customer is its cohort.
    rows.forEachRow { row in
      let period = calendar.period(row)
      if events.customerRows.pointer[row] != customer {
        customer = events.customerRows.pointer[row]
        cohort = period
        last = -1
      }
      if period != last {
        last = period
        counts.pointer[cohort * count + period] += 1
      }
      if let cells { cells.pointer[row] = Int32(truncatingIfNeeded: cohort * count + period) }
    }
    var filled: [Int] = []
    for cell in 0..<count * count where counts[cell] > 0 { filled.append(cell) }
    var answer = Self.cohortTable(
      filled.map { calendar.starts[$0 / count] }, filled.map { Int64($0 % count - $0 / count) },
      filled.map { counts[$0] }, filled.map { counts[$0 / count * count + $0 / count] })
    if let cells, case .measure(let measure) = question.arguments[2] {
      // Cells in their order are groups in their order: the same rows as above.
      let column = Column(.date, count: cells.count, values: .int32(cells))
      let grouping = try Grouping([column], among: rows, workers)
      let values = try GroupAggregation(self, grain: .events(events.name), grouping).column(measure.expression)
      answer.table = Table(
        fields: answer.table.fields + [Table.Field(measure.name, values)], rowCount: answer.table.rowCount)
      answer.roles.append(.figure)
    }
    return answer
  }

  private static func cohortTable(_ starts: [Int32], _ periods: [Int64], _ counts: [Int64], _ sizes: [Int64]) -> AnswerTable {
    AnswerTable([
      ("cohort", Column.dates(starts.map { CalendarDate(days: $0) }), .plain), ("size", Column.integers(sizes), .figure),
      ("period", Column.integers(periods), .plain), ("customers", Column.integers(counts), .figure),
      ("share", Column.numbers(zip(counts, sizes).map { Double($0) / Double(max(1, $1)) }), .share),
    ])
  }
}

/// The periods that the days of a time column fall into, looked up by day.
struct PeriodCalendar {
  /// The first day of each period.
  private(set) var starts: [Int32] = []
  private let time: Column
  private let firstDay: Int64
  /// The period of each day from the first on.
  private let periods: Buffer<Int32>

  /// nil where no event has a day. Periods are counted from the first event's.
  init?(_ evaluation: Evaluation, _ time: Column, _ rows: Bitmap, months: Int, days: Int) throws(ScriptError) {
    var low = Int64.max
    var high = Int64.min
    rows.forEachRow { row in
      low = min(low, time.integer(row))
      high = max(high, time.integer(row))
    }
    guard low <= high else { return nil }
    if time.type == .timestamp { (low, high) = (Compiler.day(low), Compiler.day(high)) }
    self.time = time
    firstDay = low
    // Timestamps may lie in any millennium; periods of the years 1 to 9999 are
    // at most 3.7 million days.
    guard high - low < 4_000_000 else { return nil }
    periods = Buffer(count: Int(high - low) + 1)
    var last = Int64.min
    for day in low...high {
      let start = evaluation.periodStart(day, months: months, days: days)
      if start != last {
        last = start
        starts.append(Int32(clamping: start))
      }
      periods[Int(day - low)] = Int32(starts.count - 1)
    }
    // A square of cells must stay in memory: 4,000 periods are 300 years of months.
    guard starts.count <= 4_000 else { throw ScriptError(EngineDiagnostics.tooManyPeriods(starts.count)) }
  }

  @inline(__always)
  func period(_ row: Int) -> Int {
    let value = time.integer(row)
    let day = time.type == .timestamp ? Compiler.day(value) : value
    return Int(periods.pointer[Int(day - firstDay)])
  }
}

extension EngineDiagnostics {
  static func tooManyPeriods(_ count: Int) -> Diagnostic {
    Diagnostic(
      "too-many-periods", "the events fall into \(count) periods", notes: ["cohorts compare each with each, up to 4,000 of them"],
      fix: Diagnostic.Fix("take longer ones: `every month`"))
  }
}
