// What each kind of expression is made of, and what follows from that. Most questions about expressions
// ask this alone, so that a new kind of expression is described here once.

/// What an expression is made of.
package struct Composition: Sendable {
  /// Where the value of an expression comes from.
  package enum Nature: Sendable {
    /// The same for all rows: a literal, a parameter or the as-of day.
    case stated
    /// A column of the rows, or a definition.
    case named
    /// Computed from the parts in the same row.
    case operation
    /// That of its part in another row or on another day.
    case moved
    /// Computed from more than the row, as a column of its own: from events, other customers, a model or the key.
    case whole
  }

  package let nature: Nature
  /// The expressions in it, one level down.
  package let parts: [Expression]
  /// Those of its parts one of which has its value; empty if it computes a value of its own.
  package let choices: [Expression]
  /// The parameters that it has itself, not in its parts.
  let parameters: [String]
  /// The definitions that it names itself, not in its parts. A table that is made of another is a definition.
  package let definitions: [String]
  /// The events that it reads itself.
  package let events: EventScope?

  fileprivate init(
    _ nature: Nature, _ parts: [Expression] = [], choices: [Expression] = [], parameters: [String?] = [], definitions: [String?] = [],
    events: EventScope? = nil
  ) {
    self.nature = nature
    self.parts = parts
    self.choices = choices
    self.parameters = parameters.compactMap { $0 }
    self.definitions = definitions.compactMap { $0 } + (events.map { [DefinitionName.table($0.table)] } ?? [])
    self.events = events
  }

  fileprivate init(_ value: AggregateValue, of rows: AggregateRows) {
    self.init(
      .whole, value.expressions + rows.expressions, choices: value.function.picksValue ? value.argument.map { [$0] } ?? [] : [],
      parameters: value.ownParameters, events: rows.events)
  }
}

extension Expression.Kind {
  func composed() -> Composition {
    switch self {
    case .literal, .today: Composition(.stated)
    case .parameter(let name): Composition(.stated, parameters: [name])
    case .column: Composition(.named)
    case .definition(let name): Composition(.named, definitions: [name])
    case .ofCustomer(let inner), .linked(_, let inner): Composition(.moved, [inner], choices: [inner])
    case .asOf(let inner, let day): Composition(.moved, [inner, day], choices: [inner])
    case .not(let inner), .isMissing(let inner), .negate(let inner), .convert(let inner), .isIn(let inner, _):
      Composition(.operation, [inner])
    case .and(let parts), .or(let parts), .call(_, let parts): Composition(.operation, parts)
    case .compare(_, let a, let b), .shiftByDays(let a, let b, _), .daysBetween(let a, let b): Composition(.operation, [a, b])
    case .textTest(let inner, _, let pattern): Composition(.operation, [inner], parameters: [pattern.parameter?.name])
    case .sum(let terms): Composition(.operation, terms.map(\.expression))
    case .product(let first, let factors): Composition(.operation, [first] + factors.map(\.expression))
    case .shift(let inner, let months, let days, let minutes):
      Composition(.operation, [inner], parameters: [months, days, minutes].map { $0.parameter?.name })
    case .conditional(let condition, let then, let otherwise):
      Composition(.operation, [condition, then, otherwise], choices: [then, otherwise])
    case .coalesce(let parts): Composition(.operation, parts, choices: parts)
    case .stages(let stages): Composition(.operation, stages.compactMap(\.condition))
    case .ordered(let value):
      Composition(.whole, [value.expression].compactMap { $0 }, choices: [value.expression].compactMap { $0 })
    case .events(let aggregate): Composition(aggregate.value, of: .events(aggregate.scope))
    case .group(let aggregate): Composition(aggregate.value, of: aggregate.rows)
    case .purchases(let value):
      Composition(
        .whole, value.children, parameters: value.options.parameters.values.map(\.name), events: value.purchases.scope)
    case .scores(let value):
      Composition(
        .whole, value.children, parameters: [value.penalty.parameter?.name, value.seed.parameter?.name], definitions: [value.within])
    case .allocated(let value): Composition(.whole, value.children, definitions: [value.within])
    case .former: Composition(.whole)
    case .history(let value): Composition(.whole, [value.value])
    case .keyHash(let hash): Composition(.whole, hash.per)
    case .population(let aggregate):
      Composition(
        .whole, [aggregate.argument] + aggregate.per, parameters: [aggregate.tiles.parameter?.name], definitions: [aggregate.within])
    }
  }
}

extension Expression {
  /// Where its value comes from.
  package var nature: Composition.Nature { composition.nature }

  /// The expressions that this one is made of, one level down.
  package var children: [Expression] { composition.parts }

  /// The events that it reads itself, not in its parts.
  package var ownEvents: EventScope? { composition.events }

  /// Calls `body` with the expression and all its parts, outermost first.
  package func visit(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  /// Whether the as-of day is in it.
  package var readsToday: Bool {
    if case .today = kind { return true }
    return children.contains(where: \.readsToday)
  }

  /// The same expression with other parts, as many as `children`. What is computed from more than the row
  /// is replaced as a whole, never in parts; `ordered` and `history` have one part, which may be.
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
    case .stages(let stages):
      var conditions = parts[...]
      changed = .stages(stages.map { Stage(name: $0.name, condition: $0.condition == nil ? nil : conditions.popFirst()) })
    case .ordered(let value): changed = .ordered(value.with(first))
    case .asOf: changed = .asOf(first, day: last)
    case .history(let value): changed = .history(value.with(first))
    case .events, .purchases, .scores, .allocated, .population, .keyHash, .group: return self
    }
    return Expression(changed, type, like: self)
  }
}
