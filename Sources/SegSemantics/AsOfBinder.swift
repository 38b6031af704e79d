// Values on another day.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `VALUE as of DAY`.
struct AsOfBinder: BinderPart {
  let binder: Binder

  func bindAsOf(_ inner: ExpressionSyntax, _ day: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    let other: Scope
    // A value on another day belongs to the customer.
    if case .events = scope.rows { other = scope.over(.customers) } else { other = scope }
    let bound = value(inner, other)
    guard let date = binder.dayConstant(day, scope), let bound else { return .error }
    if bound.isConstant, !catalog.definitions.withMeasures([bound]).contains(where: \.readsToday) {
      report(.asOfConstant(inner.span, at: span))
      return .error
    }
    ScoreBinder(binder: binder).warnOfLikeness(in: bound, onAnotherDay: span)
    let expression = made(.asOf(bound, day: date), bound.type, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), bound.type, span)) }
    return .value(expression)
  }
}
