// The messages about windows. All except those about a single number list the forms of
// windows.

import SegDiagnostics

extension Diagnostic {
  private static let windowForms: Message =
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
      notes: ["the units are `days`, `weeks`, `months`, `quarters` and `years`, and for times `hours` and `minutes`"],
      fix: Fix("write `\(count) days`", replace: span, with: " days"), isIncomplete: isAtEnd)
  }

  /// `hours are not counted`
  static func clockUnit(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-hours", "periods are whole days, weeks, months, quarters or years, not `\(span.text)`", at: span,
      notes: ["`hour(TIME)` is the hour of a time, and groups by it: `by hour(TIME)`"])
  }

  /// `lengths of time are counted from minutes on`
  static func secondUnit(_ ours: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-hours",
      ours.map { "`\(span.text)` is written `\($0)`" } ?? "`\(span.text)` cannot be counted: lengths of time are at least minutes",
      at: span, fix: ours.map { Fix("write \(Message.script($0))", replace: span, with: $0) })
  }

  /// `` `until` is written `before` ``
  static func foreignWindow(_ ours: String, at span: SourceSpan, note: Message? = nil) -> Diagnostic {
    Diagnostic(
      "bad-window", "`\(span.text)` is written `\(ours)`", at: span, notes: (note.map { [$0] } ?? []) + [windowForms],
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
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
      fix: Fix("for the \(unit.word) before this one write `in previous \(name)`", replace: span, with: "previous \(name)"))
    diagnostic.otherFixes = [
      Diagnostic.Fix("for the \(unit.word) that ends today write `in last 1 \(name)`", replace: span, with: "last 1 \(name)")
    ]
    return diagnostic
  }

  /// `a quarter is written `2024-Q1``
  static func foreignPeriod(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-date", "this period is written `\(ours)`", at: span, fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
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
    let ours = "from \(from.span.text) to \(dayAfter(to))"
    return Diagnostic(
      "bad-window", "a window between two days is written `from A to B`", at: span,
      notes: ["the day B is not part of it, so that B is the day after the last"],
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// The day after the last one of a day or a period, as it is written.
  package static func dayAfter(_ end: ExpressionSyntax) -> String {
    switch end.kind {
    case .date(let day): return CivilDate.text(days: day + 1)
    case .period(let start, .week): return CivilDate.text(days: start + 7)
    case .period(let start, .months(let months)):
      let (year, month, _) = CivilDate.date(days: start)
      let next = year * 12 + month - 1 + Int(months)
      return CivilDate.text(year: next / 12, month: next % 12 + 1, day: 1)
    case .integer(let year) where (1000...9998).contains(year): return "\(year + 1)-01"
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .timestamp, .duration, .brokenDuration, .ago, .rate,
      .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .coalesce, .sum, .product, .negate,
      .asOf, .conditional, .firstEvents, .comparison, .inList, .between, .textTest, .isMissing, .isStage, .inWindow:
      return "\(end.span.text) + 1 day"
    }
  }

  /// `` `is` is left out of a test of a date ``
  static func verbOfTest(at span: SourceSpan) -> Diagnostic {
    let word = span.text.split(separator: " ").first.map(String.init) ?? span.text
    return Diagnostic(
      "bad-window", "a test of a date has no `\(word)`: `signup in 2024`", at: span,
      fix: Fix("leave `\(word)` out", replace: span, with: ""))
  }

  /// `how long ago a date is is a difference with today`
  static func foreignAge(_ ours: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "how long ago a date is, is its difference with `today`", at: span,
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `signup in 2024-01-01 to 2024-06-30`
  static func periodTo(_ from: ExpressionSyntax, _ to: ExpressionSyntax, at span: SourceSpan) -> Diagnostic {
    let ours = "from \(from.span.text) to \(dayAfter(to))"
    return Diagnostic(
      "bad-window", "a window between two days is written `from A to B`", at: span,
      notes: ["the day B is not part of it, so that B is the day after the last"],
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `signup within 30 days`: before today, or after it.
  static func withinOfDate(_ subject: String, _ length: String, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      "bad-window", "`within \(length)` can mean several windows", at: span,
      fix: Fix("for the days that end today write `in last \(length)`", replace: span, with: "in last \(length)"))
    diagnostic.otherFixes = [
      Diagnostic.Fix("for the days that begin today write `in next \(length)`", replace: span, with: "in next \(length)"),
      Diagnostic.Fix(
        "for a day of each year write `in next \(length) each year`", replace: span, with: "in next \(length) each year"),
    ]
    return diagnostic
  }

  /// `first_order within 30 days of signup`: the time between two dates.
  static func withinOfOther(_ subject: String, _ length: String, of other: String, isAfter: Bool, at span: SourceSpan) -> Diagnostic {
    let difference = "\(subject) - \(other)"
    let after = "\(difference) between 0 and \(length)"
    var diagnostic = Diagnostic(
      "bad-window", "the time between two dates is their difference", at: span,
      fix: Fix(isAfter ? "write `\(after)`" : "for the days after it write `\(after)`", replace: span, with: after))
    if !isAfter {
      diagnostic.otherFixes = [
        Diagnostic.Fix(
          "for the days before and after it write `abs(\(difference)) <= \(length)`", replace: span,
          with: "abs(\(difference)) <= \(length)")
      ]
    }
    return diagnostic
  }

  /// `a test of a date stands in parentheses here`
  package static func testWithoutParentheses(_ test: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "inside an aggregate, a test of a date stands in parentheses", at: span,
      notes: ["without them the window chooses the aggregate's events"],
      fix: Fix("write `(\(test))`", replace: span, with: "(\(test))"))
  }

  /// `a window is at least 1 day long`
  static func emptyWindow(_ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-window", "a window is at least 1 \(unit.word) long", at: span,
      notes: ["the day itself counts: `in last 1 day` is today"], fix: Fix("write `1`", replace: span, with: "1"))
  }

  /// `a year has four digits`
  static func badYear(_ year: Int64, at span: SourceSpan) -> Diagnostic {
    let guess: Int64? = (0..<100).contains(year) ? year + (year < 70 ? 2000 : 1900) : nil
    return Diagnostic(
      "bad-window", "a year has four digits, found `\(span.text)`", at: span, notes: [windowForms],
      fix: guess.map { Fix("write \(Message.script($0))", replace: span, with: "\($0)") })
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
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
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
