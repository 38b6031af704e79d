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
    switch (kind, nature) {
    case (.call(let function, _), _):
      return function.result == .integer && (function.parameters == [.date] || function.parameters == [.timestamp])
    case (.definition(let name), _): return definitions(name)?.isMadeFromDate ?? false
    case (.sum, _), (.product, _): return Self.anyMadeFromDate(children, definitions)
    case (_, .stated), (_, .named): return false
    case (_, .operation), (_, .moved), (_, .whole): return Self.anyMadeFromDate(composition.choices, definitions)
    }
  }

  private static func anyMadeFromDate(_ parts: [Expression], _ definitions: (String) -> Definition?) -> Bool {
    parts.contains { $0.type == .integer && $0.isMadeFromDate(definitions) }
  }
}
