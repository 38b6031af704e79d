// split: random groups that stay the same.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `split`.
struct SplitBinder: BinderPart {
  let binder: Binder
  let definitions: DefinitionBinder

  /// The parts of a split, each a segment: a range of the key's hash. Each stratum has a
  /// different hash, so that strata are split independently.
  func bindSplit(_ syntax: SplitSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    let scope = Scope(.customers)
    guard let base = binder.members(syntax.segment) else { return nil }
    let per = syntax.per.map { value($0, scope) }
    var seed: Int64 = 0
    if let written = syntax.seed {
      guard let bound = value(written, Scope(.constant)), case .integer(let number)? = binder.constant(bound) else {
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
      let from = made(.compare(.greaterOrEqual, hash, firstHash(after: low, part.share.span)), .boolean, part.name.span)
      let to = made(.compare(.less, hash, firstHash(after: high, part.share.span)), .boolean, part.name.span)
      let plan = SegmentPlan(base: base, condition: made(.and([from, to]), .boolean, part.name.span))
      guard case .definition(let definition)? = definitions.define(part.name, .segment, statement, nil, .segment(plan)) else {
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

  private func share(of part: SplitSyntax.Part) -> ExactShare? {
    guard let bound = value(part.share, Scope(.constant)) else { return nil }
    guard case .number(let value)? = binder.constant(bound), let share = ExactShare(value) else {
      report(.notAShareOf(at: part.share.span))
      return nil
    }
    return share
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
