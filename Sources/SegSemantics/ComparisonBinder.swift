// Comparisons, lists, texts, choices: operands of one type.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds comparisons, `between`, `in` and `is`.
struct ComparisonBinder: BinderPart {
  let binder: Binder

  func bindComparison(
    _ operands: [ExpressionSyntax], _ operators: [ComparisonOperator], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    var values: [Expression?] = []
    for operand in operands {
      if case .missing = operand.kind {
        report(.comparedWithMissing(at: operand.span))
        values.append(nil)
      } else {
        values.append(value(operand, scope))
      }
    }
    var tests: [Expression] = []
    for (index, operation) in operators.enumerated() {
      guard index + 1 < values.count, let a = values[index], let b = values[index + 1] else { continue }
      if let test = compare(a, operation, b, operands[index].span.merged(with: operands[index + 1].span)) { tests.append(test) }
    }
    guard tests.count == operators.count, let first = tests.first else { return .error }
    return .value(tests.count == 1 ? first : made(.and(tests), .boolean, span))
  }

  func compare(_ a: Expression, _ operation: ComparisonOperator, _ b: Expression, _ span: SourceSpan) -> Expression? {
    guard let type = binder.common(a, b), let left = binder.coerced(a, to: type), let right = binder.coerced(b, to: type) else {
      report(.typesDiffer(a, b))
      return nil
    }
    let comparison: Comparison
    switch operation {
    case .equal, .notEqual: comparison = .equal
    case .less: comparison = .less
    case .lessOrEqual: comparison = .lessOrEqual
    case .greater: comparison = .greater
    case .greaterOrEqual: comparison = .greaterOrEqual
    }
    if unknownStage(left, right) || unknownStage(right, left) { return nil }
    if type == .boolean, comparison != .equal {
      report(.yesNoHasNoOrder(at: span))
      return nil
    }
    let test = made(.compare(comparison, left, right), .boolean, span)
    return operation == .notEqual ? made(.not(test), .boolean, span) : test
  }

  func bindBetween(
    _ inner: ExpressionSyntax, _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ negated: Bool,
    _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let subject = value(inner, scope), let lowest = value(low, scope), let highest = value(high, scope),
      let above = compare(subject, .greaterOrEqual, lowest, span),
      let below = compare(subject, .lessOrEqual, highest, span)
    else { return .error }
    return negate(made(.and([above, below]), .boolean, span), negated)
  }

  func bindIn(
    _ inner: ExpressionSyntax, _ list: [ExpressionSyntax], _ negated: Bool, _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let plain = value(inner, scope) else { return .error }
    var subject = plain
    var items: [Expression] = []
    for item in list {
      if case .missing = item.kind {
        report(.comparedWithMissing(at: item.span))
        return .error
      }
      guard let bound = value(item, scope) else { return .error }
      guard let type = binder.common(subject, bound) else {
        report(.typesDiffer(subject, bound))
        return .error
      }
      if let converted = binder.coerced(subject, to: type) { subject = converted }
      items.append(bound)
    }
    // Integers are compared as integers, even next to a decimal in the list.
    let same = plain.isUntyped ? [] : items.filter { $0.type == plain.type }
    let others = plain.isUntyped ? items : items.filter { $0.type != plain.type }
    var tests: [Expression] = []
    for (subject, items) in [(plain, same), (subject, others.compactMap { binder.coerced($0, to: subject.type) })] where !items.isEmpty {
      if items.contains(where: { unknownStage(subject, $0) }) { return .error }
      let literals = items.compactMap { if case .literal(let value) = $0.kind { value } else { nil } }
      if literals.count == items.count {
        tests.append(made(.isIn(subject, literals), .boolean, span))
      } else {
        tests += items.map { made(.compare(.equal, subject, $0), .boolean, span) }
      }
    }
    return negate(tests.count == 1 ? tests[0] : made(.or(tests), .boolean, span), negated)
  }

  func bindStageTest(
    _ inner: ExpressionSyntax, _ stage: NameSyntax, _ negated: Bool, _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let subject = value(inner, scope) else { return .error }
    guard let stages = stages(of: subject) else {
      report(.notALifecycle(subject, stage))
      return .error
    }
    guard stages.contains(stage.text) else {
      report(.unknownStage(stage, stages))
      return .error
    }
    let literal = made(.literal(.text(stage.text)), .text, stage.span)
    return negate(made(.compare(.equal, subject, literal), .boolean, span), negated)
  }

  /// Reports a text that is compared with a lifecycle but is not one of its stages.
  private func unknownStage(_ subject: Expression, _ value: Expression) -> Bool {
    guard case .text(let text)? = binder.presentValue(value), let stages = stages(of: subject), !stages.contains(text) else {
      return false
    }
    report(.unknownStage(NameSyntax(text, value.span), stages))
    return true
  }

  /// The stages that an expression may have.
  private func stages(of expression: Expression) -> [String]? {
    if case .stages(let stages) = expression.kind { return stages.map(\.name) }
    if case .asOf(let inner, _) = expression.kind { return stages(of: inner) }
    if case .ofCustomer(let inner) = expression.kind { return stages(of: inner) }
    if case .definition(let name) = expression.kind, case .lifecycle(let inner)? = catalog.definitions[name]?.kind {
      return stages(of: inner)
    }
    return nil
  }

}
