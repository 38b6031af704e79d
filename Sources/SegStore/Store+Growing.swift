// One more table of events, where the customers are the keys of all events.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension Store {
  /// Links one more table to customers that are made from the keys of events: the customers are those known and those of
  /// the table. The rows of other tables stay as they are, since both the known customers and all of them are in the order
  /// of their keys; only the numbers of their customers become larger. So a table costs as much as its own rows, and one
  /// pass over those numbers if it brings new customers.
  mutating func linkAnother(_ name: String, _ context: ExecutionContext) throws(ScriptError) {
    guard let known = customers, let keys = eventTable(name).flatMap({ $0.table[$0.key] }), canTake(keys, known.keys) else {
      return try link(context)
    }
    var changed: Set<String> = [name]
    if keys.missingCount < keys.count {
      // All keys, and the distinct ones.
      try context.offer((known.keys.count + keys.count) * 2 * MemoryLayout<Int64>.size)
      let all = known.keys.type == .text ? Linking.distinctTexts([known.keys, keys]) : Linking.distinctIntegers([known.keys, keys])
      if all.count > known.keys.count {
        try move(to: all, from: known, apart: name, context)
        changed.insert(known.name)
      }
    }
    guard let place = events.firstIndex(where: { $0.name == name }), let customers else { return }
    try Linking.link(&events[place], to: customers, owner: nil, clock: clock, context)
    try follow(changed, context)
  }

  /// Whether keys can join those of the customers without another order of these: integers beside texts read as texts, but
  /// texts beside integers make texts of all.
  private func canTake(_ keys: Column, _ known: Column) -> Bool {
    known.count > 0 && (keys.missingCount == keys.count || keys.type == known.type || known.type == .text)
  }

  /// Gives all tables but one the rows of more customers.
  private mutating func move(
    to all: Column, from known: CustomerTable, apart name: String, _ context: ExecutionContext
  ) throws(ScriptError) {
    let rows = try Buffer<Int32>(count: known.keys.count, in: context)
    if all.type == .text {
      try Linking.findTexts(known.keys, all, rows, context)
    } else {
      try Linking.findIntegers(known.keys, all, rows, context)
    }
    customers = CustomerTable(
      name: known.name, key: known.key, table: Table(fields: [Table.Field(known.key, all)], rowCount: all.count), isImplicit: true)
    for place in events.indices where events[place].name != name {
      try events[place].move(to: rows, of: all.count, context)
    }
  }
}

extension EventTable {
  /// The same rows, of customers who have other rows now.
  ///
  /// - Parameters:
  ///   - rows: the new row of each customer, ascending.
  ///   - count: the customers now.
  fileprivate mutating func move(to rows: Buffer<Int32>, of count: Int, _ context: ExecutionContext) throws(ScriptError) {
    let (before, owners) = (offsets, customerRows)
    let starts = try Buffer<Int32>(count: count + 1, in: context)
    if isReference || before.count <= rows.count {
      starts.pointer.update(repeating: 0, count: starts.count)
      offsets = starts
      return
    }
    var next = 0
    for customer in 0...rows.count {
      let end = customer == rows.count ? count : Int(rows.pointer[customer])
      // Customers who are new have no rows here.
      while next <= end {
        starts.pointer[next] = before.pointer[customer]
        next += 1
      }
    }
    let moved = try Buffer<Int32>(count: owners.count, in: context)
    try context.run(rows: owners.count) { _, _, range in
      for row in range { moved.pointer[row] = owners.pointer[row] < 0 ? -1 : rows.pointer[Int(owners.pointer[row])] }
    }
    (offsets, customerRows) = (starts, moved)
  }
}
