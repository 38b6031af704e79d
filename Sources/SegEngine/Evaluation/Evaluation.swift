// Evaluates expressions over the store as of one day.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// One evaluation: a store, definitions, a day. It is used on one thread, which spreads
/// the rows over threads.
package final class Evaluation {
  package let store: Store
  /// What the definitions and parameters mean.
  package let program: Program
  /// The program's definitions, with the values of parameters in them.
  package let definitions: [String: Definition]
  /// The library with the kernels of functions.
  package let functions: FunctionLibrary
  /// The as-of day: days since 1970. Events after it do not exist.
  package let asOf: Int32
  /// Whether the day is known; if not, nothing may use it.
  package let isDayKnown: Bool
  package let context: ExecutionContext
  /// Where values of models come from.
  package let models: any ModelProvider
  /// What makes the tables that a script defines.
  package let tables: any TableProvider
  package let cache: ValueCache
  /// Objects of the tables, which a load makes anew: they tell the data.
  let data: [AnyObject]
  private let depth: Int

  package init(
    store: Store, program: Program, functions: FunctionLibrary, asOf: Int32, isDayKnown: Bool = true,
    context: ExecutionContext, models: any ModelProvider, tables: any TableProvider, cache: ValueCache, depth: Int = 0
  ) {
    self.functions = functions
    self.isDayKnown = isDayKnown
    self.store = store
    self.program = program
    definitions = program.resolved
    self.asOf = asOf
    self.context = context
    self.models = models
    self.tables = tables
    self.cache = cache
    self.depth = depth
    data = store.identities
  }

  /// A number for the meaning of the definitions that expressions rest on.
  package func content(of expressions: [Expression]) -> Int {
    var hasher = Hasher()
    var names: Set<String> = []
    for expression in expressions { names.formUnion(expression.definitions) }
    for name in names.sorted() {
      hasher.combine(name)
      hasher.combine(definitions[name]?.content)
    }
    return hasher.finalize()
  }

  /// An expression with the values of parameters in it.
  func resolved(_ expression: Expression) throws(ScriptError) -> Expression {
    expression.hasParameters ? try expression.resolved(program.values) : expression
  }

  /// The value of a constant expression.
  func constant(_ expression: Expression) throws(ScriptError) -> Value {
    try column(expression, on: Frame.single)[0]
  }

  /// The day that a constant expression is.
  package func day(_ expression: Expression) throws(ScriptError) -> Int32 {
    if case .date(let days) = try constant(expression) { return days }
    throw ScriptError(EngineDiagnostics.noDay(at: expression.span))
  }

  /// The values of a metric, segment or lifecycle for every customer.
  package func value(of name: String, at span: SourceSpan) throws(ScriptError) -> Column {
    if let definition = definitions[name], let known = cached(definition) { return known }
    // The definitions that it uses come first, so that a long chain is no deep recursion.
    let order = needed(for: [name])
    let fused = fused(order.dropLast())
    for needed in order where fused[needed] == nil {
      guard let definition = definitions[needed], cached(definition) == nil else { continue }
      try context.check()
      if case .table = definition.kind {
        try makeTable(definition)
        continue
      }
      cache.add(try compute(definition, fused), of: definition, on: asOf, data)
    }
    guard let definition = definitions[name], let column = cached(definition) else {
      return try Column.missing(.boolean, count: store.customerCount, in: context)
    }
    return column
  }

  /// The cached values of a definition on this day.
  func cached(_ definition: Definition) -> Column? {
    cache.column(of: definition, on: asOf, data)
  }

  /// - Parameter fused: metrics that may be computed along with it.
  private func compute(_ definition: Definition, _ fused: [String: Int]) throws(ScriptError) -> Column {
    switch definition.kind {
    case .metric(let expression):
      return try column(expression, on: store.customerFrame, along: parts(of: expression, fused))
    case .lifecycle(let expression):
      return try column(expression, on: store.customerFrame)
    case .segment(let plan):
      let members = try members(of: plan)
      return Column(.boolean, count: members.count, values: .bits(members))
    case .column(let plan): return try column(plan.expression, on: frame(.events(plan.table)))
    case .measure, .table: return Column.integers([])
    }
  }

  /// The names and all definitions that they use on this day, dependencies first.
  func needed(for names: [String]) -> [String] {
    var order: [String] = []
    var state: [String: Bool] = [:]  // false: begun, true: done
    var stack = names
    while let name = stack.last {
      if state[name] != nil {
        stack.removeLast()
        if state[name] == false {
          state[name] = true
          order.append(name)
        }
        continue
      }
      state[name] = false
      if let definition = definitions[name] {
        for used in definition.usesNow where state[used] == nil { stack.append(used) }
      }
    }
    return order
  }

  /// The customers in a segment.
  package func members(of name: String, at span: SourceSpan) throws(ScriptError) -> Bitmap {
    let column = try value(of: name, at: span)
    if case .bits(let bits) = column.values { return bits }
    return Bitmap(count: store.customerCount)
  }

  /// The values of an expression for each row of a frame.
  ///
  /// - Parameters:
  ///   - fused: metrics in it that are computed batch by batch along with it,
  ///     dependencies first.
  ///   - rows: the rows that are needed; a value that cannot be computed in other rows is
  ///     not an error. nil: all.
  package func column(
    _ expression: Expression, on frame: Frame, along fused: [String] = [], among rows: Bitmap? = nil
  ) throws(ScriptError) -> Column {
    let expression = try resolved(expression)
    switch expression.kind {
    case .column(let name): if let column = frame.columns[name] { return column }
    case .definition(let name): return try value(of: name, at: expression.span)
    case .ordered(let value): return try ordered(value, expression.type, on: frame)
    case .events(let aggregate):
      if let owner = aggregate.owner { return try tables.column(aggregate, of: owner, like: expression, in: self) }
      return try EventAggregation(self, aggregate, expression.type, expression.span).column()
    case .purchases(let value): return try models.purchases(value, at: expression.span, in: self)
    case .scores(let value): return try models.scores(value, at: expression.span, in: self)
    case .allocated(let value): return try models.allocated(value, at: expression.span, in: self)
    case .former(let value): return try former(value, at: expression.span)
    case .history(let value): return try models.history(value, at: expression.span, in: self)
    case .keyHash(let hash): return try keyHash(hash)
    case .population(let aggregate): return try population(aggregate, at: expression.span)
    case .and, .or, .not:
      if frame.grain == .customers, let members = try algebra(expression) {
        return Column(.boolean, count: members.count, values: .bits(members))
      }
    case .ofCustomer(let inner):
      if let rows = frame.customerRows {
        return try column(inner, on: store.customerFrame).gathered(rows.values, in: context)
      }
    case .linked(let link, let inner): return try linked(inner, by: link)
    case .literal, .parameter, .today, .compare, .isMissing, .isIn, .textTest, .sum, .product, .negate, .convert,
      .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .group, .asOf, .stages:
      break
    }
    let program = try Compiler(self, frame: frame).program(expression, along: fused)
    return try ColumnMaterializer(program, expression, frame, store, context, among: rows).column()
  }

  /// For each row of a link's table the value of the row that it leads to, which is computed once for each row of the
  /// other table; missing where it leads to none.
  private func linked(_ inner: Expression, by link: LinkReference) throws(ScriptError) -> Column {
    guard let rows = try rows(of: link), let target = try frame(named: link.target) else {
      return try Column.missing(inner.type, count: try frame(named: link.table)?.rowCount ?? 0, in: context)
    }
    return try column(inner, on: target).taken(rows, context)
  }

  /// The rows of a frame that meet a condition.
  ///
  /// - Parameter rows: as of ``column(_:on:along:among:)``; of others the answer
  ///   is no or yes.
  package func bitmap(_ condition: Expression, on frame: Frame, among rows: Bitmap? = nil) throws(ScriptError) -> Bitmap {
    let column = try column(condition, on: frame, among: rows)
    // Bits are 0 if a value is missing: missing is no.
    if case .bits(let bits) = column.values { return bits }
    return Bitmap(count: frame.rowCount)
  }

  /// The values of an expression on another day.
  package func column(_ expression: Expression, asOf day: Expression, on frame: Frame) throws(ScriptError) -> Column {
    try on(day).column(expression, on: frame)
  }

  static let mostNestedDays = 64

  /// The evaluation of another day.
  package func on(_ day: Expression) throws(ScriptError) -> Evaluation {
    // Each nested day is a nested call; the limit keeps a long chain of definitions from
    // exhausting the stack.
    guard depth < Self.mostNestedDays else { throw ScriptError(EngineDiagnostics.tooManyDays(at: day.span)) }
    return Evaluation(
      store: store, program: program, functions: functions, asOf: try self.day(day), context: context, models: models,
      tables: tables, cache: cache, depth: depth + 1)
  }

  /// Whether each customer is in a segment as a snapshot defines it, with the data of today. What is computed is not kept
  /// under names that mean something else now.
  private func former(_ segment: FormerSegment, at span: SourceSpan) throws(ScriptError) -> Column {
    guard depth < Self.mostNestedDays else { throw ScriptError(EngineDiagnostics.tooManyDays(at: span)) }
    guard let past = program.former[segment.snapshot] else {
      return Column(.boolean, count: store.customerCount, values: .bits(Bitmap(count: store.customerCount)))
    }
    let evaluation = Evaluation(
      store: store, program: past, functions: functions, asOf: segment.day ?? asOf, isDayKnown: isDayKnown || segment.day != nil,
      context: context, models: models, tables: tables, cache: ValueCache(), depth: depth + 1)
    return try evaluation.value(of: segment.segment, at: span)
  }

  /// The evaluation of one of many days: what it keeps is dropped with it. It speaks to `context`.
  package func passing(on day: Int32, context: ExecutionContext, at span: SourceSpan) throws(ScriptError) -> Evaluation {
    guard depth < Self.mostNestedDays else { throw ScriptError(EngineDiagnostics.tooManyDays(at: span)) }
    return Evaluation(
      store: store, program: program, functions: functions, asOf: day, context: context, models: models.fresh(), tables: tables,
      cache: ValueCache(ofDayOver: cache), depth: depth + 1)
  }

  /// - Parameter whole: the expression in which it failed.
  func failure(_ failure: (row: Int, span: SourceSpan), _ frame: Frame, in whole: Expression? = nil) -> ScriptError {
    EngineDiagnostics.overflow(of: failure.row, at: failure.span, frame, store, in: whole)
  }
}

// MARK: - Tables

extension Evaluation {
  /// The event table with a name, loaded or made; nil if there is none.
  package func eventTable(_ name: String) throws(ScriptError) -> EventTable? {
    let key = DefinitionName.table(name)
    guard let definition = definitions[key] else { return store.eventTable(name) }
    if let known = cache.table(of: definition, on: asOf, data) { return known }
    // The tables that it is made of come first, so that a long chain is not a deep recursion.
    for name in needed(for: [key]) {
      guard let definition = definitions[name], case .table = definition.kind else { continue }
      try makeTable(definition)
    }
    return cache.table(of: definition, on: asOf, data)
  }

  /// For each row of a link's table the row that it leads to, -1 if there is none; nil without such a link.
  package func rows(of link: LinkReference) throws(ScriptError) -> Buffer<Int32>? {
    guard definitions[DefinitionName.table(link.table)] != nil, let made = try eventTable(link.table) else { return store.rows(of: link) }
    return made.owner == .table(link.role) ? made.ownerRows : made.linkRows[link.role]
  }

  /// The rows of a table by its name; nil if there is none.
  package func frame(named name: String) throws(ScriptError) -> Frame? {
    store.customers?.name == name ? store.customerFrame : try eventTable(name)?.frame
  }

  /// The rows of a grain.
  package func frame(_ grain: Grain) throws(ScriptError) -> Frame {
    if case .events(let name) = grain { return try eventTable(name)?.frame ?? Frame.single }
    return store.frame(grain)
  }

  /// Makes a table, unless it is kept.
  func makeTable(_ definition: Definition) throws(ScriptError) {
    guard case .table(let plan) = definition.kind, cache.table(of: definition, on: asOf, data) == nil else { return }
    try context.check()
    guard let source = try eventTable(plan.source) else { return }
    cache.add(try tables.table(plan, of: source, in: self), of: definition, on: asOf, data)
  }

  /// A value of each event's place among those of its customer.
  func ordered(_ value: OrderedValue, _ type: ColumnType, on frame: Frame) throws(ScriptError) -> Column {
    guard case .events(let name) = frame.grain, let events = try eventTable(name), events.table.rowCount == frame.rowCount else {
      return try Column.missing(type, count: frame.rowCount, in: context)
    }
    // What came before an event is the same on each day; what comes after may not have happened yet.
    let counted = [events.timeColumn?.validity, value.readsNext ? try selection(of: events, nil) : nil].compactMap { $0 }
    let places = EventPlaces(
      offsets: events.offsets, count: frame.rowCount, customers: store.customerCount, counted: counted, context: context)
    switch value {
    case .position: return try places.positions()
    case .previous(let inner), .next(let inner):
      let values = try column(inner, on: frame)
      let rows = try places.neighbors(after: value.readsNext)
      return try values.taken(rows, context)
    }
  }
}

extension Evaluation: ColumnSource {
  func column(_ expression: Expression, of frame: Frame) throws(ScriptError) -> Column { try column(expression, on: frame) }
}

extension EngineDiagnostics {
  package static func noDay(at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-date", "this is no day of the years 1 to 9999", at: span)
  }

  static func tooManyDays(at span: SourceSpan) -> Diagnostic {
    Diagnostic("nesting-too-deep", "more than 64 `as of` inside one another", at: span)
  }
}
