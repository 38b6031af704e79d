// Which numbers of an answer are figures, and which only name something.

import SegColumns
import SegFunctions

extension AnswerContext {
  /// Numbers are figures. But integers directly from a file may be ids, and an integer made
  /// from a date may be a year.
  package func style(of expression: Expression) -> ColumnStyle {
    switch expression.type {
    case .number: .figure
    case .integer: isLabel(expression) ? .plain : .figure
    case .text, .date, .timestamp, .boolean: .plain
    }
  }

  /// Whether an integer is a label rather than a quantity.
  private func isLabel(_ expression: Expression) -> Bool {
    if case .column = expression.kind { return true }
    if case .ofCustomer(let inner) = expression.kind, case .column = inner.kind { return true }
    return expression.isMadeFromDate { definitions[$0] }
  }
}

extension Expression {
  /// Whether an integer has a part of a date, and does not only count or test it.
  func isMadeFromDate(_ definitions: (String) -> Definition?) -> Bool {
    let parts: [Expression]
    switch kind {
    case .call(let function, _):
      return function.result == .integer && (function.parameters == [.date] || function.parameters == [.timestamp])
    case .definition(let name): return definitions(name)?.isMadeFromDate ?? false
    case .ofCustomer(let inner), .linked(_, let inner), .asOf(let inner, _): parts = [inner]
    case .ordered(let value): parts = [value.expression].compactMap { $0 }
    case .sum(let terms): parts = terms.map(\.expression)
    case .product(let first, let factors): parts = [first] + factors.map(\.expression)
    case .conditional(_, let then, let otherwise): parts = [then, otherwise]
    case .coalesce(let values): parts = values
    case .events(let aggregate): parts = Self.picked(aggregate.function, aggregate.argument)
    case .group(let aggregate): parts = Self.picked(aggregate.function, aggregate.argument)
    case .literal, .parameter, .today, .column, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .negate, .convert, .shift,
      .shiftByDays, .daysBetween, .purchases, .scores, .allocated, .history, .former, .population, .keyHash, .stages:
      return false
    }
    return parts.contains { $0.type == .integer && $0.isMadeFromDate(definitions) }
  }

  /// The expression from which an aggregate picks its value; none if it computes its own.
  private static func picked(_ function: AggregateFunction, _ argument: Expression?) -> [Expression] {
    function.picksValue ? argument.map { [$0] } ?? [] : []
  }
}
