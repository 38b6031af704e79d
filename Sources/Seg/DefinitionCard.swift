// One line about a definition, for the prompt.

import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegReport
import SegStore

extension Session {
  /// `loyal  58 customers · 2.5% of 2,357 · 24.5% of revenue`
  public func card(_ name: String) throws(ScriptError) -> Message {
    try call { () throws(ScriptError) -> Message in
      defer { reportNotices() }
      return try work.run { () throws(ScriptError) -> Message in
        guard let definition = state.catalog.definitions[name] else { return Message(verbatim: name) }
        guard state.store.customers != nil else { return "\(name)  \(definition.noun)" }
        return try DefinitionCard(definition: definition, evaluation: try evaluation()).text()
      }
    }
  }
}

/// What a definition comes to.
private struct DefinitionCard {
  let definition: Definition
  let evaluation: Evaluation

  /// Whether its values are shares, shown as percentages.
  private var isPercent: Bool { definition.unit == "percent" }

  func text() throws(ScriptError) -> Message {
    let name = definition.name
    if case .measure(let expression) = definition.kind {
      let unit = evaluation.answerContext.unit(ofDefinition: name).map { " \($0)" } ?? ""
      let value = try evaluation.number(expression)
      if isPercent { return "\(name)  \(short(value))" }
      return "\(name)  \(short(value))\(unit)"
    }
    if case .column(let plan) = definition.kind { return try text(of: plan) }
    if case .table(let plan) = definition.kind { return try text(of: plan) }
    guard let card = try CardMaker(evaluation).card(of: name) else { return "\(name)  \(definition.noun)" }
    var parts: [Message] = []
    if let customers = card.customers {
      parts.append(customers == 1 ? "1 customer" : "\(grouped(customers)) customers")
      if card.allCustomers > 0 {
        parts.append("\(Figure.share(Double(customers) / Double(card.allCustomers))) of \(grouped(card.allCustomers))")
      }
      if let (key, share) = card.rankedShare { parts.append("\(Figure.share(share)) of \(key)") }
    } else {
      parts.append(definition.type?.word ?? definition.noun)
      parts.append("\(grouped(card.allCustomers - card.missing)) customers")
    }
    if let summary = card.summary { parts.append(text(of: summary)) }
    parts += card.groups.map { "\($0.name) \(grouped($0.customers))" }
    if card.missing > 0 && card.customers == nil { parts.append("\(grouped(card.missing)) missing") }
    return "\(name)  \(parts.joined(separator: " · "))"
  }

  private func text(of summary: (least: Value, median: Double, mean: Double, greatest: Value)) -> Message {
    """
    min \(short(summary.least)) · median \(short(.number(summary.median))) · mean \(short(.number(summary.mean))) \
    · max \(short(summary.greatest))
    """
  }

  /// `amount of lines  number · 11 rows · min 2 · …`
  private func text(of column: ColumnPlan) throws(ScriptError) -> Message {
    guard let (rows, card) = try CardMaker(evaluation).card(of: column, named: definition.name) else {
      return Message(verbatim: definition.name)
    }
    var parts: [Message] = [column.expression.type.word, Self.rows(rows)]
    if let summary = card.summary { parts.append(text(of: summary)) }
    if card.missing > 0 { parts.append("\(grouped(card.missing)) missing") }
    return "\(definition.name)  \(parts.joined(separator: " · "))"
  }

  /// `carts  9 rows · of 3 customers`
  private func text(of table: TablePlan) throws(ScriptError) -> Message {
    guard let events = try evaluation.eventTable(table.name) else { return Message(verbatim: table.name) }
    let rows = try evaluation.selection(of: events, nil)?.population ?? events.table.rowCount
    var customers = 0
    for customer in 0..<evaluation.store.customerCount where events.offsets[customer] < events.offsets[customer + 1] { customers += 1 }
    var parts: [Message] = [Self.rows(rows), customers == 1 ? "of 1 customer" : "of \(grouped(customers)) customers"]
    if events.orphanCount > 0 { parts.append("\(grouped(events.orphanCount)) of nobody") }
    return "\(table.name)  \(parts.joined(separator: " · "))"
  }

  private static func rows(_ count: Int) -> Message { count == 1 ? "1 row" : "\(grouped(count)) rows" }

  private func short(_ value: Value) -> String {
    switch value {
    case .integer(let integer): isPercent ? Figure.share(Double(integer)) : grouped(Int(integer))
    case .number(let number): isPercent ? Figure.share(number) : Figure.text(number)
    case .missing, .text, .date, .timestamp, .boolean: value.description
    }
  }
}
