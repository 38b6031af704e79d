// Runs the plan of an answer row by row, in the plainest way. The engine's fast
// paths are compared with it.

import SegColumns
import SegDiagnostics

@testable import SegAnalyses
@testable import SegEngine
@testable import SegKernels
import SegModels
@testable import SegStore
@testable import SegPlan

/// A row, and the rows of the source that it is made of.
struct PlanRow {
  var values: [String: Value]
  var sources: [Int]
}

struct AnswerPlanInterpreter {
  /// The state that analyses share.
  private struct Asked: AnalysisAnswer { let run: AnalysisRun }

  private var asked: Asked { Asked(run: AnalysisRun(question, evaluation, ModelStore())) }

  let evaluation: Evaluation
  let question: AnalysisQuestion

  /// The rows of the answer, their values in the order of its columns.
  func answer(_ plan: AnswerPlan) throws -> [[Value]] {
    guard case .select(let columns)? = plan.steps.last(where: { if case .select = $0 { true } else { false } }) else { return [] }
    return try rows(plan).map { row in columns.map { row.values[$0] ?? .missing } }
  }

  func rows(_ plan: AnswerPlan) throws -> [PlanRow] {
    try plan.steps.reduce(try rows(plan.source)) { try step($1, $0, plan.source) }
  }

  // MARK: - Sources

  private func rows(_ source: RowSource) throws -> [PlanRow] {
    let people = try asked.population(question)
    switch source {
    case .customers(let items):
      let columns = try columns(items, on: evaluation.store.customerFrame)
      return people.rows.map { row in made(row, columns, [AnswerPlan.customer: .integer(Int64(row))]) }
    case .events(let selection, let items):
      let selected = try asked.events(selection, question)
      let columns = try columns(items, on: selected.table.frame)
      let days = try evaluation.days(of: selected.time)
      return selected.rows.rows.map { row in
        made(
          row, columns,
          [AnswerPlan.customer: .integer(Int64(selected.table.customerRows[row])), AnswerPlan.day: .date(days[row])])
      }
    case .table(let grain): return table(grain) { _ in true }
    case .ownTable(let grain): return table(grain) { $0 >= 0 && people[$0] }
    }
  }

  private func columns(_ items: [NamedExpression], on frame: Frame) throws -> [(String, Column)] {
    try items.map { ($0.name, try evaluation.column($0.expression, on: frame)) }
  }

  private func made(_ row: Int, _ columns: [(String, Column)], _ values: [String: Value]) -> PlanRow {
    var values = values
    for (name, column) in columns { values[name] = column[row] }
    return PlanRow(values: values, sources: [row])
  }

  private func table(_ grain: Grain, where isIn: (Int) -> Bool) -> [PlanRow] {
    let table: Table
    var owner: (Int) -> Int = { $0 }
    switch grain {
    case .customers: table = evaluation.store.customers?.table ?? Table(fields: [], rowCount: 0)
    case .events(let name):
      guard let events = evaluation.store.eventTable(name) else { return [] }
      table = events.table
      owner = { Int(events.customerRows[$0]) }
    case .rejects(let name): table = evaluation.store.rejects[name] ?? Table(fields: [], rowCount: 0)
    case .none: return []
    }
    return (0..<table.rowCount).filter { isIn(owner($0)) }.map { row in
      let customer = owner(row)
      return made(
        row, table.fields.map { ($0.name, $0.column) },
        [AnswerPlan.customer: customer < 0 ? .missing : .integer(Int64(customer))])
    }
  }

  // MARK: - Steps

  private func step(_ step: AnswerPlan.Step, _ rows: [PlanRow], _ source: RowSource) throws -> [PlanRow] {
    switch step {
    case .derive(let columns):
      var result = rows
      for column in columns {
        switch column.value {
        case .row(let expression): for row in rows.indices { result[row].values[column.name] = value(expression, rows[row]) }
        case .window(let window):
          for (row, value) in try values(window, rows, source) { result[row].values[column.name] = value }
        }
      }
      return result
    case .keep(let condition): return rows.filter { value(condition, $0) == .boolean(true) }
    case .group(let names, let measures):
      var groups = Dictionary(grouping: rows.indices) { row in names.map { rows[row].values[$0] ?? .missing } }
      if names.isEmpty { groups[[]] = Array(rows.indices) }
      // In the order of their first rows.
      let keys = groups.keys.sorted { (groups[$0]?.first ?? 0) < (groups[$1]?.first ?? 0) }
      return try keys.map { key in
        let members = (groups[key] ?? []).map { rows[$0] }
        var row = PlanRow(values: Dictionary(uniqueKeysWithValues: zip(names, key)), sources: members.flatMap(\.sources))
        for measure in measures { row.values[measure.name] = try aggregate(measure.aggregate, members, source) }
        return row
      }
    case .complete(let column, let from, let through, let carried):
      guard let example = rows.first(where: { $0.values[column] ?? .missing != .missing }),
        case .integer(let last) = whole(value(through, example)), from <= last
      else { return rows }
      let known = Set(rows.compactMap { if case .integer(let number)? = $0.values[column].map(whole) { number } else { nil } })
      return rows
        + (from...last).filter { !known.contains($0) }.map { number in
          var values: [String: Value] = [column: .integer(number)]
          for name in carried { values[name] = example.values[name] }
          return PlanRow(values: values, sources: [])
        }
    case .order(let keys): return sorted(rows, keys)
    case .first(let count): return Array(rows.prefix(count))
    case .select(let names): return rows.map { row in PlanRow(values: row.values.filter { names.contains($0.key) }, sources: row.sources) }
    case .append(let plan): return rows + (try self.rows(plan))
    }
  }

  private func sorted(_ rows: [PlanRow], _ keys: [RowOrder]) -> [PlanRow] {
    rows.enumerated().sorted { a, b in
      for key in keys {
        let (one, other) = (a.element.values[key.column] ?? .missing, b.element.values[key.column] ?? .missing)
        if one == other { continue }
        if one == .missing || other == .missing { return other == .missing }
        if Self.isBefore(one, other) { return key.isAscending }
        if Self.isBefore(other, one) { return !key.isAscending }
      }
      return a.offset < b.offset
    }.map(\.element)
  }

  // MARK: - Windows and groups

  /// Values of rows, by their places.
  private func values(_ window: WindowFunction, _ rows: [PlanRow], _ source: RowSource) throws -> [(Int, Value)] {
    let groups = Dictionary(grouping: rows.indices) { row in window.partition.map { rows[row].values[$0] ?? .missing } }
    var result: [(Int, Value)] = []
    for (_, places) in groups {
      // Rows know their places while they are sorted.
      let placed = places.map { place in
        PlanRow(values: rows[place].values.merging(["#place": .integer(Int64(place))]) { $1 }, sources: rows[place].sources)
      }
      let ordered = sorted(placed, window.order)
      let order = ordered.compactMap { if case .integer(let place)? = $0.values["#place"] { Int(place) } else { nil } }
      switch window.kind {
      case .rowNumber: result += order.enumerated().map { ($1, .integer(Int64($0 + 1))) }
      case .ntile(let tiles):
        let (small, large) = order.count.quotientAndRemainder(dividingBy: tiles)
        var next = 0
        for tile in 0..<tiles {
          for _ in 0..<small + (tile < large ? 1 : 0) {
            result.append((order[next], .integer(Int64(tile + 1))))
            next += 1
          }
        }
      case .first(let expression):
        let first = ordered.first.map { value(expression, $0) } ?? .missing
        result += order.map { ($0, first) }
      case .runningSum(let expression):
        var sum = 0.0
        for (row, place) in zip(ordered, order) {
          sum += value(expression, row).double ?? 0
          result.append((place, .number(sum)))
        }
      case .aggregate(let function):
        let value = try aggregate(function, ordered, source)
        result += order.map { ($0, value) }
      }
    }
    return result
  }

  private func aggregate(_ function: RowAggregate, _ rows: [PlanRow], _ source: RowSource) throws -> Value {
    func present(_ expression: RowExpression) -> [Value] { rows.map { value(expression, $0) }.filter { $0 != .missing } }
    switch function {
    case .rowCount: return .integer(Int64(rows.count))
    case .distinctCount(let expression): return .integer(Int64(Set(present(expression)).count))
    case .sum(let expression):
      let values = present(expression)
      let integers = values.compactMap { if case .integer(let integer) = $0 { integer } else { nil } }
      if integers.count == values.count { return .integer(integers.reduce(0, +)) }
      return .number(values.compactMap(\.double).reduce(0, +))
    case .min(let expression): return present(expression).min(by: Self.isBefore) ?? .missing
    case .max(let expression): return present(expression).max(by: Self.isBefore) ?? .missing
    case .quantile(let expression, let share):
      let numbers = present(expression).compactMap(\.double).sorted()
      guard !numbers.isEmpty else { return .missing }
      let place = share * Double(numbers.count - 1)
      let below = Int(place)
      let above = min(numbers.count - 1, below + 1)
      return .number(numbers[below] * (1 - (place - Double(below))) + numbers[above] * (place - Double(below)))
    case .joined(let expression, let separator, let order):
      let texts = sorted(rows, order).map { value(expression, $0) }.filter { $0 != .missing }.map(\.description)
      return .text(texts.joined(separator: separator))
    case .measure(let measure, let day): return try self.measure(measure, day, rows, source)
    }
  }

  private func measure(_ measure: Expression, _ day: Expression?, _ rows: [PlanRow], _ source: RowSource) throws -> Value {
    let grain: Grain
    switch source {
    case .customers: grain = .customers
    case .events(let selection, _): grain = .events(selection.table)
    case .table(let table), .ownTable(let table): grain = table
    }
    let other = try day.map { try evaluation.on($0) } ?? evaluation
    let own = Bitmap(count: evaluation.store.frame(grain).rowCount)
    for row in rows { for place in row.sources { own.set(place) } }
    return try GroupAggregation(other, grain: grain, Grouping(all: own)).column(measure)[0]
  }

  // MARK: - Values

  /// Whether a value is less than another one of its type.
  static func isBefore(_ a: Value, _ b: Value) -> Bool {
    if let a = a.double, let b = b.double { return a < b }
    switch (a, b) {
    case (.text(let a), .text(let b)): return a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.boolean(let a), .boolean(let b)): return !a && b
    case (.date(let a), .date(let b)): return a < b
    case (.timestamp(let a), .timestamp(let b)): return a < b
    default: return false
    }
  }

  /// A number without a fraction as an integer.
  private func whole(_ value: Value) -> Value {
    if case .number(let number) = value, let whole = Int64(exactly: number) { return .integer(whole) }
    return value
  }

  private func value(_ expression: RowExpression, _ row: PlanRow) -> Value {
    func value(_ part: RowExpression) -> Value { self.value(part, row) }
    func holds(_ part: RowExpression) -> Bool { value(part) == .boolean(true) }
    func number(_ part: RowExpression, _ body: (Double) -> Value) -> Value { value(part).double.map(body) ?? .missing }
    switch expression {
    case .column(let name): return row.values[name] ?? .missing
    case .literal(let literal): return literal
    case .arithmetic(let sign, let a, let b): return Self.result(sign, value(a), value(b))
    case .compare(let comparison, let a, let b): return .boolean(Self.compares(comparison, value(a), value(b)))
    case .isMissing(let part): return .boolean(value(part) == .missing)
    case .and(let a, let b): return .boolean(holds(a) && holds(b))
    case .or(let a, let b): return .boolean(holds(a) || holds(b))
    case .not(let part): return .boolean(!holds(part))
    case .conditional(let condition, let then, let otherwise): return holds(condition) ? value(then) : value(otherwise)
    case .floor(let part): return number(part) { whole(.number($0.rounded(.down))) }
    case .number(let part): return number(part) { .number($0) }
    case .power10(let part): return number(part) { .number(Self.power10($0)) }
    case .exponent10(let part): return number(part) { Self.exponent10($0) }
    case .text(let part): return value(part) == .missing ? .missing : .text(value(part).description)
    case .joined(let parts, let separator):
      return .text(parts.map(value).filter { $0 != .missing }.map(\.description).joined(separator: separator))
    case .position(let part, let list):
      return list.firstIndex(of: value(part).description).map { .integer(Int64($0 + 1)) } ?? .missing
    }
  }

  private static func power10(_ exponent: Double) -> Double {
    let power = (0..<Int(abs(exponent))).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }

  private static func exponent10(_ number: Double) -> Value {
    guard number > 0, number.isFinite else { return .missing }
    var exponent = 0.0
    while power10(exponent) > number { exponent -= 1 }
    while power10(exponent + 1) <= number { exponent += 1 }
    return .integer(Int64(exponent))
  }

  private static func result(_ sign: RowExpression.Arithmetic, _ a: Value, _ b: Value) -> Value {
    if case .integer(let a) = a, case .integer(let b) = b {
      switch sign {
      case .add: return .integer(a + b)
      case .subtract: return .integer(a - b)
      case .multiply: return .integer(a * b)
      case .divide: return b == 0 ? .missing : .number(Double(a) / Double(b))
      }
    }
    guard let a = a.double, let b = b.double else { return .missing }
    switch sign {
    case .add: return .number(a + b)
    case .subtract: return .number(a - b)
    case .multiply: return .number(a * b)
    case .divide: return b == 0 ? .missing : .number(a / b)
    }
  }

  private static func compares(_ comparison: Comparison, _ a: Value, _ b: Value) -> Bool {
    if a == .missing || b == .missing { return false }
    let (isLess, isGreater) = (isBefore(a, b), isBefore(b, a))
    switch comparison {
    case .equal: return !isLess && !isGreater
    case .less: return isLess
    case .lessOrEqual: return !isGreater
    case .greater: return isGreater
    case .greaterOrEqual: return !isLess
    }
  }
}

extension Value {
  /// An integer or a number.
  fileprivate var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    case .missing, .text, .boolean, .date, .timestamp: nil
    }
  }
}
