// The links of a store: tables of events to their owners, and rows that are looked up by key.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension Store {
  /// Links the tables of events to their owners, those first: all of them, or one and what
  /// belongs to it. Then all links from or to what has changed.
  mutating func link(_ context: ExecutionContext, only name: String? = nil) throws(ScriptError) {
    if customers?.isImplicit == true, name == nil, let distinct = try distinctKeys(context) {
      let key = events.first { $0.owner == .customers }?.key ?? ""
      customers = CustomerTable(
        name: customers?.name ?? "", key: key, table: Table(fields: [Table.Field(key, distinct)], rowCount: distinct.count),
        isImplicit: true)
    }
    var changed: Set<String> = name.map { [$0] } ?? Set(events.map(\.name) + [customers?.name ?? ""])
    for place in inOrderOfOwners {
      if case .table(let owner) = events[place].owner, changed.contains(owner) { changed.insert(events[place].name) }
      guard changed.contains(events[place].name) else { continue }
      if events[place].isReference {
        try linkToNobody(place, context)
      } else if let customers {
        let owner: EventTable? = if case .table(let owner) = events[place].owner { eventTable(owner) } else { nil }
        // Its owner may be another table of that name now.
        if let owner, events[place].table[events[place].time ?? ""] == nil { events[place].time = owner.nameOfInheritedTime }
        try Linking.link(&events[place], to: customers, owner: owner, clock: clock, context)
      }
    }
    try follow(changed, context)
  }

  /// Finds the rows of all links from or to tables that have changed.
  mutating func follow(_ changed: Set<String>, _ context: ExecutionContext) throws(ScriptError) {
    for plan in links where changed.contains(plan.table) || changed.contains(plan.link.target) {
      linkRows[Self.name(of: plan.table, plan.link.role)] = try rows(of: plan, context)
    }
  }

  /// The places of the tables of events, each after the one that owns it.
  private var inOrderOfOwners: [Int] {
    var order: [Int] = []
    var names: Set<String> = []
    var rest = Array(events.indices)
    while !rest.isEmpty {
      let ready = rest.filter { if case .table(let owner) = events[$0].owner { names.contains(owner) } else { true } }
      if ready.isEmpty { return order }
      order += ready
      names.formUnion(ready.map { events[$0].name })
      rest.removeAll { ready.contains($0) }
    }
    return order
  }

  /// The rows of a reference table, which belong to no customer.
  private mutating func linkToNobody(_ place: Int, _ context: ExecutionContext) throws(ScriptError) {
    let count = events[place].table.rowCount
    let nobody = try Buffer<Int32>(count: count, in: context)
    nobody.pointer.update(repeating: -1, count: count)
    events[place].customerRows = nobody
    events[place].offsets = Buffer(count: customerCount + 1, zeroed: true)
    events[place].orphanCount = count
    events[place].newest = nil
  }

  /// The store with one more link, or with the link of its role anew.
  package func linking(_ plan: LinkPlan, _ context: ExecutionContext) throws(ScriptError) -> Store {
    var store = self
    store.links.removeAll { $0.table == plan.table && $0.link.role == plan.link.role }
    store.links.append(plan)
    store.linkRows[Self.name(of: plan.table, plan.link.role)] = try rows(of: plan, context)
    return store
  }

  /// The store with more columns of a table, in the order of its rows.
  package func adding(_ fields: [Table.Field], to name: String) -> Store {
    if fields.isEmpty { return self }
    func wider(_ table: Table) -> Table {
      Table(fields: table.fields.filter { field in !fields.contains { $0.name == field.name } } + fields, rowCount: table.rowCount)
    }
    var store = self
    if let customers, customers.name == name {
      store.customers = CustomerTable(
        name: name, key: customers.key, table: wider(customers.table), isImplicit: customers.isImplicit)
    } else if let place = events.firstIndex(where: { $0.name == name }) {
      store.events[place].table = wider(events[place].table)
    }
    return store
  }

  /// The links of a table that can be followed.
  package func links(of table: String) -> [LinkSchema] {
    links.filter { $0.table == table && linkRows[Self.name(of: table, $0.link.role)] != nil }.map(\.link)
  }

  /// How many rows of a link's table lead to no row, and how many of these have no key.
  package func unlinked(_ plan: LinkPlan) -> (count: Int, withoutKey: Int) {
    guard let rows = linkRows[Self.name(of: plan.table, plan.link.role)] else { return (0, 0) }
    let columns = plan.link.columns.compactMap { table(named: plan.table)?[$0] }
    var (count, withoutKey) = (0, 0)
    for row in 0..<rows.count where rows[row] < 0 {
      count += 1
      if !columns.allSatisfy({ $0.isPresent(row) }) { withoutKey += 1 }
    }
    return (count, withoutKey)
  }

  private func table(named name: String) -> Table? { customers?.name == name ? customers?.table : eventTable(name)?.table }

  private func rows(of plan: LinkPlan, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32>? {
    let keys = customers?.name == plan.link.target ? customers.map { [$0.key] } : eventTable(plan.link.target)?.keys
    guard let own = table(named: plan.table), let target = table(named: plan.link.target), let keys else { return nil }
    return try Linking.rows(
      of: Linking.Link(
        table: plan.table, columns: plan.link.columns, rows: own, target: plan.link.target, keys: keys, targetRows: target), context)
  }

  /// The keys of all events, ascending; nil without events.
  private func distinctKeys(_ context: ExecutionContext) throws(ScriptError) -> Column? {
    let all = events.filter { $0.owner == .customers }.compactMap { $0.table[$0.key] }
    if all.isEmpty { return nil }
    // A column without any key is typed as text.
    let known = all.filter { $0.missingCount < $0.count }
    let keys = known.isEmpty ? all : known
    // All keys, and the distinct ones.
    try context.offer(keys.reduce(0) { $0 + $1.count } * 2 * MemoryLayout<Int64>.size)
    return keys.contains { $0.type == .text } ? Linking.distinctTexts(keys) : Linking.distinctIntegers(keys)
  }
}
