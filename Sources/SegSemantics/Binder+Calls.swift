// Calls: aggregates, functions, and functions that the script defines.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Binder {
  func bindCall(_ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let macro = catalog.functions[name.text] { return expand(macro, name, arguments, span, scope) }
    guard let callable = catalog.callables[name.text] else {
      if catalog.failedNames.contains(name.text) { return .error }
      report(.unknownFunction(name, catalog.allCallables.filter { !$0.isAnalysis }.map(\.name)))
      return .error
    }
    switch callable {
    case .aggregate(let function): return bindAggregate(function, name, arguments, span, scope)
    case .population(let function): return bindPopulation(function, arguments, span, scope)
    case .sample: return bindSample(arguments, span, scope)
    case .purchases(let function): return bindModelFunction(function, arguments, span, scope)
    case .score(let function): return bindScoreFunction(function, arguments, span, scope)
    case .allocated: return bindAllocated(arguments, span, scope)
    case .function(let function): return bindFunction(function, name, arguments, span, scope)
    case .analysis, .script:
      report(.analysisInExpression(name, callable.example))
      return .error
    }
  }

  /// A function of values: the overload that takes what is written.
  private func bindFunction(
    _ function: Function, _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let plain = plainArguments(arguments, of: name.text) else { return .error }
    var values: [Expression] = []
    for argument in plain {
      guard let bound = value(argument, scope) else { continue }
      values.append(bound)
    }
    guard values.count == plain.count else { return .error }
    guard let (overload, converted) = overload(of: function, for: values) else {
      report(.noOverload(function, values.map(\.type), at: span))
      return .error
    }
    return .value(made(.call(FunctionReference(function, overload), converted), overload.result, span))
  }

  /// Arguments without a table, a condition or a label.
  private func plainArguments(_ arguments: [ArgumentSyntax], of name: String) -> [ExpressionSyntax]? {
    for argument in arguments {
      if let label = argument.label {
        report(.unexpectedLabel(label, of: name))
        return nil
      }
      if argument.table != nil || argument.condition != nil || argument.window != nil || !argument.per.isEmpty
        || argument.within != nil
      {
        report(.notAnAggregate(name, at: argument.value.span))
        return nil
      }
      if let limit = argument.timeLimit {
        report(.limitOutsideFunnel(limit.span))
        return nil
      }
    }
    return arguments.map(\.value)
  }

  /// The first overload that takes the types as they are, else the first that
  /// takes them converted.
  private func overload(of function: Function, for values: [Expression]) -> (Function.Overload, [Expression])? {
    let fitting = function.overloads.filter { $0.parameters.count == values.count }
    if let exact = fitting.first(where: { $0.parameters == values.map(\.type) }) { return (exact, values) }
    for overload in fitting {
      let converted = zip(values, overload.parameters).compactMap { coerced($0, to: $1) }
      if converted.count == values.count { return (overload, converted) }
    }
    return nil
  }

  /// The body of a function with what was written for its parameters.
  private func expand(
    _ macro: Macro, _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let plain = plainArguments(arguments, of: macro.name) else { return .error }
    guard plain.count == macro.parameters.count else {
      report(.wrongArgumentCount(macro, plain.count, at: span))
      return .error
    }
    guard !scope.active.contains(macro.name) else {
      report(.circularFunction(macro.name, at: span))
      return .error
    }
    var inner = scope
    inner.active.insert(macro.name)
    inner.arguments = [:]
    for (parameter, syntax) in zip(macro.parameters, plain) { inner.arguments[parameter] = MacroArgument(syntax, scope) }
    let substitutions = macro.mentions.compactMap { mention in
      inner.arguments[mention.text].map { argument in
        Label.Substitution(
          span: mention.span, label: Label(argument.syntax.span, scope.expansion?.substitutions ?? []),
          isCompound: argument.syntax.isCompound)
      }
    }
    inner.expansion = Expansion(
      calls: (scope.expansion?.calls ?? []) + [Origin.Call(function: macro.name, span: span)], substitutions: substitutions)
    let (operand, problems) = trying { bind(macro.body, inner) }
    for problem in problems.prefix(3) {
      // Said where the function is used; the body is the second place.
      var diagnostic = problem
      let isFull = diagnostic.labels.count > 3
      if !isFull,
        diagnostic.span?.source !== span.source || !span.range.overlaps(diagnostic.span?.range ?? 0..<0)
      {
        diagnostic.labels.append(Diagnostic.Label(span, "in this call of `\(macro.name)`"))
      }
      report(diagnostic)
    }
    return operand
  }

  // MARK: - Aggregates

  private func bindAggregate(
    _ function: AggregateFunction, _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    if arguments.count > 1 {
      report(.aggregateOfSeveral(function, at: span))
      return .error
    }
    guard let argument = arguments.first else {
      guard function == .count else {
        report(.aggregateOfNothing(function, at: span))
        return .error
      }
      if case .groups(let events) = scope.rows {
        if let events {
          report(.countOfEvents(events.name, key: events.key, at: span))
          return .error
        }
        let aggregate = GroupAggregate(function: .count, argument: nil, rows: .customers(nil))
        return .value(made(.group(aggregate), .integer, span))
      }
      report(.countOfNothing(catalog.events.first?.name, at: span))
      return .error
    }
    if let label = argument.label {
      report(.unexpectedLabel(label, of: function.rawValue))
      return .error
    }
    if let limit = argument.timeLimit {
      report(.limitOutsideFunnel(limit.span))
      return .error
    }
    if let wrong = argument.within?.span ?? argument.per.first?.span {
      report(.groupsInAggregate(function, at: wrong))
      return .error
    }
    // `count(orders where …)`: the value itself is the table.
    var table: TableSchema?
    var isCustomers = false
    var isWholeTable = false
    let subject = resolvedName(argument.value, scope)
    if let written = argument.table {
      let name = resolvedName(ExpressionSyntax(.name(written.text), written.span), scope) ?? written.text
      if name == catalog.customers?.name {
        isCustomers = true
      } else if let found = catalog.eventTable(name) {
        table = found
      } else {
        report(.unknownTable(written.text, tableNames, at: written.span))
        return .error
      }
    } else if let subject, let found = catalog.eventTable(subject) {
      table = found
      isWholeTable = true
    } else if let subject, subject == catalog.customers?.name, catalog.definitions[subject] == nil {
      isCustomers = true
      isWholeTable = true
    }
    if isWholeTable, function != .count && function != .any {
      report(.aggregateOfTable(function, subject ?? "", table ?? catalog.customers, at: argument.value.span))
      return .error
    }
    if let table {
      return bindEventAggregate(function, table, argument, isWholeTable: isWholeTable, span, scope)
    }
    if let subject, !isCustomers, function == .count || function == .any, isNowhere(subject) {
      var isOfGroup = false
      if case .groups = scope.rows { isOfGroup = true }
      if !isOfGroup || argument.condition != nil || argument.window != nil {
        report(.unknownTable(subject, tableNames, at: argument.value.span))
        return .error
      }
    }
    guard case .groups(let groupEvents) = scope.rows else {
      if isCustomers {
        report(.groupAggregateInMetric(function, at: span))
      } else {
        report(.aggregateWithoutTable(function, subject, subject.flatMap { catalog.eventTables(with: $0).first?.name },
            isCustomers: subject.map { catalog.definitions[$0] != nil || catalog.customers?.types[$0] != nil } ?? false, at: span))
      }
      return .error
    }
    if let groupEvents {
      report(.mixedGrains(function, groupEvents.name, at: span))
      return .error
    }
    if let window = argument.window {
      report(.windowWithoutEvents(at: window.span))
      return .error
    }
    let inner = scope.over(.customers)
    let bound = isWholeTable ? nil : settled(value(argument.value, inner), for: function)
    let condition = argument.condition.map { self.condition($0, inner) }
    if (!isWholeTable && bound == nil) || (condition != nil && condition ?? nil == nil) { return .error }
    guard let type = resultType(function, bound, at: argument.value.span) else { return .error }
    if function == .first || function == .last {
      report(.firstOfCustomers(function, at: span))
      return .error
    }
    let (aggregated, wanted) = function.split(bound)
    let all = [condition ?? nil, wanted].compactMap { $0 }
    let rows = all.count > 1 ? made(.and(all), .boolean, span) : all.first
    let aggregate = GroupAggregate(function: function, argument: aggregated, rows: .customers(rows))
    return .value(made(.group(aggregate), type, span))
  }

  private func bindEventAggregate(
    _ function: AggregateFunction, _ table: TableSchema, _ argument: ArgumentSyntax, isWholeTable: Bool,
    _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    if case .groups(let events?) = scope.rows, events.name != table.name {
      report(.mixedGrains(function, events.name, at: span))
      return .error
    }
    let inner = scope.over(.events(table))
    let bound = isWholeTable ? nil : settled(value(argument.value, inner), for: function)
    guard let events = eventScope(argument, table, inner), isWholeTable || bound != nil else { return .error }
    guard let type = resultType(function, bound, at: argument.value.span) else { return .error }
    if (function == .first || function == .last) && table.time == nil {
      report(.noTime(table.name, table.columnNames.filter { table.types[$0] == .date || table.types[$0] == .timestamp }, at: span))
      return .error
    }
    let (value, wanted) = function.split(bound)
    let chosen = events.narrowed(to: wanted)
    if case .groups = scope.rows {
      let aggregate = GroupAggregate(function: function, argument: value, rows: .events(chosen))
      return .value(made(.group(aggregate), type, span))
    }
    let aggregate = EventAggregate(function: function, argument: value, scope: chosen)
    let expression = made(.events(aggregate), type, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), type, span)) }
    return .value(expression)
  }

  /// The events that `where` and a window ask for; nil where it was reported.
  func eventScope(_ argument: ArgumentSyntax, _ table: TableSchema, _ scope: Scope) -> EventScope? {
    let condition = argument.condition.map { self.condition($0, scope) }
    let window = argument.window.map { self.window($0, table, scope) }
    if case .some(nil) = condition { return nil }
    if case .some(nil) = window { return nil }
    return EventScope(table: table.name, condition: condition ?? nil, window: window ?? nil)
  }

  /// A column without any value is a number where one is wanted.
  private func settled(_ argument: Expression?, for function: AggregateFunction) -> Expression? {
    guard let argument, argument.isUntyped, function.result(of: argument.type) == nil else { return argument }
    return settled(argument, as: function == .any ? .boolean : .number)
  }

  private func resultType(_ function: AggregateFunction, _ argument: Expression?, at span: SourceSpan) -> ColumnType? {
    guard let argument else { return function == .any ? .boolean : .integer }
    if let type = function.result(of: argument.type) { return type }
    report(.cannotAggregate(function, argument.type, at: span))
    return nil
  }

  /// Whether nothing at all has the name: a table was meant that is not loaded.
  private func isNowhere(_ name: String) -> Bool {
    catalog.definitions[name] == nil && catalog.parameters[name] == nil && catalog.customers?.types[name] == nil
      && catalog.eventTables(with: name).isEmpty && !catalog.hasUnknownTables && !catalog.failedNames.contains(name)
      && catalog.unavailable[name] == nil
  }

  /// The name that an expression is, through macro parameters.
  func resolvedName(_ syntax: ExpressionSyntax, _ scope: Scope) -> String? {
    guard case .name(let name) = syntax.kind else { return nil }
    guard let argument = scope.arguments[name] else { return name }
    return resolvedName(argument.syntax, scope.outside(of: argument))
  }

  // MARK: - Windows

  /// The time of the events in a window; nil where it was reported.
  private func window(_ window: WindowSyntax, _ table: TableSchema, _ scope: Scope) -> TimeRange? {
    if table.isUnknown { return nil }
    guard table.timeType != nil else {
      report(.noTime(table.name, table.columnNames.filter { table.types[$0] == .date || table.types[$0] == .timestamp }, at: window.span))
      return nil
    }
    let span = window.span
    func range(_ start: Expression?, _ end: Expression?) -> TimeRange {
      TimeRange(start: start, end: end, label: label(span), origin: made(.today, .date, span).origin)
    }
    switch window.kind {
    case .last, .lastNamed:
      guard let (count, unit) = length(of: window, scope) else { return nil }
      // The days that end with the as-of day: later events do not exist.
      let today = made(.today, .date, span)
      guard let tomorrow = shift(today, by: 1, .day, negative: false, span),
        let start = shift(tomorrow, by: count, unit, negative: true, span)
      else { return nil }
      return range(start, nil)
    case .since(let from): return border(from, scope).map { range($0, nil) }
    case .before(let to): return border(to, scope).map { range(nil, $0) }
    case .fromTo(let from, let to):
      let start = border(from, scope)
      let end = border(to, scope)
      guard let start, let end else { return nil }
      return range(start, end)
    case .period(let syntax): return period(syntax, scope).map { range($0.0, $0.1) }
    }
  }

  /// A border of a window.
  private func border(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    if case .period(let start, _) = syntax.kind { return made(.literal(.date(start)), .date, syntax.span) }
    guard var value = value(syntax, scope) else { return nil }
    if value.isUntyped { value = settled(value, as: .date) }
    guard value.type == .date || value.type == .timestamp else {
      report(.notADay(value, at: syntax.span))
      return nil
    }
    return value
  }

  /// The number and the unit of `in last 90 days`.
  private func length(of window: WindowSyntax, _ scope: Scope) -> (Int64, TimeUnit)? {
    switch window.kind {
    case .last(let count, let unit): (count, unit)
    case .lastNamed(let name, let unit): length(name, scope).map { ($0, unit) }
    case .period, .fromTo, .since, .before: nil
    }
  }

  /// The first day of a period and the day after its last.
  private func period(_ syntax: ExpressionSyntax, _ scope: Scope) -> (Expression, Expression)? {
    let span = syntax.span
    func literal(_ day: CalendarDate?) -> Expression? { day.map { made(.literal(.date($0.days)), .date, span) } }
    switch bind(syntax, scope) {
    case .period(let start, let months, _):
      guard let first = literal(CalendarDate(days: start)), let end = literal(CalendarDate(days: start).adding(months: Int(months)))
      else { return nil }
      return (first, end)
    case .value(let value):
      if case .literal(.integer(let year)) = value.kind, (1000...9998).contains(year),
        let first = literal(CalendarDate(year: Int(year), month: 1, day: 1)),
        let end = literal(CalendarDate(year: Int(year) + 1, month: 1, day: 1))
      {
        return (first, end)
      }
      if value.type == .date, let end = shift(value, by: 1, .day, negative: false, span) { return (value, end) }
      report(.notAPeriod(at: span))
      return nil
    case .duration(let count, let unit, _):
      report(.windowWithoutLast(count, unit, at: span))
      return nil
    case .missing:
      report(.notAPeriod(at: span))
      return nil
    case .error: return nil
    }
  }
}

extension AggregateFunction {
  /// The value that is aggregated, and what its rows have to meet: `count` and
  /// `any` of a yes/no value count the rows where it is yes.
  fileprivate func split(_ argument: Expression?) -> (value: Expression?, condition: Expression?) {
    guard let argument, argument.type == .boolean, self == .count || self == .any else { return (argument, nil) }
    return (nil, argument)
  }
}
