// Tests of a date by a window: `signup in last 90 days`, `due before today`.

import SegColumns
import SegDiagnostics
import SegFunctions
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
    if let problem = windows.hoursOfDays(window, subject.type, "`\(subject.label.name)`") { return failed(problem) }
    guard let (start, end, _) = windows.borders(window, scope) else { return .error }
    if window.isYearly { return yearly(subject, start, end, window, negated, span) }
    let comparisons = ComparisonBinder(binder: binder)
    var tests: [Expression] = []
    if let start, let test = comparisons.compare(subject, .greaterOrEqual, start, span) { tests.append(test) }
    if let end, let test = comparisons.compare(subject, .less, end, span) { tests.append(test) }
    guard tests.count == (start == nil ? 0 : 1) + (end == nil ? 0 : 1), let first = tests.first else { return .error }
    return negate(tests.count == 1 ? first : made(.and(tests), .boolean, span), negated)
  }

  /// `birthday in next 30 days each year`: the last anniversary of the date, by the end of the
  /// window, lies in the window.
  private func yearly(
    _ subject: Expression, _ start: Expression?, _ end: Expression?, _ window: WindowSyntax, _ negated: Bool, _ span: SourceSpan
  ) -> Operand {
    let days: [ColumnType] = [.date, .date]
    guard let start, let end else { return failed(.openEachYear(at: window.span)) }
    guard let last = binder.shift(day(end), by: Given(1), .day, negative: true, window.span),
      let function = FunctionLibrary.builtIn["anniversary"], let overload = function.overloads.first(where: { $0.parameters == days })
    else { return .error }
    let call = made(.call(FunctionReference(function, overload), [day(subject), last]), .date, span)
    return negate(made(.compare(.greaterOrEqual, call, day(start)), .boolean, span), negated)
  }

  private func day(_ expression: Expression) -> Expression {
    expression.type == .timestamp ? Expression(.convert(expression), .date, like: expression) : expression
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
  /// `error: events after today do not exist: `in next 30 days` chooses none [bad-window]`
  static func futureEvents(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "events after today do not exist: `\(span.text)` would choose none", at: span,
      notes: ["a date of a customer or an event is tested in parentheses: `count((due in next 30 days))`"])
  }

  /// `error: `each year` is for the test of a date [bad-window]`
  static func yearlyEvents(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "`each year` is for the test of a date, and this window chooses events", at: span,
      fix: Fix("test the date of the events: `count(orders where (order_date in this month each year))`"))
  }

  /// `error: `each year` needs a window with a beginning and an end [bad-window]`
  static func openEachYear(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "`each year` needs a window with a beginning and an end", at: span,
      fix: Fix("for example `in next 30 days each year` or `in this month each year`"))
  }

  /// `error: a window counts events, and this is about customers [wrong-arguments]`
  static func windowWithoutEvents(_ value: ExpressionSyntax, at span: SourceSpan, isDate: Bool) -> Diagnostic {
    let test = "(\(value.span.text) \(span.text))"
    return Diagnostic(
      "wrong-arguments", "a window counts events, and this is about customers", at: span, label: "no events here",
      fix: isDate ? Fix("a test of a date stands in parentheses: `\(test)`", replace: value.span.merged(with: span), with: test) : nil)
  }

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
      "bad-window", "a window tests a date or chooses events, and this is \(type.word)", at: inner.span, label: type.word,
      others: [Label(window.span, "the window")],
      fix: written.map { Fix("choose events: \(Message.script($0))", replace: inner.span.merged(with: window.span), with: $0) })
  }
}
