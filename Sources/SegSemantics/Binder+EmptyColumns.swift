// Columns without any value: their type says nothing, so they go where any type is wanted.

import SegColumns
import SegDiagnostics
import SegPlan

extension Binder {
  /// A column of a table, which knows whether there is a value in it.
  ///
  /// A column without one is of text, for that holds everything. An extract of
  /// no rows is asked the same questions as one of many.
  func column(_ name: String, _ table: TableSchema?, _ span: SourceSpan) -> Expression? {
    guard let table, let type = table.types[name] else { return nil }
    return made(.column(name), type, span, isUntyped: table.empty.contains(name))
  }

  /// An untyped expression as one of a type: as missing as before.
  func settled(_ expression: Expression, as type: ColumnType) -> Expression {
    let missing = Expression(.literal(.missing), type, like: expression)
    // Of the same rows as before, and no constant.
    let isThere = Expression(.isMissing(expression), .boolean, like: expression)
    return Expression(.conditional(isThere, then: missing, else: missing), type, like: expression)
  }

  /// A bound expression as a number; nil where it is none, which is reported.
  func number(_ expression: Expression) -> Expression? {
    if expression.type == .integer || expression.type == .number { return expression }
    if expression.isUntyped { return settled(expression, as: .number) }
    report(.notANumber(expression))
    return nil
  }
}
