// Which measures follow from models of purchases: those that have intervals.

import SegColumns
import SegFunctions

extension [String: Definition] {
  /// The definitions whose values follow from a fitted model of purchases, also through others.
  package var ofModels: Set<String> {
    var found: Set<String> = []
    var changed = true
    while changed {
      changed = false
      for (name, definition) in self where !found.contains(name) {
        if !definition.uses.isDisjoint(with: found) || definition.expressions.contains(where: \.isOfModel) {
          found.insert(name)
          changed = true
        }
      }
    }
    return found
  }

  /// Whether a measure follows from a fitted model of purchases.
  package func isOfModels(_ measure: Expression) -> Bool {
    if measure.isOfModel { return true }
    let mentioned = measure.definitions
    return !mentioned.isEmpty && !mentioned.isDisjoint(with: ofModels)
  }
}

extension Expression {
  /// Whether a value of a fitted model of purchases is in it. Whether a contract has ended is known.
  fileprivate var isOfModel: Bool {
    if case .purchases(let value) = kind, value.function.isOfModel {
      return value.options.periodModel != .sBG || value.function != .probabilityAlive
    }
    return children.contains(where: \.isOfModel)
  }
}

extension ModelFunction {
  /// Whether its values follow from a fitted model, and not from the purchases alone.
  fileprivate var isOfModel: Bool {
    switch self {
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders, .expectedSpend, .lifetimeValue, .nextPurchase: true
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .presentValue: false
    }
  }
}

extension ListQuestion {
  /// Whether a value of the rows has an interval.
  package func hasInterval(_ item: NamedExpression, _ definitions: [String: Definition]) -> Bool {
    hasIntervals && (item.expression.type == .number || item.expression.type == .integer) && definitions.isOfModels(item.expression)
  }

  /// The columns with the ends of intervals beside what they are of.
  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      items.flatMap { item in
        let column = context.value(item, of: grain)
        guard hasInterval(item, context.definitions) else { return [column] }
        return [column]
          + ["low", "high"].map { AnswerColumn("\(item.name)_\($0)", .number, column.role, style: column.style, unit: column.unit) }
      })
  }
}

extension MeasureQuestion {
  /// Whether a measure of the answer has an interval.
  package func hasInterval(_ measure: NamedExpression, _ definitions: [String: Definition]) -> Bool {
    hasIntervals && (measure.expression.type == .number || measure.expression.type == .integer)
      && definitions.isOfModels(measure.expression)
  }
}
