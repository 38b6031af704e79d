// Aggregates of groups, for measures.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Computes group aggregates for groups of customers, or of the events of one
/// table.
package final class GroupAggregation {
  private let evaluation: Evaluation
  private let grain: Grain
  private let grouping: Grouping
  private var eventIDs: [String: GroupIDs] = [:]
  private var eventRows: [String: Bitmap] = [:]
  /// Sums and counts by argument and rows, so that a mean next to a sum costs nothing.
  private var sums: [Int: [(pass: Pass, sums: [GroupedAggregator.GroupSum])]] = [:]
  private var counts: [Int: [(pass: Pass, counts: Buffer<Int64>)]] = [:]
  /// The measures that others use, each computed once.
  private var measures = MeasureValues()
  private let days: OtherDays

  /// The same groups on other days, and how many of them are being computed inside one
  /// another.
  private final class OtherDays {
    var groups: [Int32: GroupAggregation] = [:]
    var nested = 0
  }

  /// The rows and values of an aggregate, by digest: keys of a type of our own would make
  /// the first question slow (see `ValueCache`).
  private struct Pass: Equatable {
    let values: [Expression]
    let rows: AggregateRows
    let readsTime: Bool
    let digest: Int

    init(_ aggregate: GroupAggregate) {
      values = aggregate.value.expressions
      rows = aggregate.rows
      readsTime = aggregate.function.readsTime
      var hasher = Hasher()
      for value in values { hasher.combine(value.digest) }
      aggregate.rows.hash(into: &hasher)
      digest = hasher.finalize()
    }
  }

  /// Only events from this day on, but in windows that move with the as-of day; nil: all.
  private let since: Int32?

  package convenience init(_ evaluation: Evaluation, grain: Grain, _ grouping: Grouping, since: Int32? = nil) {
    self.init(evaluation, grain: grain, grouping, since: since, OtherDays())
  }

  private init(_ evaluation: Evaluation, grain: Grain, _ grouping: Grouping, since: Int32?, _ days: OtherDays) {
    self.days = days
    self.since = since
    self.evaluation = evaluation
    self.grain = grain
    self.grouping = grouping
  }

  /// The values of a measure for every group.
  ///
  /// - Parameter answer: columns of the answer that it may read, by name.
  package func column(_ measure: Expression, reading answer: [String: Column] = [:]) throws(ScriptError) -> Column {
    let measure = try evaluation.resolved(measure)
    for (name, expression) in evaluation.measures(usedBy: measure) where !measures.has(name) {
      try evaluation.context.check()
      let (outer, frame) = try value(of: expression, reading: [:])
      try measures.add(name, outer, try evaluation.column(outer, on: frame))
    }
    let (outer, frame) = try value(of: measure, reading: answer)
    return try evaluation.column(outer, on: frame)
  }

  /// An expression over columns, and the columns.
  private func value(of measure: Expression, reading answer: [String: Column]) throws(ScriptError) -> (Expression, Frame) {
    var columns = answer
    let outer = try replaced(measure, &columns)
    return (outer, Frame(rowCount: grouping.count, grain: .none, columns: columns))
  }

  /// The expression with its aggregates computed and named as columns.
  private func replaced(_ expression: Expression, _ columns: inout [String: Column]) throws(ScriptError) -> Expression {
    if case .asOf(let inner, let day) = expression.kind {
      let name = "#\(columns.count)"
      columns[name] = try column(inner, on: replaced(day, &columns))
      return Expression(.column(name), expression.type, like: expression)
    }
    if let known = measures.value(of: expression, &columns) { return known }
    if case .group(let aggregate) = expression.kind {
      let name = "#\(columns.count)"
      columns[name] = try column(aggregate, expression.type, expression.span)
      return Expression(.column(name), expression.type, like: expression)
    }
    var parts: [Expression] = []
    for child in expression.children { parts.append(try replaced(child, &columns)) }
    return expression.with(children: parts)
  }

  /// A measure of the same groups on another day.
  private func column(_ measure: Expression, on day: Expression) throws(ScriptError) -> Column {
    let number = try evaluation.day(day)
    guard days.nested < Evaluation.mostNestedDays else { throw ScriptError(EngineDiagnostics.tooManyDays(at: day.span)) }
    days.nested += 1
    defer { days.nested -= 1 }
    if let known = days.groups[number] { return try known.column(measure) }
    let made = GroupAggregation(try evaluation.on(day), grain: grain, grouping, since: nil, days)
    days.groups[number] = made
    return try made.column(measure)
  }

  /// One aggregate: the rows that count, what is taken of them, and what was computed of them before.
  private struct Asked {
    let aggregate: GroupAggregate
    let pass: Pass
    let run: GroupedAggregator
    let selection: Bitmap?
    let argument: Column?
    /// The first of two values.
    let first: Column?
    /// Rows of the grouping itself, not events of its customers.
    let isOwnGrain: Bool
  }

  private func column(_ aggregate: GroupAggregate, _ type: ColumnType, _ span: SourceSpan) throws(ScriptError) -> Column {
    if let scope = aggregate.rows.events, isOfAllGroups(scope) { return try ofAllGroups(aggregate, scope, type, span) }
    if let column = try sumOfShares(aggregate, span) { return column }
    guard let asked = try asked(aggregate) else { return try missing(type) }
    if grouping.areSingle, asked.isOwnGrain,
      let column = try ofSingleRows(aggregate.function, asked.argument, asked.selection)
    {
      return column
    }
    guard let argument = asked.argument else { return try ofRows(asked) }
    return try ofValues(argument, asked, type, span)
  }

  /// Whether an aggregate is of a whole table, whatever the groups are.
  private func isOfAllGroups(_ scope: EventScope) -> Bool {
    switch scope.orphans {
    case .excluded: false
    case .included: grain != .events(scope.table)
    case .ofAllGroups: true
    }
  }

  /// An aggregate of all rows of a table, the same for each group.
  private func ofAllGroups(
    _ aggregate: GroupAggregate, _ scope: EventScope, _ type: ColumnType, _ span: SourceSpan
  ) throws(ScriptError) -> Column {
    guard let events = try evaluation.eventTable(scope.table) else { return try missing(type) }
    let all = Grouping(all: try Bitmap(count: events.table.rowCount, repeating: true, in: evaluation.context))
    let own = GroupAggregate(aggregate.value, rows: .events(scope.with(orphans: .included)))
    let one = try GroupAggregation(evaluation, grain: .events(scope.table), all, since: since).column(own, type, span)
    return one.gathered([Int32](repeating: 0, count: grouping.count))
  }

  private func missing(_ type: ColumnType) throws(ScriptError) -> Column {
    try Column.missing(type, count: grouping.count, in: evaluation.context)
  }

  /// The rows of an aggregate; nil if their table does not exist.
  private func asked(_ aggregate: GroupAggregate) throws(ScriptError) -> Asked? {
    let frame: Frame
    var selection: Bitmap?
    /// The rows of the one group, nil: all of the frame.
    var whole: Bitmap?
    let table = aggregate.rows.events?.table
    switch aggregate.rows {
    case .events(let scope):
      guard let events = try evaluation.eventTable(scope.table) else { return nil }
      frame = events.frame
      if grouping.whole != nil { whole = try rows(of: events) }
      selection = try self.selection(of: events, scope, aggregate.function)
    case .customers(let condition):
      frame = evaluation.store.customerFrame
      if let rows = grouping.whole, !rows.isFull { whole = rows }
      if let condition { selection = try evaluation.bitmap(condition, on: frame) }
    }
    var (first, argument): (Column?, Column?)
    for (place, expression) in aggregate.value.expressions.enumerated() {
      let values = try evaluation.column(expression, on: frame)
      if place + 1 < aggregate.value.expressions.count { first = values } else { argument = values }
      if let validity = values.validity { selection = selection?.intersection(validity) ?? validity }
    }
    let run: GroupedAggregator
    if grouping.whole != nil {
      let rows = whole.map { selection?.intersection($0) ?? $0 } ?? selection
      run = GroupedAggregator(rows: rows, of: frame.rowCount, context: evaluation.context)
    } else {
      let ids =
        if let table, let events = try evaluation.eventTable(table) { try self.ids(of: events) } else { grouping.ids }
      run = GroupedAggregator(ids: ids, groups: grouping.count, selection: selection, context: evaluation.context)
    }
    return Asked(
      aggregate: aggregate, pass: Pass(aggregate), run: run, selection: selection, argument: argument, first: first,
      isOwnGrain: grain == table.map { .events($0) } ?? .customers)
  }

  /// The events that count: those in the scope and, for what looks at their order, with a time.
  private func selection(
    of events: EventTable, _ scope: EventScope, _ function: AggregateFunction
  ) throws(ScriptError) -> Bitmap? {
    var selection = try evaluation.selection(of: events, scope)
    if let since, scope.window?.movesWithToday != true, let time = events.timeColumn {
      // What belongs to nobody is not of a day, but counts in the period of its time.
      let recent = try evaluation.rows(of: time, since: since, until: events.isReference ? evaluation.asOf : nil)
      selection = selection?.intersection(recent) ?? recent
    }
    if function.readsTime, let validity = events.timeColumn?.validity {
      selection = selection?.intersection(validity) ?? validity
    }
    return selection
  }

  private func sums(_ asked: Asked, _ numbers: Column) throws(ScriptError) -> [GroupedAggregator.GroupSum] {
    if let known = sums[asked.pass.digest]?.first(where: { $0.pass == asked.pass }) { return known.sums }
    let made = try asked.run.sums(numbers)
    sums[asked.pass.digest, default: []].append((asked.pass, made))
    return made
  }

  private func counts(_ asked: Asked) throws(ScriptError) -> Buffer<Int64> {
    if let known = counts[asked.pass.digest]?.first(where: { $0.pass == asked.pass }) { return known.counts }
    if asked.selection == nil, asked.isOwnGrain, let sizes = grouping.sizes { return sizes }
    let made = try asked.run.counts()
    counts[asked.pass.digest, default: []].append((asked.pass, made))
    return made
  }

  /// An aggregate of rows alone, without an argument.
  private func ofRows(_ asked: Asked) throws(ScriptError) -> Column {
    let counts = try counts(asked)
    return asked.aggregate.function == .any
      ? Column.booleans((0..<grouping.count).map { counts[$0] > 0 }) : Column.integer(counts, validity: nil)
  }

  private func ofValues(
    _ argument: Column, _ asked: Asked, _ type: ColumnType, _ span: SourceSpan
  ) throws(ScriptError) -> Column {
    let (aggregate, run) = (asked.aggregate, asked.run)
    switch aggregate.function {
    case .count, .any: return try ofRows(asked)
    case .sum:
      if argument.type == .integer { return try integerSum(run, argument, span) }
      return Column.numbers(try sums(asked, argument).map { $0.total.isFinite ? $0.total : nil })
    case .avg:
      return Column.numbers(try sums(asked, argument).map { $0.count == 0 || !$0.mean.isFinite ? nil : $0.mean })
    case .median, .quantile: return Column.numbers(try run.quantiles(argument, try counts(asked), at: aggregate.value.share))
    case .mode: return argument.gathered(try run.modes(argument, try counts(asked)))
    case .stddev: return Column.numbers(try spreads(asked, argument).map(\.deviation))
    case .variance: return Column.numbers(try spreads(asked, argument).map(\.variance))
    case .correlation: return Column.numbers(try pairs(asked, argument).map(\.correlation))
    case .slope: return Column.numbers(try pairs(asked, argument).map(\.slope))
    case .list: return try run.lists(argument, try counts(asked))
    case .distinct: return Column.integers(try run.distinct(argument).map { Int64($0) })
    case .min, .max: return argument.gathered(try run.extremes(argument, takesLarger: aggregate.function == .max))
    case .first, .last, .nth:
      guard let table = aggregate.rows.events?.table, let time = try evaluation.eventTable(table)?.timeColumn
      else { return try missing(type) }
      if aggregate.function == .nth { return argument.gathered(try run.nth(aggregate.value.place, time, try counts(asked))) }
      return argument.gathered(try run.extremes(time, takesLarger: aggregate.function == .last))
    }
  }

  private func spreads(_ asked: Asked, _ argument: Column) throws(ScriptError) -> [Spread] {
    try asked.run.spreads(argument) { () throws(ScriptError) in try sums(asked, argument) }
  }

  private func pairs(_ asked: Asked, _ second: Column) throws(ScriptError) -> [PairSpread] {
    let context = evaluation.context
    return try asked.run.pairs(try (asked.first ?? second).inDays(context), try second.inDays(context))
  }

  /// The sum of shares as the share of the sum, which saves a pass and may be cached; nil
  /// for anything else.
  private func sumOfShares(_ aggregate: GroupAggregate, _ span: SourceSpan) throws(ScriptError) -> Column? {
    guard aggregate.function == .sum, case .customers = aggregate.rows, let whole = aggregate.argument?.wholeOfShare, whole.type == .number,
      let total = try evaluation.total(of: whole)
    else { return nil }
    let sums = try column(
      GroupAggregate(AggregateValue(.sum, whole), rows: aggregate.rows), .number, span)
    // A sum beyond the range of numbers may still be a share.
    guard sums.validity == nil else { return nil }
    return Column.numbers((0..<grouping.count).map { sums.number(at: $0) / total })
  }

  /// The aggregate of groups of one row each, with the same result as the general loops: a
  /// group whose row does not count is empty. nil: not handled here.
  private func ofSingleRows(_ function: AggregateFunction, _ argument: Column?, _ selection: Bitmap?) throws(ScriptError) -> Column? {
    guard let argument else {
      guard function == .count || function == .sum else { return nil }
      let ones = try Buffer<Int8>(count: grouping.count, in: evaluation.context)
      for (group, row) in grouping.representatives.enumerated() { ones.pointer[group] = selection?[Int(row)] ?? true ? 1 : 0 }
      return Column(.integer, count: grouping.count, values: .int8(ones))
    }
    var rows = grouping.representatives
    if let selection { for group in rows.indices where !selection[Int(rows[group])] { rows[group] = -1 } }
    let taken = try rows.withUnsafeBufferPointer { (rows) throws(ScriptError) in try argument.gathered(rows, in: evaluation.context) }
    if function == .min || function == .max { return taken }
    if function == .sum, argument.type == .integer || argument.type == .number {
      // The sum of no values is 0, which is the value under a missing one.
      return Column(taken.type, count: taken.count, values: try summed(taken.values, argument), scale: taken.scale)
    }
    guard function == .avg, argument.type == .number else { return nil }
    return Column(
      .number, count: taken.count, values: try summed(taken.values, argument), validity: taken.validity, scale: taken.scale)
  }

  /// Values of an argument as a sum would give them: decimals rounded to the unit, and no
  /// negative zero.
  private func summed(_ values: Column.Values, _ argument: Column) throws(ScriptError) -> Column.Values {
    guard case .float64(let buffer) = values else { return values }
    let unit = try argument.decimalUnit(evaluation.context)
    for place in 0..<buffer.count {
      let value = buffer.pointer[place]
      buffer.pointer[place] = unit == 0 ? value + 0 : Double(wholeUnits(value * unit)) / unit
    }
    return values
  }

  private func integerSum(_ run: GroupedAggregator, _ argument: Column, _ span: SourceSpan) throws(ScriptError) -> Column {
    guard let sums = try run.integerSums(argument) else {
      throw ScriptError(EngineDiagnostics.integerOverflow(at: span, row: "a group"))
    }
    return Column.integers(sums.map { $0 })
  }

  /// The events of the one group; nil: all of them.
  private func rows(of events: EventTable) throws(ScriptError) -> Bitmap? {
    guard let rows = grouping.whole else { return nil }
    if grain == .events(events.name) { return rows.isFull ? nil : rows }
    let owners = try self.owners(of: events)
    if rows.isFull && events.orphanCount == 0 { return nil }
    if let known = eventRows[events.name] { return known }
    let count = events.table.rowCount
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(count), in: evaluation.context)
    try evaluation.context.run(rows: count) { _, _, range in
      for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for row in word << 6..<min(range.upperBound, word << 6 + 64) where rows[Int(owners.pointer[row])] {
          bits |= 1 << UInt64(row & 63)
        }
        words.pointer[word] = bits
      }
    }
    let found = Bitmap(count: count, words: words)
    eventRows[events.name] = found
    return found
  }

  /// For each event the row that is in a group: the one of the groups' table that owns it, or its customer.
  private func owners(of events: EventTable) throws(ScriptError) -> Buffer<Int32> {
    guard case .events(let name) = grain else { return events.customerRows }
    return try RowOwners(evaluation: evaluation).rows(of: events, in: name) ?? events.customerRows
  }

  /// Each event's group: its own, or that of its owner.
  private func ids(of events: EventTable) throws(ScriptError) -> GroupIDs {
    if grain == .events(events.name) { return grouping.ids }
    if let known = eventIDs[events.name] { return known }
    let context = evaluation.context
    let owners = try self.owners(of: events)
    func ofOwners<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(_ own: Buffer<Number>) throws(ScriptError) -> Buffer<Number> {
      let ids = try Buffer<Number>(count: events.table.rowCount, in: context)
      try context.run(rows: ids.count) { _, _, rows in
        for row in rows {
          let owner = Int(owners.pointer[row])
          ids.pointer[row] = owner < 0 ? Number(truncatingIfNeeded: -1) : own.pointer[owner]
        }
      }
      return ids
    }
    let ids: GroupIDs =
      switch grouping.ids {
      case .narrow(let own): .narrow(try ofOwners(own))
      case .wide(let own): .wide(try ofOwners(own))
      }
    eventIDs[events.name] = ids
    return ids
  }
}
