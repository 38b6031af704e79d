// cohorts(…) with `from`, `retention` or `cumulative`: other beginnings, and other ways to be retained.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct RetentionAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// Customers by the period in which they began; for each period from it to that of the
  /// as-of day, how many of them are retained in it, and the measure of the events counted.
  func cohorts(_ analysis: CohortsAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let selected = try events(analysis.events, question)
    let own = DatedEvents(selected, try evaluation.days(of: selected.time))
    let starts: CohortStarts
    switch analysis.from {
    case nil: starts = try CohortStarts(own, store.customerCount, context)
    case .events(let selection)?:
      let other = try events(selection, question)
      starts = try CohortStarts(DatedEvents(other, try evaluation.days(of: other.time)), store.customerCount, context)
    case .day(let item)?:
      let column = try values(item)
      starts = CohortStarts(
        of: column.validity.map(people.intersection) ?? people, days: try evaluation.days(of: column), until: asOf)
    }
    // Events before the first beginning count for nobody.
    guard let first = starts.first else {
      let context = AnswerContext(definitions: evaluation.definitions, customers: nil, events: [])
      return analysis.schema(in: context).columns.map { Column.of($0.type, []) }
    }
    let last = try evaluation.range(of: own.days, among: own.rows)?.upperBound ?? asOf
    let periods = try NumberedPeriods(
      Periods(analysis.every, asOf: asOf), first...max(asOf, last), limit: CohortsAnswer.mostCohorts, at: question.span)
    let table = CohortTable(analysis, own, starts, periods, context)
    try table.fill(customers: store.customerCount)
    let cells = table.cells
    let values = try analysis.measure.map { (measure) throws(ScriptError) in try column(of: measure, analysis, table, cells) }
    return columns(analysis, cells, periods, values, periods.areWhole(analysis.every, since: first, asOf: asOf))
  }

  /// The measure of the events that each cell counts.
  private func column(
    of measure: NamedExpression, _ analysis: CohortsAnalysis, _ table: CohortTable, _ cells: [CohortCell]
  ) throws(ScriptError) -> Column {
    let count = table.count
    if !analysis.isCumulative {
      let ids = try table.placesOfEvents(upTo: nil)
      return try column(of: measure, table.events.table, table.events.rows, ids, cells.map { $0.cohort * count + $0.period })
    }
    if let sums = try sums(of: measure, analysis, table, cells) { return sums }
    // A period counts all before it: one pass for each distance from the first.
    var values = [Value](repeating: .missing, count: cells.count)
    for age in 0...(cells.map { $0.period - $0.cohort }.max() ?? 0) {
      let grouping = Grouping(ids: .wide(try table.placesOfEvents(upTo: age)), count: count, representatives: [])
      let column = try GroupAggregation(evaluation, grain: .events(table.events.table.name), grouping).column(measure.expression)
      for (place, cell) in cells.enumerated() where cell.period - cell.cohort == age { values[place] = column[cell.cohort] }
      try context.check()
    }
    return Column.of(measure.expression.type, values)
  }

  /// The cumulative values of a sum or count from those of the single periods; nil where these do not add up exactly.
  private func sums(
    of measure: NamedExpression, _ analysis: CohortsAnalysis, _ table: CohortTable, _ cells: [CohortCell]
  ) throws(ScriptError) -> Column? {
    guard let unit = try unit(of: measure.expression, table.events.table) else { return nil }
    let ids = try table.placesOfEvents(upTo: nil)
    let single = try column(of: measure, table.events.table, table.events.rows, ids, cells.map { $0.cohort * table.count + $0.period })
    var values: [Value] = []
    var sum: Int64 = 0
    for (place, cell) in cells.enumerated() {
      if cell.period == cell.cohort { sum = 0 }
      let next: Int64
      switch single[place] {
      case .integer(let count): next = count
      case .number(let number): next = Int64(exactly: (number * unit).rounded()) ?? .max
      case .missing, .text, .date, .timestamp, .boolean: return nil
      }
      sum = sum.addingReportingOverflow(next).partialValue
      guard abs(Double(next)) < Self.mostExact, abs(Double(sum)) < Self.mostExact else { return nil }
      values.append(measure.expression.type == .integer ? .integer(sum) : .number(Double(sum) / unit))
    }
    return Column.of(measure.expression.type, values)
  }

  /// Whole numbers below it are numbers without rounding.
  private static let mostExact = 9e15

  /// So many units to 1 are whole in each value that a measure adds up; nil where it adds none up.
  private func unit(of measure: Expression, _ events: EventTable) throws(ScriptError) -> Double? {
    guard case .group(let aggregate) = measure.kind, aggregate.rows.events != nil else { return nil }
    switch aggregate.function {
    case .count: return 1
    case .sum:
      guard let argument = aggregate.value.argument else { return nil }
      if argument.type == .integer { return 1 }
      let unit = try evaluation.column(argument, on: events.frame).decimalUnit(context)
      return unit == 0 ? nil : unit
    case .avg, .min, .max, .median, .quantile, .mode, .stddev, .variance, .first, .last, .nth, .any, .distinct, .list, .correlation, .slope:
      return nil
    }
  }
}

/// Events, and their days.
private struct DatedEvents {
  let table: EventTable
  let rows: Bitmap
  let days: Buffer<Int32>

  init(_ selected: SelectedEvents, _ days: Buffer<Int32>) {
    table = selected.table
    rows = selected.rows
    self.days = days
  }

  /// Calls `body` with the days of a customer's events, in the order of time, until it says no.
  func forEachDay(of customer: Int, _ body: (_ row: Int, _ day: Int32) -> Bool) {
    for row in Int(table.offsets.pointer[customer])..<Int(table.offsets.pointer[customer + 1]) where rows[row] {
      if !body(row, days.pointer[row]) { return }
    }
  }
}

/// The day on which each customer began.
private struct CohortStarts {
  /// `Int32.max` for customers who did not.
  let days: Buffer<Int32>
  /// The events that begin; nil: a date of the customer.
  let events: DatedEvents?
  /// The earliest day.
  let first: Int32?

  /// The first of some events.
  init(_ events: DatedEvents, _ customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    let days = try Buffer<Int32>(count: customers, in: context)
    try context.run(rows: customers) { _, _, range in
      for customer in range {
        days.pointer[customer] = .max
        events.forEachDay(of: customer) { _, day in
          days.pointer[customer] = day
          return false
        }
      }
    }
    self.days = days
    self.events = events
    first = (0..<customers).lazy.map { days.pointer[$0] }.min().flatMap { $0 == .max ? nil : $0 }
  }

  /// A date of each customer in a set, until a day.
  init(of people: Bitmap, days: Buffer<Int32>, until last: Int32) {
    for customer in 0..<days.count where !people[customer] || days.pointer[customer] > last { days.pointer[customer] = .max }
    self.days = days
    events = nil
    first = (0..<days.count).lazy.map { days.pointer[$0] }.min().flatMap { $0 == .max ? nil : $0 }
  }
}

/// How many customers of each cohort are retained in each period.
private final class CohortTable {
  let events: DatedEvents
  let count: Int
  private let retention: Retention
  private let isCumulative: Bool
  private let starts: CohortStarts
  private let periods: NumberedPeriods
  private let context: ExecutionContext
  private var sizes: [Int64]
  private var counts: [Int64]

  init(_ analysis: CohortsAnalysis, _ events: DatedEvents, _ starts: CohortStarts, _ periods: NumberedPeriods, _ context: ExecutionContext)
  {
    self.events = events
    self.starts = starts
    self.periods = periods
    self.context = context
    retention = analysis.retention
    isCumulative = analysis.isCumulative
    count = periods.starts.count
    sizes = [Int64](repeating: 0, count: count)
    counts = [Int64](repeating: 0, count: count * count)
  }

  /// The cells from each cohort's period on; a period in which nobody came back is one too.
  var cells: [CohortCell] {
    var cells: [CohortCell] = []
    for cohort in 0..<count where sizes[cohort] > 0 {
      for period in cohort..<count {
        cells.append(CohortCell(cohort: cohort, period: period, size: sizes[cohort], customers: counts[cohort * count + period]))
      }
    }
    return cells
  }

  func fill(customers: Int) throws(ScriptError) {
    try context.offer(cellsOf: count)
    let slots = MorselResults<Buffer<Int64>>(context.threads)
    let (count, retention, isCumulative) = (count, retention, isCumulative)
    let (events, starts, periods) = (events, starts, periods)
    try context.run(rows: customers) { worker, _, range in
      let own = slots.get(worker) ?? Buffer<Int64>(count: (count + 1) * count, zeroed: true)
      slots.set(worker, own)
      // The sizes stand before the cells.
      let (sizes, cells) = (own.pointer, own.pointer + count)
      for customer in range where starts.days.pointer[customer] != .max {
        let start = starts.days.pointer[customer]
        if retention == .recurring, let starting = starts.events {
          Self.countRecurring(customer, starting, events, periods, sizes, cells, count)
          continue
        }
        let cohort = Int(periods.number(of: start))
        sizes[cohort] += 1
        // The period of the customer's last event that counts; -1: none.
        var reached = -1
        events.forEachDay(of: customer) { _, day in
          if day < start { return true }
          let period = Int(periods.number(of: day))
          switch retention {
          case .period, .recurring:
            if period != reached { cells[cohort * count + period] += 1 }
            reached = period
            return !isCumulative
          case .rolling:
            if period == reached { return true }
            guard period == (reached < 0 ? cohort : reached + 1) else { return false }
            reached = period
            return true
          case .unbounded:
            reached = period
            return true
          }
        }
        if retention == .rolling || retention == .unbounded, reached >= 0 { cells[cohort * count + reached] += 1 }
      }
    }
    for worker in 0..<context.threads {
      guard let own = slots.get(worker) else { continue }
      for cohort in 0..<count { sizes[cohort] += own.pointer[cohort] }
      for cell in counts.indices { counts[cell] += own.pointer[count + cell] }
    }
    accumulate()
  }

  /// A customer is in the cohort of each period in which they began, and retained in each
  /// period from it on with an event that is not before that beginning.
  private static func countRecurring(
    _ customer: Int, _ starting: DatedEvents, _ events: DatedEvents, _ periods: NumberedPeriods,
    _ sizes: UnsafeMutablePointer<Int64>, _ cells: UnsafeMutablePointer<Int64>, _ count: Int
  ) {
    var cohort = -1
    starting.forEachDay(of: customer) { _, start in
      let period = Int(periods.number(of: start))
      if period == cohort { return true }
      cohort = period
      sizes[cohort] += 1
      var last = -1
      events.forEachDay(of: customer) { _, day in
        if day < start { return true }
        let period = Int(periods.number(of: day))
        if period != last { cells[cohort * count + period] += 1 }
        last = period
        return true
      }
      return true
    }
  }

  /// Turns what was counted in one period into what holds in all that it stands for.
  private func accumulate() {
    if isCumulative {
      for cohort in 0..<count {
        for period in cohort..<count where period > cohort { counts[cohort * count + period] += counts[cohort * count + period - 1] }
      }
    } else if retention == .rolling || retention == .unbounded {
      for cohort in 0..<count {
        for period in (cohort..<count).reversed() where period + 1 < count {
          counts[cohort * count + period] += counts[cohort * count + period + 1]
        }
      }
    }
  }

  /// For each event the cell that counts it, or -1.
  ///
  /// - Parameter age: nil: its cohort and period; else its cohort alone, if it is at most
  ///   this many periods later.
  func placesOfEvents(upTo age: Int?) throws(ScriptError) -> Buffer<Int32> {
    let ids = try Buffer<Int32>(count: events.rows.count, in: context)
    let (count, events, starts, periods) = (count, events, starts, periods)
    try context.run(rows: ids.count) { _, _, range in
      for row in range {
        ids.pointer[row] = -1
        let customer = Int(events.table.customerRows.pointer[row])
        guard events.rows[row], customer >= 0, events.days.pointer[row] >= starts.days.pointer[customer] else { continue }
        let cohort = Int(periods.number(of: starts.days.pointer[customer]))
        let period = Int(periods.number(of: events.days.pointer[row]))
        if let age {
          if period - cohort <= age { ids.pointer[row] = Int32(truncatingIfNeeded: cohort) }
        } else {
          ids.pointer[row] = Int32(truncatingIfNeeded: cohort * count + period)
        }
      }
    }
    return ids
  }
}
