// What can change a customer's value from one look to the next.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegStore

/// Collects from an expression what its value changes with: events, events that leave a window, days that have passed since
/// a date, and constants that are others on another day. An expression that changes in another way has no such sources.
struct LookSources {
  /// The expression changes in a way that is not followed here.
  struct IsOther: Error {}

  private let evaluation: Evaluation
  private let looks: Looks
  private var borders: [EventDays: [MovingBorder]] = [:]
  private var dates: [LookFinder.Dates] = []
  private let ofAll: Bitmap
  private var seen: Set<String> = []
  private var missing: [Expression: Bool] = [:]

  /// Days of the events of a table: those of their time, or of another column.
  private struct EventDays: Hashable {
    let table: String
    var column: String?
  }

  /// - Throws: where the values change in another way.
  init(of value: Expression, _ looks: Looks, _ evaluation: Evaluation) throws {
    self.evaluation = evaluation
    self.looks = looks
    ofAll = Bitmap(count: looks.days.count)
    if !looks.days.isEmpty { ofAll.set(0) }
    try watch(value)
  }

  /// What finds the looks of customers.
  func finder() throws(ScriptError) -> LookFinder {
    var events: [LookFinder.Events] = []
    for (source, borders) in borders.sorted(by: { ($0.key.table, $0.key.column ?? "") < ($1.key.table, $1.key.column ?? "") }) {
      guard let table = try evaluation.eventTable(source.table),
        let column = source.column.map({ table.frame.columns[$0] }) ?? table.timeColumn
      else { continue }
      let days = try evaluation.days(of: column)
      if let validity = column.validity { for row in 0..<column.count where !validity[row] { days.pointer[row] = .max } }
      events.append(LookFinder.Events(offsets: table.offsets, days: days, borders: borders.map(NumberedBorder.init)))
    }
    return LookFinder(days: looks.days, events: events, dates: dates, ofAll: ofAll, context: evaluation.context)
  }

  /// Each look's own day: what is dated then exists from that look on.
  private var today: [Int64] { looks.days.map { Int64($0) } }

  /// The appearance of the events of a table.
  mutating func watch(eventsOf table: String) throws { try add(today, to: EventDays(table: table)) }

  private mutating func add(_ days: [Int64], to source: EventDays, for concerned: MovingBorder.Concerned = .all) throws {
    guard let border = MovingBorder(days, for: concerned), border.length <= Self.mostDays else { throw IsOther() }
    if borders[source]?.contains(border) != true { borders[source, default: []].append(border) }
  }

  /// Most days that a border passes: each has a place in memory.
  private static let mostDays = 1 << 20

  private mutating func watch(_ expression: Expression) throws {
    if expression.isConstant { return try watchConstant(expression) }
    if try isMissing(expression) { return }
    switch (expression.kind, expression.nature) {
    case (.column, _): return
    case (.definition(let name), _): try watch(definition: name)
    case (.events(let aggregate), _): try watch(aggregate)
    case (.compare(let comparison, let a, let b), _):
      if try watchDistance(a, comparison, b) { return }
      try watch(a)
      try watch(b)
    case (.call(let function, let arguments), _):
      // It tells of customers of a day whose numbers have no value.
      if evaluation.functions.overload(function)?.domainError != nil { throw IsOther() }
      for argument in arguments { try watch(argument) }
    case (_, .operation): for child in expression.children { try watch(child) }
    case (_, .stated), (_, .named), (_, .moved), (_, .whole): throw IsOther()
    }
  }

  private mutating func watch(definition name: String) throws {
    if !seen.insert(name).inserted { return }
    switch evaluation.definitions[name]?.kind {
    case .metric(let inner)?, .lifecycle(let inner)?: try watch(inner)
    case .segment(let plan)?:
      guard plan.ranking == nil, plan.cut == nil else { throw IsOther() }
      if let base = plan.base { try watch(definition: base) }
      if let condition = plan.condition { try watch(condition) }
    case .measure?, .column?, .table?, nil: throw IsOther()
    }
  }

  /// The looks on which a constant is another one than on the look before.
  private func watchConstant(_ expression: Expression) throws {
    guard expression.readsToday else { return }
    let column = try looks.column(expression, evaluation)
    for look in looks.days.indices.dropFirst() where column[look] != column[look - 1] { ofAll.set(look) }
  }

  private mutating func watch(_ aggregate: EventAggregate) throws {
    let scope = aggregate.scope
    let expressions = aggregate.value.expressions + [scope.condition].compactMap { $0 }
    guard aggregate.owner == nil, scope.orphans == .excluded, let table = try evaluation.eventTable(scope.table),
      evaluation.definitions[DefinitionName.table(scope.table)]?.dependsOnDay != true,
      !expressions.contains(where: { $0.dependsOnDay { evaluation.definitions[$0] } })
    else { throw IsOther() }
    guard let time = table.timeColumn else {
      if scope.window != nil { throw IsOther() }
      return
    }
    guard time.validity == nil else { throw IsOther() }
    try watch(eventsOf: scope.table)
    // An event leaves a window when its start is later, and enters it when its end is.
    for border in scope.window?.expressions ?? [] {
      guard border.isConstant, border.type == .date else { throw IsOther() }
      guard border.readsToday else { continue }
      try add(looks.days(of: border, evaluation).map { $0 - 1 }, to: EventDays(table: scope.table))
    }
  }

  /// Whether an expression is missing on every look: what is computed from a constant that is missing.
  private mutating func isMissing(_ expression: Expression) throws -> Bool {
    if let known = missing[expression] { return known }
    missing[expression] = false
    let value = plain(expression)
    var found = false
    switch (value.kind, value.nature) {
    case _ where value.isConstant:
      let column = try looks.column(value, evaluation)
      found = looks.days.indices.allSatisfy { !column.isPresent($0) }
    case (.sum, _), (.product, _), (.negate, _), (.convert, _), (.shift, _), (.shiftByDays, _), (.daysBetween, _):
      for part in value.children where try isMissing(part) { found = true }
    case (.coalesce(let parts), _):
      found = true
      for part in parts where try !isMissing(part) { found = false }
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): break
    }
    missing[expression] = found
    return found
  }

  /// Watches a comparison of a date with a constant that moves, or of the days since then.
  ///
  /// - Returns: whether it is one.
  private mutating func watchDistance(_ a: Expression, _ comparison: Comparison, _ b: Expression) throws -> Bool {
    // A comparison with a missing value is no.
    for side in [a, b] where try isMissing(side) { return true }
    // The days since two dates grow alike: only the dates tell which are more.
    if let first = distance(a), let second = distance(b), first.isSince == second.isSince {
      try watch(first.date)
      try watch(second.date)
      return true
    }
    for (value, other, comparison) in [(a, b, comparison), (b, a, comparison.swapped)] where other.isConstant {
      if value.type == .date, other.readsToday {
        let limits = try looks.days(of: other, evaluation)
        // X < T becomes true when T − 1 is X, X ≤ T when T is.
        if comparison.changesAtEqual { try watch(date: value, limits.map { $0 - 1 }) }
        if comparison.changesAfterEqual { try watch(date: value, limits) }
        return true
      }
      guard !other.readsToday, let (date, isSince) = distance(value), let limit = try evaluation.constant(other).days else { continue }
      // The days since the date, compared with a number.
      let days = isSince ? limit : -limit
      let since = isSince ? comparison : comparison.swapped
      if since.changesAtEqual { try watch(date: date, today.map { $0 - Int64(days.rounded(.up)) }) }
      if since.changesAfterEqual { try watch(date: date, today.map { $0 - Int64(days.rounded(.down)) - 1 }) }
      return true
    }
    return false
  }

  /// The date that an expression is the days since, or until.
  private func distance(_ expression: Expression) -> (date: Expression, isSince: Bool)? {
    guard case .daysBetween(let later, let earlier) = plain(expression).kind else { return nil }
    if isToday(later) { return (earlier, true) }
    return isToday(earlier) ? (later, false) : nil
  }

  private func isToday(_ expression: Expression) -> Bool {
    plain(expression).kind == .today
  }

  /// An expression behind the names of metrics; a number as the integer that it is made of.
  private func plain(_ expression: Expression) -> Expression {
    var expression = expression
    while true {
      if case .definition(let name) = expression.kind, case .metric(let inner)? = evaluation.definitions[name]?.kind {
        expression = inner
      } else if case .convert(let inner) = expression.kind, expression.type == .number {
        expression = inner
      } else {
        return expression
      }
    }
  }

  /// Watches when a date passes a border.
  private mutating func watch(date: Expression, _ days: [Int64]) throws {
    if try isMissing(date) { return }
    let date = plain(date)
    switch (date.kind, date.nature) {
    case _ where date.isConstant:
      guard !date.readsToday, let border = MovingBorder(days), case .date(let day) = try evaluation.constant(date) else { throw IsOther() }
      let look = Int(border.look(of: day))
      if look < looks.days.count { ofAll.set(look) }
    case (.column, _):
      guard date.type == .date, let border = MovingBorder(days) else { throw IsOther() }
      dates.append(LookFinder.Dates(column: try evaluation.column(date, on: evaluation.store.customerFrame), border: border))
    case (.events(let aggregate), _):
      guard let source = try source(of: aggregate) else { throw IsOther() }
      try watch(aggregate)
      try add(days, to: source, for: source.column == nil ? aggregate.concerned : .all)
    case (.coalesce(let parts), _):
      for part in parts { try watch(date: part, days) }
    case (.conditional(let condition, let then, let otherwise), _):
      try watch(condition)
      for part in [then, otherwise] { try watch(date: part, days) }
    case (.shiftByDays(let inner, let count, let isNegative), _):
      guard count.isConstant, !count.readsToday, let shift = try evaluation.constant(count).days, shift == shift.rounded() else {
        throw IsOther()
      }
      try watch(date: inner, days.map { isNegative ? $0 + Int64(shift) : $0 - Int64(shift) })
    case (.convert(let time), _) where time.type == .timestamp && date.type == .date: try watch(date: time, days)
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): throw IsOther()
    }
  }

  /// The days of events one of which an aggregate is; nil where it is not one of them.
  private func source(of aggregate: EventAggregate) throws -> EventDays? {
    switch aggregate.function {
    case .min, .max, .first, .last, .nth: break
    case .count, .sum, .avg, .median, .quantile, .mode, .stddev, .variance, .any, .distinct, .list, .correlation, .slope: return nil
    }
    guard let argument = aggregate.argument, let time = try evaluation.eventTable(aggregate.scope.table)?.time else { return nil }
    var inner = argument
    if case .convert(let converted) = argument.kind { inner = converted }
    guard case .column(let name) = inner.kind else { return nil }
    if name == time { return EventDays(table: aggregate.scope.table) }
    return argument.kind == inner.kind && inner.type == .date ? EventDays(table: aggregate.scope.table, column: name) : nil
  }
}

extension EventAggregate {
  /// Which of a customer's events a value that is their time is of.
  fileprivate var concerned: MovingBorder.Concerned {
    guard scope.condition == nil, scope.window == nil else { return .all }
    switch function {
    case .min, .first: return .first
    case .max, .last: return .newest
    case .count, .sum, .avg, .median, .quantile, .mode, .stddev, .variance, .any, .distinct, .list, .correlation, .slope, .nth: return .all
    }
  }
}

extension Comparison {
  /// Whether the answer for a growing number changes where it reaches the other one.
  fileprivate var changesAtEqual: Bool {
    switch self {
    case .equal, .less, .greaterOrEqual: true
    case .lessOrEqual, .greater: false
    }
  }

  /// Whether it changes where the number is greater than the other one.
  fileprivate var changesAfterEqual: Bool {
    switch self {
    case .equal, .lessOrEqual, .greater: true
    case .less, .greaterOrEqual: false
    }
  }
}

extension Value {
  /// The number, if it is one of days of this calendar.
  fileprivate var days: Double? {
    switch self {
    case .integer(let value): abs(Double(value)) < 1e7 ? Double(value) : nil
    case .number(let value): abs(value) < 1e7 ? value : nil
    case .missing, .text, .date, .timestamp, .boolean: nil
    }
  }
}
