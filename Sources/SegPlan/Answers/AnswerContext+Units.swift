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
    switch (kind, nature) {
    case (.definition(let name), _): return definitions(name)?.unitOfValues
    case (.negate(let inner), _), (.convert(let inner), _): return inner.unit(definitions)
    case (.sum(let terms), _): return Self.unit(of: terms.map(\.expression), definitions)
    case (.product(let first, let factors), _):
      // A multiple has the same unit; the product of two measures does not.
      guard factors.allSatisfy({ $0.expression.isConstant && ($0.operation == .times || $0.operation == .divide) }) else { return nil }
      return first.unit(definitions)
    case (.daysBetween, _): return "days"
    case (.history(let value), _): return value.function == .timeIn ? "days" : nil
    case (.events(let aggregate), _): return Self.unit(aggregate.function, aggregate.argument, definitions)
    case (.group(let aggregate), _): return Self.unit(aggregate.function, aggregate.argument, definitions)
    case (.population(let aggregate), _):
      switch aggregate.function {
      case .total: return aggregate.argument.unit(definitions)
      case .rank, .percentile, .ntile, .share, .zscore: return nil
      }
    case (_, .stated), (_, .named): return nil
    case (_, .operation), (_, .moved), (_, .whole): return Self.unit(of: composition.choices, definitions)
    }
  }

  private static func unit(
    _ function: AggregateFunction, _ argument: Expression?, _ definitions: (String) -> Definition?
  ) -> String? {
    function.keepsUnit ? argument.flatMap { $0.unit(definitions) } : nil
  }

  /// The unit of the only part, or the common one of all parts except constants.
  private static func unit(of parts: [Expression], _ definitions: (String) -> Definition?) -> String? {
    if parts.count == 1 { return parts[0].unit(definitions) }
    var found: String?
    for part in parts where !part.isConstant {
      guard let unit = part.unit(definitions), found == nil || found == unit else { return nil }
      found = unit
    }
    return found
  }
}
