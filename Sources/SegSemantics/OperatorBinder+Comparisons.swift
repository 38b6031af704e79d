// Comparisons, lists, texts, choices: operands of one type.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension OperatorBinder {
  /// The expression as another type, if that loses nothing: integer to number, date to
  /// timestamp. Literals are converted here.
  func coerced(_ expression: Expression, to type: ColumnType) -> Expression? {
    if expression.type == type { return expression }
    if expression.isUntyped { return settled(expression, as: type) }
    switch (expression.type, type, expression.kind) {
    case (.integer, .number, .literal(.integer(let value))):
      return Expression(.literal(.number(Double(value))), .number, like: expression)
    case (.integer, .number, _), (.date, .timestamp, _): return Expression(.convert(expression), type, like: expression)
    default: return nil
    }
  }

  /// The common type of both; nil if there is none.
  func common(_ a: Expression, _ b: Expression) -> ColumnType? {
    if a.isUntyped { return b.type }
    if b.isUntyped { return a.type }
    return common(a.type, b.type)
  }

  func common(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
    if a == b { return a }
    switch (a, b) {
    case (.integer, .number), (.number, .integer): return .number
    case (.date, .timestamp), (.timestamp, .date): return .timestamp
    default: return nil
    }
  }

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
    guard let type = common(a, b), let left = coerced(a, to: type), let right = coerced(b, to: type) else {
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
      guard let type = common(subject, bound) else {
        report(.typesDiffer(subject, bound))
        return .error
      }
      if let converted = coerced(subject, to: type) { subject = converted }
      items.append(bound)
    }
    // Integers are compared as integers, even next to a decimal in the list.
    let same = plain.isUntyped ? [] : items.filter { $0.type == plain.type }
    let others = plain.isUntyped ? items : items.filter { $0.type != plain.type }
    var tests: [Expression] = []
    for (subject, items) in [(plain, same), (subject, others.compactMap { coerced($0, to: subject.type) })] where !items.isEmpty {
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

  func bindTextTest(
    _ inner: ExpressionSyntax, _ test: SegSyntax.TextTest, _ pattern: ExpressionSyntax, _ negated: Bool,
    _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    let subject = value(inner, scope)
    guard let bound = value(pattern, scope), let subject else { return .error }
    guard subject.type == .text else {
      report(.notText(subject, test.rawValue))
      return .error
    }
    guard let given = given(bound, String.self, wanted: "a text") else {
      report(.patternNotConstant(test.rawValue, at: pattern.span))
      return .error
    }
    let planned = Self.planned(test)
    do {
      try planned.check(given.value)
    } catch {
      report(.badPattern(error, at: pattern.span))
      return .error
    }
    return negate(made(.textTest(subject, planned, pattern: given), .boolean, span), negated)
  }

  private static func planned(_ test: SegSyntax.TextTest) -> SegPlan.TextTest {
    switch test {
    case .contains: .contains
    case .startsWith: .startsWith
    case .endsWith: .endsWith
    case .like: .like
    case .matches: .matches
    }
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
    guard case .text(let text)? = presentValue(value), let stages = stages(of: subject), !stages.contains(text) else {
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

  func bindCoalesce(_ parts: [ExpressionSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    guard let (values, type) = unified(parts, scope) else { return .error }
    return .value(made(.coalesce(values), type, span))
  }

  func bindConditional(
    _ test: ExpressionSyntax, _ then: ExpressionSyntax, _ otherwise: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    let bound = condition(test, scope)
    guard let (values, type) = unified([then, otherwise], scope), let bound, values.count == 2 else { return .error }
    return .value(made(.conditional(bound, then: values[0], else: values[1]), type, span))
  }

  /// Values of one type; `missing` among them takes that type.
  private func unified(_ parts: [ExpressionSyntax], _ scope: Scope) -> ([Expression], ColumnType)? {
    var bound: [Expression?] = []
    var type: ColumnType?
    var failed = false
    var first: Expression?
    for part in parts {
      if case .missing = part.kind {
        bound.append(nil)
        continue
      }
      guard let value = value(part, scope) else {
        failed = true
        continue
      }
      bound.append(value)
      if value.isUntyped { continue }
      if let known = type, let other = first {
        guard let both = common(known, value.type) else {
          report(.typesDiffer(other, value))
          failed = true
          continue
        }
        type = both
      } else {
        type = value.type
        first = value
      }
    }
    if failed { return nil }
    guard let type = type ?? bound.compactMap({ $0?.type }).first else {
      if let span = parts.first?.span { report(.missingWithoutType(at: span)) }
      return nil
    }
    let values = zip(bound, parts).map { value, part in
      value.flatMap { coerced($0, to: type) } ?? made(.literal(.missing), type, part.span)
    }
    return (values, type)
  }

  func bindAsOf(_ inner: ExpressionSyntax, _ day: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    let other: Scope
    // A value on another day belongs to the customer.
    if case .events = scope.rows { other = scope.over(.customers) } else { other = scope }
    let bound = value(inner, other)
    guard let date = dayConstant(day, scope), let bound else { return .error }
    if bound.isConstant, !bound.mentionsToday {
      report(.asOfConstant(inner.span, at: span))
      return .error
    }
    let expression = made(.asOf(bound, day: date), bound.type, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), bound.type, span)) }
    return .value(expression)
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
