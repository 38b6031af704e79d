// Links events to their customers: finds the customer's row of each event, and sorts events
// by customer and time, once at load, so that no question needs a hash table.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

enum Linking {
  /// Finds the customers of events, through the rows of their owner if a table owns them, and
  /// sorts the events.
  static func link(
    _ events: inout EventTable, to customers: CustomerTable, owner: EventTable?, clock: Int32?, _ context: ExecutionContext
  ) throws(ScriptError) {
    guard owner != nil || events.table[events.key] != nil else { return }
    let ownerRows: Buffer<Int32>? = if let owner { try self.ownerRows(events, owner, context) } else { nil }
    events.inheritedTime = nil
    let sorted: EventOrder
    var (newest, areKeysDropped): (NewestEvents?, Bool) = (nil, false)
    if let owner, let ownerRows, events.timeColumn == nil {
      sorted = try EventOrder(by: ownerRows, of: owner, customers: customers.table.rowCount, context)
    } else {
      let rows: Buffer<Int32>
      if let owner, let ownerRows {
        rows = try through(ownerRows, owner.customerRows, context)
      } else {
        rows = try self.rows(events, customers, context)
      }
      (sorted, newest, areKeysDropped) = try order(&events, rows, isOwned: owner != nil, customers, clock, context)
    }
    (events.offsets, events.customerRows, events.orphanCount) = (sorted.offsets, sorted.customerRows, sorted.orphanCount)
    events.newest = newest
    guard let owner, let ownerRows else {
      events.table = try gathered(&events, sorted, areKeysDropped ? customers.keys : nil, nil, context)
      return
    }
    let rows: Buffer<Int32>
    if let known = sorted.ownerRows {
      rows = known
    } else {
      rows = sorted.isInOrder ? ownerRows : try gathered(ownerRows, sorted.order, context)
    }
    events.ownerRows = rows
    let known = sorted.isInOrder ? nil : try keysOfOwners(events, owner, rows, sorted.order, context)
    events.table = try gathered(&events, sorted, nil, known, context)
    if events.table[events.time ?? ""] == nil, let time = owner.timeColumn {
      events.inheritedTime = try time.taken(rows, context)
      events.newest = owner.newest
    }
  }

  /// Each event's owner, -1 if there is none.
  private static func ownerRows(_ events: EventTable, _ owner: EventTable, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32>
  {
    if let known = try rows(events, in: owner, context) { return known }
    // The owner was loaded anew without its key: its rows own none.
    let nobody = try Buffer<Int32>(count: events.table.rowCount, in: context)
    nobody.pointer.update(repeating: -1, count: nobody.count)
    return nobody
  }

  /// Each event's customer, by its owner.
  private static func through(
    _ ownerRows: Buffer<Int32>, _ customers: Buffer<Int32>, _ context: ExecutionContext
  ) throws(ScriptError) -> Buffer<Int32> {
    let found = try Buffer<Int32>(count: ownerRows.count, in: context)
    try context.run(rows: found.count) { _, _, range in
      for row in range { found.pointer[row] = ownerRows.pointer[row] < 0 ? -1 : customers.pointer[Int(ownerRows.pointer[row])] }
    }
    return found
  }

  private static func gathered(_ values: Buffer<Int32>, _ order: Buffer<Int32>, _ context: ExecutionContext) throws(ScriptError)
    -> Buffer<Int32>
  {
    let taken = try Buffer<Int32>(count: order.count, in: context)
    try context.run(rows: order.count) { _, _, range in
      for row in range { taken.pointer[row] = values.pointer[Int(order.pointer[row])] }
    }
    return taken
  }

  /// The order of events, and the days of the newest. It keeps none of their columns; their
  /// keys are dropped if the customers' keys were made from them.
  ///
  /// - Parameters:
  ///   - rows: each event's customer.
  ///   - isOwned: whether another table owns them.
  private static func order(
    _ events: inout EventTable, _ rows: Buffer<Int32>, isOwned: Bool, _ customers: CustomerTable, _ clock: Int32?,
    _ context: ExecutionContext
  ) throws(ScriptError) -> (EventOrder, newest: NewestEvents?, areKeysDropped: Bool) {
    let time = events.timeColumn
    let span = if let time { try span(time, context) } else { Span() }
    var newest: NewestEvents?
    if let time, let last = span.newest {
      let day = Int32(clamping: time.type == .timestamp ? CalendarDate.day(of: last) : last)
      newest = try NewestEvents(time, newest: day, clock: clock, context)
    }
    let partitioned = try PartitionedEvents(rows, customers: customers.table.rowCount, context)
    let keys = events.table.fields.firstIndex { $0.name == events.key }
    let areKeysDropped =
      !isOwned && partitioned.orphanCount == 0 && keys.map { events.table.fields[$0].column.type } == customers.keys.type
    if let keys, areKeysDropped { _ = events.table.handOver(keys) }
    let sorted = try EventOrder(partitioned, time: span.isAscending ? nil : time, context)
    return (sorted, newest, areKeysDropped)
  }

  /// Each event's row in the table that owns it; nil if a column is not there.
  private static func rows(_ events: EventTable, in owner: EventTable, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32>? {
    try rows(
      of: Link(table: events.name, columns: events.by, rows: events.table, target: owner.name, keys: owner.keys, targetRows: owner.table),
      context)
  }

  /// The two sides of a link: the columns that hold a key, and those that are the key.
  struct Link {
    let table: String
    let columns: [String]
    let rows: Table
    let target: String
    let keys: [String]
    let targetRows: Table
  }

  /// For each row the row of the target that it leads to, -1 if there is none; nil if a column
  /// is not there.
  static func rows(of link: Link, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32>? {
    let own = link.columns.compactMap { link.rows[$0] }
    let keys = link.keys.compactMap { link.targetRows[$0] }
    guard own.count == link.columns.count, keys.count == link.keys.count, own.count == keys.count, !keys.isEmpty else { return nil }
    for (place, pair) in zip(own, keys).enumerated() {
      let isEmpty = pair.0.missingCount == pair.0.count || pair.1.missingCount == pair.1.count
      guard !isEmpty, pair.0.type != pair.1.type else { continue }
      throw ScriptError(
        StoreDiagnostics.mixedKeys(
          link.table, link.columns[place], pair.0.type, customers: link.target, pair.1.type,
          KeyAgreement(events: pair.0, customers: pair.1)))
    }
    // A load keeps the first row of each key.
    return try KeyIndex(keys, isUnique: true, context).find(own, context)
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
  /// - Parameters:
  ///   - keys: those of the customers, if the events' own are dropped.
  ///   - known: a column that is in the other order already.
  private static func gathered(
    _ events: inout EventTable, _ sorted: EventOrder, _ keys: Column?, _ known: Table.Field?, _ context: ExecutionContext
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
      if let known, fields[place].name == known.name {
        fields[place] = known
        _ = events.table.handOver(place)
        continue
      }
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

extension Column {
  /// The values at some rows, on all threads; a negative row is missing.
  package func taken(_ rows: Buffer<Int32>, _ context: ExecutionContext) throws(ScriptError) -> Column {
    let mayLack = rows.values.contains { $0 < 0 }
    try context.offer(rows.count * 8)
    let taking = ColumnTaking(self, rows, mayLack: mayLack)
    try context.run(rows: rows.count) { _, _, range in taking.take(range) }
    return taking.column()
  }
}
