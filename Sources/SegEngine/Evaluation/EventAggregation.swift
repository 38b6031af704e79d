// Aggregates over a customer's events, in one pass over adjacent events.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegStore

/// Computes an event aggregate for every customer.
struct EventAggregation {
  let evaluation: Evaluation
  let aggregate: EventAggregate
  let type: ColumnType
  let span: SourceSpan

  init(_ evaluation: Evaluation, _ aggregate: EventAggregate, _ type: ColumnType, _ span: SourceSpan) {
    self.evaluation = evaluation
    self.aggregate = aggregate
    self.type = type
    self.span = span
  }

  func column() throws(ScriptError) -> Column {
    guard let events = try evaluation.eventTable(aggregate.scope.table) else {
      return try Column.missing(type, count: evaluation.store.customerCount, in: evaluation.context)
    }
    let frame = events.frame
    var selection = try evaluation.selection(of: events, aggregate.scope)
    let known = aggregate.value.expressions.map { onAnyDay($0, events) }
    if !known.contains(where: { $0 != nil }), let column = try ofFew(events, selection) { return column }
    var argument: Column?
    var first: Column?
    for (place, expression) in aggregate.value.expressions.enumerated() {
      let values = if let column = known[place] { column } else { try evaluation.column(expression, on: frame, among: selection) }
      if place + 1 < aggregate.value.expressions.count { first = values } else { argument = values }
      if let validity = values.validity { selection = selection?.intersection(validity) ?? validity }
    }
    if aggregate.function.readsTime, let validity = events.timeColumn?.validity {
      selection = selection?.intersection(validity) ?? validity
    }
    let run = CustomerEventAggregator(
      offsets: events.offsets, customerRows: events.customerRows, customers: evaluation.store.customerCount, selection: selection,
      context: evaluation.context)
    return try value(run, first, argument)
  }

  /// What is computed of the columns of loaded events alone, where it is needed on many days; nil otherwise.
  private func onAnyDay(_ value: Expression, _ events: EventTable) -> Column? {
    guard value.isComputedByRow, value.isArithmetic, evaluation.definitions[DefinitionName.table(events.name)] == nil else { return nil }
    return evaluation.cache.eventValues(value, of: events.name, evaluation.data) { try? evaluation.column(value, on: events.frame) }
  }

  /// The same where at most half of the events are selected and their values are computed: for these alone. nil otherwise,
  /// and where one of them cannot be computed, so that the message names its row.
  private func ofFew(_ events: EventTable, _ selection: Bitmap?) throws(ScriptError) -> Column? {
    let expressions = aggregate.value.expressions
    guard var selection, expressions.contains(where: \.isComputedByRow), selection.population * 2 <= selection.count else { return nil }
    if aggregate.function.readsTime, let validity = events.timeColumn?.validity { selection = selection.intersection(validity) }
    let few = try SelectedEvents(events, selection, evaluation)
    guard let columns = try? expressions.map({ try few.column($0) }), let argument = columns.last else { return nil }
    let validities = columns.compactMap(\.validity)
    let run = CustomerEventAggregator(
      offsets: few.offsets, customerRows: few.customerRows, customers: evaluation.store.customerCount,
      selection: validities.dropFirst().reduce(validities.first) { $0?.intersection($1) }, context: evaluation.context)
    return try value(run, columns.count > 1 ? columns.first : nil, argument)
  }

  /// - Parameters:
  ///   - first: of two values the first one.
  ///   - argument: nil: the events are counted.
  func value(_ run: CustomerEventAggregator, _ first: Column?, _ argument: Column?) throws(ScriptError) -> Column {
    guard let argument else { return aggregate.function == .any ? try run.any() : try run.count() }
    switch aggregate.function {
    case .count: return try run.count()
    case .any: return try run.any()
    case .sum:
      if argument.type == .integer { return try integerSum(run, argument) }
      return try run.sums(argument)
    case .avg: return try run.means(argument)
    case .min: return try picked(run, argument, isTime(argument) ? .first : .smallest)
    case .max: return try picked(run, argument, isTime(argument) ? .last : .largest)
    case .first: return try picked(run, argument, .first)
    case .last: return try picked(run, argument, .last)
    case .nth: return try picked(run, argument, .nth(aggregate.value.place))
    case .median, .quantile: return try run.quantiles(argument, at: aggregate.value.share)
    case .mode:
      let rows = try run.modes(argument)
      return try argument.gathered(rows.values, in: evaluation.context)
    case .stddev: return try run.spreads(argument) { $0.deviation }
    case .variance: return try run.spreads(argument) { $0.variance }
    case .distinct: return try run.distinct(argument)
    case .list: return try run.lists(argument)
    case .correlation: return try pairs(run, first, argument) { $0.correlation }
    case .slope: return try pairs(run, first, argument) { $0.slope }
    }
  }

  /// Whether the values are the times of the events, in whose order a customer's events lie.
  private func isTime(_ values: Column) throws(ScriptError) -> Bool {
    let time = try evaluation.eventTable(aggregate.scope.table)?.time
    guard values.validity == nil, var argument = aggregate.argument, let time else { return false }
    if case .convert(let inner) = argument.kind { argument = inner }
    return argument.kind == .column(time)
  }

  private func pairs(
    _ run: CustomerEventAggregator, _ first: Column?, _ second: Column, _ result: @Sendable (PairSpread) -> Double?
  ) throws(ScriptError) -> Column {
    try run.pairs(try (first ?? second).inDays(evaluation.context), try second.inDays(evaluation.context), result)
  }

  private func picked(_ run: CustomerEventAggregator, _ argument: Column, _ choice: EventChoice) throws(ScriptError) -> Column {
    if let column = try run.extreme(argument, choice) { return column }
    let rows = try run.picked(argument, choice)
    return try argument.gathered(rows.values, in: evaluation.context)
  }

  private func integerSum(_ run: CustomerEventAggregator, _ argument: Column) throws(ScriptError) -> Column {
    let (column, failed) = try run.integerSum(argument)
    if let failed { throw evaluation.failure((failed, span), evaluation.store.customerFrame) }
    return column
  }
}

extension Expression {
  /// Whether it is made of columns and numbers by adding and multiplying, and so is the same on every day.
  fileprivate var isArithmetic: Bool {
    switch kind {
    case .column, .literal: true
    case .sum, .product, .negate, .convert: children.allSatisfy(\.isArithmetic)
    case .parameter, .today, .definition, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .shift,
      .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .ordered, .events, .purchases, .scores, .allocated, .former, .history,
      .population, .group, .keyHash, .asOf, .stages:
      false
    }
  }
}

extension AggregateValue {
  /// Of `quantile`; otherwise that of the median.
  var share: QuantileShare {
    guard case .share(let share) = leading else { return .half }
    return QuantileShare(share.value.numerator, of: share.value.denominator)
  }

  /// Of `nth`.
  var place: Int {
    if case .place(let place) = leading { place.value.number } else { 1 }
  }
}

extension Evaluation {
  /// The events of a table that exist on the as-of day and are in a scope, including
  /// orphaned ones; nil if that is all of them.
  ///
  /// - Parameter scope: nil: all events.
  package func selection(of events: EventTable, _ scope: EventScope?) throws(ScriptError) -> Bitmap? {
    var selection: Bitmap?
    if let condition = scope?.rowCondition(time: events.time, events.timeColumn?.type ?? .date) {
      selection = try bitmap(condition, on: events.frame)
    }
    if let time = events.timeColumn, let newest = events.newestDay, newest > asOf {
      let existing = try existing(time)
      selection = selection?.intersection(existing) ?? existing
    }
    return selection
  }

  /// An event without a time is not after the day.
  private func existing(_ time: Column) throws(ScriptError) -> Bitmap {
    let times = try time.rows(from: .min, before: Self.start(Int64(asOf) + 1, time), context)
    return time.validity.map { times.union($0.complement) } ?? times
  }

  /// The events on a day or later; one without a time is not among them.
  ///
  /// - Parameter last: the last day; nil: all later ones.
  package func rows(of time: Column, since day: Int32, until last: Int32? = nil) throws(ScriptError) -> Bitmap {
    let end = last.map { Self.start(Int64($0) + 1, time) } ?? .max
    let times = try time.rows(from: Self.start(Int64(day), time), before: end, context)
    return time.validity.map(times.intersection) ?? times
  }

  /// The instant at which a day starts, in the column's unit.
  private static func start(_ day: Int64, _ time: Column) -> Int64 {
    time.type == .timestamp ? CalendarDate.start(ofDay: day) : day
  }
}
