// Who is in a segment, and in which order.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// The customers that a segment's base and condition let in.
  func qualified(_ plan: SegmentPlan, at span: SourceSpan? = nil) throws(ScriptError) -> Bitmap {
    var rows: Bitmap?
    if let base = plan.base, let definition = definitions[base] {
      rows = try members(of: base, at: definition.span)
    }
    if let condition = plan.condition {
      let met = try bitmap(condition, on: store.customerFrame)
      rows = rows?.intersection(met) ?? met
    }
    return rows ?? Bitmap(count: store.customerCount, repeating: true)
  }

  /// The customers in a segment.
  func members(of plan: SegmentPlan) throws(ScriptError) -> Bitmap {
    let rows = try qualified(plan)
    guard let ranking = plan.ranking, let cut = plan.cut else { return rows }
    return try Ranker(self, ranking, on: store.customerFrame, among: rows).keep(cut, of: rows)
  }

  /// A segment's customers in its rank order, or in key order where it has none.
  package func order(of name: String, at span: SourceSpan) throws(ScriptError) -> [Int32] {
    let rows = try members(of: name, at: span)
    if case .segment(let plan)? = definitions[name]?.kind, let ranking = plan.ranking {
      return try Ranker(self, ranking, on: store.customerFrame, among: rows).order(rows)
    }
    return rows.rows.map { Int32(truncatingIfNeeded: $0) }
  }
}
