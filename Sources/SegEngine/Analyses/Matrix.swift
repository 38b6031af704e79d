// matrix(x, y): customers by two values at once.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// Both values in equal parts, part 1 the lowest, among the customers who
  /// have both; one row for each cell that somebody is in, by x and then y.
  func matrix(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    let tiles = count(question, "tiles", unless: 3)
    var rows = try population(question)
    let (x, xValues) = try values(question, 0)
    let (y, yValues) = try values(question, 1)
    for column in [xValues, yValues] { if let validity = column.validity { rows = rows.intersection(validity) } }
    var parts: [Column] = []
    for column in [xValues, yValues] {
      parts.append(try PopulationRun(values: column, present: rows, groups: nil, context: context).ntile(tiles, isLowBest: false))
    }
    let grouping = try Grouping(parts, among: rows, context)
    let run = GroupRun(ids: grouping.ids, groups: grouping.count, selection: nil, context: context)
    let counts = try run.counts().array
    let all = Double(max(1, rows.population))
    func sums(_ values: Column) throws(ScriptError) -> Column {
      Column.numbers(try run.sums(values).map { $0.total.isFinite ? $0.total : nil })
    }
    return AnswerTable([
      (x, parts[0].taking(grouping.representatives), .plain), (y, parts[1].taking(grouping.representatives), .plain),
      ("customers", Column.integers(counts), .figure), ("share", Column.numbers(counts.map { Double($0) / all }), .share),
      ("sum of \(x)", try sums(xValues), .figure), ("sum of \(y)", try sums(yValues), .figure),
    ])
  }
}
