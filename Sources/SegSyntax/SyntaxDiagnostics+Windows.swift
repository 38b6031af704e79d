// The messages about windows. All except those about a single number list the forms of
// windows.

import SegDiagnostics

extension Diagnostic {
  private static let windowForms =
    "a window is `in last N days`, `in this month`, `in 2024-Q1`, `from A to B`, `since D` or `before D`"

  /// `expected a number of days after `in last``
  static func badWindow(unit: TimeUnit?, isLiteral: Bool, at span: SourceSpan, isAtEnd: Bool) -> Diagnostic {
    Diagnostic(
      "bad-window", "expected a whole number and a unit after `in last`, as in `in last 90 days`", at: span,
      fix: unit.map { Fix("write `1 \($0.rawValue)`", replace: span, with: "1 \($0.rawValue)") }, isIncomplete: isAtEnd)
  }

  /// `a window that ends today is written `in last 90 days``
  static func missingLast(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "a window that ends today is written `in last \(span.text)`", at: span, notes: [windowForms],
      fix: Fix("write `last \(span.text)`", replace: span, with: "last \(span.text)"))
  }

  /// `expected a unit after `in last 90``
  static func missingUnit(_ count: String, at span: SourceSpan, found token: Token, isAtEnd: Bool) -> Diagnostic {
    Diagnostic(
      "bad-window", "expected a unit of time after `\(count)`", at: span,
      notes: ["the units are `days`, `weeks`, `months`, `quarters` and `years`"],
      fix: Fix("write `\(count) days`", replace: span, with: " days"), isIncomplete: isAtEnd)
  }

  /// `hours are not counted`
  static func clockUnit(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-hours", "`\(span.text)` cannot be counted: lengths of time are whole days, weeks, months, quarters or years", at: span,
      notes: ["`hour(TIME)` is the hour of a time, and groups by it: `by hour(TIME)`"])
  }

  /// `` `until` is written `before` ``
  static func foreignWindow(_ ours: String, at span: SourceSpan, note: String? = nil) -> Diagnostic {
    Diagnostic(
      "bad-window", "`\(span.text)` is written `\(ours)`", at: span, notes: (note.map { [$0] } ?? []) + [windowForms],
      fix: Fix("write `\(ours)`", replace: span, with: ours))
  }

  /// `` `the` is left out of a window ``
  static func articleInWindow(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "unexpected `the` in a window", at: span, notes: [windowForms],
      fix: Fix("leave `the` out", replace: span, with: ""))
  }

  /// `expected `in` before `last``
  static func missingIn(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "expected `in` before `\(word)`", at: span, notes: [windowForms],
      fix: Fix("write `in \(word)`", replace: span, with: " in"))
  }

  /// `` `last month` can mean two periods ``
  static func lastUnit(_ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    let name = unit.rawValue
    var diagnostic = Diagnostic(
      "bad-window", "`in last \(name)` can mean two periods", at: span,
      fix: Fix("for the \(name) before this one write `in previous \(name)`", replace: span, with: "previous \(name)"))
    diagnostic.otherFixes = [
      Diagnostic.Fix("for the \(name) that ends today write `in last 1 \(name)`", replace: span, with: "last 1 \(name)")
    ]
    return diagnostic
  }

  /// `a quarter is written `2024-Q1``
  static func foreignPeriod(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-date", "this period is written `\(ours)`", at: span, fix: Fix("write `\(ours)`", replace: span, with: ours))
  }

  /// `a window without an end begins with `since``
  static func windowWithoutEnd(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "a window from a day to today is written `since`", at: span,
      notes: ["a window that ends earlier is `from A to B`"],
      fix: Fix("write `since`", replace: span, with: "since"))
  }

  /// `a window between two days is written `from A to B``
  ///
  /// `between A and B` has the day B in it, `from A to B` has not.
  static func windowBetween(_ from: ExpressionSyntax, _ to: ExpressionSyntax, at span: SourceSpan) -> Diagnostic {
    var end = "\(to.span.text) + 1 day"
    if case .date(let day) = to.kind { end = CivilDate.text(days: day + 1) }
    if case .period(let start, let months) = to.kind {
      let (year, month, _) = CivilDate.date(days: start)
      let next = year * 12 + month - 1 + Int(months)
      end = CivilDate.text(year: next / 12, month: next % 12 + 1, day: 1)
    }
    let ours = "from \(from.span.text) to \(end)"
    return Diagnostic(
      "bad-window", "a window between two days is written `from A to B`", at: span,
      notes: ["the day B is not part of it, so that B is the day after the last"],
      fix: Fix("write `\(ours)`", replace: span, with: ours))
  }

  /// `a window is at least 1 day long`
  static func emptyWindow(_ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "a window is at least 1 \(unit.rawValue) long", at: span,
      notes: ["the day itself counts: `in last 1 day` is today"], fix: Fix("write `1`", replace: span, with: "1"))
  }

  /// `a year has four digits`
  static func badYear(_ year: Int64, at span: SourceSpan) -> Diagnostic {
    let guess: Int64? = (0..<100).contains(year) ? year + (year < 70 ? 2000 : 1900) : nil
    return Diagnostic(
      "bad-window", "a year has four digits, found `\(span.text)`", at: span, notes: [windowForms],
      fix: guess.map { Fix("write `\($0)`", replace: span, with: "\($0)") })
  }

  /// `a window follows the condition without `and``
  static func windowAfterAnd(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "a window follows the condition without `and`", at: span, notes: [windowForms],
      fix: Fix("leave `and` out", replace: span, with: ""))
  }

  /// `a window comes after the whole condition`
  static func conditionAfterWindow(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "a window comes after the whole condition", at: span,
      fix: Fix("write \(code(ours))", replace: span, with: ours))
  }

  /// `a window stands inside the parentheses`
  static func windowOutside(call: String?, inside window: String, at span: SourceSpan, replacing whole: SourceSpan?)
    -> Diagnostic
  {
    Diagnostic(
      "bad-window", "a window belongs inside the parentheses of an aggregate", at: span,
      notes: call == nil ? ["as in `count(orders in last 90 days)`", windowForms] : [windowForms],
      fix: call.flatMap { call in
        whole.map { Fix("write `\(call) \(window))`", replace: $0, with: " \(window))") }
      })
  }

  /// `a condition on events stands inside the parentheses`
  static func conditionOutside(call: String, inside condition: String, at span: SourceSpan, replacing whole: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unexpected-token", "a condition on events belongs inside the parentheses of the aggregate", at: span,
      fix: Fix("write `\(call) \(condition))`", replace: whole, with: " \(condition))"))
  }
}
