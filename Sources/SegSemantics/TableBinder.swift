// column and table: columns made of columns, tables made of tables.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds the statements that give tables columns, or make tables of others.
struct TableBinder: BinderPart {
  let binder: Binder
  let definitions: DefinitionBinder

  // MARK: - column

  func bindColumn(_ syntax: ColumnSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    guard let table = events(syntax.table, or: { .columnOfCustomers(syntax, at: $0) }), !table.isUnknown else { return nil }
    let key = DefinitionName.column(syntax.name.text, of: table.name)
    let isOwn = table.types[syntax.name.text] != nil && !table.given.contains(syntax.name.text)
    if isOwn {
      report(.columnExists(syntax.name, table))
      return nil
    }
    let expression = value(syntax.definition.expression, Scope(.events(table)))
    guard definitions.isFree(syntax.name, key: key), let expression else { return nil }
    let plan = ColumnPlan(table: table.name, name: syntax.name.text, expression: expression)
    guard let kind = definitions.inStatedUnit(.column(plan), syntax.definition) else { return nil }
    return definitions.define(syntax.name, key: key, statement, syntax.definition, kind)
  }

  /// The table of a name, whose rows belong to customers; nil if there is none, which is reported.
  ///
  /// - Parameter ofCustomers: what to say of the table of customers.
  private func events(_ name: NameSyntax, or ofCustomers: (SourceSpan) -> Diagnostic) -> TableSchema? {
    if let table = catalog.eventTable(name.text) { return table }
    if catalog.failedNames.contains(DefinitionName.table(name.text)) { return nil }
    if catalog.customers?.name == name.text {
      report(ofCustomers(name.span))
    } else {
      report(.unknownTable(name.text, catalog.tableNames, at: name.span))
    }
    return nil
  }

  // MARK: - table

  func bindTable(_ syntax: TableSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    guard isAllowed(syntax), let source = events(syntax.source, or: { .tableOfCustomers(at: $0) }), !source.isUnknown else { return nil }
    let key = DefinitionName.table(syntax.name.text)
    let rows = Scope(.events(source))
    let condition = Optionally(syntax.condition) { self.condition($0, rows) }
    guard let form = form(syntax, source), !condition.hasFailed, definitions.isFree(syntax.name, key: key) else { return nil }
    var given: [NamedExpression] = []
    if syntax.per.isEmpty {
      for name in source.columnNames where source.given.contains(name) {
        if let column = binder.column(name, source, syntax.source.span) { given.append(NamedExpression(name: name, expression: column)) }
      }
    }
    let plan = TablePlan(name: syntax.name.text, source: source.name, condition: condition.value, form: form, given: given)
    return definitions.define(syntax.name, key: key, statement, nil, .table(plan))
  }

  /// Whether the name is free, and the clauses go together.
  private func isAllowed(_ syntax: TableSyntax) -> Bool {
    let name = syntax.name
    if catalog.customers?.name == name.text || catalog.eventTable(name.text)?.isMade == false {
      report(.tableExists(name))
      return false
    }
    if syntax.source.text == name.text {
      report(.usesItself(name))
      return false
    }
    if syntax.isDistinct, let group = syntax.per.first {
      report(.distinctGroups(at: group.span))
      return false
    }
    if syntax.per.isEmpty, let column = syntax.columns.first {
      report(.columnsWithoutGroups(column.name, table: syntax.source))
      return false
    }
    return true
  }

  /// What the rows are; nil if a mistake was reported.
  private func form(_ syntax: TableSyntax, _ source: TableSchema) -> TablePlan.Form? {
    if syntax.isDistinct { return .distinct }
    if syntax.per.isEmpty { return .rows }
    var names: [String: SourceSpan] = [:]
    func isNew(_ name: String, _ span: SourceSpan) -> Bool {
      if let first = names[name] {
        report(.columnTwice(name, at: span, first: first))
        return false
      }
      names[name] = span
      return true
    }
    var failed = false
    var per: [NamedExpression] = []
    for group in syntax.per {
      let bound = value(group, Scope(.events(source)))
      guard let name = group.columnName else {
        report(.groupWithoutName(group.span, table: source.name))
        failed = true
        continue
      }
      // One row for each customer anyway.
      if name == TablePlan.key(of: source, catalog.customers) { continue }
      if isNew(name, group.span), let bound {
        per.append(NamedExpression(name: name, expression: bound))
      } else {
        failed = true
      }
    }
    var columns: [NamedExpression] = []
    for column in syntax.columns {
      guard let bound = value(column.expression, Scope(ofGroupsOf: source)), isTime(bound, column.name),
        isNew(column.name.text, column.name.span)
      else {
        failed = true
        continue
      }
      if column.name.text == TablePlan.key(of: source, catalog.customers) {
        report(.columnTwice(column.name.text, at: column.name.span, first: syntax.source.span))
        failed = true
        continue
      }
      columns.append(NamedExpression(name: column.name.text, expression: bound))
    }
    return failed ? nil : .groups(per: per, columns: columns)
  }

  /// Whether a column may have its name: `at` is the time.
  private func isTime(_ bound: Expression, _ name: NameSyntax) -> Bool {
    guard name.text == TablePlan.timeName, bound.type != .date, bound.type != .timestamp, !bound.isUntyped else { return true }
    report(.atIsNoDate(bound.type, at: bound.span))
    return false
  }
}

extension TableSyntax {
  var condition: ExpressionSyntax? { StatementClauses(clauses).condition }
  var per: [ExpressionSyntax] { StatementClauses(clauses).strata }
}

extension ExpressionSyntax {
  /// The name of a column that it is; nil for anything else.
  fileprivate var columnName: String? {
    switch kind {
    case .name(let name): name
    case .qualified(_, let column): column.text
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .call, .or, .and, .not, .comparison, .inList, .between, .textTest,
      .isMissing, .isStage, .inWindow, .coalesce, .sum, .product, .negate, .asOf, .conditional, .firstEvents:
      nil
    }
  }
}
