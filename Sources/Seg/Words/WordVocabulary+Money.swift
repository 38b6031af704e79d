// What questions about money mean: `revenue`, `profit`, `order value`.

extension WordVocabulary {
  /// The value of an order. Where orders have no amount, their mean is the revenue for each order.
  func amountFigure(_ function: String) -> WordedFigure? {
    guard let table = purchases else { return nil }
    if let amount = table.amount { return .aggregate(WordedMeasure(function, spelled(amount), of: table)) }
    guard function == "avg", let revenue else { return nil }
    return .ratio("\(revenue.text) / count(\(table.selected))")
  }

  /// The revenue as it is defined, or the sum of the amounts.
  var revenue: WordedMeasure? { defined(["revenue", "sales", "spent", "turnover", "收入", "销售额"]) ?? purchasesSum { money(of: $0) } }

  /// The profit as it is defined, or what the cost leaves of the amounts.
  var profit: WordedMeasure? {
    defined(["profit", "margin", "利润"])
      ?? purchasesSum { table in
        guard let amount = table.amount, let cost = table.cost else { return gain(of: table) }
        return "\(spelled(amount)) - \(spelled(cost))"
      }
  }

  /// The revenue of the rows that a profit is of.
  func margined(_ profit: WordedMeasure) -> WordedMeasure? {
    guard let revenue, revenue.table != profit.table, let table = events.first(where: { $0.name == profit.table }),
      let worth = money(of: table)
    else { return revenue }
    return WordedMeasure("sum", worth, of: table)
  }

  private func defined(_ names: [String]) -> WordedMeasure? {
    names.lazy.compactMap { catalog.definitions[$0] == nil ? nil : aggregate($0) }.first
  }

  private func purchasesSum(_ value: (WordVocabulary.Events) -> String?) -> WordedMeasure? {
    // The amounts may be those of the lines of orders.
    let tables = (purchases.map { [$0] } ?? []) + events
    guard let table = tables.first(where: { value($0) != nil }), let worth = value(table) else { return nil }
    let sum = WordedMeasure("sum", worth, of: table)
    // As it is defined, whatever it is called.
    let own = catalog.order.lazy.compactMap { aggregate($0) }.first { $0.text == sum.text && $0.metric != nil }
    return own ?? sum
  }
}
