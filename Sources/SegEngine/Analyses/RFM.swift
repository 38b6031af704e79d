// rfm(recency, frequency, money): customers by three scores.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// One row for each combination of scores that somebody has, best first.
  func rfm(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    let tiles = count(question, "tiles", unless: 5)
    var rows = try population(question)
    var inputs: [Column] = []
    for place in 0..<3 {
      let column = try values(question, place).column
      inputs.append(column)
      // Who has no recency has bought nothing: no scores.
      if let validity = column.validity { rows = rows.intersection(validity) }
    }
    var scores: [Column] = []
    for (place, column) in inputs.enumerated() {
      let run = PopulationRun(values: column, present: rows, groups: nil, context: context)
      scores.append(try run.ntile(tiles, isLowBest: place == 0))
    }
    let grouping = try Grouping(scores, among: rows, context)
    let run = GroupRun(ids: grouping.ids, groups: grouping.count, selection: nil, context: context)
    let counts = if let sizes = grouping.sizes { sizes } else { try run.counts() }
    let money = try run.sums(inputs[2])
    let everyone = Double(max(1, rows.population))
    let order = (0..<Int32(grouping.count)).reversed()
    let groups = order.map { Int($0) }
    let representatives = groups.map { grouping.representatives[$0] }
    let written = question.arguments.count > 2 ? try values(question, 2).name : "money"
    // A metric named `m` is not the score of that name.
    let moneyName = ["r", "f", "m", "customers", "share"].contains(written) ? "sum(\(written))" : written
    return AnswerTable([
      ("r", scores[0].taking(representatives), .plain), ("f", scores[1].taking(representatives), .plain),
      ("m", scores[2].taking(representatives), .plain),
      ("customers", Column.integers(groups.map { counts[$0] }), .figure),
      ("share", Column.numbers(groups.map { Double(counts[$0]) / everyone }), .share),
      (moneyName, Column.numbers(groups.map { money[$0].total }), .figure),
    ])
  }
}
