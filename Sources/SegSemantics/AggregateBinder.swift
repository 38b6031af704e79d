// Aggregates: their rows and their argument.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds one call of an aggregate.
struct AggregateBinder: BinderPart {
  let binder: Binder
  let function: AggregateFunction
  /// The call.
  let span: SourceSpan
  /// The scope of the call.
  let scope: Scope

  /// The subject of an aggregate.
  private struct Subject {
    enum Rows {
      case customers
      case events(TableSchema)
      /// No table is named: the rows of the call's scope.
      case unnamed
    }

    let rows: Rows
    /// Whether the table itself is counted: `count(orders)`.
    let isWholeTable: Bool
    /// The name in the place of the value, if it is a name.
    let name: String?
  }

  private var call: AggregateCall { AggregateCall(binder: binder, function: function, span: span) }

  func bind(_ arguments: [ArgumentSyntax]) -> Operand {
    if arguments.isEmpty { return countOfGroup() }
    guard let written = call.arguments(arguments), let subject = subject(written.value) else { return .error }
    let argument = written.value
    if subject.isWholeTable, function != .count, function != .any {
      return failed(
        .aggregateOfTable(function, subject.name ?? "", schema(subject), leading: written.leadingText, at: argument.value.span))
    }
    switch subject.rows {
    case .events(let table): return ofEvents(table, written, isWholeTable: subject.isWholeTable)
    case .customers, .unnamed:
      if argument.isOfAll { return failed(.allOfCustomers(at: span)) }
      return ofCustomers(subject, written)
    }
  }

  /// `count()`: the customers of a group.
  private func countOfGroup() -> Operand {
    guard function == .count else { return failed(.aggregateOfNothing(function, at: span)) }
    if let own = ownRows {
      let whole = ArgumentSyntax(ExpressionSyntax(.name(own.name), span))
      return ofEvents(own, AggregateCall.Arguments(leading: nil, value: whole), isWholeTable: true)
    }
    guard case .groups(let events) = scope.rows else { return failed(.countOfNothing(catalog.events.first?.name, at: span)) }
    if let events { return failed(.countOfEvents(events.name, key: keyOfCustomers(of: events), at: span)) }
    let aggregate = GroupAggregate(AggregateValue(.count, nil), rows: .customers(nil))
    return .value(binder.made(.group(aggregate), .integer, span))
  }

  /// nil if a mistake was reported.
  private func subject(_ argument: ArgumentSyntax) -> Subject? {
    let name = scope.resolvedName(argument.value)
    if let written = argument.table {
      let table = scope.resolvedName(ExpressionSyntax(.name(written.text), written.span)) ?? written.text
      if table == catalog.customers?.name { return Subject(rows: .customers, isWholeTable: false, name: name) }
      if let found = catalog.eventTable(table) { return Subject(rows: .events(found), isWholeTable: false, name: name) }
      binder.report(.unknownTable(written.text, catalog.tableNames, at: written.span))
      return nil
    }
    // `count(orders where …)`: the value itself is the table.
    if let name, let found = catalog.eventTable(name) { return Subject(rows: .events(found), isWholeTable: true, name: name) }
    if let name, name == catalog.customers?.name, catalog.definitions[name] == nil {
      return Subject(rows: .customers, isWholeTable: true, name: name)
    }
    if let own = ownRows { return Subject(rows: .events(own), isWholeTable: false, name: name) }
    return Subject(rows: .unnamed, isWholeTable: false, name: name)
  }

  /// The rows of an aggregate that names no table, in a column of a table of groups.
  private var ownRows: TableSchema? {
    guard scope.aggregatesOwnRows, case .groups(let events?) = scope.rows else { return nil }
    return events
  }

  private func schema(_ subject: Subject) -> TableSchema? {
    switch subject.rows {
    case .events(let table): table
    case .customers, .unnamed: catalog.customers
    }
  }

  // MARK: - Of customers

  private func ofCustomers(_ subject: Subject, _ written: AggregateCall.Arguments) -> Operand {
    let argument = written.value
    if case .unnamed = subject.rows, scope.arguments.isEmpty {
      let tables = binder.eventTables(of: function.leading == .value ? written.values : [argument.value])
      if let table = tables.first {
        let value = binder.unqualified(argument.value.span.text, table)
        let names = tables.map(\.name)
        return failed(
          .aggregateLacksTable(function, value, names, leading: written.leadingText, at: argument.value.span, span))
      }
    }
    if let problem = problemOfMeasure(subject, argument) ?? problemOfGroup(subject, argument) { return failed(problem) }
    let inner = scope.over(.customers)
    let bound = subject.isWholeTable ? nil : settled(binder.value(argument.value, inner))
    let condition = Optionally(argument.condition) { binder.condition($0, inner) }
    let leading = call.leading(written.leading, over: inner)
    guard subject.isWholeTable || bound != nil, !condition.hasFailed, let leading else { return .error }
    guard let type = resultType(bound, at: argument.value.span) else { return .error }
    if function.readsTime { return failed(.firstOfCustomers(function, at: span)) }
    let (value, wanted) = split(bound)
    let all = [condition.value, wanted].compactMap { $0 }
    let rows = all.count > 1 ? binder.made(.and(all), .boolean, span) : all.first
    let aggregate = GroupAggregate(AggregateValue(function, value, leading: leading), rows: .customers(rows))
    return .value(binder.made(.group(aggregate), type, span))
  }

  /// `avg(revenue)` of a measure, or of an item of the answer: one value of each group, and not of each customer.
  private func problemOfMeasure(_ subject: Subject, _ argument: ArgumentSyntax) -> Diagnostic? {
    guard case .unnamed = subject.rows, case .groups(let events) = scope.rows, let name = subject.name else { return nil }
    var whole: String?
    if case .measure? = catalog.definitions[name]?.kind {
      if case .measure(let written)? = catalog.statements[name]?.kind { whole = written.expression.span.text }
    } else if let item = scope.answer?.named(name), isNowhere(name) {
      whole = item.expression.span.text
    } else {
      return nil
    }
    return .aggregateOfMeasure(
      function, name, whole: events == nil ? whole : nil, hasRows: scope.answer?.hasGroups == true, at: argument.value.span, span)
  }

  /// The reason why customers cannot be aggregated here; nil if they can.
  private func problemOfGroup(_ subject: Subject, _ argument: ArgumentSyntax) -> Diagnostic? {
    var isCustomers = false
    if case .customers = subject.rows { isCustomers = true }
    var isOfGroup = false
    if case .groups = scope.rows { isOfGroup = true }
    if let name = subject.name, !isCustomers, function == .count || function == .any, isNowhere(name),
      !isOfGroup || argument.condition != nil || argument.window != nil
    {
      return .unknownTable(name, catalog.tableNames, at: argument.value.span)
    }
    guard case .groups(let events) = scope.rows else {
      if isCustomers { return .groupAggregateInMetric(function, at: span) }
      let name = subject.name
      return .aggregateWithoutTable(
        function, name, name.flatMap { catalog.eventTables(with: $0).first?.name },
        isCustomers: name.map { catalog.definitions[$0] != nil || catalog.customers?.types[$0] != nil } ?? false,
        at: argument.value.span, span)
    }
    if let events { return .mixedGrains(function, events.name, at: span) }
    if let window = argument.window {
      let (value, _) = binder.trying { binder.value(argument.value, scope.over(.customers)) }
      return .windowWithoutEvents(argument.value, at: window.span, isDate: value?.type == .date || value?.type == .timestamp)
    }
    return nil
  }

  /// Whether the name is entirely unknown, so that it probably means a table that is not loaded.
  private func isNowhere(_ name: String) -> Bool {
    catalog.definitions[name] == nil && catalog.parameters[name] == nil && catalog.customers?.types[name] == nil
      && catalog.eventTables(with: name).isEmpty && !catalog.hasUnknownTables && !catalog.failedNames.contains(name)
      && catalog.unavailable[name] == nil
  }

  // MARK: - Of events

  private func ofEvents(_ table: TableSchema, _ written: AggregateCall.Arguments, isWholeTable: Bool) -> Operand {
    let argument = written.value
    if let problem = problem(of: table, argument) { return failed(problem) }
    let inner = scope.over(.events(table))
    let bound = isWholeTable ? nil : settled(binder.value(argument.value, inner))
    let leading = call.leading(written.leading, over: inner)
    guard let events = WindowBinder(binder: binder).eventScope(argument, table, inner), isWholeTable || bound != nil, let leading else {
      return .error
    }
    guard let type = resultType(bound, at: argument.value.span) else { return .error }
    if function.readsTime, table.time == nil { return failed(.noTime(table, at: span)) }
    let (value, wanted) = split(bound)
    if let value, repeatsValue(value) { binder.report(.valueOfCustomer(function, value.label.name, table.name, at: argument.value.span)) }
    if let value, function == .sum, case .table(let owner) = table.owner, value.isOfOwnerAlone(owner, of: table.name) {
      binder.report(.valueOfOwner(value.label.name, owner, table.name, at: argument.value.span))
    }
    let chosen = events.narrowed(to: wanted).with(
      orphans: argument.isOfAll ? .ofAllGroups : table.isReference ? .included : .excluded)
    let computed = AggregateValue(function, value, leading: leading)
    if case .groups = scope.rows {
      return .value(binder.made(.group(GroupAggregate(computed, rows: .events(chosen))), type, span))
    }
    var owner: String?
    if case .events(let row) = scope.rows, catalog.owners(of: table).contains(row.name) { owner = row.name }
    let expression = binder.made(.events(EventAggregate(computed, scope: chosen, owner: owner)), type, span)
    if owner == nil, case .events = scope.rows { return .value(binder.made(.ofCustomer(expression), type, span)) }
    return .value(expression)
  }

  /// The reason why rows of a table cannot be aggregated here; nil if they can.
  private func problem(of table: TableSchema, _ argument: ArgumentSyntax) -> Diagnostic? {
    switch scope.rows {
    case .groups(let events?) where events.name != table.name && !argument.isOfAll:
      if scope.aggregatesOwnedRows, catalog.owners(of: table).contains(events.name) { return nil }
      return .mixedGrains(function, events.name, at: span)
    case .groups: return nil
    case .events(let current) where current.isMade && catalog.owners(of: table).contains(catalog.loadedTable(of: current)):
      return .rowsOfMadeRow(table.name, current.name, of: catalog.loadedTable(of: current), at: span)
    case .customers, .events, .columns, .constant:
      if table.isReference, !table.isUnknown { return .referenceOfCustomer(table.name, at: span) }
      return argument.isOfAll ? .allOfCustomer(at: span) : nil
    }
  }

  // MARK: - The value

  /// Whether a value of the events is the customer's own, the same for each of them, so that a sum counts it several
  /// times. An average over the events of many customers weighs it, which may be meant.
  private func repeatsValue(_ value: Expression) -> Bool {
    var isOfGroup = false
    if case .groups = scope.rows { isOfGroup = true }
    guard function == .sum || !isOfGroup && ![.count, .distinct, .any].contains(function) else { return false }
    return value.isOfCustomerAlone
  }

  /// A column without any value, as a number where one is expected.
  private func settled(_ argument: Expression?) -> Expression? {
    guard let argument, argument.isUntyped, function.result(of: argument.type) == nil else { return argument }
    return binder.settled(argument, as: function == .any ? .boolean : .number)
  }

  private func resultType(_ argument: Expression?, at span: SourceSpan) -> ColumnType? {
    guard let argument else { return function == .any ? .boolean : .integer }
    if let type = function.result(of: argument.type) { return type }
    binder.report(.cannotAggregate(function, argument.type, at: span))
    return nil
  }

  /// The argument of the aggregate and the condition on its rows: `count` and `any` of a
  /// yes/no value count the rows where it is yes.
  private func split(_ argument: Expression?) -> (value: Expression?, condition: Expression?) {
    guard let argument, argument.type == .boolean, function == .count || function == .any else { return (argument, nil) }
    return (nil, argument)
  }

  /// The key of the customers that the events belong to, as it is read from them; nil: they belong to none.
  private func keyOfCustomers(of events: TableSchema) -> String? {
    guard let owner = catalog.owners(of: events).last.flatMap({ catalog.eventTable($0) }) else {
      return events.isReference ? nil : Diagnostic.quoted(events.key)
    }
    return owner.isReference ? nil : Diagnostic.quoted(owner.name) + "." + Diagnostic.quoted(owner.key)
  }
}

extension Expression {
  /// Whether a value of a row reads the row that owns it, and nothing of the row itself.
  fileprivate func isOfOwnerAlone(_ owner: String, of table: String) -> Bool {
    var readsOwner = false
    var waiting = [self]
    while let next = waiting.popLast() {
      if case .linked(let link, _) = next.kind {
        guard link.table == table, link.role == owner else { return false }
        readsOwner = true
        continue
      }
      if case .column = next.kind { return false }
      if case .ofCustomer = next.kind { return false }
      waiting += next.children
    }
    return readsOwner
  }

  /// Whether a value of an event reads the customer, and nothing of the event itself.
  fileprivate var isOfCustomerAlone: Bool {
    var readsCustomer = false
    var waiting = [self]
    while let next = waiting.popLast() {
      if case .column = next.kind { return false }
      if case .linked = next.kind { return false }
      if case .ofCustomer = next.kind { readsCustomer = true } else { waiting += next.children }
    }
    return readsCustomer
  }
}
