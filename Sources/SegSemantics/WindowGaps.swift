// Windows that were meant to adjoin, and leave out a day: `in last 90 days` beside
// `from 180 days ago to 90 days ago`.

import SegDiagnostics
import SegPlan

extension Expression {
  /// The months and days by which a day is away from the as-of day, moved by days first.
  fileprivate func shiftFromToday(movedBy moved: Int64) -> (months: Given<Int64>, days: Given<Int64>)? {
    guard case .shift(let inner, let months, let days, Given(0)) = kind else { return nil }
    if moved == 0, case .today = inner.kind { return (months, days) }
    if case .shift(let today, Given(0), Given(moved), Given(0)) = inner.kind, case .today = today.kind { return (months, days) }
    return nil
  }

  /// Calls `body` with the events of every aggregate in it.
  fileprivate func visitScopes(_ body: (EventScope) -> Void) {
    visit { part in
      if case .events(let aggregate) = part.kind { body(aggregate.scope) }
      if case .group(let aggregate) = part.kind, let scope = aggregate.rows.events { body(scope) }
      if case .purchases(let value) = part.kind { body(value.purchases.scope) }
    }
  }
}

extension TimeRange {
  /// Whether it ends a day before the window `in last …` begins: `to 90 days ago` leaves out the
  /// day that is 90 days ago, and so does `in last 90 days`.
  fileprivate func endsADayBefore(_ last: TimeRange) -> Bool {
    guard last.end == nil, let end = end?.shiftFromToday(movedBy: 0), let start = last.start?.shiftFromToday(movedBy: 1) else {
      return false
    }
    return end.months == start.months && end.days == start.days
  }
}

extension WindowBinder {
  /// Warns of a day that this window and another one of the statement, or of an earlier
  /// definition, leave out between them.
  func checkGap(_ window: TimeRange, of table: String, at span: SourceSpan) {
    defer { binder.windows.append((table, window)) }
    func check(_ other: TimeRange) -> Bool {
      let (earlier, last) = window.endsADayBefore(other) ? (window, other) : (other, window)
      guard earlier.endsADayBefore(last) else { return false }
      // The same words again are not said again.
      if !binder.diagnostics.contains(where: { $0.id == "window-gap" }) { report(.windowGap(earlier, last, at: span)) }
      return true
    }
    for known in binder.windows where known.table == table && check(known.window) { return }
    guard window.end?.shiftFromToday(movedBy: 0) != nil || window.start?.shiftFromToday(movedBy: 1) != nil else { return }
    for name in catalog.order {
      var found = false
      for expression in catalog.definitions[name]?.expressions ?? [] {
        expression.visitScopes { scope in
          if !found, scope.table == table, let other = scope.window { found = check(other) }
        }
      }
      if found { return }
    }
  }
}

extension Diagnostic {
  /// `warning: a day is in neither `in last 90 days` nor `from 180 days ago to 90 days ago` [window-gap]`
  static func windowGap(_ earlier: TimeRange, _ last: TimeRange, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "window-gap", "a day is in neither `\(last.label.text)` nor `\(earlier.label.text)`", at: span,
      label: "`in last …` ends with today, and `to` leaves its day out", fix: Fix("the window before it: `\(preceding(last.label.text))`"),
      severity: .warning)
  }

  /// `in the 90 days before` for `in last 90 days`.
  private static func preceding(_ last: String) -> String {
    let words = last.split(separator: " ")
    return words.count == 4 ? "in the \(words[2]) \(words[3]) before" : "in the … days before"
  }
}
