// The parts of an expression, and questions about all of them.

import SegColumns

extension Expression {
  /// The expressions that this one is made of, one level down.
  package var children: [Expression] { kind.children }
}

extension Expression.Kind {
  var children: [Expression] {
    switch self {
    case .literal, .parameter, .today, .column, .definition, .former: []
    case .ofCustomer(let inner), .linked(_, let inner), .not(let inner), .isMissing(let inner), .negate(let inner), .convert(let inner):
      [inner]
    case .and(let parts), .or(let parts), .coalesce(let parts): parts
    case .compare(_, let a, let b): [a, b]
    case .isIn(let inner, _), .textTest(let inner, _, _): [inner]
    case .sum(let terms): terms.map(\.expression)
    case .product(let first, let factors): [first] + factors.map(\.expression)
    case .shift(let inner, _, _, _): [inner]
    case .shiftByDays(let a, let b, _), .daysBetween(let a, let b): [a, b]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments): arguments
    case .ordered(let value): [value.expression].compactMap { $0 }
    case .events(let aggregate): aggregate.value.expressions + aggregate.scope.expressions
    case .purchases(let value): value.children
    case .scores(let value): value.children
    case .allocated(let value): value.children
    case .history(let value): [value.value]
    case .keyHash(let hash): hash.per
    case .population(let aggregate): [aggregate.argument] + aggregate.per
    case .group(let aggregate): aggregate.value.expressions + aggregate.rows.expressions
    case .asOf(let inner, let day): [inner, day]
    case .stages(let stages): stages.compactMap(\.condition)
    }
  }
}

extension Expression.Kind {
  /// The parameters that it has itself, not in its parts.
  var ownParameters: [String] {
    func name<Constant>(_ given: Given<Constant>) -> [String] { given.parameter.map { [$0.name] } ?? [] }
    switch self {
    case .parameter(let parameter): return [parameter]
    case .textTest(_, _, let pattern): return name(pattern)
    case .shift(_, let months, let days, let minutes): return name(months) + name(days) + name(minutes)
    case .population(let aggregate): return name(aggregate.tiles)
    case .events(let aggregate): return aggregate.value.ownParameters
    case .group(let aggregate): return aggregate.value.ownParameters
    case .purchases(let value): return value.options.parameters.values.map(\.name)
    case .scores(let value): return name(value.penalty) + name(value.seed)
    case .literal, .today, .column, .definition, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .sum, .product,
      .negate,
      .convert, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .ordered, .allocated, .history, .former, .keyHash, .asOf,
      .stages:
      return []
    }
  }
}

extension Expression {
  /// The parameters in it.
  package var parameters: Set<String> {
    guard hasParameters else { return [] }
    return children.reduce(Set(kind.ownParameters)) { $0.union($1.parameters) }
  }
}

extension Expression {
  /// Whether it divides numbers of a group by one another.
  package var dividesGroups: Bool {
    switch kind {
    case .group, .events, .purchases, .scores, .allocated, .history, .former, .population: false
    case .product(_, let factors) where factors.contains { $0.operation == .divide }: true
    case .literal, .parameter, .today, .column, .definition, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .textTest,
      .sum,
      .product, .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .ordered, .keyHash, .asOf, .stages:
      children.contains(where: \.dividesGroups)
    }
  }

  /// Whether it uses the as-of day.
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

  /// The definitions that it mentions itself, without those of its parts.
  package var ownDefinitions: [String] {
    switch kind {
    case .definition(let name): [name]
    case .population(let aggregate): aggregate.within.map { [$0] } ?? []
    case .scores(let value): value.within.map { [$0] } ?? []
    case .allocated(let value): value.within.map { [$0] } ?? []
    case .former: []
    // A table that is made of another is a definition.
    case .events(let aggregate): [DefinitionName.table(aggregate.scope.table)]
    case .group(let aggregate): aggregate.rows.events.map { [DefinitionName.table($0.table)] } ?? []
    case .purchases(let value): [DefinitionName.table(value.purchases.table)]
    case .literal, .parameter, .today, .column, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum,
      .product,
      .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .ordered, .history, .keyHash, .asOf, .stages:
      []
    }
  }

  /// The definitions whose values of the same day it needs: all that it mentions, except
  /// before an `as of`, and in a history, which looks at other days.
  package var definitionsNow: Set<String> {
    var found: Set<String> = []
    func collect(_ expression: Expression) {
      found.formUnion(expression.ownDefinitions)
      if case .asOf(_, let day) = expression.kind { return collect(day) }
      if case .history = expression.kind { return }
      for child in expression.children { collect(child) }
    }
    collect(self)
    return found
  }

  /// Calls `body` with the expression and all its parts, outermost first.
  package func visit(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }
}

extension Expression {
  /// The same expression with other parts, as many as `children`.
  package func with(children parts: [Expression]) -> Expression {
    guard parts.count == children.count, let first = parts.first else { return self }
    let last = parts[parts.count - 1]
    let changed: Kind
    switch kind {
    case .literal, .parameter, .today, .column, .definition, .former: return self
    case .ofCustomer: changed = .ofCustomer(first)
    case .linked(let link, _): changed = .linked(link, first)
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
    case .shift(_, let months, let days, let minutes): changed = .shift(first, months: months, days: days, minutes: minutes)
    case .shiftByDays(_, _, let isNegative): changed = .shiftByDays(first, last, isNegative: isNegative)
    case .daysBetween: changed = .daysBetween(first, last)
    case .conditional: changed = .conditional(first, then: parts[1], else: last)
    case .call(let function, _): changed = .call(function, parts)
    case .ordered(let value): changed = .ordered(value.with(first))
    case .asOf: changed = .asOf(first, day: last)
    case .history(let value): changed = .history(value.with(first))
    // Aggregates and stages are replaced as a whole, never in parts.
    case .events, .purchases, .scores, .allocated, .population, .keyHash, .group, .stages: return self
    }
    return Expression(changed, type, like: self)
  }
}
