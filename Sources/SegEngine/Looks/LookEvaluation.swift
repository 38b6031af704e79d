// Values of customers on many days, computed on those days alone on which they may change.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// An expression on many days. The rows are customers and looks: aggregates of events are those of the events until a look,
/// which lie next to one another, and today is the day of the look. So each value is computed by the same loops, from the
/// same rows in the same order, as on that day.
package final class LookEvaluation {
  /// An aggregate of events, with what is the same on all looks.
  private struct Prepared {
    let aggregate: EventAggregate
    let name: String
    let table: EventTable
    /// Of the events; nil: they have no time, and exist on every look.
    let days: Buffer<Int32>?
    /// For each look the first day that counts; nil: all before the end.
    let starts: [Int32]?
    /// For each look the first day that counts no more.
    let ends: [Int32]
    let selection: Bitmap?
    let first: Column?
    let argument: Column?

    /// Whether the same events of a table count on each look, but for the conditions.
    func hasWindow(of other: Prepared) -> Bool {
      table.name == other.table.name && (days == nil) == (other.days == nil) && starts == other.starts && ends == other.ends
    }
  }

  /// The place of the first event of each row, and the place after the last one.
  private typealias Ranges = (starts: Buffer<Int32>, ends: Buffer<Int32>)

  private let value: Expression
  private let looks: Looks
  private let evaluation: Evaluation
  private let finder: LookFinder
  private var prepared: [Prepared] = []
  /// Of the rows that are computed now, by the aggregate whose window they were found for.
  private var ranges: [String: Ranges] = [:]
  private var context: ExecutionContext { evaluation.context }

  /// - Parameter watchesAll: whether a customer exists from the first event of any table on.
  /// - Throws: where the values may change on other days, too.
  package init(of value: Expression, on looks: Looks, _ evaluation: Evaluation, watchesAll: Bool) throws {
    self.value = try evaluation.resolved(value)
    self.looks = looks
    self.evaluation = evaluation
    var sources = try LookSources(of: self.value, looks, evaluation)
    if watchesAll { for table in evaluation.store.events where table.timeColumn != nil { try sources.watch(eventsOf: table.name) } }
    finder = try sources.finder()
  }

  /// The values of some customers on the looks on which they may change, the first among them.
  ///
  /// - Throws: where so many are no gain, or where a value cannot be computed.
  package func column(of customers: Range<Int>) throws -> (rows: CustomerLooks, column: Column) {
    guard let rows = try finder.found(customers, most: customers.count * max(8, looks.days.count / 4)) else { throw LookSources.IsOther() }
    let (today, days, places) = (try Buffer<Int32>(count: rows.count, in: context), Buffer(looks.days), rows.looks)
    try context.run(rows: rows.count) { _, _, range in
      for row in range { today.pointer[row] = days.pointer[Int(places.pointer[row])] }
    }
    ranges = [:]
    var columns = [Self.today: Column(.date, count: rows.count, values: .int32(today))]
    let replaced = try replaced(value, rows, &columns)
    return (rows, try evaluation.column(replaced, on: Frame(rowCount: rows.count, grain: .none, columns: columns)))
  }

  fileprivate static let today = "#today"

  /// The expression with what it reads as columns of the rows.
  private func replaced(_ expression: Expression, _ rows: CustomerLooks, _ columns: inout [String: Column]) throws -> Expression {
    if expression.isConstant { return expression.onLooks }
    switch expression.kind {
    case .column(let name):
      if columns[name] == nil {
        columns[name] = try evaluation.column(expression, on: evaluation.store.customerFrame).taken(rows.customers, context)
      }
      return expression
    case .definition(let name):
      let key = "##" + name
      if columns[key] == nil {
        let inner = try replaced(meaning(of: name, like: expression), rows, &columns)
        columns[key] = try evaluation.column(inner, on: Frame(rowCount: rows.count, grain: .none, columns: columns))
      }
      return Expression(.column(key), expression.type, like: expression)
    case .events(let aggregate):
      let prepared = try prepared(aggregate)
      if columns[prepared.name] == nil { columns[prepared.name] = try column(prepared, expression, rows) }
      return Expression(.column(prepared.name), expression.type, like: expression)
    case .stages(let stages):
      let changed = try stages.map { stage in
        Stage(name: stage.name, condition: try stage.condition.map { try replaced($0, rows, &columns) })
      }
      return Expression(.stages(changed), expression.type, like: expression)
    case .literal, .parameter, .today, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum, .product,
      .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .ordered, .purchases, .scores, .allocated,
      .former, .history, .population, .group, .keyHash, .asOf:
      return expression.with(children: try expression.children.map { try replaced($0, rows, &columns) })
    }
  }

  private func meaning(of name: String, like expression: Expression) throws -> Expression {
    switch evaluation.definitions[name]?.kind {
    case .metric(let inner)?, .lifecycle(let inner)?: return inner
    case .segment(let plan)?:
      let base = plan.base.map { Expression(.definition($0), .boolean, like: expression) }
      let parts = [base, plan.condition].compactMap { $0 }
      guard let first = parts.first else { return Expression(.literal(.boolean(true)), .boolean, like: expression) }
      return parts.count == 1 ? first : Expression(.and(parts), .boolean, like: expression)
    case .measure?, .column?, .table?, nil: throw LookSources.IsOther()
    }
  }

  // MARK: - Aggregates of events

  private func prepared(_ aggregate: EventAggregate) throws -> Prepared {
    if let known = prepared.first(where: { $0.aggregate == aggregate }) { return known }
    guard let table = try evaluation.eventTable(aggregate.scope.table) else { throw LookSources.IsOther() }
    var selection = try aggregate.scope.condition.map { condition throws(ScriptError) in try evaluation.bitmap(condition, on: table.frame) }
    var values: [Column] = []
    for expression in aggregate.value.expressions {
      let column = try evaluation.column(expression, on: table.frame)
      if let validity = column.validity { selection = selection?.intersection(validity) ?? validity }
      values.append(column)
    }
    let window = aggregate.scope.window
    let starts = try window?.start.map { try looks.days(of: $0, evaluation).map { Int32(clamping: $0) } }
    let latest = try window?.end.map { try looks.days(of: $0, evaluation).map { Int32(clamping: $0) } }
    let ends = looks.days.indices.map { look in
      let after = looks.days[look] == .max ? .max : looks.days[look] + 1
      return latest.map { min($0[look], after) } ?? after
    }
    let made = Prepared(
      aggregate: aggregate, name: "#\(prepared.count)", table: table,
      days: try table.timeColumn.map { time throws(ScriptError) in try evaluation.days(of: time) }, starts: starts, ends: ends,
      selection: selection, first: values.count > 1 ? values.first : nil, argument: values.last)
    prepared.append(made)
    return made
  }

  private func column(_ prepared: Prepared, _ expression: Expression, _ rows: CustomerLooks) throws -> Column {
    let like = self.prepared.first(where: prepared.hasWindow) ?? prepared
    let (starts, ends) = try ranges[like.name] ?? ranges(like, rows)
    ranges[like.name] = (starts, ends)
    let run = CustomerEventAggregator(starts: starts, ends: ends, selection: prepared.selection, context: context)
    if prepared.aggregate.function == .sum, let argument = prepared.argument, argument.type == .integer {
      let (sums, failed) = try run.integerSum(argument)
      if failed != nil { throw LookSources.IsOther() }
      return sums
    }
    return try EventAggregation(evaluation, prepared.aggregate, expression.type, expression.span).value(
      run, prepared.first, prepared.argument)
  }

  /// The events of each row: those of the customer until the look, in the window.
  private func ranges(_ prepared: Prepared, _ rows: CustomerLooks) throws(ScriptError) -> Ranges {
    let (starts, ends) = (try Buffer<Int32>(count: rows.count, in: context), try Buffer<Int32>(count: rows.count, in: context))
    let (offsets, days, looks) = (prepared.table.offsets, prepared.days, rows.looks)
    let (first, last) = (prepared.starts, prepared.ends)
    try context.run(rows: rows.offsets.count - 1) { _, _, customers in
      for place in customers {
        let customer = rows.first + place
        var start = offsets.pointer[customer]
        let end = offsets.pointer[customer + 1]
        var next = days == nil ? end : start
        for row in rows.offsets[place]..<rows.offsets[place + 1] {
          let look = Int(looks.pointer[row])
          if let days {
            while next < end, days.pointer[Int(next)] < last[look] { next += 1 }
            if let first { while start < next, days.pointer[Int(start)] < first[look] { start += 1 } }
          }
          starts.pointer[row] = start
          ends.pointer[row] = next
        }
      }
    }
    return (starts, ends)
  }
}

extension ValueCache {
  /// Keeps the values of a definition that are known already.
  package func keep(_ column: Column, as name: String, for evaluation: Evaluation) {
    if let definition = evaluation.definitions[name] { add(column, of: definition, on: evaluation.asOf, evaluation.data) }
  }
}

extension Looks {
  /// The day that a constant is on each look.
  ///
  /// - Throws: where it is none.
  func days(of constant: Expression, _ evaluation: Evaluation) throws -> [Int64] {
    let column = try column(constant, evaluation)
    guard column.validity == nil else { throw LookSources.IsOther() }
    return days.indices.map { column.integer($0) }
  }

  /// A constant on each look.
  func column(_ constant: Expression, _ evaluation: Evaluation) throws(ScriptError) -> Column {
    let today = Column(.date, count: days.count, values: .int32(Buffer(days)))
    let frame = Frame(rowCount: days.count, grain: .none, columns: [LookEvaluation.today: today])
    return try evaluation.column(constant.onLooks, on: frame)
  }
}

extension Expression {
  /// A constant that reads the day of a look where it reads today.
  fileprivate var onLooks: Expression {
    if !readsToday { return self }
    if case .today = kind { return Expression(.column(LookEvaluation.today), .date, like: self) }
    return with(children: children.map(\.onLooks))
  }
}
