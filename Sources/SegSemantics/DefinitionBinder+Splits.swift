// Random groups that stay the same: split and sample.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension DefinitionBinder {
  /// The parts of a split, each a segment: a range of the key's hash. Each stratum has a
  /// different hash, so that strata are split independently.
  func bindSplit(_ syntax: SplitSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    let scope = Scope(.customers)
    guard let base = members(syntax.segment) else { return nil }
    let per = syntax.per.map { value($0, scope) }
    var seed: Int64 = 0
    if let written = syntax.seed {
      guard let bound = value(written, Scope(.constant)), case .integer(let number)? = constant(bound) else {
        report(.wholeNumber(from: nil, at: written.span))
        return nil
      }
      seed = number
    }
    if per.contains(where: { $0 == nil }) { return nil }
    // Each base has a hash of its own: a part of a split can be split again.
    let hash = made(.keyHash(KeyHash(seed: seed, base: base, per: per.compactMap { $0 })), .integer, statement.span)
    var parts: [Definition] = []
    var taken = ExactShare(0, of: 1)
    for part in syntax.parts {
      guard let share = self.share(of: part) else { return nil }
      let low = taken
      taken = taken?.adding(share)
      guard let low, let high = taken else {
        report(.splitTooLarge(at: part.share.span))
        return nil
      }
      let from = made(.compare(.greaterOrEqual, hash, bound(low, part.share.span)), .boolean, part.name.span)
      let to = made(.compare(.less, hash, bound(high, part.share.span)), .boolean, part.name.span)
      let plan = SegmentPlan(base: base, condition: made(.and([from, to]), .boolean, part.name.span))
      guard case .definition(let definition)? = define(part.name, .segment, statement, nil, .segment(plan)) else {
        return nil
      }
      if parts.contains(where: { $0.name == definition.name }) {
        report(.alreadyDefined(part.name, nil))
        return nil
      }
      parts.append(definition)
    }
    return .definitions(parts)
  }

  /// The first number of ``KeyHash`` after a share of all.
  private func bound(_ share: ExactShare, _ span: SourceSpan) -> Expression {
    made(.literal(.integer(KeyHash.bound(share))), .integer, span)
  }

  private func share(of part: SplitSyntax.Part) -> ExactShare? {
    guard let bound = value(part.share, Scope(.constant)) else { return nil }
    guard case .number(let value)? = constant(bound), let share = ExactShare(value) else {
      report(.notAShareOf(at: part.share.span))
      return nil
    }
    return share
  }

  /// `sample(20%, seed: 7)`: yes for about that share of the customers, always the same
  /// customers.
  func bindSample(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    var seed: Int64 = 0
    var share: ExactShare?
    for argument in arguments {
      guard let bound = value(argument.value, scope.over(.constant)) else { return .error }
      if let label = argument.label {
        guard label.text == "seed", case .integer(let number)? = constant(bound) else {
          report(.unexpectedLabel(label, of: "sample"))
          return .error
        }
        seed = number
      } else if case .number(let value)? = constant(bound), let written = ExactShare(value), share == nil {
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
    let test = made(.compare(.less, hash, bound(share, span)), .boolean, span)
    switch scope.rows {
    case .customers: return .value(test)
    case .events: return .value(made(.ofCustomer(test), .boolean, span))
    case .groups, .columns, .constant:
      report(.notAggregated("sample(…)", .boolean, isLifecycle: false, at: span))
      return .error
    }
  }
}

extension ExactShare {
  /// The sum as a decimal fraction: 33.3% and 66.7% are all. nil: more than all.
  fileprivate func adding(_ other: ExactShare) -> ExactShare? {
    // Denominators are powers of ten, of up to 10^12: nothing overflows.
    let whole = max(denominator, other.denominator)
    let sum = numerator * (whole / denominator) + other.numerator * (whole / other.denominator)
    return ExactShare(sum, of: whole)
  }
}

extension Diagnostic {
  static func wholeNumber(from low: Int?, at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a whole number\(low.map { " of at least \($0)" } ?? "") is expected here", at: span)
  }

  static func splitTooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "the parts of a split are more than the whole", at: span, label: "over 100% with this one")
  }

  static func notAShareOf(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a percentage between 0% and 100% is expected here", at: span, fix: Fix("for example `20%`"))
  }
}
