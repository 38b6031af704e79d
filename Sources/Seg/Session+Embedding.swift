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
  /// Loads a customers table from memory: one row a customer.
  ///
  /// - Parameters:
  ///   - source: a ``Table``, or what can be read as one.
  ///   - key: the column that identifies customers; nil: the first.
  /// - Returns: the receipt. Rows without a key or with a repeated key are rejected, as
  ///   from a file.
  @discardableResult
  public func load(_ name: String, from source: some TableSource, key: String? = nil) throws(ScriptError) -> LoadReceipt {
    var names = LoadNames(table: name)
    names.key = key.map { LoadNames.Name($0) }
    return try call { () throws(ScriptError) -> LoadReceipt in try load(source, names) }
  }

  /// Loads events of customers from memory.
  ///
  /// - Parameters:
  ///   - source: a ``Table``, or what can be read as one.
  ///   - customers: the name of the customer table; made from the events' keys if none was
  ///     loaded.
  ///   - by: the column with the customers' keys.
  ///   - at: the column with the events' time: dates or timestamps.
  @discardableResult
  public func load(
    _ name: String, from source: some TableSource, of customers: String, by: String, at: String? = nil
  ) throws(ScriptError) -> LoadReceipt {
    var names = LoadNames(table: name)
    names.of = LoadNames.Name(customers)
    names.by = LoadNames.Name(by)
    names.at = at.map { LoadNames.Name($0) }
    return try call { () throws(ScriptError) -> LoadReceipt in try load(source, names) }
  }

  private func load(_ source: some TableSource, _ names: LoadNames) throws(ScriptError) -> LoadReceipt {
    interrupt.clear()
    let reading: TableReading
    do {
      reading = try source.read(columns: nil)
    } catch let error as ScriptError {
      throw error
    } catch let error as ReadError {
      throw error.scriptError(at: nil)
    } catch {
      throw ScriptError(Diagnostic("cannot-read", "cannot read `\(names.table.text)`: \(error)"))
    }
    if reading.table.fields.isEmpty { throw ScriptError(.badTable(at: nil)) }
    for field in reading.table.fields {
      guard let row = field.column.firstRowOutsideCalendar else { continue }
      throw ScriptError(.timeOutsideCalendar(field.name, field.column[row], row: row))
    }
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
      return try work.run { () throws(ScriptError) -> Segment in try found(name) }
    }
  }

  private func found(_ name: String) throws(ScriptError) -> Segment {
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
