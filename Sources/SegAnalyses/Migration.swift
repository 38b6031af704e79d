// migration(stage, FROM, TO): how customers moved between stages.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct MigrationAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each pair of values that a customer had on the two days: the number of
  /// customers, and their share of those with the first value. A measure is that of the
  /// group on the second day.
  func migration(_ analysis: MigrationAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let frame = store.customerFrame
    let rows = try population(question)
    let from = try evaluation.column(analysis.value.expression, asOf: analysis.from, on: frame)
    let to = try evaluation.column(analysis.value.expression, asOf: analysis.to, on: frame)
    let grouping = try Grouping([from, to], among: rows, context)
    let origins = try Grouping([from], among: rows, context)
    let counts = try GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts().array
    let sizes = try GroupedAggregator(ids: origins.ids, groups: origins.count, selection: nil, context: context).counts()
    let shares = grouping.representatives.enumerated().map { group, row in
      Double(counts[group]) / Double(max(1, sizes[origins.ids[Int(row)]]))
    }
    var columns = [
      from.gathered(grouping.representatives), to.gathered(grouping.representatives), Column.integers(counts), Column.numbers(shares),
    ]
    if let measure = analysis.measure {
      let other = try evaluation.on(analysis.to)
      columns.append(try GroupAggregation(other, grain: .customers, grouping).column(measure.expression))
    }
    return columns
  }
}
