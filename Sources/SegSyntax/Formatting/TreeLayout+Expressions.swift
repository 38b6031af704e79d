// Layouts of expressions. The tree has no parentheses: the necessary ones are written,
// and the author's if they help a reader.

import SegDiagnostics

/// The precedence of expressions, loosest first, as in `grammar/seg.ebnf`.
enum ExpressionLevel: Int, Comparable {
  case conditional, disjunction, conjunction, negation, comparison, alternative, sum, product, signed, dated, primary

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension ExpressionSyntax {
  var level: ExpressionLevel {
    switch kind {
    case .conditional: .conditional
    case .or: .disjunction
    case .and: .conjunction
    case .not: .negation
    case .comparison, .inList, .between, .textTest, .isMissing, .isStage, .inWindow: .comparison
    case .coalesce: .alternative
    case .sum: .sum
    case .product: .product
    case .negate: .signed
    case .asOf: .dated
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .firstEvents:
      .primary
    }
  }

  /// The expression at its start; nil if it does not start with one.
  var leading: ExpressionSyntax? {
    switch kind {
    case .or(let operands), .and(let operands), .coalesce(let operands), .comparison(let operands, _), .list(let operands): operands.first
    case .inList(let value, _, _), .between(let value, _, _, _), .textTest(let value, _, _, _),
      .isMissing(let value, _), .isStage(let value, _, _), .inWindow(let value, _, _), .sum(let value, _), .product(let value, _),
      .asOf(let value, _), .rate(let value, _):
      value
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .namedDuration, .namedAgo, .today, .every, .name, .qualified, .call, .firstEvents, .not, .negate, .conditional:
      nil
    }
  }

  /// Whether parentheses around it, inside an expression of another level, help a reader
  /// who does not know the precedence.
  func isClearerInParentheses(inside parent: ExpressionLevel) -> Bool {
    switch kind {
    case .and: parent == .disjunction
    case .comparison, .inList, .textTest, .isMissing, .isStage: parent == .negation
    // In the arguments of an aggregate, the window would choose the events.
    case .inWindow: true
    case .between: parent < .comparison && parent != .conditional
    case .coalesce: parent == .comparison
    case .asOf: parent != .conditional
    case .name(let name): Token.mistakable.contains(name.lowercased())
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .qualified, .call, .firstEvents, .or, .not, .sum, .product, .negate,
      .conditional:
      false
    }
  }
}

extension TreeLayout {
  /// - Parameters:
  ///   - least: the lowest level that needs no parentheses here.
  ///   - parent: the level of the surrounding expression; `.conditional` for a clause.
  mutating func expression(
    _ expression: ExpressionSyntax, atLeast least: ExpressionLevel = .conditional,
    in parent: ExpressionLevel = .conditional
  ) -> Layout {
    var opened = parentheses(around: expression)
    // The outermost pair belongs to the list.
    if case .list = expression.kind { opened = max(0, opened - 1) }
    // A comment inside might otherwise put an `as of` first on its line.
    let isWritten =
      expression.level < least
      || opened > 0
        && (expression.isClearerInParentheses(inside: parent) || hasComments(before: expression.span.range.upperBound))
    var parts: [Layout] = []
    if isWritten { parts.append(opened > 0 ? symbol(.leftParenthesis) : added(.leftParenthesis)) }
    for _ in 0..<max(0, opened - (isWritten ? 1 : 0)) { parts.append(skip()) }
    parts.append(unparenthesized(expression))
    for _ in 0..<max(0, opened - (isWritten ? 1 : 0)) { parts.append(skip()) }
    if isWritten { parts.append(opened > 0 ? symbol(.rightParenthesis) : added(.rightParenthesis)) }
    return .sequence(parts)
  }

  /// The number of pairs that the author put around an expression.
  func parentheses(around expression: ExpressionSyntax) -> Int {
    let end = expression.leading?.span.range.lowerBound ?? Int.max
    var count = 0
    while index + count < limit, peek(count).isSymbol(.leftParenthesis), peek(count).range.lowerBound < end {
      count += 1
    }
    return count
  }

  private mutating func unparenthesized(_ expression: ExpressionSyntax) -> Layout {
    switch expression.kind {
    case .error: return name()  // no script without mistakes has one
    case .integer, .number, .percent, .text, .date, .timestamp, .period: return literal()
    case .boolean, .missing, .today: return value()
    case .duration, .brokenDuration: return .sequence([literal(), .space, unit()])
    case .firstEvents: return .sequence([place(), .space, name()])
    case .rate(let rate, _): return .sequence([self.expression(rate), .space, keyword()])
    case .every:
      guard case .integer = peek().kind else { return keywords(2) }
      return .sequence([keyword(), .space, literal(), .space, unit()])
    case .ago: return .sequence([literal(), .space, unit(), .space, keyword()])
    case .namedDuration: return .sequence([name(), .space, unit()])
    case .namedAgo: return .sequence([name(), .space, unit(), .space, keyword()])
    case .name: return name()
    case .list(let elements):
      return .sequence([symbol(.leftParenthesis), .nest(4, list(of: elements)), symbol(.rightParenthesis)])
    case .qualified(let path, _): return .sequence([name()] + path.flatMap { _ in [symbol(.dot), name()] })
    case .call(_, let arguments): return call(arguments)
    case .or(let operands): return chain(operands, .disjunction)
    case .and(let operands): return chain(operands, .conjunction)
    case .not(let operand):
      return .sequence([keyword(), .space, self.expression(operand, atLeast: .negation, in: .negation)])
    case .comparison(let operands, let operators):
      return operation(operands, .comparison, operators.map { Symbol(rawValue: $0.rawValue) })
    case .coalesce(let operands):
      return operation(operands, .alternative, operands.dropFirst().map { _ in .coalesce })
    case .sum(let first, let rest):
      return operation([first] + rest.map(\.1), .sum, rest.map { Symbol(rawValue: $0.0.rawValue) })
    case .product(let first, let rest):
      return operation([first] + rest.map(\.1), .product, rest.map { Symbol(rawValue: $0.0.rawValue) })
    case .negate(let operand):
      return .sequence([symbol(.minus), self.expression(operand, atLeast: .signed, in: .signed)])
    case .asOf(let value, let date):
      let dated = self.expression(value, atLeast: .primary, in: .dated)
      return .sequence([dated, .space, keywords(2), .space, self.expression(date, atLeast: .primary, in: .dated)])
    case .conditional:
      return .nest(4, .group(conditional(expression).enumerated().flatMap { $0 == 0 ? [$1] : [.line, $1] }))
    case .inList, .between, .textTest, .isMissing, .isStage, .inWindow: return test(expression)
    }
  }

  /// `a and b and c`: on one line, or each operand on its own.
  private mutating func chain(_ operands: [ExpressionSyntax], _ level: ExpressionLevel) -> Layout {
    let least: ExpressionLevel = level == .disjunction ? .conjunction : .negation
    var parts: [Layout] = []
    for (number, operand) in operands.enumerated() {
      if number > 0 { parts += [.line, keyword(), .space] }
      parts.append(expression(operand, atLeast: least, in: level))
    }
    return .nest(4, .group(parts))
  }

  /// `a + b - c`: lines break before operators. The operator `mod` is a word.
  private mutating func operation(
    _ operands: [ExpressionSyntax], _ level: ExpressionLevel, _ operators: [Symbol?]
  ) -> Layout {
    let least = ExpressionLevel(rawValue: level.rawValue + 1) ?? .primary
    var parts: [Layout] = []
    for operand in operands.prefix(1) { parts.append(expression(operand, atLeast: least, in: level)) }
    for (sign, operand) in zip(operators, operands.dropFirst()) {
      let sign = sign.map { symbol($0) } ?? keyword()
      parts.append(.sequence([sign, .space, expression(operand, atLeast: least, in: level)]))
    }
    return .nest(4, .fill(parts, isList: level != .comparison))
  }
}
