// A score of customers: its outcome and its attributes.

import SegFunctions

/// `lookalike(loyal, on: (age, city))`, `propensity(quiet as of D, on: …)`.
package struct ScoreValue: Sendable, Hashable {
  package let function: ScoreFunction
  /// The outcome: yes or no for each customer, on the as-of day.
  package let target: Expression
  /// For `propensity`, the day of the attributes in the training set: a constant.
  package let day: Expression?
  /// One or more values of customers; their names are labels, which do not count.
  package let attributes: [NamedExpression]
  /// Columns of customers that are told not to change. The score does not depend on them.
  package let fixed: Set<String>
  /// The segment of the training set; nil: all customers.
  package let within: String?
  /// Above 0.
  package let penalty: Given<Double>
  package let seed: Given<Int64>

  package init(
    function: ScoreFunction, target: Expression, day: Expression?, attributes: [NamedExpression], fixed: Set<String>, within: String?,
    penalty: Given<Double>, seed: Given<Int64>
  ) {
    self.function = function
    self.target = target
    self.day = day
    self.attributes = attributes
    self.fixed = fixed
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
  /// The models that it uses itself, not through definitions: scores and predictions
  /// of purchases.
  package var models: [Expression] {
    var found: [Expression] = []
    visit { part in
      if case .scores = part.kind { found.append(part) }
      if case .purchases(let value) = part.kind, value.function.isPredicted { found.append(part) }
    }
    return found
  }
}
