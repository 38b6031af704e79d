// The parts of the binder, and what each may ask of the binder.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// A part of the binder: it binds some forms of expressions or statements.
///
/// A part asks the binder for expressions inside its own, whatever their form. It names
/// another part only where it needs exactly that one, so that no two need each other.
protocol BinderPart {
  var binder: Binder { get }
}

extension BinderPart {
  var catalog: Catalog { binder.catalog }

  func report(_ diagnostic: @autoclosure () -> Diagnostic) { binder.report(diagnostic()) }

  /// Reports a mistake of an expression.
  func failed(_ diagnostic: @autoclosure () -> Diagnostic) -> Operand {
    binder.report(diagnostic())
    return .error
  }

  func bind(_ syntax: ExpressionSyntax, _ scope: Scope) -> Operand { binder.bind(syntax, scope) }
  func value(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? { binder.value(syntax, scope) }
  func condition(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? { binder.condition(syntax, scope) }
  func trying<Result>(_ body: () -> Result) -> (Result, [Diagnostic]) { binder.trying(body) }

  func made(
    _ kind: Expression.Kind, _ type: ColumnType, _ span: SourceSpan, isUntyped: Bool = false, isConstant: Bool = false
  ) -> Expression {
    binder.made(kind, type, span, isUntyped: isUntyped, isConstant: isConstant)
  }

  func label(_ span: SourceSpan) -> Label { binder.label(span) }

  func negate(_ expression: Expression, _ negated: Bool) -> Operand {
    .value(negated ? Expression(.not(expression), .boolean, like: expression) : expression)
  }
}
