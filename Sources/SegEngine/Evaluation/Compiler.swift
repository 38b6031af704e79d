// From an expression to the kernels that compute it, batch by batch.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// Compiles expressions over one frame. Parts that need more than the rows of a batch
/// (definitions, aggregates, other days) are computed by the evaluation and become
/// columns.
final class Compiler: NodeBuilder {
  let source: any ColumnSource

  init(_ source: any ColumnSource, frame: Frame) {
    self.source = source
    super.init(frame: frame, context: source.context)
  }

  /// Metrics that are computed along with the expression, by name.
  private var fused: [String: Node] = [:]

  /// - Parameter metrics: computed along with the expression, dependencies first.
  func program(_ expression: Expression, along metrics: [String] = []) throws(ScriptError) -> KernelProgram {
    var first: [Node] = []
    for name in metrics {
      guard case .metric(let inner)? = source.definitions[name]?.kind else { continue }
      let node = try compile(inner)
      first.append(node)
      // Its registers are not reused: they keep its values to the end.
      fused[name] = Node(register: node.register, lanes: node.lanes, column: node.column, constant: node.constant) { _ in }
    }
    let root = try compile(expression)
    return KernelProgram(root: root, first: first, registerCount: registerCount, constantCount: constantCount)
  }

  /// Compiles expressions whose values are used one after another, so that they share
  /// registers: a long chain needs no more than its largest part.
  func compileInTurn(_ expressions: [Expression]) throws(ScriptError) -> [Node] {
    let start = nextRegister
    var end = nextRegister
    var nodes: [Node] = []
    nodes.reserveCapacity(expressions.count)
    for expression in expressions {
      nextRegister = start
      nodes.append(try compile(expression))
      end = max(end, nextRegister)
    }
    nextRegister = end
    return nodes
  }

  func compile(_ expression: Expression) throws(ScriptError) -> Node {
    if let value = try constantValue(expression) { return constant(value, expression.type) }
    if let node = try conditionOfLinkedRow(expression) { return node }
    switch expression.kind {
    case .literal(let value): return constant(value, expression.type)
    // Those that have a value are replaced by it before.
    case .parameter: return constant(.missing, expression.type)
    case .today:
      guard source.isDayKnown else { throw ScriptError(EngineDiagnostics.noToday(at: expression.span)) }
      return constant(.date(source.asOf), .date)
    case .column(let name):
      if let known = frame.columns[name] { return column(known) }
      return column(try missingColumn(expression.type))
    case .definition(let name):
      if let node = fused[name] { return node }
      return column(try source.value(of: name, at: expression.span))
    case .events(let aggregate) where aggregate.owner != nil: return column(try source.column(expression, of: frame))
    case .events, .purchases, .scores, .allocated, .history, .former, .population, .keyHash:
      return column(try source.column(expression, of: source.store.customerFrame))
    case .ordered: return column(try source.column(expression, of: frame))
    case .group: return column(try missingColumn(expression.type))  // replaced before compiling
    case .ofCustomer(let inner): return try ofCustomer(inner)
    case .linked(let link, let inner): return try linked(inner, by: link)
    case .asOf(let inner, let day): return column(try source.column(inner, asOf: day, on: frame))
    case .and(let parts): return try and(parts)
    case .or(let parts): return try or(parts)
    case .not(let inner): return try not(inner)
    case .compare(let comparison, let a, let b): return try compare(comparison, a, b)
    case .isMissing(let inner): return try isMissing(inner)
    case .isIn(let inner, let values): return try isIn(inner, values)
    case .textTest(let inner, let test, let pattern): return try textTest(inner, matcher(test, pattern.value, at: expression.span))
    case .sum(let terms): return try sum(terms, expression)
    case .product(let first, let factors): return try product(first, factors, expression)
    case .negate(let inner): return try negate(inner, expression)
    case .convert(let inner): return try convert(inner, to: expression.type)
    case .shift(let inner, let months, let days, let minutes):
      return try shift(inner, months: months.value, days: days.value, minutes: minutes.value)
    case .shiftByDays(let day, let count, let isNegative): return try shiftByDays(day, count, isNegative)
    case .daysBetween(let a, let b): return try daysBetween(a, b)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, expression.type)
    case .coalesce(let parts): return try coalesce(parts, expression.type)
    case .call(let function, let arguments): return try call(function, arguments, expression)
    case .stages(let stages): return try self.stages(stages)
    }
  }

  /// The value of an expression that is the same in every row; computed once, on one row.
  func constantValue(_ expression: Expression) throws(ScriptError) -> Value? {
    if case .literal(let value) = expression.kind { return value }
    guard expression.isConstant, frame.grain != .none || frame.rowCount != 1 else { return nil }
    return try source.constant(expression)
  }

  /// In an expression over events: the value of each event's customer.
  private func ofCustomer(_ inner: Expression) throws(ScriptError) -> Node {
    guard let rows = frame.customerRows else { return try compile(inner) }
    return taken(try source.column(inner, of: source.store.customerFrame), rows)
  }

  /// The value of the row that each row leads to.
  private func linked(_ inner: Expression, by link: LinkReference) throws(ScriptError) -> Node {
    guard let rows = try source.rows(of: link), let target = try source.frame(named: link.target) else {
      return try compile(Expression(.literal(.missing), inner.type, like: inner))
    }
    return taken(try source.column(inner, of: target), rows)
  }

  private func taken(_ column: Column, _ rows: Buffer<Int32>) -> Node {
    let register = makeRegister()
    return Node(register: register, lanes: Self.lanes(column)) { batch in
      let piece = column.gathered(UnsafeBufferPointer(start: rows.pointer + batch.start, count: batch.count))
      batch.kept.append(piece)
      Self.read(piece, at: 0, batch, register)
    }
  }
}
