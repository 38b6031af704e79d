// trend(measure, …, every month): measures period by period, for one group or several.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct TrendAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each period from the first event to the as-of day, and for each group in
  /// it. Aggregates of events count those of the period; customers have their values, their
  /// groups and their segments at its end (the last period ends with the as-of day).
  func trend(_ analysis: TrendAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    guard let first = try KnownCustomers.firstDay(in: evaluation), first <= asOf else {
      let types = [.date] + (analysis.groups + analysis.measures).map(\.expression.type) + [.boolean]
      return types.map { Column.of($0, []) }
    }
    let numbered = try NumberedPeriods(
      Periods(analysis.every, asOf: asOf), first...asOf, limit: Trend.mostPeriods, at: question.span)
    let segment = question.segment.map { Expression(.definition($0), .boolean, question.span) }
    let given = (analysis.groups + analysis.measures).map(\.expression) + [segment, question.condition].compactMap { $0 }
    let trend = try Trend(
      evaluation: evaluation, periods: numbered, known: try KnownCustomers(store, context), of: given, since: first, run.models)
    let isSteady =
      question.segment == nil
      && ([question.condition].compactMap { $0 } + analysis.groups.map(\.expression)).allSatisfy(
        \.isTimeless)
    let rows =
      isSteady
      ? try trend.steady(analysis, try trend.members(analysis.grain, question, in: evaluation))
      : try trend.varying(analysis, question)
    let isWhole = numbered.areWhole(analysis.every, since: first, asOf: asOf)
    return [Column.dates(rows.periods.map { CalendarDate(days: numbered.starts[$0]) })] + rows.columns
      + [Column.booleans(rows.periods.map { isWhole[$0] })]
  }
}

/// The rows of a trend: the period of each, and its groups and measures.
struct TrendRows {
  var periods: [Int] = []
  var columns: [Column] = []
}

/// Measures period by period.
private struct Trend {
  let evaluation: Evaluation
  let periods: NumberedPeriods
  let known: KnownCustomers
  /// Stages and segments at the ends of the periods.
  private let values: PeriodValues

  init(
    evaluation: Evaluation, periods: NumberedPeriods, known: KnownCustomers, of expressions: [Expression], since first: Int32,
    _ models: ModelStore
  ) throws(ScriptError) {
    (self.evaluation, self.periods, self.known) = (evaluation, periods, known)
    values = try PeriodValues(of: expressions, since: first, on: periods.ends(asOf: evaluation.asOf), evaluation, models)
  }

  /// The most periods: most measures are evaluated once for each.
  static let mostPeriods = 10_000

  /// The last day of each period.
  var ends: [Int32] { periods.ends(asOf: evaluation.asOf) }

  /// Calls `body` with an evaluation of the last day of each period. Values of one day are
  /// not needed for long and would fill the memory, so each has a cache of its own. The values at the end of a period are those
  /// before the next one, which measures compare with.
  func forEachPeriod(_ body: (_ period: Int, _ then: Evaluation) throws(ScriptError) -> Void) throws(ScriptError) {
    let ends = self.ends
    var last: ValueCache?
    try evaluation.context.each(ends.indices) { period throws(ScriptError) in
      let end = ends[period]
      let own = evaluation.context.saying(to: Notices())
      let days = Int(end) - Int(periods.starts[period]) + 1
      let then = Evaluation(
        store: evaluation.store, program: try evaluation.program.ofPeriod(days: days), functions: evaluation.functions, asOf: end,
        context: own, models: evaluation.models.fresh(), tables: evaluation.tables,
        cache: ValueCache(ofDayOver: evaluation.cache, after: last))
      last = then.cache
      defer { evaluation.context.notices.add(from: own.notices) }
      try values.add(to: then)
      try body(period, then)
    }
  }

  /// The customers, or the events that belong to one; of a reference table all rows.
  func members(_ grain: Grain, _ question: AnalysisQuestion, in evaluation: Evaluation) throws(ScriptError) -> Bitmap {
    let rows = try evaluation.rows(grain, question.segment, question.condition)
    guard case .events(let name) = grain, let table = try evaluation.eventTable(name), !table.isReference, let owned = table.owned
    else { return rows }
    return rows.intersection(owned)
  }

  // MARK: - Customers and groups that are the same in all periods

  /// - Parameter members: the rows of the trend's grain.
  func steady(_ analysis: TrendAnalysis, _ members: Bitmap) throws(ScriptError) -> TrendRows {
    var dimensions: [Column] = []
    let frame = try evaluation.frame(analysis.grain)
    for group in analysis.groups { dimensions.append(try evaluation.column(group.expression, on: frame)) }
    let grouping = dimensions.isEmpty ? Grouping(all: members) : try Grouping(dimensions, among: members, evaluation.context)
    var parts = SteadyTrend(trend: self, grain: analysis.grain, grouping: grouping)
    var rows = TrendRows()
    for period in periods.starts.indices { rows.periods += [Int](repeating: period, count: grouping.count) }
    let representatives = periods.starts.flatMap { _ in grouping.representatives }
    rows.columns = dimensions.map { $0.gathered(representatives) }
    for measure in analysis.measures { rows.columns.append(try parts.column(measure.expression)) }
    return rows
  }

  // MARK: - Customers and groups as they stood

  func varying(_ analysis: TrendAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> TrendRows {
    var found = PeriodGroups(dimensions: analysis.groups.count)
    try forEachPeriod { (period, then) throws(ScriptError) in
      var members = try self.members(analysis.grain, question, in: then)
      if analysis.grain == .customers, let known = known.until(then.asOf) { members = members.intersection(known) }
      var dimensions: [Column] = []
      let frame = try then.frame(analysis.grain)
      for group in analysis.groups { dimensions.append(try then.column(group.expression, on: frame)) }
      var grouping = Grouping(all: members)
      if !dimensions.isEmpty {
        let made = try Grouping(dimensions, among: members, then.context)
        dimensions = dimensions.map { $0.gathered(made.representatives) }
        // One more group, of nobody: the values of a group without members in this period.
        grouping = Grouping(ids: made.ids, count: made.count + 1, representatives: made.representatives)
      }
      let aggregation = GroupAggregation(then, grain: analysis.grain, grouping, since: periods.starts[period])
      var values: [Column] = []
      for measure in analysis.measures { values.append(try aggregation.column(measure.expression)) }
      found.add(dimensions, values)
    }
    return found.rows(analysis)
  }
}

/// The parts of measures that change from period to period, as columns with a row for each
/// period and group.
private struct SteadyTrend {
  let trend: Trend
  let grain: Grain
  let grouping: Grouping
  private var columns: [String: Column] = [:]
  /// The measures that others use, each computed once.
  private var measures = MeasureValues()

  private var evaluation: Evaluation { trend.evaluation }

  init(trend: Trend, grain: Grain, grouping: Grouping) {
    self.trend = trend
    self.grain = grain
    self.grouping = grouping
  }

  /// The values of a measure, a row for each period and group.
  mutating func column(_ measure: Expression) throws(ScriptError) -> Column {
    for (name, expression) in evaluation.measures(usedBy: measure) where !measures.has(name) {
      let outer = try replaced(expression)
      let (frame, evaluation) = (self.frame, trend.evaluation)
      try measures.add(name, outer, try evaluation.column(outer, on: frame))
      columns = [:]
    }
    defer { columns = [:] }
    return try evaluation.column(replaced(measure), on: frame)
  }

  private var frame: Frame { Frame(rowCount: trend.periods.starts.count * grouping.count, grain: .none, columns: columns) }

  /// The expression, with its changing parts replaced by columns.
  private mutating func replaced(_ expression: Expression) throws(ScriptError) -> Expression {
    if let known = measures.value(of: expression, &columns) { return known }
    let values: Column
    if case .today = expression.kind {
      values = Column.dates(trend.ends.flatMap { [CalendarDate](repeating: CalendarDate(days: $0), count: grouping.count) })
    } else if case .group(let aggregate) = expression.kind, aggregate.rows.events != nil, expression.children.allSatisfy(\.isTimeless) {
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
    if case .asOf = expression.kind { return true }
    if case .group = expression.kind { return true }
    return false
  }

  /// All periods in one pass over the events.
  private func ofEvents(_ expression: Expression, _ aggregate: GroupAggregate) throws(ScriptError) -> Column {
    guard let scope = aggregate.rows.events, scope.orphans == .excluded, let events = try evaluation.eventTable(scope.table),
      let time = events.timeColumn,
      evaluation.definitions[DefinitionName.table(scope.table)]?.dependsOnDay != true
    else { return try oneByOne(expression) }
    let days = try evaluation.days(of: time)
    let ids = try Buffer<Int32>(count: time.count, in: evaluation.context)
    let (periods, own, asOf, groups) = (trend.periods, grouping.ids, evaluation.asOf, grouping.count)
    let isOwnGrain = grain == .events(scope.table)
    try evaluation.context.run(rows: ids.count) { _, _, range in
      for row in range {
        let customer = Int(events.customerRows.pointer[row])
        let group = customer < 0 ? -1 : isOwnGrain ? own[row] : own[customer]
        let isCounted = group >= 0 && time.isPresent(row) && days.pointer[row] <= asOf
        ids.pointer[row] = isCounted ? Int32(truncatingIfNeeded: Int(periods.number(of: days.pointer[row])) * groups + group) : -1
      }
    }
    let all = Grouping(ids: .wide(ids), count: periods.starts.count * groups, representatives: [])
    return try GroupAggregation(evaluation, grain: .events(scope.table), all).column(expression)
  }

  private func oneByOne(_ expression: Expression) throws(ScriptError) -> Column {
    var values: [Value] = []
    try trend.forEachPeriod { (period, then) throws(ScriptError) in
      let own = grain == .customers ? try grouping.among(trend.known.until(then.asOf), then.context) : grouping
      let column = try GroupAggregation(then, grain: grain, own, since: trend.periods.starts[period]).column(expression)
      values += (0..<grouping.count).map { column[$0] }
    }
    return Column.of(expression.type, values)
  }
}

extension Grouping {
  /// The same groups without the customers that are not in a set; nil: all are.
  fileprivate func among(_ people: Bitmap?, _ context: ExecutionContext) throws(ScriptError) -> Grouping {
    guard let people else { return self }
    if let whole { return Grouping(all: whole.intersection(people)) }
    let ids = try Buffer<Int32>(count: people.count, in: context)
    let own = self.ids
    for customer in 0..<people.count { ids.pointer[customer] = people[customer] ? Int32(truncatingIfNeeded: own[customer]) : -1 }
    return Grouping(ids: .wide(ids), count: count, representatives: representatives)
  }
}

extension Expression {
  /// Whether its values are the same on every day: it reads neither the day nor what
  /// customers are on it.
  fileprivate var isTimeless: Bool {
    switch (kind, nature) {
    case (.today, _), (.definition, _), (.asOf, _): false
    case (.keyHash, _), (_, .stated), (_, .named), (_, .operation), (_, .moved): children.allSatisfy(\.isTimeless)
    case (_, .whole): false
    }
  }
}
