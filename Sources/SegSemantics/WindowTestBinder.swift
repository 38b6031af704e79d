// Tests of a date by a window: `signup in last 90 days`, `due before today`.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds tests of dates.
struct WindowTestBinder: BinderPart {
  let binder: Binder

  /// `VALUE [not] WINDOW`: as in a window of events, the first day belongs to it and the day
  /// of its end does not.
  func bindTest(_ inner: ExpressionSyntax, _ window: WindowSyntax, _ negated: Bool, _ span: SourceSpan, _ scope: Scope) -> Operand {
    let windows = WindowBinder(binder: binder)
    guard var subject = value(inner, scope) else { return .error }
    if subject.isUntyped { subject = binder.settled(subject, as: .date) }
    guard subject.type == .date || subject.type == .timestamp else {
      return failed(.windowOfValue(subject.type, inner, window, definition: aggregate(inner, scope)))
    }
    guard let (start, end, _) = windows.borders(window, scope) else { return .error }
    let comparisons = ComparisonBinder(binder: binder)
    var tests: [Expression] = []
    if let start, let test = comparisons.compare(subject, .greaterOrEqual, start, span) { tests.append(test) }
    if let end, let test = comparisons.compare(subject, .less, end, span) { tests.append(test) }
    guard tests.count == (start == nil ? 0 : 1) + (end == nil ? 0 : 1), let first = tests.first else { return .error }
    return negate(tests.count == 1 ? first : made(.and(tests), .boolean, span), negated)
  }

  /// The text of the aggregate that a metric consists of.
  private func aggregate(_ inner: ExpressionSyntax, _ scope: Scope) -> String? {
    guard case .name(let name) = inner.kind, case .metric(let syntax)? = catalog.statements[name]?.kind,
      case .call(_, let arguments) = syntax.expression.kind, arguments.count == 1, arguments.first?.window == nil
    else { return nil }
    return syntax.expression.span.text
  }
}

extension Diagnostic {
  /// `error: a window tests a date, and this is number [bad-window]`
  fileprivate static func windowOfValue(
    _ type: ColumnType, _ inner: ExpressionSyntax, _ window: WindowSyntax, definition: String?
  ) -> Diagnostic {
    var aggregate = definition
    if case .call(_, let arguments) = inner.kind, arguments.last?.window == nil { aggregate = inner.span.text }
    let written = aggregate.flatMap { text in
      text.hasSuffix(")") ? "\(text.dropLast()) \(window.span.text))" : nil
    }
    return Diagnostic(
      "bad-window", "a window tests a date or chooses events, and this is \(type.rawValue)", at: inner.span, label: type.rawValue,
      others: [Label(window.span, "the window")],
      fix: written.map { Fix("choose events: `\($0)`", replace: inner.span.merged(with: window.span), with: $0) })
  }
}
