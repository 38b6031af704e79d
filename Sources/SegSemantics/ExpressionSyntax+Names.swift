// The names in a piece of syntax.

import SegSyntax

extension ExpressionSyntax {
  /// Names of the functions that it calls.
  var calledNames: Set<String> {
    var found: Set<String> = []
    visit { syntax in
      if case .call(let name, _) = syntax.kind { found.insert(name.text) }
    }
    return found
  }

  /// The names in it that stand for values, outside of calls.
  var plainNames: [String] { placesOfPlainNames.map(\.text) }

  /// These names with their places.
  var placesOfPlainNames: [NameSyntax] {
    if case .name(let name) = kind { return [NameSyntax(name, span)] }
    if case .call(_, let arguments) = kind {
      return arguments.contains { $0.table != nil } ? [] : arguments.flatMap(\.value.placesOfPlainNames)
    }
    return children.flatMap(\.placesOfPlainNames)
  }

  /// The tables before the columns in it: `orders` of `orders.amount`.
  var qualifyingTables: [String] {
    if case .qualified(let path, _) = kind { return path.prefix(1).map(\.text) }
    if case .call(_, let arguments) = kind, arguments.contains(where: { $0.table != nil }) { return [] }
    return children.flatMap(\.qualifyingTables)
  }

  /// All names in it, with those of tables.
  var mentionedNames: [String] {
    var found: [String] = []
    visit { syntax in
      if case .name(let name) = syntax.kind { found.append(name) }
      if case .call(_, let arguments) = syntax.kind { found += arguments.compactMap(\.table?.text) }
    }
    return found
  }

  /// The places of some names in it, including tables and segments, in order.
  func mentions(of names: Set<String>) -> [NameSyntax] {
    if names.isEmpty { return [] }
    var found: [NameSyntax] = []
    visit { syntax in
      if case .name(let name) = syntax.kind { found.append(NameSyntax(name, syntax.span)) }
      if case .call(_, let arguments) = syntax.kind { found += arguments.flatMap { [$0.table, $0.within].compactMap { $0 } } }
    }
    return found.filter { names.contains($0.text) }.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
  }

  /// Whether it needs parentheses next to operators.
  var isCompound: Bool {
    switch kind {
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .today, .name, .qualified, .call,
      .list, .firstEvents:
      false
    case .every, .duration, .brokenDuration, .ago, .namedDuration, .namedAgo, .rate, .or, .and, .coalesce, .not, .negate, .isMissing,
      .isStage, .inWindow, .comparison, .inList, .between, .textTest, .sum, .product, .asOf, .conditional:
      true
    }
  }

  private func visit(_ body: (ExpressionSyntax) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  private var children: [ExpressionSyntax] {
    switch kind {
    case .error, .every, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration,
      .ago, .today, .name, .qualified, .firstEvents:
      []
    case .namedDuration(let name, _), .namedAgo(let name, _): [ExpressionSyntax(.name(name.text), name.span)]
    case .call(_, let arguments):
      arguments.flatMap { [$0.value] + ($0.condition.map { [$0] } ?? []) + $0.per + ($0.window?.children ?? []) }
    case .or(let parts), .and(let parts), .coalesce(let parts), .list(let parts): parts
    case .rate(let inner, _), .not(let inner), .negate(let inner), .isMissing(let inner, _), .isStage(let inner, _, _): [inner]
    case .inWindow(let inner, let window, _): [inner] + window.children
    case .comparison(let operands, _): operands
    case .inList(let inner, let list, _): [inner] + list
    case .between(let inner, let low, let high, _): [inner, low, high]
    case .textTest(let inner, _, let pattern, _): [inner, pattern]
    case .sum(let first, let rest): [first] + rest.map(\.1)
    case .product(let first, let rest): [first] + rest.map(\.1)
    case .asOf(let inner, let day): [inner, day]
    case .conditional(let test, let then, let otherwise): [test, then, otherwise]
    }
  }
}

extension WindowSyntax {
  var children: [ExpressionSyntax] {
    switch kind {
    case .last, .calendar: []
    case .lastNamed(let name, _): [ExpressionSyntax(.name(name.text), name.span)]
    case .period(let inner), .since(let inner), .before(let inner), .next(let inner): [inner]
    case .fromTo(let from, let to): [from, to]
    case .preceding(let length, let day): [length] + (day.map { [$0] } ?? [])
    }
  }
}
