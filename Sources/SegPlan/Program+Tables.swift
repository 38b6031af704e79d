// What definitions add to the schemas of tables.

import SegColumns

extension Program {
  /// Gives the tables what a definition adds to them.
  mutating func adopt(_ definition: Definition) {
    switch definition.kind {
    case .metric, .segment, .lifecycle, .measure: break
    case .column(let plan):
      guard let place = events.firstIndex(where: { $0.name == plan.table }) else { return }
      events[place].give(plan.name, plan.expression)
    case .table(let plan):
      guard let source = events.first(where: { $0.name == plan.source }) else { return }
      let schema = plan.schema(of: source, customers: customers)
      if let place = events.firstIndex(where: { $0.name == plan.name }) { events[place] = schema } else { events.append(schema) }
    }
  }

  /// Takes from the tables what a definition added to them.
  mutating func abandon(_ definition: Definition) {
    switch definition.kind {
    case .metric, .segment, .lifecycle, .measure: break
    case .column(let plan):
      guard let place = events.firstIndex(where: { $0.name == plan.table }) else { return }
      events[place].take(plan.name)
    case .table(let plan): events.removeAll { $0.name == plan.name && $0.isMade }
    }
  }
}
