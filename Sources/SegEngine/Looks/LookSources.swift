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
  private var borders: [String: [MovingBorder]] = [:]
  private var dates: [LookFinder.Dates] = []
  private let ofAll: Bitmap
  private var seen: Set<String> = []

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
    let days = (looks.days.first ?? 0)...max(looks.days.first ?? 0, looks.days.last ?? 0)
    for (name, borders) in borders.sorted(by: { $0.key < $1.key }) {
      guard let table = try evaluation.eventTable(name), let time = table.timeColumn else { continue }
      let found = borders.map { border in Buffer(days.map { border.look(of: $0) }) }
      events.append(LookFinder.Events(offsets: table.offsets, days: try evaluation.days(of: time), looks: found, low: days.lowerBound))
    }
    return LookFinder(lookCount: looks.days.count, events: events, dates: dates, ofAll: ofAll, context: evaluation.context)
  }

  /// Each look's own day: what is dated then exists from that look on.
  private var today: [Int64] { looks.days.map { Int64($0) } }

  /// The appearance of the events of a table.
  mutating func watch(eventsOf table: String) throws { try add(today, to: table) }

  private mutating func add(_ days: [Int64], to table: String) throws {
    guard let border = MovingBorder(days) else { throw IsOther() }
    if borders[table]?.contains(border) != true { borders[table, default: []].append(border) }
  }

  private mutating func watch(_ expression: Expression) throws {
    if expression.isConstant { return try watchConstant(expression) }
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
    try add(today, to: scope.table)
    // An event leaves a window when its start is later, and enters it when its end is.
    for border in scope.window?.expressions ?? [] {
      guard border.isConstant, border.type == .date else { throw IsOther() }
      guard border.readsToday else { continue }
      try add(looks.days(of: border, evaluation).map { $0 - 1 }, to: scope.table)
    }
  }

  /// Watches a comparison of a date with a constant that moves, or of the days since then.
  ///
  /// - Returns: whether it is one.
  private mutating func watchDistance(_ a: Expression, _ comparison: Comparison, _ b: Expression) throws -> Bool {
    for (value, other, comparison) in [(a, b, comparison), (b, a, comparison.swapped)] where other.isConstant {
      if value.type == .date, other.readsToday {
        let limits = try looks.days(of: other, evaluation)
        // X < T becomes true when T − 1 is X, X ≤ T when T is.
        if comparison.changesAtEqual { try watch(date: value, limits.map { $0 - 1 }) }
        if comparison.changesAfterEqual { try watch(date: value, limits) }
        return true
      }
      guard !other.readsToday, case .daysBetween(let later, let earlier) = plain(value).kind else { continue }
      let isSince = isToday(later)
      guard isSince || isToday(earlier), let limit = try evaluation.constant(other).days else { continue }
      let date = isSince ? earlier : later
      // The days since the date, compared with a number.
      let days = isSince ? limit : -limit
      let since = isSince ? comparison : comparison.swapped
      if since.changesAtEqual { try watch(date: date, today.map { $0 - Int64(days.rounded(.up)) }) }
      if since.changesAfterEqual { try watch(date: date, today.map { $0 - Int64(days.rounded(.down)) - 1 }) }
      return true
    }
    return false
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
    let date = plain(date)
    switch (date.kind, date.nature) {
    case (.column, _):
      guard date.type == .date, let border = MovingBorder(days) else { throw IsOther() }
      dates.append(LookFinder.Dates(column: try evaluation.column(date, on: evaluation.store.customerFrame), border: border))
    case (.events(let aggregate), _):
      guard let time = try evaluation.eventTable(aggregate.scope.table)?.time, aggregate.isDay(of: time) else { throw IsOther() }
      try watch(aggregate)
      try add(days, to: aggregate.scope.table)
    case (.coalesce(let parts), _):
      for part in parts { try watch(date: part, days) }
    case (.convert(let time), _) where time.type == .timestamp && date.type == .date: try watch(date: time, days)
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): throw IsOther()
    }
  }
}

extension EventAggregate {
  /// Whether its values are days of events.
  fileprivate func isDay(of time: String) -> Bool {
    switch function {
    case .min, .max, .first, .last, .nth: break
    case .count, .sum, .avg, .median, .quantile, .mode, .stddev, .variance, .any, .distinct, .list, .correlation, .slope: return false
    }
    guard let argument else { return false }
    var inner = argument
    if case .convert(let converted) = argument.kind { inner = converted }
    return inner.kind == .column(time)
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
