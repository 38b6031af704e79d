// Windows of time: `in last 90 days`, `since signup`, `in 2024`.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds windows, and the events that one selects.
struct WindowBinder: BinderPart {
  let binder: Binder

  /// The window of time; nil if a mistake was reported.
  func window(_ window: WindowSyntax, _ table: TableSchema, _ scope: Scope) -> TimeRange? {
    if table.isUnknown { return nil }
    guard table.timeType != nil else {
      report(.noTime(table, at: window.span))
      return nil
    }
    if let problem = problem(window) ?? hoursOfDays(window, table.timeType, table.time.map { "`\($0)` of `\(table.name)`" } ?? "") {
      report(problem)
      return nil
    }
    guard let (start, end, isOpen) = borders(window, scope) else { return nil }
    for border in [start, end].compactMap({ $0 }) {
      if case .column(let name) = border.kind, name == table.time {
        report(.ownTime(name, table.name, at: border.span))
        return nil
      }
    }
    // Later events than those of today do not exist.
    return TimeRange(
      start: start, end: isOpen ? nil : end, label: label(window.span), origin: made(.today, .date, window.span).origin)
  }

  /// What is wrong with a window of events that would be right for a date.
  private func problem(_ window: WindowSyntax) -> Diagnostic? {
    if window.isYearly { return .yearlyEvents(at: window.span) }
    switch window.kind {
    case .next: return .futureEvents(at: window.span)
    case .calendar(let offset, _, _): return offset > 0 ? .futureEvents(at: window.span) : nil
    case .last, .lastNamed, .preceding, .period, .fromTo, .since, .before: return nil
    }
  }

  /// What is wrong with hours or minutes of a window over dates without a time of day.
  ///
  /// - Parameter tested: what the window is for, as in a message.
  func hoursOfDays(_ window: WindowSyntax, _ type: ColumnType?, _ tested: Message) -> Diagnostic? {
    guard type == .date else { return nil }
    let written: (Int64?, TimeUnit)?
    switch window.kind {
    case .last(let count, let unit): written = (count, unit)
    case .lastNamed(_, let unit): written = (nil, unit)
    case .preceding(let length, _), .next(let length):
      switch length.kind {
      case .duration(let count, let unit): written = (count, unit)
      case .namedDuration(_, let unit): written = (nil, unit)
      case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .brokenDuration, .ago, .rate,
        .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .coalesce, .sum, .product, .negate, .asOf,
        .conditional, .firstEvents, .comparison, .inList, .between, .textTest, .isMissing, .isStage, .inWindow:
        written = nil
      }
    case .calendar, .period, .fromTo, .since, .before: written = nil
    }
    guard let (count, unit) = written, let minutes = unit.minutes else { return nil }
    var ours: String?
    if case .last = window.kind, let count, count < 1_000_000 {
      let perDay = 1_440 / minutes
      let days = (count + perDay - 1) / perDay
      ours = "in last \(days) day\(days == 1 ? "" : "s")"
    }
    return .hoursOfDates(tested, unit, ours, at: window.span)
  }

  /// The first day of a window and the day after its last; open: it ends with today.
  func borders(_ window: WindowSyntax, _ scope: Scope) -> (start: Expression?, end: Expression?, isOpen: Bool)? {
    let span = window.span
    let today = made(.today, .date, span)
    let tomorrow = binder.shift(today, by: Given(1), .day, negative: false, span)
    switch window.kind {
    case .last, .lastNamed:
      guard let (count, unit) = length(of: window, scope), let tomorrow,
        let start = binder.shift(instant(tomorrow, unit), by: count, unit, negative: true, span)
      else { return nil }
      return (start, tomorrow, true)
    case .next(let written):
      if case .duration(let count, let unit) = written.kind, unit.minutes != nil {
        report(.hoursFromToday(count, unit, at: span))
        return nil
      }
      guard let (count, unit) = length(of: window, scope), let end = binder.shift(today, by: count, unit, negative: false, span)
      else { return nil }
      return (today, end, false)
    case .calendar(let offset, let unit, let toDate):
      guard let first = startOfCalendarUnit(unit, span) else { return nil }
      let start = offset == 0 ? first : binder.shift(first, by: Given(abs(offset)), unit, negative: offset < 0, span)
      if toDate { return (start, tomorrow, true) }
      guard let start, let end = binder.shift(start, by: Given(1), unit, negative: false, span) else { return nil }
      return (start, end, false)
    case .preceding(let written, let day):
      guard let (count, unit) = length(of: window, scope) else { return nil }
      if let day {
        // The hours before a day are those before its beginning.
        guard let end = border(day, scope).map({ instant($0, unit) }),
          let start = binder.shift(end, by: count, unit, negative: true, written.span)
        else { return nil }
        return (start, end, false)
      }
      // It adjoins the window `in last 90 days`.
      guard let next = tomorrow.map({ instant($0, unit) }), let end = binder.shift(next, by: count, unit, negative: true, span),
        let start = binder.shift(next, by: count.doubled, unit, negative: true, span)
      else { return nil }
      return (start, end, false)
    case .since(let from): return border(from, scope).map { ($0, nil, false) }
    case .before(let to): return border(to, scope).map { (nil, $0, false) }
    case .fromTo(let from, let to):
      let start = border(from, scope)
      let end = border(to, scope)
      guard let start, let end else { return nil }
      return (start, end, false)
    case .period(let syntax): return period(syntax, scope).map { ($0.0, $0.1, false) }
    }
  }

  /// The beginning of a day, where hours or minutes are counted from it.
  private func instant(_ day: Expression, _ unit: TimeUnit) -> Expression {
    unit.minutes != nil && day.type == .date ? Expression(.convert(day), .timestamp, like: day) : day
  }

  /// The first day of the unit that holds today.
  private func startOfCalendarUnit(_ unit: TimeUnit, _ span: SourceSpan) -> Expression? {
    if unit == .day { return made(.today, .date, span) }
    let name = NameSyntax("start_of_\(unit.rawValue)", span)
    let call = ExpressionSyntax(.call(name, [ArgumentSyntax(ExpressionSyntax(.today, span))]), span)
    return value(call, Scope(.constant))
  }

  /// A border of a window.
  private func border(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    if case .period(let start, _) = syntax.kind { return made(.literal(.date(start)), .date, syntax.span) }
    guard var value = value(syntax, scope) else { return nil }
    if value.isUntyped { value = binder.settled(value, as: .date) }
    guard value.type == .date || value.type == .timestamp else {
      report(.notADay(value, at: syntax.span))
      return nil
    }
    return value
  }

  /// The number and the unit of `in last 90 days`.
  private func length(of window: WindowSyntax, _ scope: Scope) -> (Given<Int64>, TimeUnit)? {
    switch window.kind {
    case .last(let count, let unit): (Given(count), unit)
    case .lastNamed(let name, let unit): binder.length(name, scope).map { ($0, unit) }
    case .preceding(let length, _), .next(let length):
      if case .duration(let count, let unit, _) = bind(length, scope) { (count, unit) } else { nil }
    case .period, .calendar, .fromTo, .since, .before: nil
    }
  }

  /// The first day of a period and the day after its last.
  private func period(_ syntax: ExpressionSyntax, _ scope: Scope) -> (Expression, Expression)? {
    let span = syntax.span
    func literal(_ day: CalendarDate?) -> Expression? { day.map { made(.literal(.date($0.days)), .date, span) } }
    switch bind(syntax, scope) {
    case .period(let start, let length, _):
      let day = CalendarDate(days: start)
      let next =
        switch length {
        case .months(let months): day.adding(months: Int(clamping: months))
        case .week: CalendarDate(days: start + 7) as CalendarDate?
        }
      guard let first = literal(day), let end = literal(next) else { return nil }
      return (first, end)
    case .value(let value):
      if case .parameter = value.kind, value.type == .integer {
        return years(value)
      }
      if case .literal(.integer(let year)) = value.kind, (1000...9998).contains(year),
        let first = literal(CalendarDate(year: Int(year), month: 1, day: 1)),
        let end = literal(CalendarDate(year: Int(year) + 1, month: 1, day: 1))
      {
        return (first, end)
      }
      if value.type == .date, let end = binder.shift(value, by: Given(1), .day, negative: false, span) { return (value, end) }
      report(.notAPeriod(at: span))
      return nil
    case .duration(let count, let unit, _):
      report(.windowWithoutLast(count.value, unit, at: span))
      return nil
    case .missing:
      report(.notAPeriod(at: span))
      return nil
    case .error: return nil
    }
  }

  /// The first day of the year given by a parameter, and of the next one.
  private func years(_ year: Expression) -> (Expression, Expression)? {
    guard let given = binder.given(year, Int64.self, limits: 1000...9998, wanted: "a year from 1000 to 9998"), let use = given.parameter
    else {
      report(.notAPeriod(at: year.span))
      return nil
    }
    func first(after years: Int64) -> Expression {
      let offset = (years - 1970) * 12
      let months = Given(
        given.value * 12 + offset,
        parameter: ParameterUse(
          use.name, factor: 12, offset: Double(offset), limits: use.limits, wanted: use.wanted, at: use.span))
      return made(
        .shift(made(.literal(.date(0)), .date, year.span), months: months, days: Given(0), minutes: Given(0)), .date, year.span)
    }
    return (first(after: 0), first(after: 1))
  }

  /// The events selected by `where` and a window; nil if a mistake was reported.
  func eventScope(_ argument: ArgumentSyntax, _ table: TableSchema, _ scope: Scope) -> EventScope? {
    if let condition = argument.condition, let window = argument.window, let problem = testedDate(condition, window, scope) {
      report(problem)
      return nil
    }
    let condition = Optionally(argument.condition) { self.condition($0, scope) }
    let window = Optionally(argument.window) { self.window($0, table, scope) }
    if condition.hasFailed || window.hasFailed { return nil }
    if let window = window.value, let written = argument.window { checkGap(window, of: table.name, at: written.span) }
    return EventScope(table: table.name, condition: condition.value, window: window.value)
  }
  /// `where day in last 90 days`: a date by itself is no condition, so its test needs parentheses.
  private func testedDate(_ condition: ExpressionSyntax, _ window: WindowSyntax, _ scope: Scope) -> Diagnostic? {
    switch condition.kind {
    case .name, .qualified, .call: break
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .or, .and, .not, .coalesce, .sum, .product, .negate, .asOf, .conditional,
      .firstEvents, .comparison, .inList, .between, .textTest, .isMissing, .isStage, .inWindow:
      return nil
    }
    let (tested, _) = trying { self.value(condition, scope) }
    guard tested?.type == .date || tested?.type == .timestamp else { return nil }
    return .testWithoutParentheses("\(condition.span.text) \(window.span.text)", at: condition.span.merged(with: window.span))
  }
}
