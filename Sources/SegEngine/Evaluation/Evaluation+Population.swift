// Population functions by name.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// The value of a population function for every customer.
  func population(_ aggregate: PopulationAggregate, at span: SourceSpan) throws(ScriptError) -> Column {
    let frame = store.customerFrame
    let values = try column(aggregate.argument, on: frame)
    var rows = try Bitmap(count: frame.rowCount, repeating: true, in: context)
    if let within = aggregate.within { rows = try members(of: within, at: span) }
    var groups: Grouping?
    if !aggregate.per.isEmpty {
      var columns: [Column] = []
      for expression in aggregate.per { columns.append(try column(expression, on: frame)) }
      // Groups of all customers, because a customer outside of the segment has a total too.
      groups = try Grouping(columns, among: Bitmap(count: frame.rowCount, repeating: true, in: context), context)
    }
    let present = values.validity.map(rows.intersection) ?? rows
    let run = WindowFunctions(values: values, present: present, groups: groups, context: context)
    switch aggregate.function {
    case .rank: return try run.rank(isLowBest: aggregate.isLowBest)
    case .percentile: return try run.percentile(isLowBest: aggregate.isLowBest)
    case .ntile: return try run.ntile(aggregate.tiles.value, isLowBest: aggregate.isLowBest)
    case .share:
      let totals = try run.totals()
      let (shares, without) = try run.share(of: totals)
      if let first = without.first {
        let problem = groups.map { ShareProblem.groups(without.count, of: $0.count) } ?? .total(totals[first])
        noteNoShares(of: aggregate.argument.label.text, problem, at: span)
      }
      return shares
    case .total: return try run.total()
    case .zscore: return try run.zscore()
    }
  }
}
