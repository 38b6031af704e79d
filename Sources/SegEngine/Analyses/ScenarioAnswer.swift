// scenarios(measure, param: (…)): what would be.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// A row for each value of the first param; a column for each of the second.
  func scenarios(_ scenarios: Scenarios, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var numbers: [Double?] = []
    for one in scenarios.cases {
      // Each has definitions of its own; what was fitted serves all that ask for the same.
      let other = Evaluation(
        store: store, definitions: one.definitions, functions: functions, asOf: asOf, isDayKnown: isDayKnown,
        context: context, cache: ValueCache(models: cache.models))
      let people = Grouping(all: try other.population(question))
      numbers.append(try GroupAggregation(other, grain: .customers, people).column(one.measure).number(0))
      try context.check()
    }
    let rows = scenarios.first.values
    let width = scenarios.second?.values.count ?? 1
    return [Column.of(rows.first?.type ?? .number, rows)]
      + (0..<width).map { place in Column.numbers(rows.indices.map { numbers[$0 * width + place] }) }
  }
}
