// trend(measure, every month): a measure period by period.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct TrendAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// One row for each period from the first event to the as-of day. Aggregates of events
  /// count those of the period; customers have their values at its end (the last period
  /// ends with the as-of day).
  func trend(_ analysis: TrendAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let measure = analysis.measure.expression
    guard let first = try firstDay(), first <= asOf else { return [Column.dates([]), Column.of(measure.type, [])] }
    var trend = Trend(
      evaluation: evaluation, grouping: Grouping(all: try population(question)),
      periods: try NumberedPeriods(Periods(analysis.every), first...asOf, limit: Trend.mostPeriods, at: question.span))
    return [Column.dates(trend.periods.starts.map { CalendarDate(days: $0) }), try trend.column(measure)]
  }

  /// The day of the oldest event of all tables that belongs to a customer.
  private func firstDay() throws(ScriptError) -> Int32? {
    var oldest: Int32?
    for events in store.events {
      guard let time = events.timeColumn else { continue }
      var present = time.validity ?? Bitmap(count: time.count, repeating: true)
      if let owned = events.owned { present = present.intersection(owned) }
      if let range = try evaluation.range(of: evaluation.days(of: time), among: present) { oldest = min(oldest ?? .max, range.lowerBound) }
    }
    return oldest
  }
}

/// The parts of a measure that change from period to period, as columns with a
/// row for each period.
private struct Trend {
  let evaluation: Evaluation
  /// One group: the customers of the question.
  let grouping: Grouping
  let periods: NumberedPeriods
  private var columns: [String: Column] = [:]
  /// The measures that others use, each computed once.
  private var measures = MeasureValues()

  /// The most periods: most measures are evaluated once for each.
  static let mostPeriods = 10_000

  init(evaluation: Evaluation, grouping: Grouping, periods: NumberedPeriods) {
    self.evaluation = evaluation
    self.grouping = grouping
    self.periods = periods
  }

  /// The last day of each period.
  private var ends: [Int32] {
    periods.starts.indices.map { $0 + 1 < periods.starts.count ? periods.starts[$0 + 1] - 1 : evaluation.asOf }
  }

  /// The values of a measure, a row for each period.
  mutating func column(_ measure: Expression) throws(ScriptError) -> Column {
    for (name, expression) in evaluation.measures(usedBy: measure) {
      let outer = try replaced(expression)
      let frame = self.frame
      try measures.add(name, outer, try evaluation.column(outer, on: frame))
      columns = [:]
    }
    return try evaluation.column(replaced(measure), on: frame)
  }

  private var frame: Frame { Frame(rowCount: periods.starts.count, grain: .none, columns: columns) }

  /// The expression, with its changing parts replaced by columns.
  private mutating func replaced(_ expression: Expression) throws(ScriptError) -> Expression {
    if let known = measures.value(of: expression, &columns) { return known }
    let values: Column
    if case .today = expression.kind {
      values = Column.dates(ends.map { CalendarDate(days: $0) })
    } else if case .group(let aggregate) = expression.kind, aggregate.rows.events != nil, Self.isTimeless(expression) {
      values = try ofEvents(expression, aggregate)
    } else if Self.isAggregate(expression) {
      values = try oneByOne(expression)
    } else {
      var parts: [Expression] = []
      for child in expression.children { parts.append(try replaced(child)) }
      return expression.with(children: parts)
    }
    let name = "#\(columns.count)"
    columns[name] = values
    return Expression(.column(name), expression.type, like: expression)
  }

  private static func isAggregate(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .group, .asOf: true
    case .literal, .parameter, .today, .column, .definition, .ofCustomer, .and, .or, .not, .compare, .isMissing, .isIn, .textTest,
      .sum, .product, .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .events,
      .purchases, .scores, .allocated, .population, .keyHash, .stages:
      false
    }
  }

  /// Whether an aggregate of events is independent of the day and of customers' values on
  /// the day.
  private static func isTimeless(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .today, .definition, .events, .purchases, .scores, .allocated, .population, .asOf, .stages: false
    case .literal, .parameter, .column, .ofCustomer, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum, .product, .negate,
      .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .group, .keyHash:
      expression.children.allSatisfy(isTimeless)
    }
  }

  /// All periods in one pass over the events.
  private func ofEvents(_ expression: Expression, _ aggregate: GroupAggregate) throws(ScriptError) -> Column {
    guard let table = aggregate.rows.events?.table, let events = evaluation.store.eventTable(table), let time = events.timeColumn else {
      return try oneByOne(expression)
    }
    let days = try evaluation.days(of: time)
    let ids = try Buffer<Int32>(count: time.count, in: evaluation.context)
    let (periods, own, asOf) = (periods, grouping.ids, evaluation.asOf)
    try evaluation.context.run(rows: ids.count) { _, _, range in
      for row in range {
        let customer = Int(events.customerRows.pointer[row])
        let isCounted = customer >= 0 && own[customer] >= 0 && time.isPresent(row) && days.pointer[row] <= asOf
        ids.pointer[row] = isCounted ? periods.number(of: days.pointer[row]) : -1
      }
    }
    let groups = Grouping(ids: .wide(ids), count: periods.starts.count, representatives: [])
    return try GroupAggregation(evaluation, grain: .events(table), groups).column(expression)
  }

  /// An evaluation for each period. Values of one day are not needed on the next and would
  /// fill the memory, so each evaluation has a cache of its own.
  private func oneByOne(_ expression: Expression) throws(ScriptError) -> Column {
    var values: [Value] = []
    for (start, end) in zip(periods.starts, ends) {
      let own = evaluation.context.saying(to: Notices())
      let other = Evaluation(
        store: evaluation.store, program: try evaluation.program.ofPeriod(days: Int(end) - Int(start) + 1),
        functions: evaluation.functions, asOf: end,
        context: own, models: evaluation.models.fresh(), cache: ValueCache())
      defer { evaluation.context.notices.add(from: own.notices) }
      values.append(try GroupAggregation(other, grain: .customers, grouping, since: start).column(expression)[0])
      try evaluation.context.check()
    }
    return Column.of(expression.type, values)
  }
}
