// How two values are compared.

/// A comparison of a value on the left with one on the right.
package enum Comparison: Sendable, Hashable {
  case equal, less, lessOrEqual, greater, greaterOrEqual

  /// The comparison with its sides exchanged.
  package var swapped: Comparison {
    switch self {
    case .equal: .equal
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
