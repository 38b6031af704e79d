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
    return Expression(.column(name), type, span, isEmptyColumn: type == .text && table.empty.contains(name))
  }

  /// Whether it is missing for every row because a column has no value: then it
  /// is of text for want of anything better.
  func isUntyped(_ expression: Expression) -> Bool {
    var expression = expression
    // Names of names: a chain of metrics may be long.
    while expression.type == .text {
      switch expression.kind {
      case .column: return expression.isEmptyColumn
      case .ofCustomer(let inner), .asOf(let inner, _): expression = inner
      case .definition(let name):
        guard case .metric(let metric)? = catalog.definitions[name]?.kind else { return false }
        expression = metric
      case .events(let aggregate):
        guard let argument = aggregate.argument else { return false }
        expression = argument
      case .group(let aggregate):
        guard let argument = aggregate.argument else { return false }
        expression = argument
      case .conditional(_, let then, let otherwise): return isUntypedOrMissing([then, otherwise])
      case .coalesce(let parts): return isUntypedOrMissing(parts)
      case .literal, .today, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum, .product, .negate, .convert,
        .shift, .shiftByDays, .daysBetween, .call, .purchases, .scores, .allocated, .population, .keyHash, .stages:
        return false
      }
    }
    return false
  }

  private func isUntypedOrMissing(_ parts: [Expression]) -> Bool {
    parts.allSatisfy { if case .literal(.missing) = $0.kind { true } else { isUntyped($0) } }
  }

  /// An untyped expression as one of a type: as missing as before.
  func settled(_ expression: Expression, as type: ColumnType) -> Expression {
    let missing = Expression(.literal(.missing), type, expression.span)
    // Of the same rows as before, and no constant.
    let isThere = Expression(.isMissing(expression), .boolean, expression.span)
    return Expression(.conditional(isThere, then: missing, else: missing), type, expression.span)
  }

  /// A bound expression as a number; nil where it is none, which is reported.
  func number(_ expression: Expression) -> Expression? {
    if expression.type == .integer || expression.type == .number { return expression }
    if isUntyped(expression) { return settled(expression, as: .number) }
    report(.notANumber(expression))
    return nil
  }
}
