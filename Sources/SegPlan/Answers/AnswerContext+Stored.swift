// Which numbers of an answer are those of a table, and which are computed.

import SegColumns
import SegFunctions

extension AnswerContext {
  /// Whether each value of an expression is a value of a table, a literal or a parameter.
  func isStored(_ expression: Expression) -> Bool {
    var seen: Set<String> = []
    return isStored(expression, &seen)
  }

  private func isStored(_ expression: Expression, _ seen: inout Set<String>) -> Bool {
    switch (expression.kind, expression.nature) {
    case (.definition(let name), _):
      // A limit of depth: a stored value is not that far away.
      guard seen.count < 64, seen.insert(name).inserted, let kind = definitions[name]?.kind else { return false }
      switch kind {
      case .metric(let expression), .measure(let expression): return isStored(expression, &seen)
      case .column(let plan): return isStored(plan.expression, &seen)
      case .segment, .lifecycle, .table: return false
      }
    case (.today, _): return false
    case (.negate(let inner), _), (.convert(let inner), _): return isStored(inner, &seen)
    case (_, .stated), (_, .named): return true
    case (_, .operation), (_, .moved), (_, .whole): return areStored(expression.composition.choices, &seen)
    }
  }

  /// Whether there are such parts, and all are stored.
  private func areStored(_ parts: [Expression], _ seen: inout Set<String>) -> Bool {
    for part in parts {
      // Two branches may name the same definition.
      var own = seen
      if !isStored(part, &own) { return false }
    }
    return !parts.isEmpty
  }
}
