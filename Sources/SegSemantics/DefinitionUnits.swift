// The unit that a definition states, where its values are lengths of time: they are converted, or refused.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// A unit of time that a definition may state after `in`.
enum SpanUnit: String {
  case minute, hour, day, week, month, quarter, year

  init?(_ written: String) {
    let word = written.lowercased()
    if let unit = SpanUnit(rawValue: word.hasSuffix("s") ? String(word.dropLast()) : word) {
      self = unit
    } else if let unit = Self.chinese[word] {
      self = unit
    } else {
      return nil
    }
  }

  private static let chinese: [String: SpanUnit] = [
    "分钟": .minute, "小时": .hour, "天": .day, "日": .day, "周": .week, "星期": .week, "月": .month, "个月": .month, "季度": .quarter, "年": .year,
  ]

  /// How many of the smallest unit of their kind one is. Days have no fixed part of a month.
  fileprivate var size: (count: Int64, isCalendar: Bool) {
    switch self {
    case .minute: (1, false)
    case .hour: (60, false)
    case .day: (1_440, false)
    case .week: (10_080, false)
    case .month: (1, true)
    case .quarter: (3, true)
    case .year: (12, true)
    }
  }

  /// Several of it, for people.
  var plural: Message {
    switch self {
    case .minute: TimeUnit.minute.plural
    case .hour: TimeUnit.hour.plural
    case .day: TimeUnit.day.plural
    case .week: TimeUnit.week.plural
    case .month: TimeUnit.month.plural
    case .quarter: TimeUnit.quarter.plural
    case .year: TimeUnit.year.plural
    }
  }

  /// Whether it is one of the clock.
  var isOfClock: Bool { self == .minute || self == .hour }
}

/// A length of time: its unit, and whether it counts the time of day.
private struct TimeLength: Equatable {
  let unit: SpanUnit
  let hasTime: Bool

  init(_ unit: SpanUnit, hasTime: Bool = false) {
    self.unit = unit
    self.hasTime = hasTime || unit.isOfClock
  }

  /// The factor from values in its unit to another, as a product and a divisor; nil if there is none.
  func factor(to other: SpanUnit) -> (times: Int64, by: Int64)? {
    // A difference of days has no hours: they would be 24 for each, whatever the time of day.
    guard unit.size.isCalendar == other.size.isCalendar, hasTime || !other.isOfClock else { return nil }
    let (one, many) = (unit.size.count, other.size.count)
    return one >= many ? (one / many, 1) : (1, many / one)
  }
}

extension DefinitionBinder {
  /// The definition with its values in the unit of time that it states. Values that are calculated
  /// with a factor, or by a function, are taken to be in it already.
  ///
  /// - Returns: nil if they cannot be, which is reported.
  func inStatedUnit(_ kind: Definition.Kind, _ syntax: DefinitionSyntax?) -> Definition.Kind? {
    guard let written = syntax?.unit, let place = syntax?.unitSpan, let stated = SpanUnit(written) else { return kind }
    let expression: Expression
    switch kind {
    case .metric(let found), .measure(let found): expression = found
    case .column(let plan): expression = plan.expression
    case .segment, .lifecycle, .table: return kind
    }
    guard let own = unit(of: expression), own.unit != stated else { return kind }
    guard let factor = own.factor(to: stated) else {
      report(.otherUnit(own.unit, stated, ends(of: expression), expression, at: place))
      return nil
    }
    let number = factor.by > 1 ? binder.coerced(expression, to: .number) : expression
    guard let number else { return nil }
    func literal(_ count: Int64) -> Expression {
      number.type == .integer
        ? Expression(.literal(.integer(count)), .integer, like: expression)
        : Expression(.literal(.number(Double(count))), .number, like: expression)
    }
    var factors: [Factor] = []
    if factor.times > 1 { factors.append(Factor(.times, literal(factor.times))) }
    if factor.by > 1 { factors.append(Factor(.divide, literal(factor.by))) }
    let converted = Expression(.product(number, factors), number.type, like: expression)
    if case .measure = kind { return .measure(converted) }
    if case .column(let plan) = kind { return .column(ColumnPlan(table: plan.table, name: plan.name, expression: converted)) }
    return .metric(converted)
  }

  /// The two days whose difference a value is, as written; nil if it is made otherwise.
  private func ends(of expression: Expression) -> (later: String, earlier: String)? {
    guard case .daysBetween(let later, let earlier) = expression.kind else { return nil }
    return (later.label.name, earlier.label.name)
  }

  /// The unit of time of values; nil if they are no lengths of time, or calculated from such.
  private func unit(of expression: Expression) -> TimeLength? {
    switch (expression.kind, expression.nature) {
    case (.daysBetween(let later, _), _): return TimeLength(.day, hasTime: later.type == .timestamp)
    case (.purchases(let value), _): return SpanUnit(value.unit).map { TimeLength($0) }
    case (.history(let value), _): return value.function == .timeIn ? TimeLength(.day) : nil
    case (.definition(let name), _):
      guard let definition = catalog.definitions[name] else { return nil }
      let inner: TimeLength?
      switch definition.kind {
      case .metric(let expression), .measure(let expression): inner = unit(of: expression)
      case .column(let plan): inner = unit(of: plan.expression)
      case .segment, .lifecycle, .table: inner = nil
      }
      guard let stated = definition.unit else { return inner }
      return SpanUnit(stated).map { TimeLength($0, hasTime: inner?.hasTime ?? false) }
    case (.negate(let inner), _), (.convert(let inner), _): return unit(of: inner)
    case (.sum(let terms), _): return unit(ofAll: terms.map(\.expression))
    case (.events(let aggregate), _): return unit(ofValues: aggregate.function, aggregate.argument)
    case (.group(let aggregate), _): return unit(ofValues: aggregate.function, aggregate.argument)
    case (_, .stated), (_, .named): return nil
    case (_, .operation), (_, .moved), (_, .whole): return unit(ofAll: expression.composition.choices)
    }
  }

  private func unit(ofValues function: AggregateFunction, _ argument: Expression?) -> TimeLength? {
    function.keepsUnit ? argument.flatMap(unit) : nil
  }

  /// The unit of the only part, or the common one of all parts except constants.
  private func unit(ofAll parts: [Expression]) -> TimeLength? {
    if parts.count == 1 { return unit(of: parts[0]) }
    let units = parts.filter { !$0.isConstant }.map(unit)
    return units.allSatisfy { $0 == units.first } ? units.first ?? nil : nil
  }
}

extension Diagnostic {
  /// `error: `today - birthday` is in days, not in years [other-unit]`
  ///
  /// - Parameter ends: the days whose difference it is.
  fileprivate static func otherUnit(
    _ own: SpanUnit, _ stated: SpanUnit, _ ends: (later: String, earlier: String)?, _ expression: Expression, at span: SourceSpan
  ) -> Diagnostic {
    let name = expression.label.name
    var diagnostic = Diagnostic(
      "other-unit", "`\(name)` is in \(own.plural), not in \(stated.plural)", at: span, label: "the values are \(own.plural)")
    let lengths: [SpanUnit: String] = [.month: "30.44", .quarter: "91.31", .year: "365.25"]
    guard own == .day, let average = lengths[stated] else {
      let isOfClock = stated == .hour || stated == .minute
      diagnostic.notes = [
        isOfClock
          ? "a difference of days has no \(stated.plural)"
          : "nothing converts \(own.plural) into \(stated.plural): they have no common part"
      ]
      diagnostic.fix = Fix("write `in \(own.plural.description)`", replace: span, with: own.plural.description)
      if isOfClock, case .daysBetween(let later, let earlier) = expression.kind, earlier.isDayOfTime {
        let ours = "timestamp(\(later.span.text)) - \(earlier.span.text)"
        diagnostic.fix = Fix("from the beginning of that day: \(Message.script(ours))", replace: expression.span, with: ours)
        if case .today = later.kind {
          let end = "timestamp(tomorrow) - \(earlier.span.text)"
          diagnostic.fix = Fix("to the end of today: \(Message.script(end))", replace: expression.span, with: end)
        }
      }
      return diagnostic
    }
    diagnostic.notes = ["\(stated.plural) are not all of the same length"]
    let inAverage = Fix(
      "\(stated.plural) of \(average) days: `(\(name)) / \(average)`", replace: expression.span,
      with: "(\(expression.span.text)) / \(average)")
    guard let ends else {
      diagnostic.fix = inAverage
      return diagnostic
    }
    let days = "(\(ends.earlier), \(ends.later))"
    let whole =
      switch stated {
      case .month: "months_between\(days)"
      case .year: "years_between\(days)"
      case .minute, .hour, .day, .week, .quarter: "floor(months_between\(days) / 3)"
      }
    diagnostic.fix = Fix("whole \(stated.plural): `\(whole)`", replace: expression.span, with: whole)
    diagnostic.otherFixes = [inAverage]
    return diagnostic
  }
}

extension Expression {
  /// Whether it is the day of a timestamp.
  fileprivate var isDayOfTime: Bool {
    if case .convert(let inner) = kind { inner.type == .timestamp && type == .date } else { false }
  }
}
