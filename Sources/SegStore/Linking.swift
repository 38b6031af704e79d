// Links events to their customers: finds the customer's row of each event, and sorts events
// by customer and time, once at load, so that no question needs a hash table.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

enum Linking {
  /// Finds the customers of events and sorts the events.
  static func link(
    _ events: inout EventTable, to customers: CustomerTable, clock: Int32?, _ context: ExecutionContext
  ) throws(ScriptError) {
    guard events.table[events.key] != nil else { return }
    let (sorted, newest, areKeysDropped) = try order(&events, customers, clock, context)
    let table = try gathered(&events, sorted, areKeysDropped ? customers.keys : nil, context)
    events = EventTable(
      name: events.name, key: events.key, time: events.time, table: table, offsets: sorted.offsets,
      customerRows: sorted.customerRows, orphanCount: sorted.orphanCount, newest: newest)
  }

  /// The order of events, and the days of the newest. It keeps none of their columns; their
  /// keys are dropped if the customers' keys were made from them.
  private static func order(
    _ events: inout EventTable, _ customers: CustomerTable, _ clock: Int32?, _ context: ExecutionContext
  ) throws(ScriptError) -> (EventOrder, newest: NewestEvents?, areKeysDropped: Bool) {
    let time = events.timeColumn
    let span = if let time { try span(time, context) } else { Span() }
    var newest: NewestEvents?
    if let time, let last = span.newest {
      let day = Int32(clamping: time.type == .timestamp ? CalendarDate.day(of: last) : last)
      newest = try NewestEvents(time, newest: day, clock: clock, context)
    }
    let partitioned = try PartitionedEvents(try rows(events, customers, context), customers: customers.table.rowCount, context)
    let keys = events.table.fields.firstIndex { $0.name == events.key }
    let areKeysDropped = partitioned.orphanCount == 0 && keys.map { events.table.fields[$0].column.type } == customers.keys.type
    if let keys, areKeysDropped { _ = events.table.handOver(keys) }
    let sorted = try EventOrder(partitioned, time: span.isAscending ? nil : time, context)
    return (sorted, newest, areKeysDropped)
  }

  /// Each event's customer, -1 if the key is missing or unknown.
  private static func rows(
    _ events: EventTable, _ customers: CustomerTable, _ context: ExecutionContext
  ) throws(ScriptError) -> Buffer<Int32> {
    let rows = try Buffer<Int32>(count: events.table.rowCount, in: context)
    guard let eventKeys = events.table[events.key] else { return rows }
    // Without any key, on either side, the types are unknown.
    if eventKeys.missingCount == eventKeys.count || customers.keys.count == 0 {
      rows.pointer.update(repeating: -1, count: rows.count)
      return rows
    }
    switch (eventKeys.type, customers.keys.type) {
    case (.text, .text): try findTexts(eventKeys, customers.keys, rows, context)
    case (.integer, .integer): try findIntegers(eventKeys, customers.keys, rows, context)
    case (.integer, .text) where customers.isImplicit:
      try findTexts(Self.asText(eventKeys), customers.keys, rows, context)
    default:
      throw ScriptError(
        StoreDiagnostics.mixedKeys(
          events.name, events.key, eventKeys.type, customers: customers.name, customers.keys.type,
          KeyAgreement(events: eventKeys, customers: customers.keys)))
    }
    return rows
  }

  /// The events in another order; each thread gathers some rows of one column at a time. A
  /// column is dropped once its values are gathered, and the next one takes its memory, if
  /// the load has the only reference.
  ///
  /// - Parameter keys: those of the customers, if the events' own are dropped.
  private static func gathered(
    _ events: inout EventTable, _ sorted: EventOrder, _ keys: Column?, _ context: ExecutionContext
  ) throws(ScriptError) -> Table {
    let count = events.table.rowCount
    var fields = events.table.fields
    func take(_ place: Int, _ source: Column, _ rows: Buffer<Int32>) throws(ScriptError) {
      try context.offer(source.valueByteCount)
      let taking = ColumnTaking(source, rows)
      try context.run(rows: count) { _, _, rows in taking.take(rows) }
      fields[place] = Table.Field(fields[place].name, taking.column())
    }
    for place in fields.indices where !sorted.isInOrder && (keys == nil || fields[place].name != events.key) {
      fields[place] = Table.Field(fields[place].name, Column.integers([]))
      try take(place, events.table.handOver(place).column, sorted.order)
    }
    // Last, into the memory that the others have freed.
    if let keys, let place = fields.firstIndex(where: { $0.name == events.key }) {
      try take(place, keys, sorted.customerRows)
    }
    return Table(fields: fields, rowCount: count)
  }

  /// Facts about a time column before it is sorted.
  private struct Span: Sendable {
    /// Whether no time is missing and none is before the one above it.
    var isAscending = true
    var newest: Int64?
    var first: Int64 = .max
    var last: Int64 = .min
  }

  private static func span(_ time: Column, _ context: ExecutionContext) throws(ScriptError) -> Span {
    let morsels = (time.count + morselRows - 1) / morselRows
    let slots = MorselResults<Span>(morsels)
    let isFull = time.validity == nil
    try context.run(rows: time.count) { _, morsel, rows in
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
