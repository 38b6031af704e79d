// Whether one condition follows from another.

import SegColumns

extension Expression {
  /// Whether it holds for every row for which `other` holds, as far as their forms
  /// show it: it is the same condition, one that always holds, a looser border of the
  /// same value, or one part of a conjunction.
  package func covers(_ other: Expression) -> Bool {
    if case .literal(.boolean(true)) = kind { return true }
    if self == other { return true }
    if case .and(let parts) = other.kind { return parts.contains { covers($0) } }
    if case .or(let parts) = kind { return parts.contains { $0.covers(other) } }
    guard case .compare(let own, let value, let limit) = kind, case .compare(let others, let same, let border) = other.kind,
      value == same, let low = limit.number, let high = border.number
    else { return false }
    switch (own, others) {
    case (.greater, .greater), (.greaterOrEqual, .greaterOrEqual), (.greaterOrEqual, .greater): return low <= high
    case (.greater, .greaterOrEqual), (.greater, .equal): return low < high
    case (.less, .less), (.lessOrEqual, .lessOrEqual), (.lessOrEqual, .less): return low >= high
    case (.less, .lessOrEqual), (.less, .equal): return low > high
    case (.greaterOrEqual, .equal): return low <= high
    case (.lessOrEqual, .equal): return low >= high
    default: return false
    }
  }

  /// The number of a literal.
  private var number: Double? {
    if case .literal(.integer(let value)) = kind { return Double(value) }
    if case .literal(.number(let value)) = kind { return value }
    return nil
  }
}
