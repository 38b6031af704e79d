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
    let customerCount = customers.table.rowCount
    // A counting sort by customer that keeps the order of the rows.
    let offsets = Buffer<Int32>(count: customerCount + 1, zeroed: true)
    var orphans = 0
    for row in 0..<count {
      let customer = Int(rows.pointer[row])
      if customer < 0 { orphans += 1 } else { offsets.pointer[customer + 1] += 1 }
    }
    if customerCount > 0 { for customer in 1...customerCount { offsets.pointer[customer] += offsets.pointer[customer - 1] } }
    let isSorted = isGrouped(rows) && orphans == 0
    let order = Buffer<Int32>(count: count)
    let next = Buffer<Int32>(count: customerCount + 1)
    next.pointer.update(from: offsets.pointer, count: customerCount + 1)
    var tail = count - orphans
    for row in 0..<count {
      let customer = Int(rows.pointer[row])
      if customer < 0 {
        order.pointer[tail] = Int32(truncatingIfNeeded: row)
        tail += 1
      } else {
        order.pointer[Int(next.pointer[customer])] = Int32(truncatingIfNeeded: row)
        next.pointer[customer] += 1
      }
    }
    var isInOrder = isSorted
    let time = events.timeColumn
    if let time, !isAscending(time) {
      if sortByTime(order, offsets, time, customerCount) { isInOrder = false }
    }
    let table = isInOrder ? events.table : try taking(events.table, order, workers)
    let customerRows = Buffer<Int32>(count: count)
    for customer in 0..<customerCount {
      for row in Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]) {
        customerRows.pointer[row] = Int32(truncatingIfNeeded: customer)
      }
    }
    for row in (count - orphans)..<count { customerRows.pointer[row] = -1 }
    return EventTable(
      name: events.name, key: events.key, time: events.time, table: table, offsets: offsets,
      customerRows: customerRows, orphanCount: orphans, newestDay: time.flatMap(newestDay))
  }

  /// The table's rows in another order, a column at a time on each thread.
  private static func taking(_ table: Table, _ order: Buffer<Int32>, _ workers: Workers) throws(ScriptError) -> Table {
    let slots = Slots<Column>(table.fields.count)
    try workers.run(pieces: table.fields.count) { _, place in
      slots.set(place, table.fields[place].column.taking(order.values))
    }
    return Table(
      fields: table.fields.enumerated().map { Table.Field($1.name, slots.get($0) ?? $1.column) },
      rowCount: table.rowCount)
  }

  private static func isGrouped(_ rows: Buffer<Int32>) -> Bool {
    var row = 1
    while row < rows.count {
      if rows.pointer[row] < rows.pointer[row - 1] { return false }
      row += 1
    }
    return true
  }

  private static func isAscending(_ time: Column) -> Bool {
    if time.validity != nil { return false }
    var row = 1
    while row < time.count {
      if time.integer(row) < time.integer(row - 1) { return false }
      row += 1
    }
    return true
  }

  /// Sorts each customer's rows by time, equal times in the order of the file,
  /// missing times last. Returns whether anything moved.
  private static func sortByTime(_ order: Buffer<Int32>, _ offsets: Buffer<Int32>, _ time: Column, _ customers: Int) -> Bool {
    func instant(_ row: Int32) -> Int64 { time.isPresent(Int(row)) ? time.integer(Int(row)) : .max }
    var moved = false
    for customer in 0..<customers {
      let range = Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1])
      guard range.count > 1 else { continue }
      let isSorted = range.dropFirst().allSatisfy { instant(order.pointer[$0 - 1]) <= instant(order.pointer[$0]) }
      if isSorted { continue }
      moved = true
      let sorted = range.map { order.pointer[$0] }.map { (instant($0), $0) }.sorted { $0 < $1 }
      for (place, entry) in zip(range, sorted) { order.pointer[place] = entry.1 }
    }
    return moved
  }

  private static func newestDay(_ time: Column) -> Int32? {
    var newest: Int64?
    for row in 0..<time.count where time.isPresent(row) { newest = max(newest ?? .min, time.integer(row)) }
    return newest.map { Int32(clamping: time.type == .timestamp ? Compiler.day($0) : $0) }
  }
}
