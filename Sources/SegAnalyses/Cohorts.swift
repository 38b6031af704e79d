// cohorts(events, every month[, measure]): who came when, and who comes back.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct CohortsAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// Customers by the period of their first event; for each period from it to that of the
  /// as-of day, how many of them have an event in it, and the measure of those events.
  func cohorts(_ analysis: CohortsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    if analysis.from != nil || analysis.retention != .period || analysis.isCumulative {
      return try RetentionAnswer(run: run).cohorts(analysis, question)
    }
    let selected = try events(analysis.events, question)
    let (events, rows) = (selected.table, selected.rows)
    let eventDays = try evaluation.days(of: selected.time)
    let found = try evaluation.range(of: eventDays, among: rows)
    let range = found.map { $0.lowerBound...max($0.upperBound, asOf) } ?? 0...0
    let periods = try NumberedPeriods(Periods(analysis.every, asOf: asOf), range, limit: Self.mostCohorts, at: question.span)
    let count = periods.starts.count
    try context.offer(cellsOf: count)
    // For a measure each event's cell is kept; otherwise only the counts.
    let hasMeasure = analysis.measure != nil
    let cells = try Buffer<Int32>(count: hasMeasure ? rows.count : 0, zeroed: true, in: context)
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
    // A period in which nobody came back is a row too.
    let sizes = (0..<count).map { counts[$0 * (count + 1)] }
    let shown = counts.indices.filter { sizes[$0 / count] > 0 && $0 % count >= $0 / count }
    let isWhole = periods.areWhole(analysis.every, since: range.lowerBound, asOf: asOf)
    let values = try analysis.measure.map { (measure) throws(ScriptError) in try column(of: measure, events, rows, cells, shown) }
    return columns(
      analysis, shown.map { CohortCell(cohort: $0 / count, period: $0 % count, size: sizes[$0 / count], customers: counts[$0]) },
      periods, values, isWhole)
  }

  /// Each period is compared with all later ones: 4,000 are 300 years of months.
  static let mostCohorts = 4_000
}

/// A row of the answer: a cohort in a period.
struct CohortCell {
  let cohort: Int
  let period: Int
  let size: Int64
  let customers: Int64
}

extension AnalysisAnswer {
  /// - Parameter values: of the measure, a row for each cell.
  func columns(
    _ analysis: CohortsAnalysis, _ cells: [CohortCell], _ periods: NumberedPeriods, _ values: Column?, _ isWhole: [Bool]
  ) -> [Column] {
    var columns = [
      Column.dates(cells.map { CalendarDate(days: periods.starts[$0.cohort]) }), Column.integers(cells.map(\.size)),
      Column.integers(cells.map { Int64($0.period - $0.cohort) }), Column.integers(cells.map(\.customers)),
      Column.numbers(cells.map { Double($0.customers) / Double($0.size) }),
    ]
    if let values {
      columns.append(values)
      if analysis.additive(evaluation.definitions) != nil {
        columns.append(Column.numbers(cells.enumerated().map { place, cell in values.number(place).map { $0 / Double(cell.size) } }))
      }
    }
    return columns + [Column.booleans(cells.map { isWhole[$0.period] })]
  }

  /// A measure of the events of each row.
  ///
  /// - Parameters:
  ///   - cells: the cell of each event in `rows`.
  ///   - shown: the cells of the answer's rows, ascending.
  func column(
    of measure: NamedExpression, _ events: EventTable, _ rows: Bitmap, _ cells: Buffer<Int32>, _ shown: [Int]
  ) throws(ScriptError) -> Column {
    let places = Buffer<Int32>(count: (shown.last ?? 0) + 1, zeroed: true)
    for (place, cell) in shown.enumerated() { places.pointer[cell] = Int32(truncatingIfNeeded: place) }
    try context.run(rows: rows.count) { _, _, range in
      for row in range { cells.pointer[row] = rows[row] && cells.pointer[row] >= 0 ? places.pointer[Int(cells.pointer[row])] : -1 }
    }
    let grouping = Grouping(ids: .wide(cells), count: shown.count, representatives: [])
    return try GroupAggregation(evaluation, grain: .events(events.name), grouping).column(measure.expression)
  }
}

extension ExecutionContext {
  /// Asks for the memory of a grid of cohorts: each worker counts its cells, and half of them are rows.
  func offer(cellsOf periods: Int) throws(ScriptError) { try offer(periods * periods * 8 * (threads + 4)) }
}
