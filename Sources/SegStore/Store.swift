// The tables of a session: customers in key order, events with their customer.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

/// The customers: one row each, in ascending order of the key, so that the row number breaks
/// every tie.
package struct CustomerTable: Sendable {
  package let name: String
  package let key: String
  package let table: Table
  /// Whether they were made from the keys of the events, because no customers were loaded.
  package let isImplicit: Bool
  let frame: Frame

  init(name: String, key: String, table: Table, isImplicit: Bool) {
    self.name = name
    self.key = key
    self.table = table
    self.isImplicit = isImplicit
    frame = Frame(table, grain: .customers)
  }

  package var keys: Column { table[key] ?? Column.integers([]) }
}

/// The rows of one table: events, sorted by customer and then time, with orphaned events at the
/// end; or those of a reference table, which are all orphaned, in the order of the file.
package struct EventTable: Sendable {
  package let name: String
  package let owner: Owner
  /// The columns with the owner's key.
  package let by: [String]
  /// The columns that identify a row; empty: none do.
  package let keys: [String]
  /// The column of the time; for an inherited one the name that stands for it.
  package var time: String?
  package var table: Table
  /// The owner's time, for a table without one of its own.
  package var inheritedTime: Column?
  /// Customer c has the rows `offsets[c]..<offsets[c + 1]`.
  package var offsets: Buffer<Int32>
  /// Each row's customer, -1 for an orphaned event.
  package var customerRows: Buffer<Int32>
  /// Each row's owner in the table that owns it, -1 if there is none; nil if customers own it.
  package var ownerRows: Buffer<Int32>?
  /// Of a table that is made of another: for each link, by its role, the row that each row leads to.
  package var linkRows: [String: Buffer<Int32>] = [:]
  /// The number of orphaned events, which are at the end.
  package var orphanCount: Int
  /// The days of the newest events; nil without a time or without events.
  package var newest: NewestEvents?
  /// The day of the newest event.
  package var newestDay: Int32? { newest?.newest }

  /// A table whose rows are linked to nothing yet.
  init(name: String, owner: Owner, by: [String], keys: [String], time: String?, table: Table) {
    self.name = name
    self.owner = owner
    self.by = by
    self.keys = keys
    self.time = time
    self.table = table
    offsets = Buffer(count: 1, zeroed: true)
    customerRows = Buffer(count: 0)
    orphanCount = 0
  }

  /// The first column with the owner's key; of a reference table the first of its own.
  package var key: String { by.first ?? keys.first ?? "" }

  /// The name that stands for its time in the tables that it owns.
  var nameOfInheritedTime: String? { time.map { TableSchema.inheritedTimeName($0, of: name) } }

  /// Whether its rows belong to no customer.
  package var isReference: Bool { owner == .nobody }

  package var frame: Frame {
    var frame = Frame(table, grain: .events(name), customerRows: customerRows)
    if let time, let inheritedTime { frame.columns[time] = inheritedTime }
    return frame
  }

  package var timeColumn: Column? { inheritedTime ?? time.flatMap { table[$0] } }

  /// The events that belong to a customer; nil: all of them.
  package var owned: Bitmap? {
    if orphanCount == 0 { return nil }
    let rows = Bitmap(count: table.rowCount, repeating: true)
    for row in max(0, table.rowCount - orphanCount)..<table.rowCount { rows.set(row, false) }
    return rows
  }

  /// The rows whose owner is not there; of the other orphaned rows, the owner has no customer.
  package var ownerlessCount: Int {
    guard let ownerRows else { return orphanCount }
    return (max(0, table.rowCount - orphanCount)..<table.rowCount).count { ownerRows[$0] < 0 }
  }
}

/// All tables of a session. It is a value: a load makes a new one, so a script that fails
/// leaves the old one unchanged.
package struct Store: Sendable {
  package var customers: CustomerTable?
  /// In the order of their loads.
  package var events: [EventTable] = []
  package var rejects: [String: Table] = [:]
  /// In the order of their statements.
  package internal(set) var links: [LinkPlan] = []
  /// For each row of a link's table the row that it leads to, -1: none. By ``name(of:_:)``.
  var linkRows: [String: Buffer<Int32>] = [:]
  /// Today's date, which events should not be after; nil: unknown.
  package var clock: Int32?

  package init() {}

  /// The event table with a name; nil if there is none.
  package func eventTable(_ name: String) -> EventTable? { events.first { $0.name == name } }

  /// The rows of a table that was loaded; nil if there is none.
  package func table(_ name: String) -> Table? {
    if let customers, customers.name == name { return customers.isImplicit ? nil : customers.table }
    return eventTable(name)?.table
  }

  package var customerCount: Int { customers?.table.rowCount ?? 0 }

  /// The day of the newest event of all tables that is not after the clock.
  package var newestDay: Int32? { events.compactMap { $0.newest?.today }.max() }

  package var customerFrame: Frame { customers?.frame ?? Frame(Table(fields: [], rowCount: 0), grain: .customers) }

  /// For each row of a link's table the row that it leads to, -1 if there is none; nil without
  /// such a link.
  package func rows(of link: LinkReference) -> Buffer<Int32>? {
    if let events = eventTable(link.table), events.owner == .table(link.role) { return events.ownerRows }
    return linkRows[Self.name(of: link.table, link.role)]
  }

  static func name(of table: String, _ role: String) -> String { "\(table)\u{1}\(role)" }

  /// The rows of a table by its name; nil if there is none.
  package func frame(named name: String) -> Frame? {
    customers?.name == name ? customerFrame : eventTable(name)?.frame
  }

  /// The rows of a grain.
  package func frame(_ grain: Grain) -> Frame {
    switch grain {
    case .customers: customerFrame
    case .none: Frame.single
    case .events(let name): eventTable(name)?.frame ?? Frame.single
    case .rejects(let name): Frame(rejects[name] ?? Table(fields: [], rowCount: 0), grain: grain)
    }
  }

  /// The name of a row in a message: `customer 42`.
  package func describe(row: Int, of grain: Grain) -> Message {
    switch grain {
    case .customers: return "customer \(customers?.keys[row].description ?? String(row + 1))"
    case .events(let name):
      guard let events = eventTable(name), let key = events.table[events.key] else { return "row \(row + 1)" }
      if case .customers = events.owner { return "an event of `\(name)` of customer \(key[row])" }
      return "a row of `\(name)` with `\(events.key)` \(key[row])"
    case .rejects(let name): return "row \(row + 1) of `\(name).rejects`"
    case .none: return "the answer"
    }
  }
}
