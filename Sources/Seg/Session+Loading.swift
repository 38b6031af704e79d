// Loads tables: from files that scripts name, and from the host.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegSemantics
import SegStore
import SegSyntax
import SegText

extension Session {
  /// Reads the file of a load and puts it into the state.
  func loading(
    _ load: LoadSyntax, into state: inout State, directory: String?
  ) throws(ScriptError) -> ([Change], LoadReceipt, [Diagnostic]) {
    guard capabilities.readsFiles else { throw ScriptError(.filesNotAllowed("read", at: load.pathSpan)) }
    let options = try readOptions(load)
    var result: ReadResult
    let clock = ContinuousClock()
    let start = clock.now
    do {
      result = try readTable(path: Self.resolved(load.path, directory), options: options)
    } catch {
      var failure = error
      failure.diagnostic = Self.asWritten(failure.diagnostic, directory)
      throw failure.scriptError(at: load.pathSpan)
    }
    let read = clock.now
    var receipt = Receipt(load.name.text, load.path, result)
    // Nothing else holds its columns, so linking can free each of them as it goes.
    var table = result.table.handOver()
    let rest = result
    var store = try placed(&table, load, in: state, &receipt) { rest.lineOfRow($0) }
    receipt.readMilliseconds = start.duration(to: read).milliseconds
    receipt.linkMilliseconds = read.duration(to: clock.now).milliseconds
    store.rejects[load.name.text] = Self.joined(result.rejects, store.rejects[load.name.text])
    receipt.rejected = store.rejects[load.name.text]?.rowCount ?? 0
    // What is past a limit leaves nothing.
    try context.check()
    let (changes, warnings) = adopt(store, load.name.text, &state)
    return (changes, receipt.made(), warnings)
  }

  /// A path of a script; relative ones start from the script's folder.
  static func resolved(_ path: String, _ directory: String?) -> String {
    guard let directory, !path.hasPrefix("/") else { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }

  /// A message with paths as in the script, and the folder to which they are relative.
  static func asWritten(_ diagnostic: Diagnostic, _ directory: String?) -> Diagnostic {
    guard let directory, directory != ".", directory != "" else { return diagnostic }
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    func cut(_ text: String) -> String { text.replacing(prefix, with: "") }
    var result = diagnostic
    result.message = cut(result.message)
    result.notes = result.notes.map(cut)
    if let fix = result.fix {
      result.fix = Diagnostic.Fix(cut(fix.message), replace: fix.span, with: fix.replacement.map(cut))
    }
    if result.id == "file-not-found" { result.notes.append("paths start from the script's folder, `\(directory)`") }
    return result
  }

  private static func joined(_ read: Table, _ keys: Table?) -> Table {
    guard let keys, keys.rowCount > 0 else { return read }
    if read.rowCount == 0 { return keys }
    let fields = read.fields.map { field in
      let values =
        (0..<read.rowCount).map { field.column[$0] } + (0..<keys.rowCount).map { keys[field.name]?[$0] ?? .missing }
      return Table.Field(field.name, Column.of(field.column.type, values))
    }
    return Table(fields: fields, rowCount: read.rowCount + keys.rowCount)
  }

  private func readOptions(_ load: LoadSyntax) throws(ScriptError) -> ReadOptions {
    var options = ReadOptions()
    options.context = context
    // Events are sorted by customer.
    if load.of != nil { options.pages = .small }
    if let report = onProgress {
      let label = load.path
      options.progress = { report(Progress(label: label, fraction: $0)) }
    }
    for option in load.options {
      if option.name.text == "types" {
        guard case .group(let types) = option.value else { throw ScriptError(.badTypes(at: option.name.span)) }
        for entry in types {
          guard case .expression(let value) = entry.value, let type = Self.type(value) else {
            throw ScriptError(.unknownType(at: entry.name.span))
          }
          options.types.append((name: entry.name.text, type: type))
        }
        continue
      }
      guard case .expression(let expression) = option.value, let value = Self.literal(expression) else {
        throw ScriptError(.badTypes(at: option.name.span))
      }
      do {
        try options.set(option.name.text, to: value)
      } catch {
        throw error.scriptError(at: option.name.span)
      }
    }
    return options
  }

  private static func literal(_ syntax: ExpressionSyntax) -> Value? {
    switch syntax.kind {
    case .text(let text), .name(let text): .text(text)
    case .boolean(let isTrue): .boolean(isTrue)
    case .integer(let integer): .integer(integer)
    default: nil
    }
  }

  /// `text`, `date`, …; yes/no is written `boolean` or `"yes/no"`.
  private static func type(_ syntax: ExpressionSyntax) -> ColumnType? {
    guard case .text(let name)? = literal(syntax) else { return nil }
    return name.lowercased() == "boolean" ? .boolean : ColumnType(rawValue: name.lowercased())
  }

  /// Takes the tables of a store into the state, and binds definitions to them again.
  func adopt(_ store: Store, _ name: String, _ state: inout State) -> ([Change], [Diagnostic]) {
    let customers = store.customers.map { table in
      TableSchema(
        name: table.name, key: table.key, time: nil, columns: table.table.fields.map { ($0.name, $0.column.type) },
        empty: Set(table.table.fields.filter { $0.column.isAllMissing }.map(\.name)))
    }
    let events = store.events.map { events in
      TableSchema(
        name: events.name, key: events.key, time: events.time,
        columns: events.table.fields.map { ($0.name, $0.column.type) },
        empty: Set(events.table.fields.filter { $0.column.isAllMissing }.map(\.name)))
    }
    let change = Change.tables(store, customers: customers, events: events, loaded: name)
    state.apply(change)
    let (definitions, dropped, problems) = state.catalog.rebind(state.catalog.order, because: name, isError: false)
    return ([change, .rebound(definitions)] + dropped.map { .dropped($0) }, problems)
  }

  /// The store with a table added.
  ///
  /// - Parameters:
  ///   - table: handed over.
  ///   - line: the line of a row in its file.
  func placed(
    _ table: inout Table, _ load: LoadSyntax, in state: State, _ receipt: inout Receipt, line: (Int) -> Int? = { _ in nil }
  ) throws(ScriptError) -> Store {
    var store = state.store
    if let at = load.at { table = table.withTime(at.text) }
    store.rejects[load.name.text] = nil
    if let of = load.of {
      if let customers = state.catalog.customers, !customers.isUnknown, customers.name != of.text {
        if state.catalog.eventTable(of.text) != nil { throw ScriptError(.eventsOfEvents(of, customers.name)) }
        throw ScriptError(.unknownTable(of.text, [customers.name], at: of.span))
      }
      if load.name.text == of.text { throw ScriptError(.eventsOfThemselves(load.name)) }
      let key = load.by ?? NameSyntax(state.catalog.customers?.key ?? "", load.name.span)
      if load.by == nil, table[key.text] == nil { throw ScriptError(.noKey(load.name, table.columnNames)) }
      guard table[key.text] != nil else { throw ScriptError(.unknownColumn(key.text, "`\(load.path)`", table.columnNames, at: key.span)) }
      if let at = load.at {
        guard let time = table[at.text] else { throw ScriptError(.unknownColumn(at.text, "`\(load.path)`", table.columnNames, at: at.span)) }
        guard time.type == .date || time.type == .timestamp else { throw ScriptError(.timeIsNoDate(at, time.type)) }
      }
      store = try placed(at: load.name.span) { () throws(ScriptError) -> Store in
        try store.loading(
          events: &table, named: load.name.text, key: key.text, time: load.at?.text, customers: of.text, context: context)
      }
      receipt.key = key.text
    } else {
      if let customers = store.customers, !customers.isImplicit, customers.name != load.name.text {
        throw ScriptError(.secondCustomers(load.name, customers.name))
      }
      if let at = load.at { throw ScriptError(.eventsWithoutOwner(at)) }
      let key = load.key ?? NameSyntax(table.columnNames.first ?? "", load.name.span)
      guard table[key.text] != nil else { throw ScriptError(.unknownColumn(key.text, "`\(load.path)`", table.columnNames, at: key.span)) }
      store = try placed(at: load.name.span) { () throws(ScriptError) -> Store in
        try store.loading(
          customers: table, named: load.name.text, key: key.text, isKeyGiven: load.key != nil, context: context,
          line: line)
      }
      receipt.key = key.text
      receipt.isKeyFound = load.key == nil
    }
    receipt.describe(store)
    return store
  }

  /// Gives errors of the store their place in the script.
  private func placed<Result>(at span: SourceSpan, _ body: () throws(ScriptError) -> Result) throws(ScriptError) -> Result {
    do {
      return try body()
    } catch {
      throw ScriptError(
        error.diagnostics.map { diagnostic in
          var diagnostic = diagnostic
          if diagnostic.labels.isEmpty { diagnostic.labels = [Diagnostic.Label(span)] }
          return diagnostic
        })
    }
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
