// load: checks the role of a table's rows against the columns of its source.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// The reason why the columns of a source are not known.
package struct SourceProblem: Error {
  /// The mistake, without a place in the script; nil if there is none and only the columns
  /// are not known yet.
  package let diagnostic: Diagnostic?
  /// The option of `with (…)` at fault; nil: the path.
  package let option: String?
  /// The path at fault, by its place among those of the load; nil: all.
  package let path: Int?

  package init(_ diagnostic: Diagnostic?, option: String? = nil, path: Int? = nil) {
    self.diagnostic = diagnostic
    self.option = option
    self.path = path
  }
}

/// Finds the columns of a source.
package struct SourceSchemas {
  /// As the rows of the load tell, or the beginning of the file.
  let columns: (LoadSource) throws(SourceProblem) -> SourceSchema
  /// As the beginning of the file tells, to try an option; nil if that cannot be.
  let head: (LoadSource) -> SourceSchema?

  package init(
    columns: @escaping (LoadSource) throws(SourceProblem) -> SourceSchema, head: @escaping (LoadSource) -> SourceSchema?
  ) {
    self.columns = columns
    self.head = head
  }
}

/// Binds loads.
struct LoadBinder: BinderPart {
  let binder: Binder
  /// Finds the columns of the table that a load names; nil: no loads of scripts are bound.
  let schemas: SourceSchemas?

  /// A load of a script; nil if a mistake was reported.
  func bindLoad(_ load: LoadSyntax) -> BoundStatement? {
    // A prepared question is not a load, which is reported.
    guard let schemas else { return nil }
    var names = LoadNames(load)
    guard !names.isSegment || areMembers(&names), let source = source(of: load, names), isAllowed(names) else { return nil }
    do throws(SourceProblem) {
      let schema = try schemas.columns(source)
      return bindLoad(names, from: source, schema).map { .load($0) }
    } catch {
      guard var problem = error.diagnostic else { return nil }
      let option = load.options.first { $0.name.text == error.option }
      let path = error.path.flatMap { load.paths.indices.contains($0) ? load.paths[$0].span : nil }
      problem.labels.insert(Diagnostic.Label(option?.name.span ?? path ?? load.pathSpan), at: 0)
      report(problem)
      return nil
    }
  }

  /// A load with known columns; nil if a mistake was reported.
  package func bindLoad(_ names: LoadNames, from source: LoadSource, _ schema: SourceSchema) -> LoadPlan? {
    guard isAllowed(names), let made = FileColumnBinder(binder: binder).columns(names, schema),
      let role = role(names, source, schema.adding(made))
    else { return nil }
    return LoadPlan(table: names.table.text, source: source, role: role, made: made)
  }

  // MARK: - What needs no columns

  /// Whether the catalog can have such a table.
  private func isAllowed(_ names: LoadNames) -> Bool {
    if let problem = names.of.map({ problem(of: $0, names) }) ?? problemWithoutOwner(names) {
      report(problem)
      return false
    }
    return true
  }

  /// The reason why a table cannot have such an owner; nil if it can.
  private func problem(of owner: LoadNames.Name, _ names: LoadNames) -> Diagnostic? {
    if names.table.text == owner.text { return .eventsOfThemselves(names.table) }
    guard let customers = knownCustomers, customers.name != owner.text else { return nil }
    guard let table = catalog.eventTable(owner.text) else {
      let owners = [customers.name] + catalog.events.filter { !$0.keys.isEmpty && !$0.isReference }.map(\.name)
      return .unknownTable(owner.text, owners, at: owner.span)
    }
    if table.isUnknown { return nil }
    if table.isMade { return .madeTable(owner) }
    if table.isReference { return .ownerIsReference(names.table, owner, key: table.keys) }
    if table.keys.isEmpty { return .ownerWithoutKey(names.table, owner, customers.name, table) }
    if catalog.owners(of: table).contains(names.table.text) { return .ownerCycle(names.table, owner) }
    if !names.by.isEmpty, names.by.count != table.keys.count { return .otherKeyCount(names.by, owner.text, table.keys) }
    return nil
  }

  private func problemWithoutOwner(_ names: LoadNames) -> Diagnostic? {
    if isReference(names) { return nil }
    if let customers = knownCustomers, customers.name != names.table.text {
      return .secondCustomers(names.table, customers.name)
    }
    if names.key.count > 1 { return .customersOfSeveralColumns(names.key[1]) }
    return names.at.map { .eventsWithoutOwner($0) }
  }

  /// Whether a table may be a list of customers, whose key is named as theirs unless the load names it.
  private func areMembers(_ names: inout LoadNames) -> Bool {
    if let other = names.of ?? names.at {
      report(.segmentOfEvents(names.table, at: other.span))
      return false
    }
    guard let customers = catalog.customers else {
      report(.segmentOfNobody(names.table))
      return false
    }
    if names.key.isEmpty, !customers.isUnknown { names.key = [LoadNames.Name(customers.key, names.table.span)] }
    return true
  }

  private var knownCustomers: TableSchema? { catalog.customers.flatMap { $0.isUnknown ? nil : $0 } }

  /// Whether a table is looked up by its key: it has one and no owner, and the customers are there.
  private func isReference(_ names: LoadNames) -> Bool {
    guard names.of == nil, !names.key.isEmpty, let customers = knownCustomers else { return false }
    return customers.name != names.table.text
  }

  /// The source of the rows and how they are read; nil if an option is wrong, which is reported.
  private func source(of load: LoadSyntax, _ names: LoadNames) -> LoadSource? {
    var keys = (names.key + names.by).filter { $0.expression == nil }.map(\.text)
    if names.of != nil, names.by.isEmpty, let key = catalog.customers?.key { keys.append(key) }
    // Keys of a list are texts where those of the customers are.
    let text = names.isSegment && catalog.customers.map { $0.types[$0.key] == .text } == true ? names.key.first?.text : nil
    var options = LoadOptions(keys: keys, time: names.at?.text, formats: names.formats, textKey: text)
    return options.source(of: load) { report($0) }
  }

  // MARK: - What needs the columns

  private func role(_ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema) -> LoadPlan.Role? {
    guard let of = names.of else {
      if isReference(names) {
        guard areKeys(names.key, names, source, schema, allowsDays: true), isTime(names.at, names, source, schema) else { return nil }
        return .reference(key: names.key.map(\.text), time: names.at?.text)
      }
      let key = names.key.first ?? LoadNames.Name(schema.columnNames.first ?? "", names.table.span)
      guard areKeys([key], names, source, schema, allowsDays: false) else { return nil }
      return .customers(key: key.text, isKeyGiven: !names.key.isEmpty)
    }
    let owner = catalog.customers?.name == of.text ? nil : catalog.eventTable(of.text)
    var by = names.by
    if by.isEmpty { by = (owner?.keys ?? [catalog.customers?.key ?? ""]).map { LoadNames.Name($0, names.table.span) } }
    if names.by.isEmpty, by.contains(where: { schema[$0.text] == nil }) {
      if !schema.mayHaveOtherColumns { report(.noKey(names.table, schema.columnNames)) }
      return nil
    }
    guard areKeys(by, names, source, schema, allowsDays: owner != nil),
      areKeys(names.key, names, source, schema, allowsDays: true), isTime(names.at, names, source, schema)
    else { return nil }
    return .events(
      LoadPlan.EventRole(
        of: of.text, isOfCustomers: owner == nil, by: by.map(\.text), key: names.key.map(\.text), time: names.at?.text))
  }

  /// - Parameter allowsDays: whether a day may be part of a key: not of that of customers.
  private func areKeys(
    _ keys: [LoadNames.Name], _ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema, allowsDays: Bool
  ) -> Bool {
    var isGood = true
    for key in keys {
      guard let column = column(key, names, source, schema) else { return false }
      if column.isEmpty || column.type == .integer || column.type == .text || allowsDays && column.type == .date { continue }
      report(.keyType(names.table, key.text, column.type, remedies(source, column, of: key)?.key))
      isGood = false
    }
    return isGood
  }

  private func isTime(_ at: LoadNames.Name?, _ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema) -> Bool {
    guard let at else { return true }
    guard let column = column(at, names, source, schema) else { return false }
    if column.isEmpty || column.type == .date || column.type == .timestamp { return true }
    report(.timeIsNoDate(at, column.type, remedies(source, column, of: at)?.time))
    return false
  }

  private func remedies(_ source: LoadSource, _ column: SourceSchema.Column, of name: LoadNames.Name) -> LoadRemedies? {
    name.expression != nil ? nil : schemas.map { LoadRemedies(source, column, head: $0.head) }
  }

  private func column(
    _ name: LoadNames.Name, _ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema
  ) -> SourceSchema.Column? {
    if let column = schema[name.text] { return column }
    if schema.mayHaveOtherColumns { return nil }
    var problem = Diagnostic.unknownColumn(name.text, "`\(names.label)`", schema.columnNames, at: name.span)
    // A first record that has the name is a header, whatever else it looks like.
    if schema.columnNames.first == "column_1", schemas?.head(source.withHeader)?[name.text] != nil {
      problem.notes.append("the first record has it, and seemed to be a row")
      problem.fix = Diagnostic.Fix("`with (header: yes)`")
    }
    report(problem)
    return nil
  }
}

extension Catalog {
  /// The tables as they will be after a load.
  package mutating func add(_ plan: LoadPlan, _ file: SourceSchema) {
    let schema = file.adding(plan.made)
    var columns = schema.columns.map { ($0.name, $0.type) }
    let empty = Set(schema.columns.filter(\.isEmpty).map(\.name))
    tablesWithRejects.insert(plan.table)
    if plan.source.isOfSeveral { tablesOfFiles.insert(plan.table) } else { tablesOfFiles.remove(plan.table) }
    switch plan.role {
    case .customers(let key, _):
      customers = TableSchema(
        name: plan.table, key: key, time: nil, columns: columns, empty: empty, isUnknown: schema.mayHaveOtherColumns,
        owner: .nobody, links: links(of: plan.table, columns.map(\.0)))
    case .events(let role):
      // A time column without any value is still a column of days.
      for index in columns.indices where columns[index].0 == role.time && empty.contains(columns[index].0) {
        if columns[index].1 != .timestamp { columns[index].1 = .date }
      }
      put(
        TableSchema(
          name: plan.table, key: role.by.first ?? "", time: role.time, columns: columns, empty: empty,
          isUnknown: schema.mayHaveOtherColumns, keys: role.key, owner: role.isOfCustomers ? .customers : .table(role.owner),
          links: links(of: plan.table, columns.map(\.0)), inheritedTime: inheritedTime(of: role)))
      addImplicitCustomers(role)
    case .reference(let key, let time):
      put(
        TableSchema(
          name: plan.table, key: key.first ?? "", time: time, columns: columns, empty: empty, isUnknown: schema.mayHaveOtherColumns,
          keys: key, owner: .nobody, links: links(of: plan.table, columns.map(\.0))))
    }
  }

  private mutating func put(_ table: TableSchema) {
    if let place = events.firstIndex(where: { $0.name == table.name }) {
      events[place] = table
    } else {
      events.append(table)
    }
  }

  /// The links that a table had and still can have when it is loaded anew.
  private func links(of table: String, _ columns: [String]) -> [LinkSchema] {
    self.table(table)?.links.filter { $0.columns.allSatisfy(columns.contains) } ?? []
  }

  private func inheritedTime(of role: LoadPlan.EventRole) -> (name: String, type: ColumnType)? {
    guard !role.isOfCustomers, let owner = eventTable(role.owner), let time = owner.timeType else { return nil }
    return (owner.nameOfInheritedTime, time)
  }

  private mutating func addImplicitCustomers(_ role: LoadPlan.EventRole) {
    let tables = events.filter { $0.owner == .customers }
    guard customers == nil || customers?.isImplicit == true, role.isOfCustomers, let first = tables.first else { return }
    let isText = tables.contains { $0.types[$0.key] == .text && !$0.empty.contains($0.key) }
    customers = TableSchema(
      name: role.owner, key: first.key, time: nil, columns: [(first.key, isText ? .text : first.types[first.key] ?? .text)],
      empty: tables.allSatisfy { $0.empty.contains($0.key) } ? [first.key] : [], isImplicit: true)
  }
}
