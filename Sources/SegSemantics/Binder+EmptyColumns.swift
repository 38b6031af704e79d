// Columns without any value: their type is unknown, so they are accepted for any type.

import SegColumns
import SegDiagnostics
import SegPlan

extension Binder {
  /// A column of a table, which knows whether it has a value.
  ///
  /// A column without a value is typed as text. So the same questions work on an extract
  /// without rows.
  func column(_ name: String, _ table: TableSchema?, _ span: SourceSpan) -> Expression? {
    guard let table, let type = table.types[name] else { return nil }
    let isUntyped = table.empty.contains(name)
    if table.given.contains(name) {
      return made(.definition(DefinitionName.column(name, of: table.name)), type, span, isUntyped: isUntyped)
    }
    return made(.column(name), type, span, isUntyped: isUntyped)
  }

  /// An untyped expression with a type; it is still missing.
  func settled(_ expression: Expression, as type: ColumnType) -> Expression {
    let missing = Expression(.literal(.missing), type, like: expression)
    // It depends on the same rows as before, so it is not a constant.
    let isThere = Expression(.isMissing(expression), .boolean, like: expression)
    return Expression(.conditional(isThere, then: missing, else: missing), type, like: expression)
  }

  /// A bound expression as a number; nil if it is not one, which is reported.
  func number(_ expression: Expression) -> Expression? {
    if expression.type == .integer || expression.type == .number { return expression }
    if expression.isUntyped { return settled(expression, as: .number) }
    report(.notANumber(expression))
    return nil
  }
}
