// describe and why: questions about definitions.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `describe` and `why`.
struct DescriptionBinder: BinderPart {
  let binder: Binder

  /// The facts about a name, as properties and values.
  ///
  /// - Parameter table: the table of a column.
  func bindDescribe(_ name: NameSyntax, of table: NameSyntax?) -> [Fact]? {
    if let table { return column(name, of: table) }
    if let definition = catalog.definitions[name.text], definition.isNamedAlone { return facts(of: definition) }
    return other(name)
  }

  /// The facts about a column of a table.
  private func column(_ name: NameSyntax, of written: NameSyntax) -> [Fact]? {
    guard let table = catalog.table(written.text) else {
      report(.unknownTable(written.text, catalog.tableNames, at: written.span))
      return nil
    }
    if let definition = catalog.definitions[DefinitionName.column(name.text, of: table.name)] { return facts(of: definition) }
    guard let type = table.types[name.text] else {
      if !table.isUnknown { report(.unknownColumn(name.text, "`\(table.name)`", table.columnNames, at: name.span)) }
      return nil
    }
    return [Fact("name", Message(verbatim: name.text)), Fact("kind", "column of \(table.name)"), Fact("type", type.word)]
  }

  private func facts(of definition: Definition) -> [Fact] {
    var facts = [Fact("name", Message(verbatim: definition.ownName)), Fact("kind", definition.kindOfWhat)]
    if let statement = catalog.statements[definition.name] {
      facts.append(Fact("definition", Message(verbatim: label(statement.span).name)))
    }
    if let documentation = definition.documentation { facts.append(Fact("doc", Message(verbatim: documentation))) }
    if let unit = definition.unit { facts.append(Fact("unit", Message(verbatim: unit))) }
    if case .table(let plan) = definition.kind, let table = catalog.eventTable(plan.name) {
      facts += self.facts(of: table).dropFirst(2)
    } else {
      facts.append(Fact("type", type(of: definition).word))
    }
    let isTable = if case .table = definition.kind { true } else { false }
    let columns = columns(of: definition)
    if !columns.isEmpty { facts.append(Fact(isTable ? "reads" : "columns", Message(verbatim: columns.joined(separator: ", ")))) }
    let used = catalog.order.filter(definition.uses.contains)
    if !used.isEmpty { facts.append(Fact("uses", Message(verbatim: used.joined(separator: ", ")))) }
    let users = catalog.order.filter { catalog.definitions[$0]?.uses.contains(definition.name) == true }
    if !users.isEmpty { facts.append(Fact("used by", Message(verbatim: users.joined(separator: ", ")))) }
    return facts
  }

  /// The facts about what is no definition of a value.
  private func other(_ name: NameSyntax) -> [Fact]? {
    if let parameter = catalog.parameters[name.text] {
      return [
        Fact("name", Message(verbatim: name.text)), Fact("kind", "parameter"),
        Fact("value", Message(verbatim: parameter.value.description)),
        Fact("type", parameter.value.type?.word ?? ""),
      ]
    }
    if let function = catalog.functions[name.text] {
      return [
        Fact("name", Message(verbatim: name.text)), Fact("kind", "function"),
        Fact("parameters", Message(verbatim: function.parameters.joined(separator: ", "))),
        Fact("definition", Message(verbatim: label(function.body.span).name)),
      ]
    }
    if let table = catalog.table(name.text) {
      return catalog.definitions[DefinitionName.table(name.text)].map { facts(of: $0) } ?? facts(of: table)
    }
    if let type = catalog.customers?.types[name.text] {
      return [Fact("name", Message(verbatim: name.text)), Fact("kind", "column of \(customersName)"), Fact("type", type.word)]
    }
    if let lifecycle = catalog.lifecycle(withStage: name.text) {
      report(.stageAsValue(name.text, of: lifecycle, Diagnostic.quoted(lifecycle), at: name.span))
      return nil
    }
    let having = catalog.events.filter { $0.given.contains(name.text) }
    if having.count == 1, let table = having.first,
      let definition = catalog.definitions[DefinitionName.column(name.text, of: table.name)]
    {
      return facts(of: definition)
    }
    report(NameBinder(binder: binder).unknownName(name.text, name.span, Scope(.customers)))
    return nil
  }

  private func facts(of table: TableSchema) -> [Fact] {
    var facts = [Fact("name", Message(verbatim: table.name)), Fact("kind", "table")]
    if case .table(let owner) = table.owner { facts.append(Fact(Message(verbatim: "of", chinese: "属于"), "\(owner) by \(table.key)")) }
    if table.owner == .customers, !table.keys.isEmpty {
      facts.append(Fact(Message(verbatim: "of", chinese: "属于"), "\(customersName) by \(table.key)"))
    }
    let keys = table.keys.isEmpty && facts.count == 2 ? [table.key] : table.keys
    if !keys.isEmpty { facts.append(Fact(Message(verbatim: "key", chinese: "主键"), Message(verbatim: keys.joined(separator: ", ")))) }
    if let time = table.time { facts.append(Fact("time", Message(verbatim: time))) }
    let links = table.links.map { link -> Message in
      let columns = link.columns.joined(separator: ", ")
      return link.role == link.target ? "\(link.target) by \(columns)" : "\(link.target) by \(columns) as \(link.role)"
    }
    if !links.isEmpty { facts.append(Fact("links", links.joined(separator: "; "))) }
    let columns = table.columnNames.map { "\($0) \(table.types[$0]?.word ?? "")" as Message }
    return facts + [Fact("columns", columns.joined(separator: ", "))]
  }

  private func type(of definition: Definition) -> ColumnType {
    if case .measure(let expression) = definition.kind { return expression.type }
    if case .column(let plan) = definition.kind { return plan.expression.type }
    return definition.type ?? .boolean
  }

  /// The columns that a definition reads itself: its lineage, one step down.
  private func columns(of definition: Definition) -> [String] {
    var found: [String] = []
    func add(_ name: String) { if !found.contains(name) { found.append(name) } }
    func collect(_ expression: Expression, _ table: String) {
      if case .column(let name) = expression.kind { return add("\(table).\(name)") }
      var of = expression.composition.events?.table ?? table
      if case .events(let aggregate) = expression.kind, aggregate.argument == nil, aggregate.scope.isWholeTable { add(of) }
      if case .purchases(let value) = expression.kind, value.purchases.amount == nil, value.purchases.scope.isWholeTable { add(of) }
      if case .group(let aggregate) = expression.kind, aggregate.rows.events == nil { of = customersName }
      if case .ofCustomer = expression.kind { of = customersName }
      if case .linked(let link, _) = expression.kind { of = link.target }
      for child in expression.children { collect(child, of) }
    }
    switch definition.kind {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression): collect(expression, customersName)
    case .segment(let plan): for expression in plan.expressions { collect(expression, customersName) }
    case .column(let plan): collect(plan.expression, plan.table)
    case .table(let plan): for expression in plan.expressions { collect(expression, plan.source) }
    }
    return found
  }

  private var customersName: String { catalog.customers?.name ?? "customers" }

  func bindWhy(_ key: ExpressionSyntax, _ name: NameSyntax) -> BoundStatement? {
    let bound = value(key, Scope(.constant))
    let isLifecycle = binder.isLifecycle(name)
    guard let segment = isLifecycle ? name.text : binder.members(name), let bound else { return nil }
    guard let value = binder.constant(bound), bound.type == .integer || bound.type == .text else {
      report(.notAKey(at: key.span))
      return nil
    }
    var wanted = value
    // Keys of digits may be texts.
    let type = catalog.customers.flatMap { $0.types[$0.key] }
    if type == .text, case .integer(let number) = value { wanted = .text(String(number)) }
    if type == .integer, case .text(let text) = value, let number = Int64(text) { wanted = .integer(number) }
    let why = WhyQuestion(key: wanted, segment: segment, at: key.span)
    return .question(isLifecycle ? .whyStage(why) : .why(why), drawing: nil)
  }
}
