// rfm(recency, frequency, money): customers by three scores.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime

struct RFMAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each combination of scores with customers, best first.
  func rfm(_ analysis: RFMAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var rows = try population(question)
    var inputs: [Column] = []
    for item in [analysis.recency, analysis.frequency, analysis.money] {
      let column = try values(item)
      inputs.append(column)
      // Customers without a recency have bought nothing, so they have no scores.
      if let validity = column.validity { rows = rows.intersection(validity) }
    }
    var scores: [Column] = []
    for (place, column) in inputs.enumerated() {
      let run = WindowFunctions(values: column, present: rows, groups: nil, context: context)
      scores.append(try run.ntile(analysis.tiles, isLowBest: place == 0))
    }
    let grouping = try Grouping(scores, among: rows, context)
    let run = GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context)
    let counts = if let sizes = grouping.sizes { sizes } else { try run.counts() }
    let money = try run.sums(inputs[2])
    let everyone = Double(max(1, rows.population))
    let order = (0..<Int32(grouping.count)).reversed()
    let groups = order.map { Int($0) }
    let representatives = groups.map { grouping.representatives[$0] }
    return scores.map { $0.gathered(representatives) } + [
      Column.integers(groups.map { counts[$0] }), Column.numbers(groups.map { Double(counts[$0]) / everyone }),
      Column.numbers(groups.map { money[$0].total }),
    ]
  }
}
