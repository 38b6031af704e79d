// From syntax to plan: the meaning of names, and the check of types.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds statements against a catalog. Every mistake is reported once; uses of a failed
/// definition are not reported again.
package final class Binder {
  let catalog: Catalog
  /// Whether a name may be defined again: not in a script, but at the prompt.
  let allowsRedefinition: Bool
  package private(set) var diagnostics: [Diagnostic] = []
  private var depth = 0
  private var expandedNodes = 0
  /// The parameters whose value had to be known: what was bound is bound again
  /// for other values.
  package var fixed: Set<String> = []
  /// The measures that were expanded in place: their names count as used.
  var measures: Set<String> = []
  /// The function's body that contains what is bound now; nil: none.
  private var expansion: Expansion?

  /// Levels of an expression after functions are expanded.
  private static let depthLimit = 400
  /// Parts of one statement after functions are expanded.
  private static let nodeLimit = 200_000

  /// Unknown names that were reported; each is reported once, at its first place.
  package private(set) var reported: Set<String>

  /// Tells the columns of what a load names; nil: no loads are bound.
  let schemas: SourceSchemas?

  package init(
    _ catalog: Catalog, allowsRedefinition: Bool, reported: Set<String> = [], schemas: SourceSchemas? = nil
  ) {
    self.catalog = catalog
    self.allowsRedefinition = allowsRedefinition
    self.reported = reported
    self.schemas = schemas
  }

  func report(_ diagnostic: Diagnostic) {
    if diagnostic.id == "unknown-name", !reported.insert(diagnostic.message).inserted { return }
    diagnostics.append(diagnostic)
  }

  /// Runs `body` and withdraws its reports.
  func trying<Result>(_ body: () -> Result) -> (Result, [Diagnostic]) {
    let before = diagnostics
    let known = reported
    diagnostics = []
    let result = body()
    let made = diagnostics
    diagnostics = before
    reported = known
    return (result, made)
  }

  // MARK: - Expressions

  /// The expression as a value of the scope's rows; nil if a mistake was reported.
  func value(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    switch bind(syntax, scope) {
    case .value(let expression): return expression
    case .error: return nil
    case .duration(let count, let unit, let span):
      guard unit.days != nil else {
        report(.calendarDuration(unit, at: span))
        return nil
      }
      return numberOfDays(count, unit, span)
    case .period(_, _, let span):
      report(.periodAsValue(at: span))
      return nil
    case .missing(let span):
      report(.missingWithoutType(at: span))
      return nil
    }
  }

  /// The expression as a condition.
  func condition(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    guard let expression = value(syntax, scope) else { return nil }
    if expression.isUntyped { return settled(expression, as: .boolean) }
    guard expression.type == .boolean else {
      report(.notACondition(expression.type, at: syntax.span))
      return nil
    }
    return expression
  }

  /// An expression at the binder's current place, perhaps in the bodies of functions.
  func made(_ kind: Expression.Kind, _ type: ColumnType, _ span: SourceSpan, isUntyped: Bool = false) -> Expression {
    Expression(kind, type, Origin(span, calls: expansion?.calls ?? []), label(span), isUntyped: isUntyped)
  }

  /// The label of the text at the binder's current place.
  func label(_ span: SourceSpan) -> Label { Label(span, expansion?.substitutions ?? []) }

  func bind(_ syntax: ExpressionSyntax, _ scope: Scope) -> Operand {
    depth += 1
    if scope.expansion != nil { expandedNodes += 1 }
    let outer = expansion
    expansion = scope.expansion
    defer {
      depth -= 1
      expansion = outer
    }
    let operand = bound(syntax, scope)
    guard case .value(let expression) = operand else { return operand }
    // The label of a parameter is the text of its argument.
    if case .name(let name) = syntax.kind, scope.arguments[name] != nil { return .value(expression) }
    return .value(expression.called(label(syntax.span)))
  }

  private func bound(_ syntax: ExpressionSyntax, _ scope: Scope) -> Operand {
    guard depth < Self.depthLimit, expandedNodes < Self.nodeLimit else {
      if diagnostics.last?.id != "nesting-too-deep" { report(.expansionTooLarge(at: syntax.span)) }
      return .error
    }
    let span = syntax.span
    switch syntax.kind {
    case .error: return .error
    case .integer(let value): return .value(made(.literal(.integer(value)), .integer, span))
    case .number(let value), .percent(let value): return .value(made(.literal(.number(value)), .number, span))
    case .text(let text): return .value(made(.literal(.text(text)), .text, span))
    case .boolean(let isTrue): return .value(made(.literal(.boolean(isTrue)), .boolean, span))
    case .missing: return .missing(span)
    case .date(let days): return .value(made(.literal(.date(days)), .date, span))
    case .timestamp(let microseconds): return .value(made(.literal(.timestamp(microseconds)), .timestamp, span))
    case .period(let start, let months): return .period(start: start, months: months, span)
    case .duration(let count, let unit): return .duration(Given(count), unit, span)
    case .ago(let count, let unit):
      guard let shifted = shift(made(.today, .date, span), by: Given(count), unit, negative: true, span) else { return .error }
      return .value(shifted)
    case .namedDuration(let name, let unit):
      return length(name, scope).map { .duration($0, unit, span) } ?? .error
    case .namedAgo(let name, let unit):
      guard let count = length(name, scope) else { return .error }
      return shift(made(.today, .date, span), by: count, unit, negative: true, span).map { .value($0) } ?? .error
    case .brokenDuration(_, let unit):
      report(.brokenDuration(unit, at: span))
      return .error
    case .rate:
      report(.rateOutside(at: span))
      return .error
    case .list:
      report(.listOutside(at: span))
      return .error
    case .every:
      report(.everyOutside(at: span))
      return .error
    case .today: return .value(made(.today, .date, span))
    case .name(let name): return bindName(name, span, scope)
    case .qualified(let table, let column): return bindQualified(table, column, span, scope)
    case .call(let name, let arguments): return bindCall(name, arguments, span, scope)
    case .or(let parts): return conditions(parts, scope).map { .value(made(.or($0), .boolean, span)) } ?? .error
    case .and(let parts): return conditions(parts, scope).map { .value(made(.and($0), .boolean, span)) } ?? .error
    case .not(let inner):
      return condition(inner, scope).map { .value(made(.not($0), .boolean, span)) } ?? .error
    case .comparison(let operands, let operators): return bindComparison(operands, operators, span, scope)
    case .inList(let inner, let values, let negated): return bindIn(inner, values, negated, span, scope)
    case .between(let inner, let low, let high, let negated):
      return bindBetween(inner, low, high, negated, span, scope)
    case .textTest(let inner, let test, let pattern, let negated):
      return bindTextTest(inner, test, pattern, negated, span, scope)
    case .isMissing(let inner, let negated):
      return value(inner, scope).map { negate(made(.isMissing($0), .boolean, span), negated) } ?? .error
    case .isStage(let inner, let stage, let negated): return bindStageTest(inner, stage, negated, span, scope)
    case .coalesce(let parts): return bindCoalesce(parts, span, scope)
    case .sum(let first, let rest): return bindSum(first, rest, span, scope)
    case .product(let first, let rest): return bindProduct(first, rest, span, scope)
    case .negate(let inner): return bindNegate(inner, span, scope)
    case .asOf(let inner, let day): return bindAsOf(inner, day, span, scope)
    case .conditional(let test, let then, let otherwise): return bindConditional(test, then, otherwise, span, scope)
    }
  }

  func negate(_ expression: Expression, _ negated: Bool) -> Operand {
    .value(negated ? Expression(.not(expression), .boolean, like: expression) : expression)
  }

  /// All of them, or nil if one was wrong; every one is checked.
  private func conditions(_ parts: [ExpressionSyntax], _ scope: Scope) -> [Expression]? {
    let bound = parts.map { condition($0, scope) }
    let good = bound.compactMap { $0 }
    return good.count == bound.count ? good : nil
  }
}
