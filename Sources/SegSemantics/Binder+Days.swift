// Days and lengths of time.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// The days of a duration, with a fraction for hours and minutes; nil where it is of months,
  /// or too long.
  func numberOfDays(_ count: Given<Int64>, _ unit: TimeUnit, _ span: SourceSpan) -> Expression? {
    if let minutes = unit.minutes { return partOfDay(count, minutes, span) }
    guard let days = unit.days else { return nil }
    guard let use = count.parameter else {
      let (total, overflow) = days.multipliedReportingOverflow(by: count.value)
      return overflow ? nil : made(.literal(.integer(total)), .integer, span)
    }
    let parameter = made(.parameter(use.name), .integer, span)
    let factor = days * Int64(use.factor)
    if factor == 1 { return parameter }
    return made(.product(parameter, [Factor(.times, made(.literal(.integer(factor)), .integer, span))]), .integer, span)
  }

  /// Hours or minutes in days. A quotient is the same number wherever it comes from, because it
  /// is rounded once: two hours are two hours of a difference of times.
  private func partOfDay(_ count: Given<Int64>, _ minutes: Int64, _ span: SourceSpan) -> Expression? {
    let perDay = Double(1_440 / minutes)
    guard let use = count.parameter else { return made(.literal(.number(Double(count.value) / perDay)), .number, span) }
    guard let number = coerced(made(.parameter(use.name), .integer, span), to: .number) else { return nil }
    let divisor = made(.literal(.number(perDay / use.factor)), .number, span)
    return made(.product(number, [Factor(.divide, divisor)]), .number, span)
  }

  /// The number of a duration given by a parameter: whole, at least 0.
  func length(_ name: NameSyntax, _ scope: Scope) -> Given<Int64>? {
    if catalog.failedNames.contains(name.text) { return nil }
    switch bind(ExpressionSyntax(.name(name.text), name.span), scope.over(.constant)) {
    case .error: return nil
    case .value(let value):
      if value.type == .integer,
        let count = given(value, Int64.self, limits: 0...4_000_000, wanted: "a whole number of at least 0")
      {
        return count
      }
    case .duration, .period, .missing: break
    }
    report(.notALength(name))
    return nil
  }

  /// A day moved by a duration.
  func shift(_ day: Expression, by count: Given<Int64>, _ unit: TimeUnit, negative: Bool, _ span: SourceSpan) -> Expression? {
    let factor = (unit.months ?? unit.days ?? unit.minutes ?? 1) * (negative ? -1 : 1)
    let (value, overflow) = factor.multipliedReportingOverflow(by: count.value)
    guard !overflow, value.magnitude < 4_000_000 * (unit.minutes == nil ? 1 : 1_440) else {
      report(.durationTooLong(at: span))
      return nil
    }
    let amount = Given(value, parameter: count.parameter?.scaled(by: Double(factor)))
    if unit.minutes != nil, day.type != .timestamp {
      report(.hoursOfDay(day, unit, at: span))
      return nil
    }
    let none = Given<Int64>(0)
    let isCalendar = unit.months != nil
    let isClock = unit.minutes != nil
    return made(
      .shift(day, months: isCalendar ? amount : none, days: isCalendar || isClock ? none : amount, minutes: isClock ? amount : none),
      day.type, span)
  }

  /// A day that is the same for all rows.
  func dayConstant(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    guard let day = value(syntax, scope) else { return nil }
    guard day.type == .date || day.type == .timestamp, day.isConstant else {
      report(.notADay(day, at: syntax.span))
      return nil
    }
    return day.type == .timestamp ? Expression(.convert(day), .date, like: day) : day
  }
}
