// Types next to one another: what converts without a loss.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// The expression as another type, if that loses nothing: integer to number, date to
  /// timestamp. Literals are converted here.
  func coerced(_ expression: Expression, to type: ColumnType) -> Expression? {
    if expression.type == type { return expression }
    if expression.isUntyped { return settled(expression, as: type) }
    switch (expression.type, type, expression.kind) {
    case (.integer, .number, .literal(.integer(let value))):
      return Expression(.literal(.number(Double(value))), .number, like: expression)
    case (.integer, .number, _), (.date, .timestamp, _): return Expression(.convert(expression), type, like: expression)
    default: return nil
    }
  }

  /// The common type of both; nil if there is none.
  func common(_ a: Expression, _ b: Expression) -> ColumnType? {
    if a.isUntyped { return b.type }
    if b.isUntyped { return a.type }
    return common(a.type, b.type)
  }

  func common(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
    if a == b { return a }
    switch (a, b) {
    case (.integer, .number), (.number, .integer): return .number
    case (.date, .timestamp), (.timestamp, .date): return .timestamp
    default: return nil
    }
  }
}
