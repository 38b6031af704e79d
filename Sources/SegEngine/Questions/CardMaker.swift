// One line about a definition, for the prompt.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Computes what the card of a definition says.
package struct CardMaker {
  private let evaluation: Evaluation
  private var store: Store { evaluation.store }
  private var context: ExecutionContext { evaluation.context }

  package init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// The facts of a definition for its card.
  package struct Card: Sendable {
    /// Customers in the segment, or with the value yes; nil for other definitions.
    package var customers: Int?
    package var allCustomers: Int
    /// Share of the first ranking key's sum, with the key's name.
    package var rankedShare: (name: String, share: Double)?
    /// Least, median, mean and greatest value of a metric of numbers.
    package var summary: (least: Value, median: Double, mean: Double, greatest: Value)?
    /// Customers without a value.
    package var missing: Int
    /// Stages with the customers in them.
    package var groups: [(name: String, customers: Int)]
  }

  /// The card of a definition; nil if the name is not a definition.
  package func card(of name: String) throws(ScriptError) -> Card? {
    guard let definition = evaluation.definitions[name] else { return nil }
    var card = Card(allCustomers: store.customerCount, missing: 0, groups: [])
    switch definition.kind {
    case .measure, .column, .table: return nil
    case .segment(let plan):
      let members = try evaluation.members(of: name, at: definition.span)
      card.customers = members.population
      if let key = plan.ranking?.keys.first, plan.cut != nil {
        let values = try evaluation.column(key.expression, on: store.customerFrame)
        if values.type == .number || values.type == .integer {
          func sum(_ rows: Bitmap?) throws(ScriptError) -> Double {
            let selection = values.validity.map { rows?.intersection($0) ?? $0 } ?? rows
            return try GroupedAggregator(rows: selection, of: values.count, context: context).sums(values)
              .first?.total ?? 0
          }
          let total = try sum(nil)
          if try evaluation.isWhole(total, of: values, among: values.validity) { card.rankedShare = (key.name, try sum(members) / total) }
        }
      }
    case .metric, .lifecycle:
      let values = try evaluation.value(of: name, at: definition.span)
      card.missing = values.missingCount
      switch values.type {
      case .integer, .number: card.summary = try summary(values)
      case .boolean:
        if case .bits(let bits) = values.values { card.customers = bits.population }
      case .text:
        let all = Bitmap(count: values.count, repeating: true)
        let grouping = try Grouping([values], among: all, context)
        if grouping.count <= 12 {
          let counts = try GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts()
          for (group, row) in grouping.representatives.enumerated() {
            let text = values[Int(row)]
            card.groups.append((text == .missing ? "missing" : text.description, Int(counts[group])))
          }
        }
      case .date, .timestamp: break
      }
    }
    return card
  }

  /// The values of a column for the rows that exist on the day, and how many rows there are.
  package func card(of column: ColumnPlan, named name: String) throws(ScriptError) -> (rows: Int, card: Card)? {
    guard let definition = evaluation.definitions[name], let events = try evaluation.eventTable(column.table) else { return nil }
    let values = try evaluation.value(of: name, at: definition.span)
    let existing = try evaluation.selection(of: events, nil) ?? Bitmap(count: values.count, repeating: true)
    let present = values.validity.map(existing.intersection) ?? existing
    var card = Card(allCustomers: store.customerCount, missing: existing.population - present.population, groups: [])
    if values.type == .integer || values.type == .number {
      card.summary = try summary(values.gathered(present.rows.map { Int32(truncatingIfNeeded: $0) }))
    }
    return (existing.population, card)
  }

  private func summary(_ values: Column) throws(ScriptError) -> (least: Value, median: Double, mean: Double, greatest: Value)? {
    let run = GroupedAggregator(rows: values.validity, of: values.count, context: context)
    guard let sum = try run.sums(values).first, sum.count > 0, let median = try run.quantiles(values, run.counts()).first ?? nil,
      let low = try run.extremes(values, takesLarger: false).first,
      let high = try run.extremes(values, takesLarger: true).first
    else { return nil }
    return (values[Int(low)], median, sum.mean, values[Int(high)])
  }
}
