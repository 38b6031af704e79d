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
    if let problem = problemOfTables(bound, span) {
      report(problem)
      if problem.severity == .error { return .error }
    }
    let expression = made(.asOf(bound, day: date), bound.type, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), bound.type, span)) }
    return .value(expression)
  }

  /// What is wrong where a value counts rows without a time: they are there on every day. If nothing else in it has a day,
  /// the value is the same on any.
  private func problemOfTables(_ value: Expression, _ span: SourceSpan) -> Diagnostic? {
    let parts = ScoreBinder(binder: binder).expressions(in: value)
    let tables = parts.compactMap { $0.ownEvents.flatMap { catalog.eventTable($0.table) } }.filter { !$0.isReference }
    guard let untimed = tables.first(where: { !$0.isUnknown && $0.timeType == nil }) else { return nil }
    let hasDays = tables.contains { $0.isUnknown || $0.timeType != nil } || parts.contains(where: \.readsToday)
    return .noTime(untimed, asOfAnotherDay: span, isError: !hasDays)
  }
}
