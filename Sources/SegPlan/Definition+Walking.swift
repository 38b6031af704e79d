// The expressions of definitions, and questions about all of them.

import SegColumns

extension Definition {
  /// The definitions whose values of the same day it needs: all that it mentions,
  /// except before an `as of`.
  package var usesNow: Set<String> {
    var found = Set(expressions.flatMap(\.definitionsNow))
    if case .segment(let plan) = kind, let base = plan.base { found.insert(base) }
    if case .table(let plan) = kind { found.insert(DefinitionName.table(plan.source)) }
    return found
  }
}

extension [String: Definition] {
  /// Expressions, and those of the measures that they use, also through others: each once.
  package func withMeasures(_ expressions: [Expression]) -> [Expression] {
    var all = expressions
    var seen: Set<String> = []
    var next = 0
    while next < all.count {
      for name in all[next].definitions.sorted() where seen.insert(name).inserted {
        if case .measure(let expression)? = self[name]?.kind { all.append(expression) }
      }
      next += 1
    }
    return all
  }
}

extension Definition {
  /// The expressions that are its parts.
  package var expressions: [Expression] {
    switch kind {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression): [expression]
    case .segment(let plan): plan.expressions
    case .column(let plan): [plan.expression]
    case .table(let plan): plan.expressions
    }
  }
}

extension Definition.Kind {
  /// The parameters in it.
  var parameters: Set<String> {
    switch self {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression): expression.parameters
    case .segment(let plan): plan.parameters
    case .column(let plan): plan.expression.parameters
    case .table(let plan): plan.expressions.reduce([]) { $0.union($1.parameters) }
    }
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

extension SegmentPlan {
  /// The parameters in it.
  var parameters: Set<String> {
    expressions.reduce(Set(cut?.parameter.map { [$0] } ?? [])) { $0.union($1.parameters) }
  }
}

extension Cut {
  /// The parameter of the amount, if there is one.
  var parameter: String? {
    switch self {
    case .count(let count): count.parameter?.name
    case .share(let share), .cover(let share, _): share.parameter?.name
    case .coverAmount(let amount, _), .spend(let amount, _): amount.parameter?.name
    }
  }
}
