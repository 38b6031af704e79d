// matrix(x, y): customers by two values at once.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime

struct MatrixAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// Both values in equal parts, part 1 the lowest, among the customers who have both;
  /// one row for each cell with a customer, by x and then y.
  func matrix(_ analysis: MatrixAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var rows = try population(question)
    let (xValues, yValues) = (try values(analysis.x), try values(analysis.y))
    for column in [xValues, yValues] { if let validity = column.validity { rows = rows.intersection(validity) } }
    var parts: [Column] = []
    for column in [xValues, yValues] {
      let run = WindowFunctions(values: column, present: rows, groups: nil, context: context)
      parts.append(try run.ntile(analysis.tiles, isLowBest: false))
    }
    let grouping = try Grouping(parts, among: rows, context)
    let run = GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context)
    let counts = try run.counts().array
    let all = Double(max(1, rows.population))
    func sums(_ values: Column) throws(ScriptError) -> Column {
      Column.numbers(try run.sums(values).map { $0.total.isFinite ? $0.total : nil })
    }
    return [
      parts[0].gathered(grouping.representatives), parts[1].gathered(grouping.representatives), Column.integers(counts),
      Column.numbers(counts.map { Double($0) / all }), try sums(xValues), try sums(yValues),
    ]
  }
}
