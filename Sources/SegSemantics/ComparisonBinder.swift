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
    if let problem = problem(operands, operators, span) {
      return failed(problem)
    }
    var values: [Expression?] = []
    var unknown: [Int: [Diagnostic]] = [:]
    for (index, operand) in operands.enumerated() {
      guard case .name = operand.kind else {
        values.append(value(operand, scope))
        continue
      }
      let (bound, problems) = trying { value(operand, scope) }
      values.append(bound)
      if !problems.isEmpty { unknown[index] = problems }
    }
    for (index, problems) in unknown.sorted(by: { $0.key < $1.key }) {
      reportUnknown(operands, values, index, problems, isNegated: operators.first == .notEqual, span)
    }
    var tests: [Expression] = []
    for (index, operation) in operators.enumerated() {
      guard index + 1 < values.count, let a = values[index], let b = values[index + 1] else { continue }
      if let test = compare(a, operation, b, operands[index].span.merged(with: operands[index + 1].span)) { tests.append(test) }
    }
    guard tests.count == operators.count, let first = tests.first else { return .error }
    return .value(tests.count == 1 ? first : made(.and(tests), .boolean, span))
  }

  /// What is wrong with the operands as they are written.
  private func problem(_ operands: [ExpressionSyntax], _ operators: [ComparisonOperator], _ span: SourceSpan) -> Diagnostic? {
    guard operands.count == 2, let operation = operators.first else {
      return operands.first { if case .missing = $0.kind { true } else { false } }.map { .comparedWithMissing(at: $0.span, nil) }
    }
    for (one, other) in [(operands[1], operands[0]), (operands[0], operands[1])] {
      if case .missing = one.kind {
        let word = operation == .notEqual ? "is not missing" : "is missing"
        let isTest = operation == .equal || operation == .notEqual
        return .comparedWithMissing(at: one.span, isTest ? (span, "\(other.span.text) \(word)") : nil)
      }
    }
    guard case .period = operands[1].kind else { return nil }
    let words: [ComparisonOperator: String] = [.equal: "in", .notEqual: "not in", .greaterOrEqual: "since", .less: "before"]
    return .periodAsValue(
      at: operands[1].span, words[operation].map { (span, "\(operands[0].span.text) \($0) \(operands[1].span.text)") })
  }

  /// A name that is not known, next to a text or a lifecycle: most likely a text without
  /// its quotes.
  private func reportUnknown(
    _ operands: [ExpressionSyntax], _ values: [Expression?], _ index: Int, _ problems: [Diagnostic], isNegated: Bool, _ span: SourceSpan
  ) {
    let neighbors = [index - 1, index + 1].filter(values.indices.contains).compactMap { place in
      values[place].map { (operands[place], $0) }
    }
    guard let (syntax, other) = neighbors.first, problems.first?.id == "unknown-name", case .name(let name) = operands[index].kind else {
      problems.forEach { problem in report(problem) }
      return
    }
    if let stages = stages(of: other), stages.contains(name) {
      let ours = "\(syntax.span.text) is \(isNegated ? "not " : "")\(Diagnostic.quoted(name))"
      return report(.stageAsValue(name, of: syntax.span.text, ours, at: span))
    }
    guard other.type == .text else {
      problems.forEach { problem in report(problem) }
      return
    }
    report(.textWithoutQuotes(name, at: operands[index].span))
  }

  func compare(_ a: Expression, _ operation: ComparisonOperator, _ b: Expression, _ span: SourceSpan) -> Expression? {
    if binder.common(a, b) == nil, let problem = dateAndLength(a, operation, b) {
      report(problem)
      return nil
    }
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
    if type == .text, comparison == .equal { binder.note(left, right) }
    if type == .boolean, comparison != .equal {
      report(.yesNoHasNoOrder(at: span))
      return nil
    }
    let test = made(.compare(comparison, left, right), .boolean, span)
    return operation == .notEqual ? made(.not(test), .boolean, span) : test
  }

  /// `signup > 90 days`: a date against a length of time.
  private func dateAndLength(_ a: Expression, _ operation: ComparisonOperator, _ b: Expression) -> Diagnostic? {
    guard a.type == .date || a.type == .timestamp, b.type == .integer || b.type == .number, b.span.text.contains(" ") else { return nil }
    return .dateAgainstLength("today - \(a.span.text) \(operation.rawValue) \(b.span.text)", a, b)
  }

  func bindBetween(
    _ inner: ExpressionSyntax, _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ negated: Bool,
    _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    if [low, high].contains(where: { if case .period = $0.kind { true } else { false } }) {
      let ours = "\(inner.span.text) \(negated ? "not " : "")from \(low.span.text) to \(Diagnostic.dayAfter(high))"
      return failed(.periodAsValue(at: low.span.merged(with: high.span), (span, ours)))
    }
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
    if plain.type == .date || plain.type == .timestamp, list.allSatisfy(Self.isPeriod) {
      let tests = list.map { "\(inner.span.text) in \($0.span.text)" }.joined(separator: " or ")
      return failed(.periodAsValue(at: span, (span, negated ? "not (\(tests))" : "(\(tests))")))
    }
    var subject = plain
    var items: [Expression] = []
    for item in list {
      if case .missing = item.kind {
        report(.comparedWithMissing(at: item.span, nil))
        return .error
      }
      if case .name(let name) = item.kind, plain.type == .text, let text = textOfName(name, stages(of: plain), scope) {
        report(text == name ? .textWithoutQuotes(name, at: item.span) : .unknownStage(NameSyntax(name, item.span), stages(of: plain) ?? []))
        return .error
      }
      guard let bound = value(item, scope) else { return .error }
      binder.note(plain, bound)
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

  /// Whether it can only be a period next to a date: `2024`, `2024-Q1`.
  private static func isPeriod(_ syntax: ExpressionSyntax) -> Bool {
    switch syntax.kind {
    case .period: true
    case .integer(let year): (1000...9998).contains(year)
    case .error, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .duration, .brokenDuration, .ago, .rate,
      .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .coalesce, .sum, .product, .negate,
      .asOf, .conditional, .firstEvents, .comparison, .inList, .between, .textTest, .isMissing, .isStage, .inWindow:
      false
    }
  }

  /// The text that a bare name in a list of texts stands for; nil if it has a value of its own.
  private func textOfName(_ name: String, _ stages: [String]?, _ scope: Scope) -> String? {
    if let stages, stages.contains(name) { return name }
    let isKnown =
      scope.arguments[name] != nil || catalog.parameters[name] != nil || catalog.definitions[name] != nil
      || catalog.customers?.types[name] != nil || !catalog.eventTables(with: name).isEmpty || catalog.failedNames.contains(name)
      || catalog.hasUnknownTables || catalog.unavailable[name] != nil
    return isKnown ? nil : name
  }

  func bindStageTest(
    _ inner: ExpressionSyntax, _ stage: NameSyntax, _ negated: Bool, _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let subject = value(inner, scope) else { return .error }
    guard let stages = stages(of: subject) else {
      report(.notALifecycle(subject, stage, negated: negated))
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
  func stages(of expression: Expression) -> [String]? {
    if case .stages(let stages) = expression.kind { return stages.map(\.name) }
    if case .asOf(let inner, _) = expression.kind { return stages(of: inner) }
    if case .ofCustomer(let inner) = expression.kind { return stages(of: inner) }
    if case .definition(let name) = expression.kind, case .lifecycle(let inner)? = catalog.definitions[name]?.kind {
      return stages(of: inner)
    }
    return nil
  }

}
