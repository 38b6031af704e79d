// The figures of a ranking with a budget, and of a ranking that covers an amount.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Answerer {
  /// For `cover A of EXPR` with one amount for all: the sum that the members reach, and the
  /// amount.
  func coverColumns(
    _ amount: Double, _ covered: Expression, _ ranked: RankedSegment, _ members: Bitmap
  ) throws(ScriptError) -> [Column] {
    // With `per`, each group has the amount, and the sums may be shares of each group.
    guard ranked.hasOneCut else { return [] }
    let reached = try evaluation.total(evaluation.column(covered, on: store.customerFrame), among: members)
    return [Column.numbers([reached]), Column.numbers([amount])]
  }

  /// The certificate of `spend A of COST`: the sum spent; for a single budget also the rest of
  /// it, and the first key of the best customer left out, next to the cutoff of the last
  /// member.
  func spendColumns(
    _ amount: Double, _ cost: Expression, _ ranked: RankedSegment, _ members: Bitmap, _ values: Column
  ) throws(ScriptError) -> [Column] {
    let costs = try evaluation.column(cost, on: store.customerFrame)
    let paying = costs.validity.map(members.intersection) ?? members
    let spent = try GroupedAggregator(rows: paying, of: costs.count, context: context).sums(costs).first?.total ?? 0
    let whole = Column.numbers([spent])
    // With `per`, each group has a budget of its own.
    guard ranked.hasOneCut else { return [whole] }
    var left = try evaluation.qualified(ranked.plan).subtracting(members)
    if let known = costs.validity { left = left.intersection(known) }
    let best = try Ranker(evaluation, ranked.ranking, on: store.customerFrame, among: left).keep(.count(Given(1)), of: left).rows
    let rows = best.isEmpty ? [Int32(-1)] : best.prefix(1).map { Int32(truncatingIfNeeded: $0) }
    return [whole, Column.numbers([max(0, amount - spent)]), values.gathered(rows)]
  }
}
