// The customers of a segment, and their order.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// The customers that meet a segment's base and condition.
  func qualified(_ plan: SegmentPlan, at span: SourceSpan? = nil) throws(ScriptError) -> Bitmap {
    var rows: Bitmap?
    if let base = plan.base, let definition = definitions[base] {
      rows = try members(of: base, at: definition.span)
    }
    if let condition = plan.condition {
      let met = try bitmap(condition, on: store.customerFrame, among: rows)
      rows = rows?.intersection(met) ?? met
    }
    if let rows { return rows }
    return try Bitmap(count: store.customerCount, repeating: true, in: context)
  }

  /// The customers in a segment.
  func members(of plan: SegmentPlan) throws(ScriptError) -> Bitmap {
    let rows = try qualified(plan)
    guard let ranking = plan.ranking, let cut = plan.cut else { return rows }
    if case .share = cut, let key = ranking.keys.first {
      try noteProspects(key.expression, among: rows, from: 0.1, .note, at: key.expression.span)
    }
    return try Ranker(self, ranking, on: store.customerFrame, among: rows).keep(cut, of: rows)
  }

  /// A segment's customers in rank order, or in key order without a ranking: those that
  /// are also in `rows`, after the cut.
  package func order(
    of name: String, at span: SourceSpan, among rows: Bitmap? = nil, _ cut: Cut? = nil
  ) throws(ScriptError) -> [Int32] {
    var rows = if let rows { rows } else { try members(of: name, at: span) }
    var ranker: Ranker?
    if case .segment(let plan)? = definitions[name]?.kind, let ranking = plan.ranking {
      ranker = try Ranker(self, ranking, on: store.customerFrame, among: rows)
    }
    let count: Int? =
      switch cut {
      case .count(let count)?: count.value
      case .share(let share)?: share.value.count(of: rows.population)
      case .cover?, .coverAmount?, .spend?, nil: nil
      }
    if let count, let ranker, ranker.groups == nil {
      // Only the kept rows are sorted.
      rows = try ranker.keep(.count(Given(count)), of: rows)
    }
    let order = if let ranker { try ranker.order(rows) } else { rows.rows.map { Int32(truncatingIfNeeded: $0) } }
    return count.map { Array(order.prefix($0)) } ?? order
  }

  /// Segments combined by `and`, `or` and `not`, as whole sets; nil if the condition has
  /// anything else.
  func algebra(_ condition: Expression) throws(ScriptError) -> Bitmap? {
    guard condition.isAlgebra else { return nil }
    return try set(condition)
  }

  private func set(_ condition: Expression) throws(ScriptError) -> Bitmap {
    if case .definition(let name) = condition.kind { return try members(of: name, at: condition.span) }
    guard let first = condition.children.first else { return Bitmap(count: store.customerCount) }
    if case .not = condition.kind { return try set(first).complement }
    let isAnd = if case .and = condition.kind { true } else { false }
    var joined = try set(first)
    for part in condition.children.dropFirst() {
      let other = try set(part)
      joined = isAnd ? joined.intersection(other) : joined.union(other)
    }
    return joined
  }
}

extension Expression {
  /// Whether it combines yes/no definitions, and is not just one.
  fileprivate var isAlgebra: Bool {
    switch (kind, nature) {
    case (.and, _), (.or, _), (.not, _): children.allSatisfy(\.isAlgebraOrSet)
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): false
    }
  }

  private var isAlgebraOrSet: Bool {
    if case .definition = kind { return type == .boolean }
    return isAlgebra
  }
}
