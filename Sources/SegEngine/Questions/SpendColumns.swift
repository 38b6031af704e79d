// What a budget that a ranking spends has bought, and what it has not; how far a
// ranking comes that covers an amount.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Evaluation {
  /// Of `cover A of EXPR`, where there is one amount for all: what the members reach, and what was asked.
  func coverColumns(
    _ amount: Double, _ covered: Expression, _ ranked: RankedSegment, _ members: Bitmap
  ) throws(ScriptError) -> [Column] {
    // Each group of `per` is asked for it, and what they reach may be shares of each.
    guard ranked.hasOneCut else { return [] }
    let reached = try total(column(covered, on: store.customerFrame), among: members)
    return [Column.numbers([reached]), Column.numbers([amount])]
  }

  /// The certificate of `spend A of COST`: what is spent; where there is one budget, what is left of it, and
  /// the first key of the best who is left out, beside the cutoff, that of the last who is in.
  func spendColumns(
    _ amount: Double, _ cost: Expression, _ ranked: RankedSegment, _ members: Bitmap, _ values: Column
  ) throws(ScriptError) -> [Column] {
    let costs = try column(cost, on: store.customerFrame)
    let paying = costs.validity.map(members.intersection) ?? members
    let spent = try GroupRun(rows: paying, of: costs.count, context: context).sums(costs).first?.total ?? 0
    let whole = Column.numbers([spent])
    // Each group of `per` has a budget of its own.
    guard ranked.hasOneCut else { return [whole] }
    var left = try qualified(ranked.plan).subtracting(members)
    if let known = costs.validity { left = left.intersection(known) }
    let best = try Ranker(self, ranked.ranking, on: store.customerFrame, among: left).keep(.count(1), of: left).rows
    let rows = best.isEmpty ? [Int32(-1)] : best.prefix(1).map { Int32(truncatingIfNeeded: $0) }
    return [whole, Column.numbers([max(0, amount - spent)]), values.taking(rows)]
  }
}
