// cohorts(events, every month[, measure]): who came when, and who comes back.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct CohortsAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// Customers by the period of their first event; for each period after it,
  /// how many of them have an event in it, and the measure of those events.
  func cohorts(_ analysis: CohortsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let selected = try events(analysis.events, question)
    let (events, rows) = (selected.table, selected.rows)
    let eventDays = try evaluation.days(of: selected.time)
    let range = try evaluation.range(of: eventDays, among: rows) ?? 0...0
    let periods = try NumberedPeriods(Periods(analysis.every), range, limit: Self.mostCohorts, at: question.span)
    let count = periods.starts.count
    // For a measure each event's cell is kept; otherwise only the counts.
    let hasMeasure = analysis.measure != nil
    let cells = Buffer<Int32>(count: hasMeasure ? rows.count : 0, zeroed: true)
    let slots = MorselResults<Buffer<Int64>>(context.threads)
    try context.run(rows: store.customerCount) { worker, _, customers in
      let counts = slots.get(worker) ?? Buffer<Int64>(count: count * count, zeroed: true)
      slots.set(worker, counts)
      for customer in customers {
        var cohort = -1
        var last = -1
        // Events are in the order of time, so the first one gives the cohort.
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
    var columns = [
      Column.dates(filled.map { CalendarDate(days: periods.starts[$0 / count]) }),
      Column.integers(filled.map { counts[$0 / count * (count + 1)] }),
      Column.integers(filled.map { Int64($0 % count - $0 / count) }), Column.integers(filled.map { counts[$0] }),
      Column.numbers(filled.map { Double(counts[$0]) / Double(max(1, counts[$0 / count * (count + 1)])) }),
    ]
    if let measure = analysis.measure {
      // The groups of cells, in their order, are the rows above.
      let column = Column(.integer, count: rows.count, values: .int32(cells))
      let grouping = try Grouping([column], among: rows, context)
      columns.append(try GroupAggregation(evaluation, grain: .events(events.name), grouping).column(measure.expression))
    }
    return columns
  }

  /// Each period is compared with all later ones: 4,000 are 300 years of months.
  private static let mostCohorts = 4_000
}
