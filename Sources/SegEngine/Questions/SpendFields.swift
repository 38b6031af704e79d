// What a budget that a ranking spends has bought, and what it has not; how far a
// ranking comes that covers an amount.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// Of `cover A of EXPR`, where there is one amount for all: what the members reach, and what was asked.
  func coverFields(
    _ amount: Double, _ covered: Expression, _ ranking: Ranking, _ members: Bitmap
  ) throws(ScriptError) -> [(name: String, column: Column, role: ColumnRole)] {
    // Each group of `per` is asked for it, and what they reach may be shares of each.
    guard ranking.per.isEmpty else { return [] }
    let reached = try total(column(covered, on: store.customerFrame), among: members)
    return [("reached", Column.numbers([reached]), .figure), ("asked", Column.numbers([amount]), .figure)]
  }

  /// The certificate of `spend A of COST`: what is spent; where there is one budget, what is left of it, and
  /// the first key of the best who is left out, beside the cutoff, that of the last who is in.
  func spendFields(
    _ amount: Double, _ cost: Expression, _ plan: SegmentPlan, _ ranking: Ranking, _ members: Bitmap, _ values: Column
  ) throws(ScriptError) -> [(name: String, column: Column, role: ColumnRole)] {
    let costs = try column(cost, on: store.customerFrame)
    let paying = costs.validity.map(members.intersection) ?? members
    let spent = try GroupRun(rows: paying, of: costs.count, context: context).sums(costs).first?.total ?? 0
    var fields: [(name: String, column: Column, role: ColumnRole)] = [("spent", Column.numbers([spent]), .figure)]
    // Each group of `per` has a budget of its own.
    guard ranking.per.isEmpty else { return fields }
    fields.append(("unspent", Column.numbers([max(0, amount - spent)]), .figure))
    var left = try qualified(plan).subtracting(members)
    if let known = costs.validity { left = left.intersection(known) }
    let best = try Ranker(self, ranking, on: store.customerFrame, among: left).keep(.count(Given(1)), of: left).rows
    let rows = best.isEmpty ? [Int32(-1)] : best.prefix(1).map { Int32(truncatingIfNeeded: $0) }
    fields.append(("best_left_out", values.taking(rows), .figure))
    return fields
  }
}
