// A score of customers: what it is the probability of, and by which attributes.

import SegFunctions

/// `lookalike(loyal, on: (age, city))`, `propensity(quiet as of D, on: …)`.
package struct ScoreValue: Sendable, Hashable {
  package let function: ScoreFunction
  /// Yes or no for each customer, looked at on the as-of day.
  package let target: Expression
  /// The day whose attributes are learned from, of `propensity`: a constant.
  package let day: Expression?
  /// One or more values of customers; their names are labels, which do not count.
  package let attributes: [Item]
  /// The segment that is learned from; nil: all customers.
  package let within: String?
  /// Above 0.
  package let penalty: Double
  package let seed: Int64

  package init(
    function: ScoreFunction, target: Expression, day: Expression?, attributes: [Item], within: String?, penalty: Double,
    seed: Int64
  ) {
    self.function = function
    self.target = target
    self.day = day
    self.attributes = attributes
    self.within = within
    self.penalty = penalty
    self.seed = seed
  }

  package static func == (a: ScoreValue, b: ScoreValue) -> Bool {
    a.function == b.function && a.target == b.target && a.day == b.day && a.within == b.within && a.penalty == b.penalty
      && a.seed == b.seed && a.attributes.count == b.attributes.count
      && zip(a.attributes, b.attributes).allSatisfy { $0.expression == $1.expression }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(function)
    hasher.combine(target)
    hasher.combine(day)
    hasher.combine(within)
    hasher.combine(penalty)
    hasher.combine(seed)
    for attribute in attributes { hasher.combine(attribute.expression) }
  }

  package var children: [Expression] { [target] + (day.map { [$0] } ?? []) + attributes.map(\.expression) }
}

extension Expression {
  /// The models that it rests on itself, not through definitions: scores and
  /// predictions of purchases.
  package var models: [Expression] {
    var found: [Expression] = []
    visit { part in
      switch part.kind {
      case .scores: found.append(part)
      case .purchases(let value) where value.function.isPredicted: found.append(part)
      case .literal, .today, .column, .definition, .ofCustomer, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum, .product,
        .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .events, .purchases, .allocated,
        .population, .group, .keyHash, .asOf, .stages:
        break
      }
    }
    return found
  }
}

extension Definition {
  /// The expressions that it is made of.
  package var expressions: [Expression] {
    switch kind {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression): [expression]
    case .segment(let plan): plan.expressions
    }
  }
}
