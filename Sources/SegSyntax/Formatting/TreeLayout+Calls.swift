// Layouts of expressions with words as operators: tests, `if`, and calls with their
// clauses.

import SegDiagnostics

extension TreeLayout {
  /// `x not in (…)`, `x between a and b`, `x like p`, `x is not missing`.
  mutating func test(_ test: ExpressionSyntax) -> Layout {
    guard let value = test.leading else { return name() }
    var parts = [expression(value, atLeast: .alternative, in: .comparison)]
    switch test.kind {
    case .inList(_, let values, _):
      parts.append(
        .sequence([perhapsNegated(), .space, symbol(.leftParenthesis), list(of: values), symbol(.rightParenthesis)])
      )
    case .between(_, let low, let high, _):
      parts.append(.sequence([perhapsNegated(), .space, expression(low, atLeast: .alternative, in: .comparison)]))
      parts.append(.sequence([keyword(chinese: "和"), .space, expression(high, atLeast: .alternative, in: .comparison)]))
    case .textTest(_, let test, let pattern, _):
      let isPair = test == .startsWith || test == .endsWith
      let words = isPair ? (at(.not) ? [keyword(), .space] : []) + [keywords(2)] : [perhapsNegated()]
      parts.append(
        .sequence(words + [.space, expression(pattern, atLeast: .alternative, in: .comparison)]))
    case .inWindow(_, let window, _):
      let negation: [Layout] = at(.not) ? [keyword(), .space] : []
      parts.append(.sequence(negation + [self.window(window)]))
    case .isMissing, .isStage:
      let state = [peek().keyword == .not ? keywords(2) : keyword(), Layout.space]
      parts.append(.sequence(state + [at(.missing) ? keyword() : name()]))
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .comparison, .coalesce, .sum,
      .product, .negate, .asOf, .firstEvents,
      .conditional:
      break
    }
    return .nest(4, .fill(parts, isList: false))
  }

  /// `in`, `not in`.
  private mutating func perhapsNegated() -> Layout { at(.not) ? keywords(2) : keyword() }

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
    let name = functionName()
    let opening = symbol(.leftParenthesis)
    let inner = list(arguments) { $0.argument($1) }
    return .sequence([name, opening, .nest(4, inner), symbol(.rightParenthesis)])
  }

  /// `best: low`, `amount of orders where category = "tea" in last 90 days`.
  private mutating func argument(_ argument: ArgumentSyntax) -> Layout {
    var label: [Layout] = []
    if argument.label != nil { label = [name(), symbol(.colon), .space] }
    if argument.isOfAll, argument.table == nil { label += [place(), .space] }
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
    if at(.of), argument.isOfAll { return .sequence([keyword(), .space, place(), .space, name()]) }
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
    return window.isYearly ? .sequence([days, .space, place(), .space, keyword()]) : days
  }

  private mutating func days(of window: WindowSyntax) -> Layout {
    let first = keyword()
    switch window.kind {
    case .last: return .sequence([first, .space, keyword(), .space, literal(), .space, unit()])
    case .lastNamed: return .sequence([first, .space, keyword(), .space, name(), .space, unit()])
    case .period(let period):
      if case .name = period.kind { return .sequence([first, .space, place()]) }
      return .sequence([first, .space, expression(period)])
    case .next(let length):
      let next = place()
      return .sequence([first, .space, next, .space, expression(length)])
    case .calendar(_, _, let toDate):
      let period = Layout.sequence([first, .space, place(), .space, keyword()])
      return toDate ? .sequence([period, .space, keyword(chinese: "至"), .space, place()]) : period
    case .preceding(let length, let day):
      let the = place()
      let window: [Layout] = [first, .space, the, .space, expression(length), .space, keyword()]
      return .sequence(window + (day.map { [.space, expression($0, atLeast: .sum)] } ?? []))
    case .since(let date), .before(let date): return .sequence([first, .space, expression(date, atLeast: .sum)])
    case .fromTo(let from, let to):
      let start = expression(from, atLeast: .sum)
      return .sequence([first, .space, start, .space, keyword(), .space, expression(to, atLeast: .sum)])
    }
  }
}
