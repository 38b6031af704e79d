// Fuses metrics made of other metrics: they are computed together, batch by batch, so
// that no unneeded column is written.

import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// The most steps that fused metrics may add to those of a metric.
  private static let stepLimit = 64

  /// The definitions that are cheap enough to be computed again at each use: metrics of a
  /// few steps over the customer's own values.
  ///
  /// - Parameter order: dependencies first.
  func fused(_ order: some Sequence<String>) -> Set<String> {
    var steps: [String: Int] = [:]
    for name in order {
      guard let definition = definitions[name], case .metric(let expression) = definition.kind,
        cached(definition) == nil, var count = expression.rowSteps
      else { continue }
      for used in definition.usesNow { count += steps[used] ?? 0 }
      if count <= Self.stepLimit { steps[name] = count }
    }
    return Set(steps.keys)
  }

  /// The fused metrics that an expression uses, in order; none if there are too many.
  func parts(of expression: Expression, _ fused: [String]) -> [String] {
    if fused.isEmpty { return [] }
    let available = Set(fused)
    var found: Set<String> = []
    var open = Array(expression.definitions.intersection(available))
    while let name = open.popLast() {
      if !found.insert(name).inserted { continue }
      if found.count > Self.stepLimit { return [] }
      open += definitions[name]?.usesNow.filter(available.contains) ?? []
    }
    return fused.filter(found.contains)
  }
}

extension Expression {
  /// The number of steps for a batch of rows, if it reads only the row's own numbers,
  /// dates and definitions; nil if it reads more.
  fileprivate var rowSteps: Int? {
    if type == .text { return nil }
    switch kind {
    case .events, .purchases, .scores, .allocated, .population, .keyHash, .group, .ofCustomer, .asOf, .stages, .textTest: return nil
    case .literal, .parameter, .today, .column, .definition, .and, .or, .not, .compare, .isMissing, .isIn, .sum, .product, .negate,
      .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call:
      break
    }
    var steps = 1
    for child in children {
      guard let own = child.rowSteps else { return nil }
      steps += own
    }
    return steps
  }
}
