// Numbers, days and durations.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds sums, products and signs.
struct ArithmeticBinder: BinderPart {
  let binder: Binder

  /// Binds the terms from the left: numbers form one n-ary sum, days move by durations,
  /// and the difference of two days is a number of days.
  func bindSum(
    _ first: ExpressionSyntax, _ rest: [(SumOperator, ExpressionSyntax)], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    var failed = false
    var total = bind(first, scope)
    var terms: [Term] = []
    /// Ends a run of numbers and makes it the total.
    func settle() {
      if terms.count > 1 { total = numericSum(terms, span).map { .value($0) } ?? .error }
      terms = []
    }
    for (operation, syntax) in rest {
      let next = bind(syntax, scope)
      let isNegative = operation == .minus
      if case .error = next { failed = true }
      if case .error = total { failed = true }
      if failed { continue }
      if let number = days(next), terms.count > 0 || isNumeric(total) {
        if terms.isEmpty, let start = days(total) { terms = [Term(start)] }
        if number.type == .integer || number.type == .number {
          terms.append(Term(number, isNegative: isNegative))
          continue
        }
      }
      settle()
      total = add(total, isNegative, next, span)
    }
    if failed { return .error }
    settle()
    return total
  }

  private func isNumeric(_ operand: Operand) -> Bool {
    switch operand {
    case .value(let value): value.type == .integer || value.type == .number
    case .duration(_, let unit, _): unit.months == nil
    case .period, .missing, .error: false
    }
  }

  /// A number, or a duration of days as a number of them.
  private func days(_ operand: Operand) -> Expression? {
    switch operand {
    case .value(let value):
      if value.isUntyped { return binder.settled(value, as: .number) }
      return value.type == .integer || value.type == .number ? value : nil
    case .duration(let count, let unit, let span): return binder.numberOfDays(count, unit, span)
    case .period, .missing, .error: return nil
    }
  }

  private func numericSum(_ terms: [Term], _ span: SourceSpan) -> Expression? {
    let type: ColumnType = terms.contains { $0.expression.type == .number } ? .number : .integer
    return made(
      .sum(terms.compactMap { term in binder.coerced(term.expression, to: type).map { Term($0, isNegative: term.isNegative) } }), type, span
    )
  }

  private func add(_ a: Operand, _ isNegative: Bool, _ b: Operand, _ span: SourceSpan) -> Operand {
    switch (a, b) {
    case (.value(let day), .duration(let count, let unit, _)) where isDay(day):
      return binder.shift(day, by: count, unit, negative: isNegative, span).map { .value($0) } ?? .error
    case (.duration(let count, let unit, _), .value(let day)) where isDay(day) && !isNegative:
      return binder.shift(day, by: count, unit, negative: false, span).map { .value($0) } ?? .error
    case (.value(let one), .value(let other)) where isDay(one) && isDay(other) && isNegative:
      return .value(difference(one, other, span))
    case (.value(let day), .value(let count)) where isDay(day) && count.type == .integer:
      return .value(made(.shiftByDays(day, count, isNegative: isNegative), day.type, span))
    case (.value(let count), .value(let day)) where isDay(day) && count.type == .integer && !isNegative:
      return .value(made(.shiftByDays(day, count, isNegative: false), day.type, span))
    case (.value(let empty), .duration) where empty.isUntyped: return add(.value(binder.settled(empty, as: .date)), isNegative, b, span)
    case (.duration, .value(let empty)) where empty.isUntyped && !isNegative:
      return add(a, isNegative, .value(binder.settled(empty, as: .date)), span)
    case (.missing(let place), _), (_, .missing(let place)):
      report(.missingWithoutType(at: place))
      return .error
    case (.period(_, _, let place), _), (_, .period(_, _, let place)):
      report(.periodAsValue(at: place))
      return .error
    case (.error, _), (_, .error): return .error
    case (.duration(_, let unit, let place), _) where unit.months != nil, (_, .duration(_, let unit, let place)) where unit.months != nil:
      report(.calendarDuration(unit, at: place))
      return .error
    case (.value(let one), .value(let other)) where one.isUntyped || other.isUntyped:
      return addUntyped(one, isNegative, other, span)
    case (.value(let one), .value(let other)):
      report(.cannotAdd(isNegative ? "-" : "+", one, other))
      return .error
    case (.value(let one), .duration(_, _, let place)), (.duration(_, _, let place), .value(let one)):
      report(.cannotAddDuration(one, at: place))
      return .error
    case (.duration, .duration):
      return .error
    }
  }

  /// An untyped expression takes the type that the other side requires: next to a day it
  /// is a day that is subtracted, or days that are added; otherwise a number.
  private func addUntyped(_ one: Expression, _ isNegative: Bool, _ other: Expression, _ span: SourceSpan) -> Operand {
    if isDay(one) { return add(.value(one), isNegative, .value(binder.settled(other, as: isNegative ? .date : .integer)), span) }
    if isDay(other) { return add(.value(binder.settled(one, as: isNegative ? .date : .integer)), isNegative, .value(other), span) }
    // A day, days or a number: in any case it is missing.
    if one.isUntyped && other.isUntyped { return .value(one) }
    func number(_ side: Expression) -> Expression? {
      if side.isUntyped { return binder.settled(side, as: .number) }
      return side.type == .integer || side.type == .number ? side : nil
    }
    guard let first = binder.number(one), let second = binder.number(other) else {
      report(.cannotAdd(isNegative ? "-" : "+", one, other))
      return .error
    }
    return numericSum([Term(first), Term(second, isNegative: isNegative)], span).map { .value($0) } ?? .error
  }

  private func isDay(_ expression: Expression) -> Bool { expression.type == .date || expression.type == .timestamp }

  /// Days with a fraction if a side has a time of day. Today is a whole day, so that a difference
  /// with it, or with a day counted from it, is of whole days.
  private func difference(_ one: Expression, _ other: Expression, _ span: SourceSpan) -> Expression {
    let isOfTime = one.type == .timestamp || other.type == .timestamp
    if isOfTime, !isOfToday(one), !isOfToday(other), let later = binder.coerced(one, to: .timestamp),
      let earlier = binder.coerced(other, to: .timestamp)
    {
      return made(.daysBetween(later, earlier), .number, span)
    }
    return made(.daysBetween(asDate(one), asDate(other)), .integer, span)
  }

  /// Whether a date is today or counted from it.
  private func isOfToday(_ day: Expression) -> Bool { day.type == .date && day.readsToday }

  func asDate(_ expression: Expression) -> Expression {
    expression.type == .timestamp ? Expression(.convert(expression), .date, like: expression) : expression
  }

  func bindProduct(
    _ first: ExpressionSyntax, _ rest: [(SegSyntax.ProductOperator, ExpressionSyntax)], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    var factors: [Expression] = []
    var failed = false
    for syntax in [first] + rest.map(\.1) {
      guard let factor = value(syntax, scope).flatMap(binder.number) else {
        failed = true
        continue
      }
      factors.append(factor)
    }
    if failed { return .error }
    // After the first division or number, everything is a number.
    var total = factors[0]
    var run: [Factor] = []
    var type = total.type
    func settle() {
      if !run.isEmpty { total = made(.product(total, run), type, span) }
      run = []
    }
    for ((operation, _), factor) in zip(rest, factors.dropFirst()) {
      let planned: SegPlan.ProductOperator
      switch operation {
      case .times: planned = .times
      case .divide: planned = .divide
      case .modulo: planned = .modulo
      }
      let isNumber = planned == .divide || factor.type == .number || type == .number
      if isNumber && type == .integer {
        settle()
        guard let converted = binder.coerced(total, to: .number) else { return .error }
        total = converted
        type = .number
      }
      guard let converted = binder.coerced(factor, to: type) else { return .error }
      run.append(Factor(planned, converted))
    }
    settle()
    return .value(total)
  }

  func bindNegate(_ inner: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    switch bind(inner, scope) {
    case .value(let value):
      if case .literal(.integer(let integer)) = value.kind, integer != .min {
        return .value(made(.literal(.integer(-integer)), .integer, span))
      }
      if case .literal(.number(let number)) = value.kind { return .value(made(.literal(.number(-number)), .number, span)) }
      guard let number = binder.number(value) else { return .error }
      return .value(made(.negate(number), number.type, span))
    case .duration(let count, let unit, _):
      return .duration(Given(-count.value, parameter: count.parameter?.negated), unit, span)
    case .missing(let place):
      report(.missingWithoutType(at: place))
      return .error
    case .period(_, _, let place):
      report(.periodAsValue(at: place))
      return .error
    case .error: return .error
    }
  }
}
