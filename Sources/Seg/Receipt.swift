// The receipt of a load, for people.

import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegStore

/// Gathers the facts of a load and formats them.
struct Receipt {
  let table: String
  private(set) var rows: Int
  private var fields: [(name: String, type: ColumnType, missing: Int)]
  private let source: Message
  private var notes: [Message]
  private var key = ""
  /// Whether the key is only the first column.
  private var isKeyFound = false
  var rejected = 0
  /// The rows that the table had before, where rows were added.
  var rowsBefore: Int?
  var readMilliseconds = 0.0
  var linkMilliseconds = 0.0
  private var linkage: [Message] = []
  private var customers: String?

  init(_ plan: LoadPlan, _ reading: TableReading) {
    table = plan.table
    rows = reading.table.rowCount
    fields = Self.fields(reading.table)
    source = reading.facts.joined(separator: ", ")
    notes = reading.notes + [reading.table.currencyNote].compactMap { $0 }
    switch plan.role {
    case .customers(let key, let isKeyGiven):
      self.key = key
      isKeyFound = !isKeyGiven
    case .reference(let key, _): self.key = key.joined(separator: ", ")
    case .events: break
    }
  }

  private static func fields(_ table: Table) -> [(name: String, type: ColumnType, missing: Int)] {
    table.fields.map { ($0.name, $0.column.type, $0.column.missingCount) }
  }

  /// The result of linking: customers, and orphaned events.
  mutating func describe(_ store: Store) {
    if let events = store.eventTable(table) {
      rows = events.table.rowCount
      if !events.isReference, case .table(let owner) = events.owner { return describe(events, of: owner, store) }
      if events.isReference {
        linkage.append("key \(key)")
        return describeLinks(store)
      }
      linkage.append("of \(grouped(store.customerCount)) \(store.customers?.name ?? "customers")")
      if events.orphanCount > 0 {
        linkage.append("\(grouped(events.orphanCount)) orphaned, which count for no customer")
      }
    } else {
      rows = store.customerCount
      // Missing values in rejected rows are not counted.
      if let customers = store.customers { fields = Self.fields(customers.table) }
      linkage.append(isKeyFound ? "key \(key) (the first column)" : "key \(key)")
      for events in store.events where events.orphanCount > 0 && !events.isReference {
        linkage.append("\(grouped(events.orphanCount)) \(events.name) orphaned, which count for no customer")
      }
    }
  }

  /// The rows of a table that another one owns, and how many of them belong to nobody.
  private mutating func describe(_ events: EventTable, of owner: String, _ store: Store) {
    linkage.append("of \(grouped(store.eventTable(owner)?.table.rowCount ?? 0)) \(owner)")
    let ownerless = events.ownerlessCount
    if ownerless > 0 { linkage.append("\(grouped(ownerless)) without a row of \(owner)") }
    if events.orphanCount > ownerless {
      linkage.append("\(grouped(events.orphanCount - ownerless)) of \(owner) that are orphaned")
    }
    if events.orphanCount > 0 { linkage.append("\(grouped(events.orphanCount)) count for no customer") }
    describeLinks(store)
  }

  /// Rows that look up a row of this table and find none, or of this table that find none.
  private mutating func describeLinks(_ store: Store) {
    for plan in store.links where plan.table == table || plan.link.target == table {
      notes.append(Self.text(of: plan, store))
    }
  }

  /// `items → products by sku: 9,990 of 10,000 rows found, 8 without a key`
  private static func text(of plan: LinkPlan, _ store: Store) -> Message {
    let (count, withoutKey) = store.unlinked(plan)
    let all = store.frame(named: plan.table)?.rowCount ?? 0
    let columns = plan.link.columns.joined(separator: ", ")
    var facts: [Message] = [
      plan.link.role == plan.link.target
        ? "\(plan.table) to \(plan.link.target) by \(columns)" : "\(plan.table) to \(plan.link.target) as \(plan.link.role) by \(columns)",
      "\(grouped(all - count)) of \(grouped(all)) rows found",
    ]
    if withoutKey > 0 { facts.append("\(grouped(withoutKey)) without a key") }
    if count > withoutKey { facts.append("\(grouped(count - withoutKey)) with an unknown key") }
    return facts.joined(separator: " · ")
  }

  /// The receipt of a link.
  static func of(_ plan: LinkPlan, _ store: Store, linkMilliseconds: Double) -> LoadReceipt {
    let head = text(of: plan, store)
    let time: Message? = linkMilliseconds >= 200 ? "linked in \(seconds(linkMilliseconds))" : nil
    return LoadReceipt(
      table: plan.table, rows: store.frame(named: plan.table)?.rowCount ?? 0, rejectedRows: 0, readMilliseconds: 0,
      linkMilliseconds: linkMilliseconds, head: head, time: time)
  }

  func made() -> LoadReceipt {
    func counted(_ rows: Int) -> Message { rows == 1 ? "1 row" : "\(grouped(rows)) rows" }
    let size: Message = rowsBefore.map { "\(counted(rows - $0)) added, \(grouped(rows)) in all" } ?? counted(rows)
    var facts: [Message] = ["\(table)  \(size)"]
    if rejected > 0 { facts.append("\(grouped(rejected)) rejected (list * of \(table).rejects)") }
    facts += linkage
    if !source.isEmpty { facts.append(source) }
    // Short times are not shown.
    var time: Message?
    if readMilliseconds + linkMilliseconds >= 200 {
      time =
        linkMilliseconds >= 10
        ? "read in \(seconds(readMilliseconds)), linked in \(seconds(linkMilliseconds))" : "read in \(seconds(readMilliseconds))"
    }
    var lines: [Message] = []
    // One line for the columns of usual files; wrapped if there are many.
    var columns: [Message] = []
    var length = 1
    for field in fields {
      let name: Message = "\(field.name) \(field.type.word)"
      let column: Message = field.missing > 0 ? "\(name) (\(grouped(field.missing)) missing)" : name
      let size = column.description.count + (columns.isEmpty ? 1 : 3)
      if length + size - (columns.isEmpty ? 1 : 3) > 110 {
        lines.append("  \(columns.joined(separator: " · "))")
        columns = []
        length = 1
      }
      columns.append(column)
      length += size
    }
    if !columns.isEmpty { lines.append("  \(columns.joined(separator: " · "))") }
    lines += notes.map { note in "  \("note: \(note)" as Message)" }
    return LoadReceipt(
      table: table, rows: rows, rejectedRows: rejected, readMilliseconds: readMilliseconds,
      linkMilliseconds: linkMilliseconds, head: facts.joined(separator: " · "), time: time, more: lines)
  }
}

/// `0.41 s`.
private func seconds(_ milliseconds: Double) -> String {
  let hundredths = Int((milliseconds / 10).rounded())
  let rest = hundredths % 100
  return "\(grouped(hundredths / 100)).\(rest < 10 ? "0" : "")\(rest) s"
}

extension Duration {
  var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15 }
}

/// A number with thousands separators.
func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.insert(digits.suffix(3), at: 0)
    digits = String(digits.dropLast(3))
  }
  groups.insert(digits[...], at: 0)
  return (number < 0 ? "-" : "") + groups.joined(separator: ",")
}
