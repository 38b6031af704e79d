// Whether one condition follows from another.

import SegColumns

/// Conditions in their order, among which the first that covers another one is found
/// without comparing it with each.
///
/// A condition covers another if it holds for every row for which the other holds, as far
/// as their forms show it: it is the same condition, one that always holds, a looser
/// border of the same value, one part of a conjunction, or has a part that covers it as an
/// alternative.
package struct CoveringConditions {
  /// A border of a value, and the number of its condition.
  private struct Border {
    let comparison: Comparison
    let limit: Double
    let number: Int
  }

  /// By digest: keys of a type of our own would make the first script of a process slow.
  private var equal: [Int: [(condition: Expression, number: Int)]] = [:]
  /// Borders of each value from below and from above. A border that an earlier one covers
  /// is left out, so that each is looser than those before it.
  private var borders: [Int: [(value: Expression, isLow: Bool, borders: [Border])]] = [:]
  /// The first condition that always holds.
  private var always: Int?

  package init() {}

  /// Adds a condition after the others.
  package mutating func add(_ condition: Expression, _ number: Int) {
    if case .literal(.boolean(true)) = condition.kind { always = always ?? number }
    equal[condition.digest, default: []].append((condition, number))
    if case .or(let parts) = condition.kind { for part in parts { add(part, number) } }
    guard case .compare(let comparison, let value, let limit) = condition.kind, let isLow = comparison.isLow, let limit = limit.number
    else { return }
    let border = Border(comparison: comparison, limit: limit, number: number)
    if let place = place(of: value, isLow: isLow) {
      if let last = borders[value.digest]?[place].borders.last, Self.covers(last, comparison, limit) { return }
      borders[value.digest]?[place].borders.append(border)
    } else {
      borders[value.digest, default: []].append((value, isLow, [border]))
    }
  }

  /// The number of the first condition that covers another one.
  package func first(covering condition: Expression) -> Int? {
    var found = [always, equal[condition.digest]?.first { $0.condition == condition }?.number]
    if case .and(let parts) = condition.kind { found += parts.map { first(covering: $0) } }
    if case .compare(let comparison, let value, let limit) = condition.kind, let limit = limit.number {
      for isLow in [true, false] {
        guard let place = place(of: value, isLow: isLow), let all = borders[value.digest]?[place].borders else { continue }
        // Each is looser than those before it: the first that covers it is found by halves.
        var (low, high) = (0, all.count)
        while low < high {
          let middle = (low + high) / 2
          if Self.covers(all[middle], comparison, limit) { high = middle } else { low = middle + 1 }
        }
        if low < all.count { found.append(all[low].number) }
      }
    }
    return found.compactMap { $0 }.min()
  }

  private func place(of value: Expression, isLow: Bool) -> Int? {
    borders[value.digest]?.firstIndex { $0.isLow == isLow && $0.value == value }
  }

  /// Whether a border lets through all that another one does.
  private static func covers(_ own: Border, _ other: Comparison, _ limit: Double) -> Bool {
    switch (own.comparison, other) {
    case (.greater, .greater), (.greaterOrEqual, .greaterOrEqual), (.greaterOrEqual, .greater): own.limit <= limit
    case (.greater, .greaterOrEqual), (.greater, .equal): own.limit < limit
    case (.less, .less), (.lessOrEqual, .lessOrEqual), (.lessOrEqual, .less): own.limit >= limit
    case (.less, .lessOrEqual), (.less, .equal): own.limit > limit
    case (.greaterOrEqual, .equal): own.limit <= limit
    case (.lessOrEqual, .equal): own.limit >= limit
    case (.equal, _), (.greater, .less), (.greater, .lessOrEqual), (.greaterOrEqual, .less), (.greaterOrEqual, .lessOrEqual),
      (.less, .greater), (.less, .greaterOrEqual), (.lessOrEqual, .greater), (.lessOrEqual, .greaterOrEqual):
      false
    }
  }
}

extension Comparison {
  /// Whether it is a border from below; nil: it is none.
  fileprivate var isLow: Bool? {
    switch self {
    case .greater, .greaterOrEqual: true
    case .less, .lessOrEqual: false
    case .equal: nil
    }
  }
}

extension Expression {
  /// The number of a literal.
  fileprivate var number: Double? {
    if case .literal(.integer(let value)) = kind { return Double(value) }
    if case .literal(.number(let value)) = kind { return value }
    return nil
  }
}
