// Events to their customers: which row each belongs to, and sorted by customer
// and time, once at load, so that no question needs a hash table.

import SegColumns
import SegDiagnostics
import SegPlan

enum Linking {
  /// Finds the customers of events and puts the events in their order.
  static func link(_ events: inout EventTable, to customers: CustomerTable, _ workers: Workers) throws(ScriptError) {
    guard events.table[events.key] != nil else { return }
    let (sorted, newest) = try order(events, customers, workers)
    let table = sorted.isInOrder ? events.table : try taking(&events, sorted, customers, workers)
    events = EventTable(
      name: events.name, key: events.key, time: events.time, table: table, offsets: sorted.offsets,
      customerRows: sorted.customerRows, orphanCount: sorted.orphanCount, newestDay: newest)
  }

  /// The order of events, and the day of the newest. Holds none of their columns
  /// when it is done.
  private static func order(
    _ events: EventTable, _ customers: CustomerTable, _ workers: Workers
  ) throws(ScriptError) -> (EventOrder, newest: Int32?) {
    let time = events.timeColumn
    let span = if let time { try span(time, workers) } else { Span() }
    let sorted = try EventOrder(
      try rows(events, customers, workers), customers: customers.table.rowCount, time: span.isAscending ? nil : time, workers)
    let newest = time.flatMap { time in
      span.newest.map { Int32(clamping: time.type == .timestamp ? Compiler.day($0) : $0) }
    }
    return (sorted, newest)
  }

  /// Each event's customer, -1 where the key is missing or unknown.
  private static func rows(
    _ events: EventTable, _ customers: CustomerTable, _ workers: Workers
  ) throws(ScriptError) -> Buffer<Int32> {
    let rows = Buffer<Int32>(count: events.table.rowCount)
    guard let eventKeys = events.table[events.key] else { return rows }
    // Without a single key, on either side, the types say nothing.
    if eventKeys.missingCount == eventKeys.count || customers.keys.count == 0 {
      rows.pointer.update(repeating: -1, count: rows.count)
      return rows
    }
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
    return rows
  }

  /// The events in another order, a column and some of its rows at a time on
  /// each thread. A column whose values are taken is dropped: the next one takes
  /// its memory, where the load holds the only reference.
  private static func taking(
    _ events: inout EventTable, _ sorted: EventOrder, _ customers: CustomerTable, _ workers: Workers
  ) throws(ScriptError) -> Table {
    let count = events.table.rowCount
    var fields: [Table.Field] = []
    for place in events.table.fields.indices {
      let field = events.table.handOver(place)
      // Known customers' keys lie side by side already.
      let isKey = field.name == events.key && sorted.orphanCount == 0 && field.column.type == customers.keys.type
      let taking = isKey ? ColumnTaking(customers.keys, sorted.customerRows) : ColumnTaking(field.column, sorted.order)
      try workers.run(rows: count) { _, _, rows in taking.take(rows) }
      fields.append(Table.Field(field.name, taking.column()))
    }
    return Table(fields: fields, rowCount: count)
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
