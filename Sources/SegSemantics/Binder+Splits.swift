// Random groups that stay the same: split and sample.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// The parts of a split, each a segment: a range of the hash of the key. In
  /// each stratum the hash is another, so that the strata are split each for
  /// itself.
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
    let hash = made(.keyHash(seed: Self.salted(seed, base), per: per.compactMap { $0 }), .number, statement.span)
    var parts: [Definition] = []
    var taken: Int64 = 0
    var denominator: Int64 = 1
    for part in syntax.parts {
      guard let share = self.share(of: part) else { return nil }
      // Shares add up as decimal fractions: 33.3% + 66.7% is all.
      let (low, high) = (Double(taken) / Double(denominator), next(&taken, &denominator, share))
      guard let high, high <= 1 else {
        report(.splitTooLarge(at: part.share.span))
        return nil
      }
      let from = made(.compare(.greaterOrEqual, hash, number(low, part)), .boolean, part.name.span)
      let to = made(.compare(.less, hash, number(high, part)), .boolean, part.name.span)
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

  /// The seed mixed with a name (FNV-1a), the same on every machine.
  private static func salted(_ seed: Int64, _ name: String) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return seed ^ Int64(bitPattern: hash)
  }

  private func number(_ value: Double, _ part: SplitSyntax.Part) -> Expression {
    made(.literal(.number(value)), .number, part.share.span)
  }

  private func next(_ taken: inout Int64, _ denominator: inout Int64, _ share: ExactShare) -> Double? {
    let (a, overflowA) = taken.multipliedReportingOverflow(by: share.denominator)
    let (b, overflowB) = share.numerator.multipliedReportingOverflow(by: denominator)
    let (sum, overflowSum) = a.addingReportingOverflow(b)
    let (product, overflowProduct) = denominator.multipliedReportingOverflow(by: share.denominator)
    if overflowA || overflowB || overflowSum || overflowProduct { return nil }
    taken = sum
    denominator = product
    return taken > denominator ? 2 : Double(taken) / Double(denominator)
  }

  private func share(of part: SplitSyntax.Part) -> ExactShare? {
    guard let bound = value(part.share, Scope(.constant)) else { return nil }
    guard case .number(let value)? = constant(bound), let share = ExactShare(value) else {
      report(.notAShareOf(at: part.share.span))
      return nil
    }
    return share
  }

  /// `sample(20%, seed: 7)`: yes for about that share of the customers, always
  /// the same ones.
  func bindSample(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    var seed: Int64 = 0
    var share: Expression?
    for argument in arguments {
      guard let bound = value(argument.value, scope.over(.constant)) else { return .error }
      if let label = argument.label {
        guard label.text == "seed", case .integer(let number)? = constant(bound) else {
          report(.unexpectedLabel(label, of: "sample"))
          return .error
        }
        seed = number
      } else if case .number(let value)? = presentValue(bound), (0...1).contains(value), share == nil {
        share = bound
      } else {
        report(.notAShareOf(at: argument.value.span))
        return .error
      }
    }
    guard let share else {
      report(.argumentMissing("sample", "a percentage", "sample(20%, seed: 7)", at: span))
      return .error
    }
    let hash = made(.keyHash(seed: Self.salted(seed, "sample"), per: []), .number, span)
    let test = made(.compare(.less, hash, share), .boolean, span)
    switch scope.rows {
    case .customers: return .value(test)
    case .events: return .value(made(.ofCustomer(test), .boolean, span))
    case .groups, .columns, .constant:
      report(.notAggregated("sample(…)", .boolean, isLifecycle: false, at: span))
      return .error
    }
  }
}

extension Diagnostic {
  static func wholeNumber(from low: Int?, at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a whole number\(low.map { " of at least \($0)" } ?? "") is wanted here", at: span)
  }

  static func splitTooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic("wrong-arguments", "the parts of a split are more than the whole", at: span, label: "over 100% with this one")
  }

  static func notAShareOf(at span: SourceSpan) -> Diagnostic {
    Diagnostic("type-mismatch", "a percentage between 0% and 100% is wanted here", at: span, fix: Fix("for example `20%`"))
  }
}
