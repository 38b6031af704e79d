// Adds a table to the store: sorts customers, links events to them.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import Synchronization

extension Store {
  /// The store with a customer table, and its events linked again.
  ///
  /// Rows without a key, and later rows of a repeated key, go to the rejects. `place`:
  /// where a row was written.
  package func loading(
    customers table: Table, named name: String, key: String, isKeyGiven: Bool, context: ExecutionContext,
    place: (Int) -> RowPlace? = { _ in nil }
  ) throws(ScriptError) -> Store {
    guard let keys = table[key] else { return self }
    try Self.check(name, rowCount: table.rowCount)
    var store = self
    let order = KeyOrder(keys)
    var rejected: [Int32] = []
    var kept: [Int32] = []
    if order.isAscending {
      store.customers = CustomerTable(name: name, key: key, table: try table.withDistances(of: key, context), isImplicit: false)
    } else if let rows = try keys.orderOfUniqueKeys(context) {
      store.customers = CustomerTable(
        name: name, key: key, table: try table.taken(rows, context).withDistances(of: key, context), isImplicit: false)
    } else {
      // Values, row numbers, in order and to keep, and the columns once more.
      try context.offer(keys.count * 32 + table.valueByteCount)
      for row in order.sortedRows() {
        let isLater = kept.last.map { order.isEqual($0, row) } ?? false
        if isLater || !keys.isPresent(Int(row)) { rejected.append(row) } else { kept.append(row) }
      }
      if !isKeyGiven, !rejected.isEmpty {
        let repeated = rejected.filter { keys.isPresent(Int($0)) }
        throw ScriptError(
          repeated.first.map { StoreDiagnostics.duplicateKeys(name, key, rows: repeated.count, example: keys[Int($0)].description) }
            ?? StoreDiagnostics.missingKeys(name, key, rows: rejected.count))
      }
      store.customers = CustomerTable(
        name: name, key: key, table: try table.gathered(kept).withDistances(of: key, context), isImplicit: false)
    }
    if !rejected.isEmpty { store.rejects[name] = try Self.rejects(rejected, of: table, key, [keys], context, place) }
    try store.link(context)
    try Self.makeRoom(for: table.rowCount, context)
    return store
  }

  /// Pre-faults memory for 1.25 doubles per customer, so that the first question does not
  /// wait for page faults.
  private static func makeRoom(for customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    // Less memory comes fast enough.
    if customers < 1 << 21 || context.budget.memory.hasLimit { return }
    let count = customers + customers / 4
    guard AddressSpace.hasRoom(for: count * MemoryLayout<Double>.size) else { return }
    let room = Buffer<Double>(count: count)
    try context.run(rows: room.count) { _, _, rows in
      // A value of each page of 4 KB.
      for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 512) { room.pointer[row] = 0 }
    }
  }

  /// The store with a table of events. If no customers were loaded, the keys of all tables of
  /// their events are the customers.
  ///
  /// - Parameters:
  ///   - table: handed over, and freed column by column while its rows are sorted, unless it is
  ///     used elsewhere.
  ///   - place: where a row was written.
  package func loading(
    events table: inout Table, named name: String, _ role: LoadPlan.EventRole, context: ExecutionContext,
    place: (Int) -> RowPlace? = { _ in nil }
  ) throws(ScriptError) -> Store {
    guard role.by.allSatisfy({ table[$0] != nil }) else { return self }
    try Self.check(name, rowCount: table.rowCount)
    var store = self
    try store.keepFirst(of: &table, named: name, key: role.key, context, place)
    let time = role.time ?? (role.isOfCustomers ? nil : eventTable(role.owner)?.nameOfInheritedTime)
    let isFirst = store.customers == nil
    let isAnother = eventTable(name) == nil
    store.put(
      EventTable(
        name: name, owner: role.isOfCustomers ? .customers : .table(role.owner), by: role.by, keys: role.key, time: time,
        table: table.handOver()))
    if isFirst {
      store.customers = CustomerTable(
        name: role.owner, key: role.by.first ?? "", table: Table(fields: [], rowCount: 0), isImplicit: true)
    }
    if !role.isOfCustomers || store.customers?.isImplicit != true {
      try store.link(context, only: name)
    } else if isFirst || !isAnother {
      try store.link(context)
    } else {
      try store.linkAnother(name, context)
    }
    return store
  }

  /// The store with a table that is looked up by its key.
  package func loading(
    reference table: inout Table, named name: String, key: [String], time: String?, context: ExecutionContext,
    place: (Int) -> RowPlace? = { _ in nil }
  ) throws(ScriptError) -> Store {
    guard key.allSatisfy({ table[$0] != nil }) else { return self }
    try Self.check(name, rowCount: table.rowCount)
    var store = self
    try store.keepFirst(of: &table, named: name, key: key, context, place)
    store.put(EventTable(name: name, owner: .nobody, by: [], keys: key, time: time, table: table.handOver()))
    try store.link(context, only: name)
    return store
  }

  private mutating func put(_ table: EventTable) {
    if let place = events.firstIndex(where: { $0.name == table.name }) {
      events[place] = table
    } else {
      events.append(table)
    }
  }

  /// Keeps the first row of each key; rows without a key and later ones go to the rejects.
  private mutating func keepFirst(
    of table: inout Table, named name: String, key: [String], _ context: ExecutionContext, _ place: (Int) -> RowPlace?
  ) throws(ScriptError) {
    let columns = key.compactMap { table[$0] }
    guard !columns.isEmpty, columns.count == key.count else { return }
    if columns.count == 1, try columns[0].hasUniqueKeys(context) { return }
    let index = try KeyIndex(columns, isUnique: false, context)
    let first = try index.find(columns, context)
    guard (0..<table.rowCount).contains(where: { first.pointer[$0] != Int32(truncatingIfNeeded: $0) }) else { return }
    var (kept, rejected): ([Int32], [Int32]) = ([], [])
    for row in 0..<Int32(truncatingIfNeeded: table.rowCount) {
      if first.pointer[Int(row)] == row { kept.append(row) } else { rejected.append(row) }
    }
    rejects[name] = try Self.rejects(rejected, of: table, key.joined(separator: ", "), columns, context, place)
    try context.offer(table.valueByteCount)
    table = table.gathered(kept)
  }

  private static func check(_ name: String, rowCount: Int) throws(ScriptError) {
    if rowCount > Int(Int32.max) { throw ScriptError(StoreDiagnostics.tooManyRows(name)) }
  }

  /// Rejected customers, in the order of their rows.
  private static func rejects(
    _ rows: [Int32], of table: Table, _ key: String, _ keys: [Column], _ context: ExecutionContext, _ place: (Int) -> RowPlace?
  ) throws(ScriptError) -> Table {
    let rows = rows.sorted()
    let pieces = (rows.count + rejectsAtATime - 1) / rejectsAtATime
    let written = MorselResults<(reasons: [String?], texts: [String?])>(pieces)
    try context.run(pieces: pieces) { _, piece in
      let own = rows[piece * rejectsAtATime..<min(rows.count, (piece + 1) * rejectsAtATime)].map { Int($0) }
      written.set(
        piece,
        (
          own.map { row in
            guard keys.allSatisfy({ $0.isPresent(row) }) else { return "the key is missing" }
            return "the key \(keys.map { $0[row].description }.joined(separator: ", ")) was there before"
          },
          own.map { table.row($0).map(\.description).joined(separator: ",") }
        ))
    }
    let columns = MorselResults<Column>(2)
    try context.run(pieces: 2) { _, column in
      columns.set(column, .texts((0..<pieces).flatMap { (column == 0 ? written.get($0)?.reasons : written.get($0)?.texts) ?? [] }))
    }
    let places = rows.map { place(Int($0)) }
    let lines = Column.integers(places.map { $0?.line.map { Int64($0) } })
    var fields = [Table.Field("line", lines), Table.Field("column", .texts(rows.map { _ in key }))]
    if places.contains(where: { $0?.file != nil }) { fields.insert(Table.Field("file", .texts(places.map { $0?.file })), at: 0) }
    for (column, name) in ["reason", "text"].enumerated() { fields.append(Table.Field(name, columns.get(column) ?? .texts([]))) }
    return Table(fields: fields, rowCount: rows.count)
  }

  private static let rejectsAtATime = 8192
}

extension Table {
  /// The rows in another order, taken on all threads.
  fileprivate func taken(_ rows: Buffer<Int32>, _ context: ExecutionContext) throws(ScriptError) -> Table {
    let fields = try self.fields.map { (field) throws(ScriptError) in
      try context.offer(field.column.valueByteCount)
      let taking = ColumnTaking(field.column, rows)
      try context.run(rows: rows.count) { _, _, range in taking.take(range) }
      return Field(field.name, taking.column())
    }
    return Table(fields: fields, rowCount: rows.count)
  }

  /// The table with a second form of its key, if keys are close together.
  fileprivate func withDistances(of key: String, _ context: ExecutionContext) throws(ScriptError) -> Table {
    let fields = try self.fields.map { (field) throws(ScriptError) -> Field in
      if field.name != key { return field }
      return Field(key, field.column.with(try KeyDistances(field.column, context)))
    }
    return Table(fields: fields, rowCount: rowCount)
  }
}

/// The order of a key column, by value; ties by row.
struct KeyOrder {
  private let keys: Column
  private let ranks: Buffer<UInt32>?

  init(_ keys: Column) {
    self.keys = keys
    ranks = keys.dictionary?.ranks
  }

  @inline(__always)
  private func value(_ row: Int) -> Int64 {
    if let ranks { return Int64(ranks[keys.code(row)]) }
    return keys.integer(row)
  }

  /// Whether no key is missing and each is above the one before.
  var isAscending: Bool {
    if keys.validity != nil { return keys.missingCount == 0 && isStrictlyAscending }
    return isStrictlyAscending
  }

  private var isStrictlyAscending: Bool {
    if ranks == nil { return areIntegersAscending }
    var row = 1
    while row < keys.count {
      if value(row) <= value(row - 1) { return false }
      row += 1
    }
    return true
  }

  private var areIntegersAscending: Bool {
    let block = Buffer<Int64>(count: batchRows)
    var last: Int64?
    var start = 0
    while start < keys.count {
      let rows = start..<min(keys.count, start + batchRows)
      keys.readIntegers(rows, into: block.pointer)
      if let last, block.pointer[0] <= last { return false }
      var isAscending = true
      for place in 1..<max(1, rows.count) { isAscending = isAscending && block.pointer[place] > block.pointer[place - 1] }
      if !isAscending { return false }
      last = block.pointer[rows.count - 1]
      start = rows.upperBound
    }
    return true
  }

  func isEqual(_ a: Int32, _ b: Int32) -> Bool { value(Int(a)) == value(Int(b)) }

  /// All rows by key, missing keys last.
  func sortedRows() -> [Int32] {
    let values = self.values()
    let present = (0..<Int32(truncatingIfNeeded: keys.count)).filter { keys.isPresent(Int($0)) }
    let missing = keys.validity == nil ? [] : (0..<Int32(truncatingIfNeeded: keys.count)).filter { !keys.isPresent(Int($0)) }
    return
      (counted(present, values)
      ?? present.sorted { a, b in
        let (x, y) = (values[Int(a)], values[Int(b)])
        return x != y ? x < y : a < b
      }) + missing
  }

  /// Integers, or the ranks of texts.
  private func values() -> Buffer<Int64> {
    let values = Buffer<Int64>(count: keys.count)
    if let ranks {
      for row in 0..<keys.count where keys.isPresent(row) { values.pointer[row] = Int64(ranks.pointer[keys.code(row)]) }
    } else {
      Linking.forEachBlock(keys, 0..<keys.count) { start, block in
        if let base = block.baseAddress { (values.pointer + start).update(from: base, count: block.count) }
      }
    }
    return values
  }

  /// Rows by values that are close together, counted instead of compared; nil if they are not.
  private func counted(_ rows: [Int32], _ values: Buffer<Int64>) -> [Int32]? {
    var (low, high) = (Int64.max, Int64.min)
    for row in rows {
      low = min(low, values.pointer[Int(row)])
      high = max(high, values.pointer[Int(row)])
    }
    let (distance, overflow) = high.subtractingReportingOverflow(low)
    guard low <= high, !overflow, distance < Int64(rows.count) * 2 + 65_536 else { return nil }
    let places = Buffer<Int32>(count: Int(distance) + 2, zeroed: true)
    for row in rows { places.pointer[Int(values.pointer[Int(row)] &- low) + 1] += 1 }
    for value in 1..<places.count { places.pointer[value] += places.pointer[value - 1] }
    var sorted = [Int32](repeating: 0, count: rows.count)
    for row in rows {
      let value = Int(values.pointer[Int(row)] &- low)
      sorted[Int(places.pointer[value])] = row
      places.pointer[value] += 1
    }
    return sorted
  }
}
