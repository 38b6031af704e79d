// What the lines of orders say that orders do not: `revenue by category`, where the products are in the lines.

import SegPlan

extension WordVocabulary {
  private static let prices = ["price", "unit_price", "sale_price", "selling_price", "list_price", "单价", "售价", "价格"]
  private static let costs = ["cost", "unit_cost", "cost_price", "purchase_price", "成本", "成本价", "进价"]

  /// The worth of a row: its amount, or its pieces at their price.
  func money(of table: Events) -> String? {
    if let amount = table.amount { return spelled(amount) }
    guard let quantity = table.quantity, let price = number(Self.prices, of: table) else { return nil }
    return "\(spelled(quantity)) * \(price)"
  }

  /// What a line earns: its pieces at their price less their cost.
  func gain(of table: Events) -> String? {
    guard let quantity = table.quantity, let price = number(Self.prices, of: table), let cost = number(Self.costs, of: table) else {
      return nil
    }
    return "\(spelled(quantity)) * (\(price) - \(cost))"
  }

  /// The first of some numbers that a row has, its own or that of what it is linked to.
  private func number(_ names: [String], of table: Events) -> String? {
    func first(_ schema: TableSchema) -> String? {
      names.lazy.compactMap { wanted in
        schema.columnNames.first { $0.lowercased() == wanted && (schema.types[$0] == .number || schema.types[$0] == .integer) }
      }.first
    }
    if let own = first(table.schema) { return spelled(own) }
    return references(of: table.schema).lazy.compactMap { target in
      first(target).map { "\(spelled(target.name)).\(spelled($0))" }
    }.first
  }

  private func references(of schema: TableSchema) -> [TableSchema] {
    schema.links.compactMap { link in catalog.events.first { $0.name == link.target && $0.isReference } }
  }

  // MARK: - From orders to their lines

  /// Whether a row knows a column: its own, that of what it is linked to, or that of the row it belongs to.
  private func knows(_ column: String, _ schema: TableSchema) -> Bool {
    if schema.types[column] != nil || references(of: schema).contains(where: { $0.types[column] != nil }) { return true }
    guard case .table(let owner) = schema.owner, let table = catalog.events.first(where: { $0.name == owner }) else { return false }
    return knows(column, table)
  }

  /// Whether a column is one of events only.
  private func isOfEvents(_ column: String) -> Bool {
    catalog.customers?.types[column] == nil && catalog.definitions[column] == nil && catalog.events.contains { $0.types[column] != nil }
  }

  /// A sum or a count of orders as one of their lines, where the orders do not know what is asked.
  ///
  /// - Parameters:
  ///   - groups: by what, as a script writes it.
  ///   - tables: whose conditions there are.
  func ofLines(_ measure: WordedMeasure, by groups: [String], and tables: [String]) -> WordedMeasure {
    guard let own = events.first(where: { $0.name == measure.table }) else { return measure }
    let wanted = groups.map { $0.filter { $0 != "`" } }.filter { isOfEvents($0) }
    let isKnown = wanted.allSatisfy { knows($0, own.schema) } && tables.allSatisfy { $0 == own.name || belongs(own, to: $0) }
    guard !isKnown,
      let lines = events.first(where: { table in
        belongs(table, to: own.name) && wanted.allSatisfy { knows($0, table.schema) }
          && tables.allSatisfy { $0 == table.name || belongs(table, to: $0) }
      })
    else { return measure }
    var moved = WordedMeasure(
      function: measure.function, value: nil, table: lines.name, conditions: measure.conditions, window: measure.window)
    switch (measure.function, measure.value) {
    case ("count", nil):
      // An order with two such lines is one order.
      guard let key = own.schema.keys.first, own.schema.keys.count == 1, lines.schema.types[key] != nil else { return measure }
      (moved.function, moved.value) = ("distinct", spelled(key))
    case ("sum", let value?) where value == money(of: own):
      guard let worth = money(of: lines) else { return measure }
      moved.value = worth
    default: return measure
    }
    return moved
  }

  private func belongs(_ table: Events, to owner: String) -> Bool {
    guard case .table(let name) = table.schema.owner else { return false }
    return name == owner || events.first { $0.name == name }.map { belongs($0, to: owner) } ?? false
  }
}
