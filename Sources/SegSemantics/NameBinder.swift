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
    if let definition = catalog.definitions[name] {
      guard let type = definition.type else {
        report(.measureAsValue(definition, at: span))
        return .error
      }
      var isUntyped = false
      if case .metric(let metric) = definition.kind { isUntyped = metric.isUntyped }
      return .value(made(.definition(name), type, span, isUntyped: isUntyped))
    }
    if let column = binder.column(name, catalog.customers, span) { return .value(column) }
    if let day = relativeDay(name, span) { return .value(day) }
    if catalog.hasUnknownTables || catalog.failedNames.contains(name) { return .error }
    return unknown(name, span, scope)
  }

  /// `yesterday` and `tomorrow`, where no column or definition has that name.
  private func relativeDay(_ name: String, _ span: SourceSpan) -> Expression? {
    guard name == "yesterday" || name == "tomorrow" else { return nil }
    return binder.shift(made(.today, .date, span), by: Given(1), .day, negative: name == "yesterday", span)
  }

  /// In a measure, a name is another measure or a parameter.
  private func bindGroupName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let parameter = catalog.parameters[name] { return .value(value(of: parameter, span)) }
    if let definition = catalog.definitions[name], case .measure(let expression) = definition.kind {
      if case .groups(let events?) = scope.rows, !catalog.definitions.isOfEvents(expression, events.name) {
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
    names += catalog.order.reversed()
    names += catalog.customers?.columnNames ?? []
    names += catalog.parameters.keys.sorted()
    return names
  }

  func bindQualified(_ table: NameSyntax, _ column: NameSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    if catalog.customers?.name == table.text {
      guard let found = binder.column(column.text, catalog.customers, span) else {
        if catalog.customers?.isUnknown == true { return .error }
        report(.unknownColumn(column.text, "`\(table.text)`", catalog.customers?.columnNames ?? [], at: column.span))
        return .error
      }
      switch scope.rows {
      case .customers: return .value(found)
      case .events: return .value(made(.ofCustomer(found), found.type, span))
      case .groups, .columns, .constant:
        report(.notAggregated("\(table.text).\(column.text)", found.type, isLifecycle: false, at: span))
        return .error
      }
    }
    guard let events = catalog.eventTable(table.text) else {
      report(.unknownTable(table.text, catalog.tableNames, at: table.span))
      return .error
    }
    if events.isUnknown { return .error }
    guard let found = binder.column(column.text, events, span) else {
      report(.unknownColumn(column.text, "`\(table.text)`", events.columnNames, at: column.span))
      return .error
    }
    if case .events(let current) = scope.rows, current.name == events.name {
      return .value(found)
    }
    report(.eventColumnOutside(column.text, events.name, at: span))
    return .error
  }
}

extension [String: Definition] {
  /// Whether all aggregates of a measure are over the events of one table.
  fileprivate func isOfEvents(_ measure: Expression, _ table: String) -> Bool {
    func isOfEvents(_ expression: Expression) -> Bool {
      if case .group(let aggregate) = expression.kind { return aggregate.rows.events?.table == table }
      return expression.children.allSatisfy(isOfEvents)
    }
    return withMeasures([measure]).allSatisfy(isOfEvents)
  }
}
