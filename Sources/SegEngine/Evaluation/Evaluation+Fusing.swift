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
  /// - Returns: their places in the order.
  func fused(_ order: some Sequence<String>) -> [String: Int] {
    var steps: [String: Int] = [:]
    var places: [String: Int] = [:]
    for name in order {
      guard let definition = definitions[name], case .metric(let expression) = definition.kind,
        cached(definition) == nil, var count = expression.rowSteps
      else { continue }
      for used in definition.usesNow { count += steps[used] ?? 0 }
      if count <= Self.stepLimit {
        steps[name] = count
        places[name] = places.count
      }
    }
    return places
  }

  /// The fused metrics that an expression uses, in order; none if there are too many.
  func parts(of expression: Expression, _ fused: [String: Int]) -> [String] {
    if fused.isEmpty { return [] }
    var found: Set<String> = []
    var open = expression.definitions.filter { fused[$0] != nil }
    while let name = open.popFirst() {
      if !found.insert(name).inserted { continue }
      if found.count > Self.stepLimit { return [] }
      open.formUnion(definitions[name]?.usesNow.filter { fused[$0] != nil } ?? [])
    }
    return found.sorted { fused[$0, default: 0] < fused[$1, default: 0] }
  }
}

extension Expression {
  /// The number of steps for a batch of rows, if it reads only the row's own numbers,
  /// dates and definitions; nil if it reads more.
  fileprivate var rowSteps: Int? {
    if type == .text { return nil }
    switch (kind, nature) {
    case (.textTest, _), (_, .moved), (_, .whole): return nil
    case (_, .stated), (_, .named), (_, .operation): break
    }
    var steps = 1
    for child in children {
      guard let own = child.rowSteps else { return nil }
      steps += own
    }
    return steps
  }
}
