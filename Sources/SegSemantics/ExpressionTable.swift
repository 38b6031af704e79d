// Which part of the binder each form of an expression is for.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// All forms of expressions.
struct ExpressionTable: ExpressionForms {
  func bind(_ syntax: ExpressionSyntax, _ scope: Scope, _ binder: Binder) -> Operand {
    FormBinder(binder: binder, span: syntax.span, scope: scope).bind(syntax)
  }
}

/// Binds one expression.
private struct FormBinder: BinderPart {
  let binder: Binder
  let span: SourceSpan
  let scope: Scope

  func bind(_ syntax: ExpressionSyntax) -> Operand {
    if let problem = conditionOnEvents(syntax) { return failed(problem) }
    switch syntax.kind {
    case .error: return .error
    case .integer(let value): return literal(.integer(value), .integer)
    case .number(let value), .percent(let value): return literal(.number(value), .number)
    case .text(let text): return literal(.text(text), .text)
    case .boolean(let isTrue): return literal(.boolean(isTrue), .boolean)
    case .date(let days): return literal(.date(days), .date)
    case .timestamp(let microseconds): return literal(.timestamp(microseconds), .timestamp)
    case .missing: return .missing(span)
    case .period(let start, let length): return .period(start: start, length: length, span)
    case .duration(let count, let unit): return .duration(Given(count), unit, span)
    case .namedDuration(let name, let unit): return binder.length(name, scope).map { .duration($0, unit, span) } ?? .error
    case .today: return .value(made(.today, .date, span))
    case .ago(let count, let unit): return ago(Given(count), unit)
    case .namedAgo(let name, let unit): return binder.length(name, scope).map { ago($0, unit) } ?? .error
    case .brokenDuration(_, let unit): return failed(.brokenDuration(unit, at: span))
    case .firstEvents(let table): return failed(.firstOutside(table.text, at: span))
    case .rate: return failed(.rateOutside(at: span))
    case .list: return failed(.listOutside(at: span))
    case .every: return failed(.everyOutside(at: span))
    case .name(let name): return NameBinder(binder: binder).bindName(name, span, scope)
    case .qualified(let path, let column): return NameBinder(binder: binder).bindQualified(path, column, span, scope)
    case .call(let name, let arguments): return CallBinder(binder: binder).bindCall(name, arguments, span, scope)
    case .or(let parts): return conditions(parts).map { .value(made(.or($0), .boolean, span)) } ?? .error
    case .and(let parts): return conditions(parts).map { .value(made(.and($0), .boolean, span)) } ?? .error
    case .not(let inner): return condition(inner, scope).map { .value(made(.not($0), .boolean, span)) } ?? .error
    case .comparison(let operands, let operators): return comparisons.bindComparison(operands, operators, span, scope)
    case .inList(let inner, let values, let negated): return comparisons.bindIn(inner, values, negated, span, scope)
    case .between(let inner, let low, let high, let negated): return comparisons.bindBetween(inner, low, high, negated, span, scope)
    case .isStage(let inner, let stage, let negated): return comparisons.bindStageTest(inner, stage, negated, span, scope)
    case .inWindow(let inner, let window, let negated):
      return WindowTestBinder(binder: binder).bindTest(inner, window, negated, span, scope)
    case .textTest(let inner, let test, let pattern, let negated):
      return TextTestBinder(binder: binder).bindTextTest(inner, test, pattern, negated, span, scope)
    case .isMissing(let inner, let negated):
      return value(inner, scope).map { negate(made(.isMissing($0), .boolean, span), negated) } ?? .error
    case .coalesce(let parts): return ChoiceBinder(binder: binder).bindCoalesce(parts, span, scope)
    case .conditional(let test, let then, let otherwise):
      return ChoiceBinder(binder: binder).bindConditional(test, then, otherwise, span, scope)
    case .sum(let first, let rest): return arithmetic.bindSum(first, rest, span, scope)
    case .product(let first, let rest): return arithmetic.bindProduct(first, rest, span, scope)
    case .negate(let inner): return arithmetic.bindNegate(inner, span, scope)
    case .asOf(let inner, let day): return AsOfBinder(binder: binder).bindAsOf(inner, day, span, scope)
    }
  }

  /// A test of a column of events where each customer needs one value.
  private func conditionOnEvents(_ syntax: ExpressionSyntax) -> Diagnostic? {
    guard case .customers = scope.rows, scope.arguments.isEmpty else { return nil }
    let subjects: [ExpressionSyntax]
    switch syntax.kind {
    case .comparison(let operands, _): subjects = operands
    case .inList(let subject, _, _), .between(let subject, _, _, _), .textTest(let subject, _, _, _), .isMissing(let subject, _),
      .inWindow(let subject, _, _), .isStage(let subject, _, _):
      subjects = [subject]
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .coalesce, .sum, .product,
      .negate, .asOf, .conditional, .firstEvents:
      return nil
    }
    guard let table = binder.eventTables(of: subjects).first else { return nil }
    return .eventCondition(table.name, binder.unqualified(syntax.span.text, table), at: span)
  }

  private var comparisons: ComparisonBinder { ComparisonBinder(binder: binder) }
  private var arithmetic: ArithmeticBinder { ArithmeticBinder(binder: binder) }

  private func literal(_ value: Value, _ type: ColumnType) -> Operand { .value(made(.literal(value), type, span)) }

  private func ago(_ count: Given<Int64>, _ unit: TimeUnit) -> Operand {
    if unit.minutes != nil { return failed(.hoursAgo(count.value, unit, at: span)) }
    return binder.shift(made(.today, .date, span), by: count, unit, negative: true, span).map { .value($0) } ?? .error
  }

  /// All of them, or nil if one was wrong; every one is checked.
  private func conditions(_ parts: [ExpressionSyntax]) -> [Expression]? {
    let bound = parts.map { condition($0, scope) }
    let good = bound.compactMap { $0 }
    return good.count == bound.count ? good : nil
  }
}
