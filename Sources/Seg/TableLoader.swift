// Loads tables: from files that scripts name, and from the host.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegSemantics
import SegStore

/// Puts tables that were read into a state.
struct TableLoader {
  let work: Workspace

  /// Runs a load: puts a table that was read into the state.
  ///
  /// - Parameter reading: handed over.
  func load(
    _ plan: LoadPlan, _ reading: inout TableReading, at span: SourceSpan?, into state: inout SessionState,
    readMilliseconds: Double = 0, addedTo earlier: Earlier? = nil
  ) throws(ScriptError) -> ([CatalogChange], LoadReceipt, [Diagnostic]) {
    if earlier == nil { reading.table = try making(plan.made, of: reading.table, state) }
    var receipt = Receipt(plan, reading)
    receipt.rowsBefore = earlier?.rowCount
    receipt.readMilliseconds = readMilliseconds
    // Nothing else holds its columns, so linking can free each of them as it goes.
    var table = reading.table.handOver()
    guard !table.fields.isEmpty, table.fields.allSatisfy({ $0.column.count == table.rowCount }) else {
      throw ScriptError(.badTable(at: span))
    }
    let clock = ContinuousClock()
    let start = clock.now
    var store: Store
    do throws(ScriptError) {
      store = try linked(&table, plan, state.store, reading.place)
    } catch {
      throw ScriptError(error.diagnostics.map { $0.labels.isEmpty ? $0.at(span) : $0 })
    }
    receipt.linkMilliseconds = start.duration(to: clock.now).milliseconds
    store.rejects[plan.table] = Self.joined(reading.rejects ?? Self.noRejects, store.rejects[plan.table])
    receipt.rejected = store.rejects[plan.table]?.rowCount ?? 0
    if let before = earlier?.rejects, let new = store.rejects[plan.table] { store.rejects[plan.table] = Self.joined(before, new) }
    receipt.describe(store)
    if receipt.rows == 0, receipt.rejected > 0, let rejects = store.rejects[plan.table] {
      throw ScriptError(.noRows(plan.table, rejects, at: span))
    }
    // What is past a limit leaves nothing.
    try work.context.check()
    var (changes, warnings) = adopt(store, plan.table, &state)
    let source = CatalogChange.source(LoadedSource(plan: plan, evidence: reading.evidence))
    state.apply(source)
    changes.append(source)
    let loaded = store.eventTable(plan.table)
    let far = (loaded?.inheritedTime == nil ? loaded?.newest : nil).flatMap { Diagnostic.farEvent(plan.table, $0, at: span) }
    let unmatched = loaded.flatMap { Diagnostic.unmatchedKeys($0, store, at: span) }
    return (changes, receipt.made(), reading.warnings.map { $0.at(span) } + warnings + [unmatched, far].compactMap { $0 })
  }

  /// The store with a table put into it.
  ///
  /// - Parameters:
  ///   - table: handed over.
  ///   - place: where a row was written.
  private func linked(
    _ table: inout Table, _ plan: LoadPlan, _ before: Store, _ place: (Int) -> RowPlace?
  ) throws(ScriptError) -> Store {
    var store = before
    store.rejects[plan.table] = nil
    store.clock = work.capabilities.clockDay
    switch plan.role {
    case .customers(let key, let isKeyGiven):
      return try store.loading(
        customers: table, named: plan.table, key: key, isKeyGiven: isKeyGiven, context: work.context, place: place)
    case .events(let role):
      if let time = role.time { table = table.withTime(time) }
      return try store.loading(events: &table, named: plan.table, role, context: work.context, place: place)
    case .reference(let key, let time):
      if let time { table = table.withTime(time) }
      return try store.loading(reference: &table, named: plan.table, key: key, time: time, context: work.context, place: place)
    }
  }

  /// Links a table to another one.
  func link(
    _ plan: LinkPlan, into state: inout SessionState
  ) throws(ScriptError) -> ([CatalogChange], LoadReceipt, [Diagnostic]) {
    let clock = ContinuousClock()
    let start = clock.now
    let rows = state.store.table(plan.table)
    let made = try rows.map { (table) throws(ScriptError) in try making(plan.made, of: table, state).fields.suffix(plan.made.count) }
    let store = try state.store.adding(Array(made ?? []), to: plan.table).linking(plan, work.context)
    var (changes, warnings) = adopt(store, plan, &state)
    if !plan.made.isEmpty, let source = state.sources[plan.table] {
      // Rows that are added later have these columns, too.
      let wider = CatalogChange.source(LoadedSource(plan: source.plan.making(plan.made), evidence: source.evidence))
      state.apply(wider)
      changes.append(wider)
    }
    return (changes, Receipt.of(plan, store, linkMilliseconds: start.duration(to: clock.now).milliseconds), warnings)
  }

  /// Takes a link into the state; its tables may have no rows yet.
  func adopt(_ store: Store, _ plan: LinkPlan, _ state: inout SessionState) -> ([CatalogChange], [Diagnostic]) {
    return adopt(.linked(store, plan), "the link to \(plan.link.role)", &state)
  }

  private static func joined(_ read: Table, _ keys: Table?) -> Table {
    guard let keys else { return read }
    // Rows of several files name their file, others do not.
    let longer = keys.fields.count > read.fields.count ? keys : read
    if longer.rowCount == read.rowCount + keys.rowCount { return longer }
    let fields = longer.fields.map { field in
      let values =
        (0..<read.rowCount).map { read[field.name]?[$0] ?? .missing } + (0..<keys.rowCount).map { keys[field.name]?[$0] ?? .missing }
      return Table.Field(field.name, Column.of(field.column.type, values))
    }
    return Table(fields: fields, rowCount: read.rowCount + keys.rowCount)
  }

  private static let noRejects = Table(
    fields: [
      Table.Field("line", .integers([])), Table.Field("column", .texts([])), Table.Field("reason", .texts([])),
      Table.Field("text", .texts([])),
    ], rowCount: 0)

  /// Takes the tables of a store into the state, and binds definitions to them again.
  private func adopt(_ store: Store, _ name: String, _ state: inout SessionState) -> ([CatalogChange], [Diagnostic]) {
    let customers = store.customers.map { table in
      TableSchema(
        name: table.name, key: table.key, time: nil, columns: table.table.fields.map { ($0.name, $0.column.type) },
        empty: Set(table.table.fields.filter { $0.column.isAllMissing }.map(\.name)), isImplicit: table.isImplicit, owner: .nobody,
        links: store.links(of: table.name))
    }
    let events = store.events.map { TableSchema($0, links: store.links(of: $0.name)) }
    return adopt(.tables(store, customers: customers, events: events, loaded: name), name, &state)
  }

  /// Takes a store into the state that has lost a table.
  func adopt(_ store: Store, without name: String, _ state: inout SessionState) {
    _ = adopt(store, name, &state)
    state.catalog.tablesWithRejects.remove(name)
    state.catalog.tablesOfFiles.remove(name)
    state.sources[name] = nil
    state.columnsSeen[name] = nil
    state.files.remove(name)
  }

  /// Takes the tables that a load will bring into the state: their columns, and
  /// no rows.
  func adopt(_ plan: LoadPlan, _ schema: SourceSchema, _ state: inout SessionState) -> [Diagnostic] {
    var catalog = state.catalog
    catalog.add(plan, schema)
    let change = CatalogChange.tables(state.store, customers: catalog.customers, events: catalog.events, loaded: plan.table)
    let problems = adopt(change, plan.table, &state).1
    state.catalog.tablesOfFiles = catalog.tablesOfFiles
    state.columnsSeen[plan.table] = schema.columns
    state.apply(.source(LoadedSource(plan: plan, evidence: nil)))
    return problems
  }

  private func adopt(_ change: CatalogChange, _ name: String, _ state: inout SessionState) -> ([CatalogChange], [Diagnostic]) {
    state.apply(change)
    let (definitions, dropped, problems) = state.catalog.rebind(state.catalog.order, because: name, isError: false)
    return ([change, .rebound(definitions)] + dropped.map { .dropped($0) }, problems)
  }
}

extension TableSchema {
  /// The schema of a table of events that is loaded.
  fileprivate init(_ table: EventTable, links: [LinkSchema]) {
    self.init(
      name: table.name, key: table.key, time: table.inheritedTime == nil ? table.time : nil,
      columns: table.table.fields.map { ($0.name, $0.column.type) },
      empty: Set(table.table.fields.filter { $0.column.isAllMissing }.map(\.name)), keys: table.keys, owner: table.owner, links: links,
      inheritedTime: table.inheritedTime.flatMap { time in table.time.map { ($0, time.type) } })
  }
}

extension Table {
  /// The table, with a column of days if its time has no value at all: an empty extract is
  /// still a table of events.
  fileprivate func withTime(_ name: String) -> Table {
    guard let column = self[name], column.isAllMissing, column.type != .date, column.type != .timestamp else { return self }
    let days = Column.dates([CalendarDate?](repeating: nil, count: rowCount))
    return Table(fields: fields.map { $0.name == name ? Field(name, days) : $0 }, rowCount: rowCount)
  }
}

extension Column {
  /// Whether it has no value, so that its type is unknown.
  var isAllMissing: Bool { missingCount == count }
}

extension Diagnostic {
  /// The diagnostic at a place; unchanged if there is none.
  func at(_ span: SourceSpan?) -> Diagnostic {
    var diagnostic = self
    if let span { diagnostic.labels = [Label(span)] }
    return diagnostic
  }
}
