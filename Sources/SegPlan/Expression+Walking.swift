// Questions about an expression and all its parts.

import SegColumns

extension Expression {
  /// The parameters in it.
  package var parameters: Set<String> {
    guard hasParameters else { return [] }
    return children.reduce(Set(composition.parameters)) { $0.union($1.parameters) }
  }

  /// Whether it divides numbers of a group by one another.
  package var dividesGroups: Bool {
    if nature == .whole { return false }
    if case .product(_, let factors) = kind, factors.contains(where: { $0.operation == .divide }) { return true }
    return children.contains(where: \.dividesGroups)
  }

  /// The names of the definitions that it mentions, at any depth.
  package var definitions: Set<String> {
    var found: Set<String> = []
    visit { found.formUnion($0.composition.definitions) }
    return found
  }

  /// The definitions whose values of the same day it needs: all that it mentions, except
  /// before an `as of`, and in a history, which looks at other days.
  package var definitionsNow: Set<String> {
    var found: Set<String> = []
    func collect(_ expression: Expression) {
      found.formUnion(expression.composition.definitions)
      if case .asOf(_, let day) = expression.kind { return collect(day) }
      if case .history = expression.kind { return }
      for child in expression.children { collect(child) }
    }
    collect(self)
    return found
  }
}
