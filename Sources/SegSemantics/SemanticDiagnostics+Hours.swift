// The messages about hours and minutes where days have none.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Diagnostic {
  /// `error: `signup` is a day without a time of day, and hours cannot be counted from it [no-hours]`
  static func hoursOfDay(_ day: Expression, _ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    let ours = "timestamp(\(day.span.text))"
    return Diagnostic(
      "no-hours", "`\(day.label.name)` is a day without a time of day, and \(unit.plural) cannot be counted from it", at: day.span,
      label: "a whole day", others: [Label(span, unit.plural)],
      fix: Fix("from its beginning: \(Message.script(ours))", replace: day.span, with: ours))
  }

  /// `error: a date and a length of time do not go together [type-mismatch]`
  static func dateAgainstLength(_ ours: String, _ day: Expression, _ length: Expression) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a date and a length of time do not go together", at: day.span, label: "a date",
      others: [Label(length.span, "a length of time")],
      fix: Fix("how long ago it is: \(Message.script(ours))", replace: day.span.merged(with: length.span), with: ours))
  }

  /// `error: `hour` reads a time of day, and `signup` is a day without one [no-hours]`
  static func timeOfDay(_ function: String, _ day: Expression) -> Diagnostic {
    Diagnostic(
      "no-hours", "`\(function)` reads a time of day, and `\(day.label.name)` is a day without one", at: day.span, label: "a whole day",
      fix: Fix("a day has `weekday`, `day`, `week`, `month`, `quarter` and `year`"))
  }

  /// `error: today is a whole day, and has no hour from which `2 hours ago` is counted [no-hours]`
  static func hoursAgo(_ count: Int64, _ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    let length = "\(count) \(unit.rawValue)s"
    let ours = "timestamp(tomorrow) - \(length)"
    return Diagnostic(
      "no-hours", "today is a whole day, and has no time from which `\(span.text)` is counted", at: span,
      notes: ["`in last \(length)` ends with the end of today"],
      fix: Fix("write \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: `day` of `orders` has no time of day, and hours cannot be counted [no-hours]`
  ///
  /// - Parameter ours: the window of whole days that has the hours in it.
  static func hoursOfDates(_ tested: Message, _ unit: TimeUnit, _ ours: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-hours", "\(tested) has no time of day, and \(unit.plural) cannot be counted", at: span, label: "needs times",
      fix: ours.map { Fix("in whole days: \(Message.script($0))", replace: span, with: $0) } ?? Fix("count whole days"))
  }

  /// `error: today is a whole day: the hours after now are not known [no-hours]`
  static func hoursFromToday(_ count: Int64, _ unit: TimeUnit, at span: SourceSpan) -> Diagnostic {
    let perDay = 1_440 / (unit.minutes ?? 1_440)
    let days = count / perDay + (count % perDay == 0 ? 0 : 1)
    let ours = "in next \(days) day\(days == 1 ? "" : "s")"
    return Diagnostic(
      "no-hours", "today is a whole day, and has no time after which \(unit.plural) are counted", at: span,
      fix: Fix("in whole days: \(Message.script(ours))", replace: span, with: ours))
  }

  /// `error: `orders` has days without times, and a limit of hours cannot be counted [no-hours]`
  static func limitOfDays(_ table: String, _ days: Int64, at span: SourceSpan) -> Diagnostic {
    let ours = "\(days) day\(days == 1 ? "" : "s")"
    return Diagnostic(
      "no-hours", "`\(table)` has days without times of day, and a limit of less than days cannot be counted", at: span,
      fix: Fix("in whole days: `within \(ours)`", replace: span, with: ours))
  }
}
