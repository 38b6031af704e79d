// Layouts of expressions with words as operators: tests, `if`, and calls with their
// clauses.

import SegDiagnostics

extension TreeLayout {
  /// `x not in (…)`, `x between a and b`, `x like p`, `x is not missing`.
  mutating func test(_ test: ExpressionSyntax) -> Layout {
    guard let value = test.leading else { return name() }
    var parts = [expression(value, atLeast: .alternative, in: .comparison)]
    let negation: [Layout] = at(.not) ? [keyword(), .space] : []
    switch test.kind {
    case .inList(_, let values, _):
      parts.append(
        .sequence(negation + [keyword(), .space, symbol(.leftParenthesis), list(of: values), symbol(.rightParenthesis)])
      )
    case .between(_, let low, let high, _):
      parts.append(.sequence(negation + [keyword(), .space, expression(low, atLeast: .alternative, in: .comparison)]))
      parts.append(.sequence([keyword(), .space, expression(high, atLeast: .alternative, in: .comparison)]))
    case .textTest(_, let test, let pattern, _):
      let words = keywords(test == .startsWith || test == .endsWith ? 2 : 1)
      parts.append(
        .sequence(negation + [words, .space, expression(pattern, atLeast: .alternative, in: .comparison)]))
    case .inWindow(_, let window, _): parts.append(.sequence(negation + [self.window(window)]))
    case .isMissing, .isStage:
      var state = [keyword(), Layout.space]
      if at(.not) { state += [keyword(), .space] }
      parts.append(.sequence(state + [at(.missing) ? keyword() : name()]))
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .comparison, .coalesce, .sum,
      .product, .negate, .asOf, .firstEvents,
      .conditional:
      break
    }
    return .nest(4, .fill(parts, isList: false))
  }

  /// `if a then b`, `else if c then d`, `else e`.
  mutating func conditional(_ expression: ExpressionSyntax) -> [Layout] {
    guard case .conditional(let condition, let then, let other) = expression.kind else { return [] }
    let test = Layout.sequence([keyword(), .space, self.expression(condition, atLeast: .disjunction)])
    let value = Layout.sequence([keyword(), .space, self.expression(then, atLeast: .disjunction)])
    let first = Layout.nest(4, .fill([test, value]))
    let otherwise = keyword()
    let opened = parentheses(around: other)
    guard case .conditional = other.kind, !hasComments(before: other.span.range.upperBound) else {
      return [first, .sequence([otherwise, .space, self.expression(other)])]
    }
    // `else (if …)` is one more case.
    for _ in 0..<opened { _ = skip() }
    let rest = conditional(other)
    let closing = (0..<opened).map { _ in skip() }
    let next = Layout.sequence([otherwise, .space] + rest.prefix(1))
    return [first, next] + rest.dropFirst().dropLast() + [.sequence(rest.dropFirst().suffix(1) + closing)]
  }

  // MARK: Calls

  mutating func call(_ arguments: [ArgumentSyntax]) -> Layout {
    let name = self.name()
    let opening = symbol(.leftParenthesis)
    let inner = list(arguments) { $0.argument($1) }
    return .sequence([name, opening, .nest(4, inner), symbol(.rightParenthesis)])
  }

  /// `best: low`, `amount of orders where category = "tea" in last 90 days`.
  private mutating func argument(_ argument: ArgumentSyntax) -> Layout {
    var label: [Layout] = []
    if argument.label != nil { label = [name(), symbol(.colon), .space] }
    if argument.isOfAll, argument.table == nil { label += [name(), .space] }
    var parts = [Layout.sequence(label + [expression(argument.value)])]
    while !isDone, let clause = argumentClause(argument) { parts.append(clause) }
    return .fill(parts)
  }

  /// The current clause, in the order of the source.
  private mutating func argumentClause(_ argument: ArgumentSyntax) -> Layout? {
    if at(.within), argument.timeLimit != nil {
      let word = keyword()
      return .sequence([word, .space, peek(0).isName ? name() : literal(), .space, unit()])
    }
    if at(.as), argument.name != nil { return .sequence([keyword(), .space, name()]) }
    if at(.of), argument.isOfAll { return .sequence([keyword(), .space, name(), .space, name()]) }
    if at(.of) || at(.within) { return .sequence([keyword(), .space, name()]) }
    if at(.per) { return .sequence([keyword(), .space, list(of: argument.per)]) }
    if at(.where), let condition = argument.condition {
      return .sequence([keyword(), .space, expression(condition)])
    }
    guard at(.in) || at(.from) || at(.since) || at(.before), let window = argument.window else { return nil }
    return self.window(window)
  }

  mutating func window(_ window: WindowSyntax) -> Layout {
    let days = self.days(of: window)
    return window.isYearly ? .sequence([days, .space, name(), .space, keyword()]) : days
  }

  private mutating func days(of window: WindowSyntax) -> Layout {
    let first = keyword()
    switch window.kind {
    case .last: return .sequence([first, .space, keyword(), .space, literal(), .space, unit()])
    case .lastNamed: return .sequence([first, .space, keyword(), .space, name(), .space, unit()])
    case .period(let period): return .sequence([first, .space, expression(period)])
    case .next(let length):
      let next = name()
      return .sequence([first, .space, next, .space, expression(length)])
    case .calendar(_, _, let toDate):
      let period = Layout.sequence([first, .space, name(), .space, keyword()])
      return toDate ? .sequence([period, .space, keyword(), .space, name()]) : period
    case .preceding(let length, let day):
      let the = name()
      let window: [Layout] = [first, .space, the, .space, expression(length), .space, keyword()]
      return .sequence(window + (day.map { [.space, expression($0, atLeast: .sum)] } ?? []))
    case .since(let date), .before(let date): return .sequence([first, .space, expression(date, atLeast: .sum)])
    case .fromTo(let from, let to):
      let start = expression(from, atLeast: .sum)
      return .sequence([first, .space, start, .space, keyword(), .space, expression(to, atLeast: .sum)])
    }
  }
}
