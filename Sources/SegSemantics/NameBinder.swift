// Names: macro parameters, columns, parameters, definitions.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds names and columns of named tables.
struct NameBinder: BinderPart {
  let binder: Binder

  func bindName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let argument = scope.arguments[name] {
      return bind(argument.syntax, scope.outside(of: argument))
    }
    switch scope.rows {
    case .customers: return bindCustomerName(name, span, scope)
    case .events(let table):
      if let column = binder.column(name, table, span) { return .value(column) }
      if table.isUnknown { return .error }
      // The time of the event, under any column name.
      if name == "time", let time = table.time, let column = binder.column(time, table, span), catalog.definitions[name] == nil {
        return .value(column)
      }
      if let column = linked.ownersColumn(name, span, scope) { return .value(column) }
      if table.isReference || !binder.isKnownToCustomers(name), let found = linked.linkedColumn(name, span, scope) { return found }
      if table.isReference { return bindReferenceName(name, span, scope) }
      if catalog.failedNames.contains(DefinitionName.column(name, of: table.name)) { return .error }
      if name == "position", !binder.isKnownToCustomers(name) { return NeighborBinder(binder: binder, span: span, scope: scope).position() }
      if name == "time", table.time == nil, !binder.isKnownToCustomers(name), !catalog.hasUnknownTables {
        report(.noTime(table, at: span))
        return .error
      }
      switch bindCustomerName(name, span, scope) {
      case .value(let expression):
        if case .parameter = expression.kind { return .value(expression) }
        return .value(made(.ofCustomer(expression), expression.type, span))
      case let other: return other
      }
    case .groups: return bindGroupName(name, span, scope)
    case .columns(let types, let noun):
      if let type = types[name] { return .value(made(.column(name), type, span)) }
      if let parameter = catalog.parameters[name] { return .value(value(of: parameter, span)) }
      report(.unknownColumn(name, noun, types.keys.sorted(), at: span))
      return .error
    case .constant:
      if let parameter = catalog.parameters[name] { return .value(value(of: parameter, span)) }
      if catalog.failedNames.contains(name) { return .error }
      if let day = relativeDay(name, span) { return .value(day) }
      report(.notConstant(name, at: span))
      return .error
    }
  }

  private func value(of parameter: Parameter, _ span: SourceSpan) -> Expression {
    made(.parameter(parameter.name), parameter.value.type ?? .text, span)
  }

  private func bindCustomerName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let parameter = catalog.parameters[name] { return .value(value(of: parameter, span)) }
    if let definition = catalog.definitions[name], definition.isNamedAlone {
      guard let type = definition.type else {
        report(.measureAsValue(definition, at: span))
        return .error
      }
      var isUntyped = false
      if case .metric(let metric) = definition.kind { isUntyped = metric.isUntyped }
      return .value(made(.definition(name), type, span, isUntyped: isUntyped))
    }
    if let column = binder.column(name, catalog.customers, span) { return .value(column) }
    if case .customers = scope.rows, let found = linked.linkedColumn(name, span, scope) { return found }
    if let day = relativeDay(name, span) { return .value(day) }
    if catalog.hasUnknownTables || catalog.failedNames.contains(name) { return .error }
    return unknown(name, span, scope)
  }

  /// A name in a row that belongs to no customer, and is no column: a parameter.
  private func bindReferenceName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let parameter = catalog.parameters[name] { return .value(value(of: parameter, span)) }
    if let day = relativeDay(name, span) { return .value(day) }
    if catalog.hasUnknownTables || catalog.failedNames.contains(name) { return .error }
    return unknown(name, span, scope)
  }

  private var linked: LinkedNames { LinkedNames(binder: binder) }

  /// `yesterday` and `tomorrow`, where no column or definition has that name.
  private func relativeDay(_ name: String, _ span: SourceSpan) -> Expression? {
    guard name == "yesterday" || name == "tomorrow" else { return nil }
    return binder.shift(made(.today, .date, span), by: Given(1), .day, negative: name == "yesterday", span)
  }

  /// In a measure, a name is another measure or a parameter.
  private func bindGroupName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let item = earlierItem(name, span, scope) { return item }
    if let parameter = catalog.parameters[name] { return .value(value(of: parameter, span)) }
    if let definition = catalog.definitions[name], case .measure(let expression) = definition.kind {
      if case .groups(let events?) = scope.rows, !catalog.definitions.isOfEvents(expression, tables(in: events, scope)) {
        return bindAgain(name, over: events)
      }
      return .value(
        made(.definition(name), expression.type, span, isUntyped: expression.isUntyped, isConstant: expression.isConstant))
    }
    let type = catalog.definitions[name]?.type ?? catalog.customers?.types[name]
    if let type {
      report(.notAggregated(name, type, isLifecycle: isLifecycle(name), at: span))
      return .error
    }
    if let day = relativeDay(name, span) { return .value(day) }
    if let table = catalog.eventTables(with: name).first {
      report(.eventColumnInMeasure(name, table.name, at: span))
      return .error
    }
    if catalog.eventTable(name) != nil {
      report(.tableAsValue(name, at: span))
      return .error
    }
    if catalog.hasUnknownTables || catalog.failedNames.contains(name) { return .error }
    return unknown(name, span, scope)
  }

  /// An earlier item of the answer; nil: none has the name. The body of a function does not see them.
  private func earlierItem(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand? {
    guard scope.expansion == nil, let answer = scope.answer else { return nil }
    if answer.failed.contains(name) { return .error }
    guard let item = answer.named(name) else { return nil }
    if answer.isRepeated(name) { return failed(.repeatedItem(name, at: span)) }
    if catalog.parameters[name] != nil, item.expression.kind != .parameter(name) {
      return failed(.ambiguousItem(name, "a param", at: span))
    }
    if case .measure(let measure)? = catalog.definitions[name]?.kind, item.expression.kind != .definition(name),
      item.expression != measure
    {
      return failed(.ambiguousItem(name, "a measure", at: span))
    }
    return .value(made(.column(name), item.expression.type, span, isUntyped: item.expression.isUntyped))
  }

  /// Binds a measure again over the events of a group, not its customers, to report what of
  /// it is not of these events. Each measure is looked at once, because it may be used many
  /// times.
  private func bindAgain(_ name: String, over events: TableSchema) -> Operand {
    guard let statement = catalog.statements[name], case .measure(let syntax) = statement.kind else { return .error }
    return binder.once(name) { bind(syntax.expression, Scope(.groups(events))) } ?? .error
  }

  private func isLifecycle(_ name: String) -> Bool {
    if case .lifecycle? = catalog.definitions[name]?.kind { return true }
    return false
  }

  /// The tables whose rows groups of a table's rows may aggregate.
  private func tables(in groups: TableSchema, _ scope: Scope) -> Set<String> {
    let owned = scope.aggregatesOwnedRows ? catalog.events.filter { catalog.owners(of: $0).contains(groups.name) } : []
    return Set([groups.name] + owned.map(\.name))
  }

  /// Reports a name once: to look for what was meant takes longer than to know that it is
  /// told.
  private func unknown(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if !binder.hasReported(Diagnostic.unknownNameMessage(name)) { report(unknownName(name, span, scope)) }
    return .error
  }

  func unknownName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Diagnostic {
    if let missing = catalog.unavailable[name] { return .unavailable(name, missing, at: span) }
    if catalog.eventTable(name) != nil { return .tableAsValue(name, at: span) }
    if case .events = scope.rows {
    } else if let table = catalog.eventTables(with: name).first {
      return .eventColumnOutside(name, table.name, at: span)
    }
    if catalog.functions[name] != nil { return .functionAsValue(name, at: span) }
    if name == "position", !catalog.events.isEmpty { return .orderOutsideEvents(name, catalog.events.first, at: span) }
    if let lifecycle = catalog.lifecycle(withStage: name) {
      let test = "\(Diagnostic.quoted(lifecycle)) is \(Diagnostic.quoted(name))"
      if case .groups = scope.rows { return .stageAsValue(name, of: lifecycle, "count(\(test))", at: span) }
      return .stageAsValue(name, of: lifecycle, test, at: span)
    }
    if ["now", "current_date", "sysdate", "getdate"].contains(name.lowercased()) {
      return .otherName(name, "today", at: span)
    }
    return .unknownName(name, candidates: visibleNames(scope), hasTables: catalog.customers != nil, at: span)
  }

  /// Names that are allowed in an expression, nearest first.
  private func visibleNames(_ scope: Scope) -> [String] {
    var names = Array(scope.arguments.keys).sorted()
    if case .events(let table) = scope.rows { names += table.columnNames }
    names += catalog.plainNames.reversed()
    names += catalog.customers?.columnNames ?? []
    names += catalog.parameters.keys.sorted()
    // Whether one fits here is seen where the fix is tried.
    if case .customers = scope.rows { names += catalog.events.flatMap(\.columnNames) }
    return names
  }

  /// `orders.amount`, `products.supplier.country`.
  func bindQualified(_ path: [NameSyntax], _ column: NameSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    guard let first = path.first else { return .error }
    if path.contains(where: { catalog.failedNames.contains(DefinitionName.table($0.text)) }) { return .error }
    if let problem = problemOfRows(path, column, span, scope) {
      report(problem)
      return .error
    }
    if path.contains(where: { catalog.table($0.text)?.isUnknown == true }) { return .error }
    if let table = catalog.eventTable(first.text), table.isUnknown { return .error }
    guard let place = linked.place(path, scope) else { return .error }
    if place.table.isUnknown { return .error }
    if place.table.columnNames.contains(column.text), let found = binder.column(column.text, place.table, column.span) {
      return .value(linked.value(found, at: place, span))
    }
    // A definition of another customer, through a role.
    if place.table.name == catalog.customers?.name, place.name != place.table.name, catalog.definitions[column.text] != nil {
      guard case .value(let found) = bindCustomerName(column.text, column.span, scope.over(.customers)) else { return .error }
      return .value(linked.value(found, at: place, span))
    }
    var names = place.table.columnNames
    if place.table.name == catalog.customers?.name, place.name != place.table.name { names += catalog.order }
    if catalog.failedNames.contains(DefinitionName.column(column.text, of: place.table.name)) { return .error }
    report(.unknownColumn(column.text, "`\(path.map(\.text).joined(separator: "."))`", names, at: column.span))
    return .error
  }

  /// The reason why no row has a column of a table here; nil if one may have.
  private func problemOfRows(_ path: [NameSyntax], _ column: NameSyntax, _ span: SourceSpan, _ scope: Scope) -> Diagnostic? {
    guard let first = path.first else { return nil }
    let table = catalog.table(first.text)
    switch scope.rows {
    case .events: return nil
    case .customers:
      guard let table, table.name != catalog.customers?.name, !table.isReference, !table.isUnknown,
        catalog.customers?.links.contains(where: { $0.role == first.text }) != true
      else { return nil }
      if table.types[column.text] == nil { return .unknownColumn(column.text, "`\(table.name)`", table.columnNames, at: column.span) }
      return .eventColumnOutside(column.text, table.name, at: span)
    case .groups, .columns, .constant:
      guard let table else { return .unknownTable(first.text, catalog.tableNames, at: first.span) }
      if table.isUnknown { return nil }
      guard let type = table.types[column.text] else {
        return .unknownColumn(column.text, "`\(table.name)`", table.columnNames, at: column.span)
      }
      return table.name == catalog.customers?.name
        ? .notAggregated("\(table.name).\(column.text)", type, isLifecycle: false, at: span)
        : .eventColumnOutside(column.text, table.name, at: span)
    }
  }
}

extension [String: Definition] {
  /// Whether all aggregates of a measure are over the events of some tables.
  fileprivate func isOfEvents(_ measure: Expression, _ tables: Set<String>) -> Bool {
    func isOfEvents(_ expression: Expression) -> Bool {
      if case .group(let aggregate) = expression.kind {
        return aggregate.rows.events.map { tables.contains($0.table) } ?? false
      }
      return expression.children.allSatisfy(isOfEvents)
    }
    return withMeasures([measure]).allSatisfy(isOfEvents)
  }
}
