// The unit of an expression's values, as far as definitions state it.

import SegColumns
import SegFunctions

extension AnswerContext {
  /// The unit of an expression's values; nil if it is not certain.
  package func unit(of expression: Expression) -> String? { expression.unit { definitions[$0] } }

  /// The unit of a definition's values.
  package func unit(ofDefinition name: String) -> String? { definitions[name]?.unitOfValues }
}

extension Expression {
  /// The unit of its values: that of the definition it names, through operations that keep
  /// the unit; nil if it is not certain.
  func unit(_ definitions: (String) -> Definition?) -> String? {
    switch kind {
    case .definition(let name): return definitions(name)?.unitOfValues
    case .ofCustomer(let inner), .linked(_, let inner), .negate(let inner), .convert(let inner), .asOf(let inner, _):
      return inner.unit(definitions)
    case .ordered(let value): return value.expression?.unit(definitions)
    case .sum(let terms): return Self.unit(of: terms.map(\.expression), definitions)
    case .coalesce(let parts): return Self.unit(of: parts, definitions)
    case .conditional(_, let then, let otherwise): return Self.unit(of: [then, otherwise], definitions)
    case .product(let first, let factors):
      // A multiple has the same unit; the product of two measures does not.
      guard factors.allSatisfy({ $0.expression.isConstant && ($0.operation == .times || $0.operation == .divide) }) else { return nil }
      return first.unit(definitions)
    case .daysBetween: return "days"
    case .history(let value): return value.function == .timeIn ? "days" : nil
    case .events(let aggregate): return Self.unit(aggregate.function, aggregate.argument, definitions)
    case .group(let aggregate): return Self.unit(aggregate.function, aggregate.argument, definitions)
    case .population(let aggregate):
      switch aggregate.function {
      case .total: return aggregate.argument.unit(definitions)
      case .rank, .percentile, .ntile, .share, .zscore: return nil
      }
    case .literal, .parameter, .today, .column, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .shift, .shiftByDays, .call,
      .purchases, .scores, .allocated, .former, .keyHash, .stages:
      return nil
    }
  }

  private static func unit(
    _ function: AggregateFunction, _ argument: Expression?, _ definitions: (String) -> Definition?
  ) -> String? {
    function.keepsUnit ? argument.flatMap { $0.unit(definitions) } : nil
  }

  /// The common unit of all parts except constants.
  private static func unit(of parts: [Expression], _ definitions: (String) -> Definition?) -> String? {
    var found: String?
    for part in parts where !part.isConstant {
      guard let unit = part.unit(definitions), found == nil || found == unit else { return nil }
      found = unit
    }
    return found
  }
}
