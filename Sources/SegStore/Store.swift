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

/// The events of one table, sorted by customer and then time; orphaned events are at the
/// end.
package struct EventTable: Sendable {
  package let name: String
  package let key: String
  package let time: String?
  package var table: Table
  /// Customer c has the rows `offsets[c]..<offsets[c + 1]`.
  package let offsets: Buffer<Int32>
  /// Each row's customer, -1 for an orphaned event.
  package let customerRows: Buffer<Int32>
  /// The number of orphaned events, which are at the end.
  package let orphanCount: Int
  /// The days of the newest events; nil without a time or without events.
  package let newest: NewestEvents?
  /// The day of the newest event.
  package var newestDay: Int32? { newest?.newest }

  package var frame: Frame { Frame(table, grain: .events(name), customerRows: customerRows) }

  package var timeColumn: Column? { time.flatMap { table[$0] } }

  /// The events that belong to a customer; nil: all of them.
  package var owned: Bitmap? {
    if orphanCount == 0 { return nil }
    let rows = Bitmap(count: table.rowCount, repeating: true)
    for row in max(0, table.rowCount - orphanCount)..<table.rowCount { rows.set(row, false) }
    return rows
  }
}

/// All tables of a session. It is a value: a load makes a new one, so a script that fails
/// leaves the old one unchanged.
package struct Store: Sendable {
  package var customers: CustomerTable?
  /// In the order of their loads.
  package var events: [EventTable] = []
  package var rejects: [String: Table] = [:]
  /// Today's date, which events should not be after; nil: unknown.
  package var clock: Int32?

  package init() {}

  /// The event table with a name; nil if there is none.
  package func eventTable(_ name: String) -> EventTable? { events.first { $0.name == name } }

  package var customerCount: Int { customers?.table.rowCount ?? 0 }

  /// The day of the newest event of all tables that is not after the clock.
  package var newestDay: Int32? { events.compactMap { $0.newest?.today }.max() }

  package var customerFrame: Frame { customers?.frame ?? Frame(Table(fields: [], rowCount: 0), grain: .customers) }

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
  package func describe(row: Int, of grain: Grain) -> String {
    switch grain {
    case .customers: return "customer \(customers?.keys[row].description ?? String(row + 1))"
    case .events(let name):
      guard let events = eventTable(name), let key = events.table[events.key] else { return "row \(row + 1)" }
      return "an event of `\(name)` of customer \(key[row])"
    case .rejects(let name): return "row \(row + 1) of `\(name).rejects`"
    case .none: return "the answer"
    }
  }
}
