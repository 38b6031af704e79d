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
    switch expression.kind {
    case .literal, .parameter, .column: return true
    case .definition(let name):
      // A limit of depth: a stored value is not that far away.
      guard seen.count < 64, seen.insert(name).inserted, let kind = definitions[name]?.kind else { return false }
      switch kind {
      case .metric(let expression), .measure(let expression): return isStored(expression, &seen)
      case .column(let plan): return isStored(plan.expression, &seen)
      case .segment, .lifecycle, .table: return false
      }
    case .ofCustomer(let inner), .linked(_, let inner), .asOf(let inner, _), .negate(let inner), .convert(let inner):
      return isStored(inner, &seen)
    case .conditional(_, let then, let otherwise): return areStored([then, otherwise], &seen)
    case .coalesce(let parts): return areStored(parts, &seen)
    case .ordered(let value): return value.expression.map { isStored($0, &seen) } ?? false
    case .events(let aggregate): return isPicked(aggregate.function, aggregate.argument, &seen)
    case .group(let aggregate): return isPicked(aggregate.function, aggregate.argument, &seen)
    case .today, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum, .product, .shift, .shiftByDays, .daysBetween, .call,
      .purchases, .scores, .allocated, .history, .former, .population, .keyHash, .stages:
      return false
    }
  }

  private func areStored(_ parts: [Expression], _ seen: inout Set<String>) -> Bool {
    for part in parts {
      // Two branches may name the same definition.
      var own = seen
      if !isStored(part, &own) { return false }
    }
    return true
  }

  /// Whether an aggregate picks one of the stored values.
  private func isPicked(_ function: AggregateFunction, _ argument: Expression?, _ seen: inout Set<String>) -> Bool {
    function.picksValue && argument.map { isStored($0, &seen) } ?? false
  }
}
