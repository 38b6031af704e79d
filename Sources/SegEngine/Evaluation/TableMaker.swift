// Makes tables of others: some of their rows, or groups of them.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Makes the tables that a script defines.
package struct TableMaker: TableProvider {
  package init() {}

  package func table(_ plan: TablePlan, of source: EventTable, in evaluation: Evaluation) throws(ScriptError) -> EventTable {
    try TableMaking(evaluation: evaluation, plan: plan, source: source).table()
  }

  package func column(
    _ aggregate: EventAggregate, of owner: String, like whole: Expression, in evaluation: Evaluation
  ) throws(ScriptError) -> Column {
    let count = try evaluation.eventTable(owner)?.table.rowCount ?? 0
    let ids = try Buffer<Int32>(count: count, in: evaluation.context)
    for row in 0..<count { ids.pointer[row] = Int32(truncatingIfNeeded: row) }
    let groups = Grouping(ids: .wide(ids), count: count, representatives: [])
    let own = GroupAggregate(aggregate.value, rows: .events(aggregate.scope))
    return try GroupAggregation(evaluation, grain: .events(owner), groups).column(Expression(.group(own), whole.type, like: whole))
  }
}

/// Makes one table of another on the day of an evaluation.
private struct TableMaking {
  let evaluation: Evaluation
  let plan: TablePlan
  let source: EventTable

  private var context: ExecutionContext { evaluation.context }
  private var customers: Int { evaluation.store.customerCount }

  func table() throws(ScriptError) -> EventTable {
    switch plan.form {
    case .rows:
      return try rows(try selected()?.rows.map { Int32(truncatingIfNeeded: $0) })
    case .distinct: return try rows(try distinctRows())
    case .groups(let per, let columns): return try groups(per, columns)
    }
  }

  /// The rows that meet the condition; nil: all of them.
  private func selected(among rows: Bitmap? = nil) throws(ScriptError) -> Bitmap? {
    guard let condition = plan.condition else { return rows }
    let found = try evaluation.bitmap(condition, on: source.frame, among: rows)
    return rows.map(found.intersection) ?? found
  }

  /// Some rows of the other table, in its order; nil: all of them.
  private func rows(_ rows: [Int32]?) throws(ScriptError) -> EventTable {
    var given: [Table.Field] = []
    for column in plan.given { given.append(Table.Field(column.name, try evaluation.column(column.expression, on: source.frame))) }
    var links: [String: Buffer<Int32>] = [:]
    for schema in evaluation.program.events where schema.name == source.name {
      for link in schema.links {
        links[link.role] = try evaluation.rows(of: LinkReference(from: source.name, role: link.role, target: link.target))
      }
    }
    return try source.making(
      plan.name, rows: rows, given: given, links: links, customers: customers, clock: evaluation.store.clock, context)
  }

  /// The first row of each customer with the same values in all columns.
  private func distinctRows() throws(ScriptError) -> [Int32] {
    let all = try Bitmap(count: source.table.rowCount, repeating: true, in: context)
    let grouping = try Grouping([owners] + source.table.fields.map(\.column), among: try selected() ?? all, context)
    let seen = Bitmap(count: grouping.count)
    let ids = grouping.ids
    var rows: [Int32] = []
    for row in 0..<all.count {
      let group = ids[row]
      guard group >= 0, group < grouping.count, !seen[group] else { continue }
      seen.set(group)
      rows.append(Int32(truncatingIfNeeded: row))
    }
    return rows
  }

  /// Each row's customer as a column.
  private var owners: Column {
    Column(.integer, count: source.customerRows.count, values: .int32(source.customerRows))
  }

  /// The key of each row's customer as the rows have it, or those that own them; nil if it is not of the type of the customers'.
  private func keys() throws(ScriptError) -> Column? {
    var root = source
    while case .table(let owner) = root.owner, let next = try evaluation.eventTable(owner) { root = next }
    guard root.owner == .customers, let keys = root.table[root.key], keys.type == evaluation.store.customers?.keys.type else { return nil }
    if root.name == source.name { return keys }
    return try RowOwners(evaluation: evaluation).rows(of: source, in: root.name).map { (rows) throws(ScriptError) in
      try keys.taken(rows, context)
    }
  }

  private func groups(_ per: [NamedExpression], _ columns: [NamedExpression]) throws(ScriptError) -> EventTable {
    let all = try Bitmap(count: source.table.rowCount, repeating: true, in: context)
    let rows = try selected(among: try evaluation.selection(of: source, nil)) ?? all
    var values: [Column] = []
    for group in per { values.append(try evaluation.column(group.expression, on: source.frame)) }
    // Rows of nobody may still name a customer: a group has the rows of one key.
    let own = source.orphanCount > 0 ? try keys() : nil
    let grouping = try Grouping([owners] + [own].compactMap { $0 } + values, among: rows, context)
    let aggregation = GroupAggregation(evaluation, grain: .events(plan.source), grouping)
    let customers = Buffer(grouping.representatives.map { source.customerRows[Int($0)] })
    try context.offer(values.reduce(0) { $0 + $1.valueByteCount })
    var fields = zip(per, values).map { Table.Field($0.name, $1.gathered(grouping.representatives)) }
    for column in columns { fields.append(Table.Field(column.name, try aggregation.column(column.expression))) }
    let schema = evaluation.program.events.first { $0.name == plan.name }
    let key = schema.flatMap { $0.isReference ? nil : $0.key }
    if let key, !fields.contains(where: { $0.name == key }) {
      let keys = evaluation.store.customers?.keys ?? Column.integers([])
      let column = own?.gathered(grouping.representatives) ?? withExtendedLifetime(customers) { keys.gathered(customers.values) }
      fields.insert(Table.Field(key, column), at: 0)
    }
    return try EventTable(
      groups: plan.name, key: key, time: schema?.time, Table(fields: fields, rowCount: grouping.count), owners: customers,
      customers: self.customers, clock: evaluation.store.clock, context)
  }
}
