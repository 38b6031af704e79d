// The unit of an expression's values, as far as definitions state it.

import SegColumns
import SegFunctions

extension AnswerContext {
  /// The unit of an expression's values: that of the definition it names, through
  /// operations that keep the unit; nil if it is not certain.
  package func unit(of expression: Expression) -> String? {
    var seen: Set<String> = []
    return unit(of: expression, &seen)
  }

  /// The unit of a definition's values: the one that it states, or that of what
  /// it is made of.
  package func unit(ofDefinition name: String) -> String? {
    var seen: Set<String> = []
    return unit(ofDefinition: name, &seen)
  }

  private func unit(of expression: Expression, _ seen: inout Set<String>) -> String? {
    switch expression.kind {
    case .definition(let name): return unit(ofDefinition: name, &seen)
    case .ofCustomer(let inner), .negate(let inner), .convert(let inner), .asOf(let inner, _): return unit(of: inner, &seen)
    case .sum(let terms): return common(terms.map(\.expression), &seen)
    case .coalesce(let parts): return common(parts, &seen)
    case .conditional(_, let then, let otherwise): return common([then, otherwise], &seen)
    case .product(let first, let factors):
      // A multiple has the same unit; the product of two measures does not.
      guard factors.allSatisfy({ $0.expression.isConstant && ($0.operation == .times || $0.operation == .divide) }) else { return nil }
      return unit(of: first, &seen)
    case .daysBetween: return "days"
    case .events(let aggregate): return unit(aggregate.function, aggregate.argument, &seen)
    case .group(let aggregate): return unit(aggregate.function, aggregate.argument, &seen)
    case .population(let aggregate):
      switch aggregate.function {
      case .total: return unit(of: aggregate.argument, &seen)
      case .rank, .percentile, .ntile, .share, .zscore: return nil
      }
    case .literal, .parameter, .today, .column, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .shift, .shiftByDays, .call,
      .purchases, .scores, .allocated, .keyHash, .stages:
      return nil
    }
  }

  private func unit(ofDefinition name: String, _ seen: inout Set<String>) -> String? {
    guard seen.count < 64, seen.insert(name).inserted, let definition = definitions[name] else { return nil }
    if let unit = definition.unit { return unit }
    switch definition.kind {
    case .metric(let expression), .measure(let expression): return unit(of: expression, &seen)
    case .segment, .lifecycle: return nil
    }
  }

  private func unit(_ function: AggregateFunction, _ argument: Expression?, _ seen: inout Set<String>) -> String? {
    switch function {
    case .sum, .avg, .min, .max, .median, .first, .last: argument.flatMap { unit(of: $0, &seen) }
    case .count, .distinct, .any: nil
    }
  }

  /// The common unit of all parts except constants.
  private func common(_ parts: [Expression], _ seen: inout Set<String>) -> String? {
    var found: String?
    for part in parts where !part.isConstant {
      // Two branches may name the same definition.
      var own = seen
      guard let unit = unit(of: part, &own), found == nil || found == unit else { return nil }
      found = unit
    }
    return found
  }
}
