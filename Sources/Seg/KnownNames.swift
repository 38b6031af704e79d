// What the names of a catalog are, for rephrasing.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics

/// The tables, columns and definitions at one point of a script.
struct KnownNames {
  /// A table of events.
  struct EventTable {
    let name: String
    let time: String?
    let isReference: Bool
    /// The table to whose rows its own belong; nil: the customers, or none.
    let owner: String?
    let columns: [String]
    /// Its columns of numbers.
    let numbers: [String]
    /// Those that may be amounts of money, the likeliest first. A price is an amount where no quantity
    /// multiplies it; what is added to an amount (shipping, a discount) is none.
    var amounts: [String] {
      let usual = ["amount", "revenue", "total", "sales", "paid", "spend", "金额", "销售额", "实付", "收入"]
      let single = ["price", "value", "单价", "价格"]
      let others = [
        "ship", "discount", "tax", "fee", "cost", "quantity", "qty", "count", "rate", "score", "reward", "refund", "age", "day", "minute",
        "second", "运费", "折扣", "税", "数量", "件数", "成本", "评分", "时长",
      ]
      func contains(_ name: String, _ parts: [String]) -> Bool { parts.contains { name.lowercased().contains($0) } }
      let hasQuantity = numbers.contains { contains($0, ["quantity", "qty", "数量", "件数"]) }
      let likely =
        usual.filter { numbers.contains($0) } + numbers.filter { !usual.contains($0) && contains($0, usual) && !contains($0, others) }
      let rest = numbers.filter { name in
        let isPrice = contains(name, single)
        return !likely.contains(name) && !contains(name, others) && !(isPrice && hasQuantity) && !name.lowercased().hasSuffix("id")
      }
      return likely + rest
    }
  }

  private let catalog: Catalog

  init(_ catalog: Catalog) { self.catalog = catalog }

  var customers: String? { catalog.customers?.name }

  var customerKey: String? { catalog.customers?.key }

  var tables: [EventTable] {
    catalog.events.map { table in
      let numbers = table.columnNames.filter { table.types[$0] == .number || table.types[$0] == .integer && $0 != table.key }
      return EventTable(
        name: table.name, time: table.time, isReference: table.isReference, owner: table.owner.table, columns: table.columnNames,
        numbers: numbers)
    }
  }

  /// Dates of customers.
  var customerDates: [String] {
    guard let customers = catalog.customers else { return [] }
    return customers.columnNames.filter { customers.types[$0] == .date || customers.types[$0] == .timestamp }
  }

  /// Texts of customers.
  var customerTexts: [String] {
    guard let customers = catalog.customers else { return [] }
    return customers.columnNames.filter { customers.types[$0] == .text }
  }

  /// Names of more than one word.
  var ofWords: [String] {
    let columns = (catalog.customers?.columnNames ?? []) + catalog.events.flatMap(\.columnNames)
    return (catalog.plainNames + columns).filter { $0.contains(" ") && !$0.contains("`") }
  }

  /// Whether customers or events have a column of the name.
  func isColumn(_ name: String) -> Bool {
    catalog.customers?.types[name] != nil || catalog.events.contains { $0.types[name] != nil }
  }

  /// Whether the name has a yes/no value for each customer, without being a segment.
  func isCondition(_ name: String) -> Bool { catalog.definitions[name] == nil && catalog.customers?.types[name] == .boolean }

  /// Whether customers have a value of the name.
  func isOfCustomers(_ name: String) -> Bool { catalog.customers?.types[name] != nil || catalog.definitions[name] != nil }

  /// Whether a definition, a param or a column has the name.
  func isKnown(_ name: String) -> Bool {
    catalog.definitions[name] != nil || catalog.parameters[name] != nil || isColumn(name)
  }

  func isSegment(_ name: String) -> Bool {
    if case .segment? = catalog.definitions[name]?.kind { true } else { false }
  }

  /// Whether the name has a text for each customer.
  func isDimension(_ name: String) -> Bool {
    (catalog.definitions[name]?.type ?? catalog.customers?.types[name]) == .text
  }
}
