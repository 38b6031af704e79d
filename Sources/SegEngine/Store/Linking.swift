// Events to their customers: which row each belongs to, and sorted by customer
// and time, once at load, so that no question needs a hash table.

import SegColumns
import SegDiagnostics
import SegPlan

enum Linking {
  static func link(_ events: EventTable, to customers: CustomerTable, _ workers: Workers) throws(ScriptError) -> EventTable {
    guard let eventKeys = events.table[events.key] else { return events }
    let count = events.table.rowCount
    let rows = Buffer<Int32>(count: count)
    switch (eventKeys.type, customers.keys.type) {
    case (.text, .text): try findTexts(eventKeys, customers.keys, rows, workers)
    case (.integer, .integer): try findIntegers(eventKeys, customers.keys, rows, workers)
    case (.integer, .text) where customers.isImplicit:
      try findTexts(Self.asText(eventKeys), customers.keys, rows, workers)
    default:
      throw ScriptError(
        EngineDiagnostics.mixedKeys(
          events.name, events.key, eventKeys.type, customers: customers.name, customers.keys.type))
    }
    let time = events.timeColumn
    let span = if let time { try span(time, workers) } else { Span() }
    let sorted = try EventOrder(
      rows, customers: customers.table.rowCount, time: span.isAscending ? nil : time, workers)
    let table = sorted.isInOrder ? events.table : try taking(events, sorted, customers, workers)
    return EventTable(
      name: events.name, key: events.key, time: events.time, table: table, offsets: sorted.offsets,
      customerRows: sorted.customerRows, orphanCount: sorted.orphanCount,
      newestDay: time.flatMap { time in
        span.newest.map { Int32(clamping: time.type == .timestamp ? Compiler.day($0) : $0) }
      })
  }

  /// The events in another order, a column and some of its rows at a time on
  /// each thread.
  private static func taking(
    _ events: EventTable, _ sorted: EventOrder, _ customers: CustomerTable, _ workers: Workers
  ) throws(ScriptError) -> Table {
    let table = events.table
    let takings = table.fields.map { field in
      // Known customers' keys lie side by side already.
      field.name == events.key && sorted.orphanCount == 0 && field.column.type == customers.keys.type
        ? ColumnTaking(customers.keys, sorted.customerRows) : ColumnTaking(field.column, sorted.order)
    }
    let morsels = (table.rowCount + morselRows - 1) / morselRows
    // Column by column, so that the threads read the same memory.
    try workers.run(pieces: takings.count * morsels) { _, piece in
      let start = piece % morsels * morselRows
      takings[piece / morsels].take(start..<min(table.rowCount, start + morselRows))
    }
    return Table(
      fields: zip(table.fields, takings).map { Table.Field($0.name, $1.column()) }, rowCount: table.rowCount)
  }

  /// What is known of a time column before it is sorted.
  private struct Span: Sendable {
    /// Whether no time is missing and none is before the one above it.
    var isAscending = true
    var newest: Int64?
    var first: Int64 = .max
    var last: Int64 = .min
  }

  private static func span(_ time: Column, _ workers: Workers) throws(ScriptError) -> Span {
    let morsels = (time.count + morselRows - 1) / morselRows
    let slots = Slots<Span>(morsels)
    let isFull = time.validity == nil
    try workers.run(rows: time.count) { _, morsel, rows in
      let times = Buffer<Int64>(count: rows.count)
      time.readIntegers(rows, into: times.pointer)
      var span = Span()
      if isFull {
        var last = Int64.min
        var newest = Int64.min
        for place in 0..<rows.count {
          span.isAscending = span.isAscending && times.pointer[place] >= last
          last = times.pointer[place]
          newest = max(newest, last)
        }
        (span.first, span.last, span.newest) = (times.pointer[0], last, newest)
      } else {
        span.isAscending = false
        for place in 0..<rows.count where time.isPresent(rows.lowerBound + place) {
          span.newest = max(span.newest ?? .min, times.pointer[place])
        }
      }
      slots.set(morsel, span)
    }
    var whole = Span()
    for morsel in 0..<morsels {
      guard let span = slots.get(morsel) else { continue }
      whole.isAscending = whole.isAscending && span.isAscending && (morsel == 0 || span.first >= whole.last)
      whole.last = span.last
      if let newest = span.newest { whole.newest = max(whole.newest ?? .min, newest) }
    }
    return whole
  }
}
