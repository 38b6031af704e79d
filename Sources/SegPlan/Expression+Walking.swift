// The parts of an expression, and questions about all of them.

import SegColumns

extension Expression {
  /// The expressions that this one is made of, one level down.
  package var children: [Expression] { kind.children }
}

extension Expression.Kind {
  var children: [Expression] {
    switch self {
    case .literal, .today, .column, .definition: []
    case .ofCustomer(let inner), .not(let inner), .isMissing(let inner), .negate(let inner), .convert(let inner): [inner]
    case .and(let parts), .or(let parts), .coalesce(let parts): parts
    case .compare(_, let a, let b): [a, b]
    case .isIn(let inner, _), .textTest(let inner, _, _): [inner]
    case .sum(let terms): terms.map(\.expression)
    case .product(let first, let factors): [first] + factors.map(\.expression)
    case .shift(let inner, _, _): [inner]
    case .shiftByDays(let a, let b, _), .daysBetween(let a, let b): [a, b]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments): arguments
    case .events(let aggregate): [aggregate.argument].compactMap { $0 } + aggregate.scope.expressions
    case .purchases(let value): value.children
    case .scores(let value): value.children
    case .allocated(let value): value.children
    case .keyHash(let hash): hash.per
    case .population(let aggregate): [aggregate.argument] + aggregate.per
    case .group(let aggregate): [aggregate.argument].compactMap { $0 } + aggregate.rows.expressions
    case .asOf(let inner, let day): [inner, day]
    case .stages(let stages): stages.compactMap(\.condition)
    }
  }
}

extension Expression {
  /// Whether the value is the same for every row: no column, no definition, no
  /// aggregate in it.
  package var isConstant: Bool {
    switch kind {
    case .column, .definition, .ofCustomer, .events, .purchases, .scores, .allocated, .population, .keyHash, .group, .stages: false
    default: children.allSatisfy(\.isConstant)
    }
  }

  /// Whether numbers of a group are divided by one another in it.
  package var dividesGroups: Bool {
    switch kind {
    case .group, .events, .purchases, .scores, .allocated, .population: false
    case .product(_, let factors) where factors.contains { $0.operation == .divide }: true
    default: children.contains(where: \.dividesGroups)
    }
  }

  /// Whether the as-of day is in it.
  package var mentionsToday: Bool {
    if case .today = kind { return true }
    return children.contains(where: \.mentionsToday)
  }

  /// The names of the definitions that it mentions, at any depth.
  package var definitions: Set<String> {
    var found: Set<String> = []
    visit { found.formUnion($0.ownDefinitions) }
    return found
  }

  /// The definitions that it mentions itself, not in its parts.
  package var ownDefinitions: [String] {
    switch kind {
    case .definition(let name): [name]
    case .population(let aggregate): aggregate.within.map { [$0] } ?? []
    case .scores(let value): value.within.map { [$0] } ?? []
    case .allocated(let value): value.within.map { [$0] } ?? []
    default: []
    }
  }

  /// Calls `body` with the expression and all its parts, outermost first.
  package func visit(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }
}

extension Definition {
  /// The definitions whose values of the same day it needs: all that it
  /// mentions, but for what stands before an `as of`.
  package var usesNow: Set<String> {
    var found: Set<String> = []
    func collect(_ expression: Expression) {
      found.formUnion(expression.ownDefinitions)
      if case .asOf = expression.kind { return }
      for child in expression.children { collect(child) }
    }
    switch kind {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression): collect(expression)
    case .segment(let plan):
      if let base = plan.base { found.insert(base) }
      for expression in plan.expressions { collect(expression) }
    }
    return found
  }
}

extension SegmentPlan {
  /// All expressions of the segment.
  package var expressions: [Expression] {
    var all: [Expression] = []
    if let condition { all.append(condition) }
    if let ranking { all += ranking.keys.map(\.expression) + ranking.per }
    switch cut {
    case .cover(_, let value)?, .coverAmount(_, let value)?, .spend(_, let value)?: all.append(value)
    case .count?, .share?, nil: break
    }
    return all
  }
}

extension Expression {
  /// The same expression with other parts, as many as `children`.
  package func with(children parts: [Expression]) -> Expression {
    guard parts.count == children.count, let first = parts.first else { return self }
    let last = parts[parts.count - 1]
    let changed: Kind
    switch kind {
    case .literal, .today, .column, .definition: return self
    case .ofCustomer: changed = .ofCustomer(first)
    case .not: changed = .not(first)
    case .isMissing: changed = .isMissing(first)
    case .negate: changed = .negate(first)
    case .convert: changed = .convert(first)
    case .and: changed = .and(parts)
    case .or: changed = .or(parts)
    case .coalesce: changed = .coalesce(parts)
    case .compare(let comparison, _, _): changed = .compare(comparison, first, last)
    case .isIn(_, let values): changed = .isIn(first, values)
    case .textTest(_, let test, let pattern): changed = .textTest(first, test, pattern: pattern)
    case .sum(let terms): changed = .sum(zip(terms, parts).map { Term($1, isNegative: $0.isNegative) })
    case .product(_, let factors): changed = .product(first, zip(factors, parts.dropFirst()).map { Factor($0.operation, $1) })
    case .shift(_, let months, let days): changed = .shift(first, months: months, days: days)
    case .shiftByDays(_, _, let isNegative): changed = .shiftByDays(first, last, isNegative: isNegative)
    case .daysBetween: changed = .daysBetween(first, last)
    case .conditional: changed = .conditional(first, then: parts[1], else: last)
    case .call(let function, _): changed = .call(function, parts)
    case .asOf: changed = .asOf(first, day: last)
    // Aggregates and stages are replaced whole, never part by part.
    case .events, .purchases, .scores, .allocated, .population, .keyHash, .group, .stages: return self
    }
    return Expression(changed, type, like: self)
  }
}
