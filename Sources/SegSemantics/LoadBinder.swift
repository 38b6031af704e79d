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

  package init(_ diagnostic: Diagnostic?, option: String? = nil) {
    self.diagnostic = diagnostic
    self.option = option
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
    let names = LoadNames(load)
    guard let source = source(of: load, names), isAllowed(names) else { return nil }
    do throws(SourceProblem) {
      let schema = try schemas.columns(source)
      return bindLoad(names, from: source, schema).map { .load($0) }
    } catch {
      guard var problem = error.diagnostic else { return nil }
      let option = load.options.first { $0.name.text == error.option }
      problem.labels.insert(Diagnostic.Label(option?.name.span ?? load.pathSpan), at: 0)
      report(problem)
      return nil
    }
  }

  /// A load with known columns; nil if a mistake was reported.
  package func bindLoad(_ names: LoadNames, from source: LoadSource, _ schema: SourceSchema) -> LoadPlan? {
    guard isAllowed(names), let role = role(names, source, schema) else { return nil }
    return LoadPlan(table: names.table.text, source: source, role: role)
  }

  // MARK: - What needs no columns

  /// Whether the catalog can have such a table.
  private func isAllowed(_ names: LoadNames) -> Bool {
    let customers = catalog.customers.flatMap { $0.isUnknown ? nil : $0 }
    if let of = names.of {
      if let customers, customers.name != of.text {
        report(
          catalog.eventTable(of.text) != nil
            ? .eventsOfEvents(of, customers.name) : .unknownTable(of.text, [customers.name], at: of.span))
        return false
      }
      if names.table.text == of.text {
        report(.eventsOfThemselves(names.table))
        return false
      }
      return true
    }
    if let customers, !customers.isImplicit, customers.name != names.table.text {
      report(.secondCustomers(names.table, customers.name))
      return false
    }
    if let at = names.at {
      report(.eventsWithoutOwner(at))
      return false
    }
    return true
  }

  /// The source of the rows and how they are read; nil if an option is wrong, which is reported.
  private func source(of load: LoadSyntax, _ names: LoadNames) -> LoadSource? {
    let key = names.of == nil ? names.key?.text : names.by?.text ?? catalog.customers?.key
    var options = LoadOptions(key: key, time: names.at?.text)
    return options.source(of: load) { report($0) }
  }

  // MARK: - What needs the columns

  private func role(_ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema) -> LoadPlan.Role? {
    guard let of = names.of else {
      let key = names.key ?? LoadNames.Name(schema.columnNames.first ?? "", names.table.span)
      guard isKey(key, names, source, schema) else { return nil }
      return .customers(key: key.text, isKeyGiven: names.key != nil)
    }
    let key = names.by ?? LoadNames.Name(catalog.customers?.key ?? "", names.table.span)
    if names.by == nil, schema[key.text] == nil {
      if !schema.mayHaveOtherColumns { report(.noKey(names.table, schema.columnNames)) }
      return nil
    }
    guard isKey(key, names, source, schema), isTime(names.at, names, source, schema) else { return nil }
    return .events(of: of.text, key: key.text, time: names.at?.text)
  }

  private func isKey(_ key: LoadNames.Name, _ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema) -> Bool {
    guard let column = column(key, names, schema) else { return false }
    if column.isEmpty || column.type == .integer || column.type == .text { return true }
    report(.keyType(names.table, key.text, column.type, remedies(source, column)?.key))
    return false
  }

  private func isTime(_ at: LoadNames.Name?, _ names: LoadNames, _ source: LoadSource, _ schema: SourceSchema) -> Bool {
    guard let at else { return true }
    guard let column = column(at, names, schema) else { return false }
    if column.isEmpty || column.type == .date || column.type == .timestamp { return true }
    report(.timeIsNoDate(at, column.type, remedies(source, column)?.time))
    return false
  }

  private func remedies(_ source: LoadSource, _ column: SourceSchema.Column) -> LoadRemedies? {
    schemas.map { LoadRemedies(source, column, head: $0.head) }
  }

  private func column(_ name: LoadNames.Name, _ names: LoadNames, _ schema: SourceSchema) -> SourceSchema.Column? {
    if let column = schema[name.text] { return column }
    if !schema.mayHaveOtherColumns {
      report(.unknownColumn(name.text, "`\(names.label)`", schema.columnNames, at: name.span))
    }
    return nil
  }
}

extension Catalog {
  /// The tables as they will be after a load.
  package mutating func add(_ plan: LoadPlan, _ schema: SourceSchema) {
    var columns = schema.columns.map { ($0.name, $0.type) }
    let empty = Set(schema.columns.filter(\.isEmpty).map(\.name))
    tablesWithRejects.insert(plan.table)
    switch plan.role {
    case .customers(let key, _):
      customers = TableSchema(
        name: plan.table, key: key, time: nil, columns: columns, empty: empty, isUnknown: schema.mayHaveOtherColumns)
    case .events(let of, let key, let time):
      // A time column without any value is still a column of days.
      for index in columns.indices where columns[index].0 == time && empty.contains(columns[index].0) {
        if columns[index].1 != .timestamp { columns[index].1 = .date }
      }
      let table = TableSchema(
        name: plan.table, key: key, time: time, columns: columns, empty: empty, isUnknown: schema.mayHaveOtherColumns)
      if let place = events.firstIndex(where: { $0.name == plan.table }) {
        events[place] = table
      } else {
        events.append(table)
      }
      guard customers == nil || customers?.isImplicit == true else { return }
      let first = events.first ?? table
      let isText = events.contains { $0.types[$0.key] == .text && !$0.empty.contains($0.key) }
      customers = TableSchema(
        name: of, key: first.key, time: nil, columns: [(first.key, isText ? .text : first.types[first.key] ?? .text)],
        empty: events.allSatisfy { $0.empty.contains($0.key) } ? [first.key] : [], isImplicit: true)
    }
  }
}
