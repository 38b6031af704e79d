// What programs ask of a session, other than to run scripts.

import SegColumns
import SegDiagnostics
import SegEngine
import SegFiles
import SegPlan
import SegSemantics
import SegStore
import SegSyntax

/// The customers in a segment at one moment.
public struct Segment: Sendable {
  public let name: String
  /// A bit for each customer, in key order.
  public let members: Bitmap
  /// The members' keys, in rank order if the segment has one, otherwise in key order.
  public let keys: [Value]
  /// The members' rows of the customers table, in the same order.
  public let table: Table

  /// The number of members.
  public var count: Int { keys.count }
}

extension Session {
  /// Loads a table from memory that has one row for each key: the customers, if they are not
  /// loaded yet; else a table that is looked up by its key (``link(_:to:by:as:)``).
  ///
  /// A column is a name, or an expression over the columns as in scripts: `"lower(trim(email))"`.
  ///
  /// - Parameters:
  ///   - source: a ``Table``, or what can be read as one.
  ///   - key: the columns that identify a row: one for customers; none: the first.
  ///   - at: the column with the time of a table that is looked up; nil: none.
  /// - Returns: the receipt. Rows without a key or with a repeated key are rejected, as
  ///   from a file.
  @discardableResult
  public func load(
    _ name: String, from source: some TableSource, key: String..., at: String? = nil
  ) throws(ScriptError) -> LoadReceipt {
    var names = LoadNames(table: name)
    names.key = key.map { LoadNames.Name($0) }
    names.at = at.map { LoadNames.Name($0) }
    return try call { () throws(ScriptError) -> LoadReceipt in try load(source, names) }
  }

  /// Loads events of customers from memory, or rows that belong to such events. A column is a name,
  /// or an expression over the columns: `by: "lower(email)", at: "date(day, \"%d%b%y\")"`.
  ///
  /// - Parameters:
  ///   - source: a ``Table``, or what can be read as one.
  ///   - owner: the customer table, which is made from the events' keys if none was loaded; or
  ///     a table of events that has a key.
  ///   - by: the columns with the owner's key.
  ///   - key: the columns that identify a row; none: no row needs to be found.
  ///   - at: the column with the events' time, dates or timestamps; nil: the owner's time, if
  ///     it has one.
  @discardableResult
  public func load(
    _ name: String, from source: some TableSource, of owner: String, by: String..., key: [String] = [], at: String? = nil
  ) throws(ScriptError) -> LoadReceipt {
    var names = LoadNames(table: name)
    names.key = key.map { LoadNames.Name($0) }
    names.of = LoadNames.Name(owner)
    names.by = by.map { LoadNames.Name($0) }
    names.at = at.map { LoadNames.Name($0) }
    return try call { () throws(ScriptError) -> LoadReceipt in try load(source, names) }
  }

  /// Lets each row of a table look up a row of another one by its key, as `link` does. A column is
  /// a name, or an expression over the columns.
  ///
  /// - Parameters:
  ///   - by: the columns with the key of the other table.
  ///   - role: the name that reads its columns; nil: the table's.
  /// - Returns: the receipt: how many rows look up none.
  @discardableResult
  public func link(
    _ table: String, to target: String, by: String..., as role: String? = nil
  ) throws(ScriptError) -> LoadReceipt {
    try call { () throws(ScriptError) -> LoadReceipt in
      interrupt.clear()
      let binder = StatementBinder(state.catalog, allowsRedefinition: true)
      let known = state.catalog.table(table)?.columnNames ?? []
      let names = try LinkNames(table: table, target: target, columns: by, over: known, role: role)
      guard let plan = binder.bindLink(names) else { throw ScriptError(binder.diagnostics) }
      let (_, receipt, warnings) = try work.run { () throws(ScriptError) in try loader.link(plan, into: &state) }
      work.cache.keep(state.catalog.program.resolved)
      shared.publish(state)
      for warning in warnings { onWarning?(warning) }
      return receipt
    }
  }

  private func load(_ source: some TableSource, _ written: LoadNames) throws(ScriptError) -> LoadReceipt {
    interrupt.clear()
    let reading: TableReading
    do {
      reading = try source.read(columns: nil)
    } catch let error as ScriptError {
      throw error
    } catch let error as ReadError {
      throw error.scriptError(at: nil)
    } catch {
      throw ScriptError(Diagnostic("cannot-read", "cannot read `\(written.table.text)`: \(error)"))
    }
    if reading.table.fields.isEmpty { throw ScriptError(.badTable(at: nil)) }
    for field in reading.table.fields {
      guard let row = field.column.firstRowOutsideCalendar else { continue }
      throw ScriptError(.timeOutsideCalendar(field.name, field.column[row], row: row))
    }
    let names = try written.read(over: reading.table.fields.map(\.name))
    let binder = StatementBinder(state.catalog, allowsRedefinition: true)
    let isReordered = names.of != nil
    guard let plan = binder.bindLoad(names, from: LoadSource(.host, isReordered: isReordered), reading.table.schema()) else {
      throw ScriptError(binder.diagnostics)
    }
    let (_, receipt, warnings) = try work.run { () throws(ScriptError) -> ([CatalogChange], LoadReceipt, [Diagnostic]) in
      var reading = reading
      return try loader.load(plan, &reading, at: nil, into: &state)
    }
    work.cache.keep(state.catalog.program.resolved)
    shared.publish(state)
    for warning in warnings { onWarning?(warning) }
    return receipt
  }

  /// The customers in a segment now.
  public func segment(_ name: String) throws(ScriptError) -> Segment {
    try call { () throws(ScriptError) -> Segment in
      interrupt.clear()
      defer { reportNotices() }
      return try work.run { () throws(ScriptError) -> Segment in try currentSegment(name) }
    }
  }

  private func currentSegment(_ name: String) throws(ScriptError) -> Segment {
    let evaluation = try evaluation()
    let source = Source(name: "<host>", text: name)
    let span = SourceSpan(source, 0..<source.utf8.count)
    let binder = StatementBinder(state.catalog, allowsRedefinition: true)
    guard let known = binder.segmentName(NameSyntax(name, span)) else { throw ScriptError(binder.diagnostics) }
    let members = try evaluation.members(of: known, at: span)
    let order = try evaluation.order(of: known, at: span)
    guard let customers = state.store.customers else {
      return Segment(name: name, members: members, keys: [], table: Table(fields: [], rowCount: 0))
    }
    try evaluation.context.offer(order.count * MemoryLayout<Value>.stride + customers.table.valueByteCount)
    return Segment(
      name: name, members: members, keys: order.map { customers.keys[Int($0)] }, table: customers.table.gathered(order))
  }
}

extension SegColumns.Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
