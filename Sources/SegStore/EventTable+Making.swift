// Tables made of others: their rows in the order of customers and time.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension EventTable {
  /// Some rows of this table as a table of their own, with the same owner and links.
  ///
  /// - Parameters:
  ///   - rows: in the order of this table; nil: all of them.
  ///   - given: more columns, over all rows of this table.
  ///   - links: for each role of a link, the row that each row leads to.
  package func making(
    _ name: String, rows: [Int32]?, given: [Table.Field], links: [String: Buffer<Int32>], customers: Int, clock: Int32?,
    _ context: ExecutionContext
  ) throws(ScriptError) -> EventTable {
    let all = Table(fields: table.fields + given, rowCount: table.rowCount)
    if rows != nil { try context.offer(all.valueByteCount) }
    func taken(_ buffer: Buffer<Int32>) -> Buffer<Int32> { rows.map { rows in Buffer(rows.map { buffer[Int($0)] }) } ?? buffer }
    var made = EventTable(name: name, owner: owner, by: by, keys: keys, time: time, table: rows.map(all.gathered) ?? all)
    made.inheritedTime = rows.flatMap { inheritedTime?.gathered($0) } ?? inheritedTime
    made.ownerRows = ownerRows.map(taken)
    made.linkRows = links.mapValues(taken)
    try made.place(taken(customerRows), customers: customers, clock: clock, isSorted: true, context)
    return made
  }

  /// A table of groups of rows, which belong to customers, or to nobody.
  ///
  /// - Parameter owners: each row's customer, -1 for a row of no customer.
  package init(
    groups name: String, key: String?, time: String?, _ table: Table, owners: Buffer<Int32>, customers: Int, clock: Int32?,
    _ context: ExecutionContext
  ) throws(ScriptError) {
    self.init(name: name, owner: key == nil ? .nobody : .customers, by: key.map { [$0] } ?? [], keys: [], time: time, table: table)
    try place(owners, customers: customers, clock: clock, isSorted: false, context)
  }

  /// Sorts the rows as a load sorts them, and notes the customer of each.
  private mutating func place(
    _ owners: Buffer<Int32>, customers: Int, clock: Int32?, isSorted: Bool, _ context: ExecutionContext
  ) throws(ScriptError) {
    let times = timeColumn
    let sorted = try EventOrder(
      try PartitionedEvents(owners, customers: customers, context), time: isSorted ? nil : times, context)
    if !sorted.isInOrder {
      try context.offer(table.valueByteCount)
      table = table.gathered(Array(sorted.order.values))
    }
    (offsets, customerRows, orphanCount) = (sorted.offsets, sorted.customerRows, sorted.orphanCount)
    guard let times, let last = (0..<times.count).lazy.filter(times.isPresent).map({ times.integer($0) }).max() else { return }
    let day = Int32(clamping: times.type == .timestamp ? CalendarDate.day(of: last) : last)
    newest = try NewestEvents(times, newest: day, clock: clock, context)
  }
}
