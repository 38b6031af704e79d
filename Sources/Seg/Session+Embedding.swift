// What programs ask of a session, other than to run scripts.

import SegColumns
import SegDiagnostics
import SegEngine
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

  public var count: Int { keys.count }
}

extension Session {
  /// Loads a customers table from memory: one row a customer.
  ///
  /// - Parameter key: the column that identifies customers; nil: the first.
  /// - Returns: the receipt. Rows without a key or with a repeated key are rejected, as
  ///   from a file.
  @discardableResult
  public func load(_ name: String, from table: Table, key: String? = nil) throws(ScriptError) -> LoadReceipt {
    try load(table, Self.loadSyntax(name, key: key))
  }

  /// Loads events of customers from memory.
  ///
  /// - Parameters:
  ///   - customers: the name of the customer table; made from the events' keys if none was
  ///     loaded.
  ///   - by: the column with the customers' keys.
  ///   - at: the column with the events' time: dates or timestamps.
  @discardableResult
  public func load(
    _ name: String, from table: Table, of customers: String, by: String, at: String? = nil
  ) throws(ScriptError) -> LoadReceipt {
    try load(table, Self.loadSyntax(name, of: customers, by: by, at: at))
  }

  private static func loadSyntax(
    _ name: String, key: String? = nil, of: String? = nil, by: String? = nil, at: String? = nil
  ) -> LoadSyntax {
    let source = Source(name: "<host>", text: name)
    let span = SourceSpan(source, 0..<source.utf8.count)
    func named(_ text: String?) -> NameSyntax? { text.map { NameSyntax($0, span) } }
    var clauses: [ClauseSyntax] = []
    if let key = named(key) { clauses.append(.key(key)) }
    if let of = named(of), let by = named(by) { clauses.append(.owner(of, by: by)) }
    if let at = named(at) { clauses.append(.time(at)) }
    return LoadSyntax(name: NameSyntax(name, span), path: name, pathSpan: span, clauses: clauses)
  }

  private func load(_ table: Table, _ load: LoadSyntax) throws(ScriptError) -> LoadReceipt {
    interrupt.clear()
    guard !table.fields.isEmpty, table.fields.allSatisfy({ $0.column.count == table.rowCount }) else {
      throw ScriptError(.badTable())
    }
    var receipt = Receipt(load.name.text, host: table)
    var store = try statement { () throws(ScriptError) -> Store in
      var table = table
      let store = try placed(&table, load, in: state, &receipt)
      try context.check()
      return store
    }
    if store.rejects[load.name.text] == nil { store.rejects[load.name.text] = Self.noRejects }
    receipt.rejected = store.rejects[load.name.text]?.rowCount ?? 0
    let (_, warnings) = adopt(store, load.name.text, &state)
    cache.keep(state.catalog.program.resolved)
    shared.publish(state)
    for warning in warnings { onWarning?(warning) }
    return receipt.made()
  }

  private static let noRejects = Table(
    fields: [
      Table.Field("line", .integers([])), Table.Field("column", .texts([])), Table.Field("reason", .texts([])),
      Table.Field("text", .texts([])),
    ], rowCount: 0)

  /// The customers in a segment now.
  public func segment(_ name: String) throws(ScriptError) -> Segment {
    interrupt.clear()
    defer { reportNotices() }
    return try statement { () throws(ScriptError) -> Segment in try found(name) }
  }

  private func found(_ name: String) throws(ScriptError) -> Segment {
    let evaluation = try evaluation()
    let source = Source(name: "<host>", text: name)
    let span = SourceSpan(source, 0..<source.utf8.count)
    let binder = Binder(state.catalog, allowsRedefinition: true)
    guard let known = binder.segmentName(NameSyntax(name, span)) else { throw ScriptError(binder.diagnostics) }
    let members = try evaluation.members(of: known, at: span)
    let order = try evaluation.order(of: known, at: span)
    guard let customers = state.store.customers else {
      return Segment(name: name, members: members, keys: [], table: Table(fields: [], rowCount: 0))
    }
    return Segment(
      name: name, members: members, keys: order.map { customers.keys[Int($0)] }, table: customers.table.taking(order))
  }
}

extension SegColumns.Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
