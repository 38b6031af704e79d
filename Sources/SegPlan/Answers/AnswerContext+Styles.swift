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
    var seen: Set<String> = []
    return isMadeFromYear(expression, &seen)
  }

  /// Whether an integer has a part of a date, and does not only count or test it.
  private func isMadeFromYear(_ expression: Expression, _ seen: inout Set<String>) -> Bool {
    var parts: [Expression] = []
    switch expression.kind {
    case .call(let function, _):
      return function.result == .integer && (function.parameters == [.date] || function.parameters == [.timestamp])
    case .definition(let name):
      // A limit of depth: a label is not that far away.
      guard seen.count < 64, seen.insert(name).inserted, case .metric(let metric)? = definitions[name]?.kind else { return false }
      parts = [metric]
    case .ofCustomer(let inner): parts = [inner]
    case .asOf(let inner, _): parts = [inner]
    case .sum(let terms): parts = terms.map(\.expression)
    case .product(let first, let factors): parts = [first] + factors.map(\.expression)
    case .conditional(_, let then, let otherwise): parts = [then, otherwise]
    case .coalesce(let values): parts = values
    case .events(let aggregate): parts = picked(aggregate.function, aggregate.argument)
    case .group(let aggregate): parts = picked(aggregate.function, aggregate.argument)
    case .literal, .parameter, .today, .column, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .negate, .convert, .shift,
      .shiftByDays, .daysBetween, .purchases, .scores, .allocated, .population, .keyHash, .stages:
      return false
    }
    for part in parts where part.type == .integer && isMadeFromYear(part, &seen) { return true }
    return false
  }

  /// The expression from which an aggregate picks its value; nil if it computes its own.
  private func picked(_ function: AggregateFunction, _ argument: Expression?) -> [Expression] {
    switch function {
    case .min, .max, .first, .last: argument.map { [$0] } ?? []
    case .count, .sum, .avg, .median, .distinct, .any: []
    }
  }
}
