// sample: random customers that stay the same.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `sample(…)`.
struct SampleBinder: BinderPart {
  let binder: Binder

  /// `sample(20%, seed: 7)`: yes for about that share of the customers, always the same
  /// customers.
  func bindSample(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    var seed: Int64 = 0
    var share: ExactShare?
    for argument in arguments {
      guard let bound = value(argument.value, scope.over(.constant)) else { return .error }
      if let label = argument.label {
        guard label.text == "seed", case .integer(let number)? = binder.constant(bound) else {
          report(.unexpectedLabel(label, of: "sample"))
          return .error
        }
        seed = number
      } else if case .number(let value)? = binder.constant(bound), let written = ExactShare(value), share == nil {
        share = written
      } else {
        report(.notAShareOf(at: argument.value.span))
        return .error
      }
    }
    guard let share else {
      report(.argumentMissing("sample", "a percentage", "sample(20%, seed: 7)", at: span))
      return .error
    }
    let hash = made(.keyHash(KeyHash(seed: seed, base: "", per: [])), .integer, span)
    let test = made(.compare(.less, hash, firstHash(after: share, span)), .boolean, span)
    switch scope.rows {
    case .customers: return .value(test)
    case .events: return .value(made(.ofCustomer(test), .boolean, span))
    case .groups, .columns, .constant:
      report(.notAggregated("sample(…)", .boolean, isLifecycle: false, at: span))
      return .error
    }
  }
}

extension BinderPart {
  /// The first number of ``KeyHash`` after a share of all.
  func firstHash(after share: ExactShare, _ span: SourceSpan) -> Expression {
    made(.literal(.integer(KeyHash.bound(share))), .integer, span)
  }
}
