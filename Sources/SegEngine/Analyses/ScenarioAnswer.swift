// scenarios(measure, param: (…)): a measure with other values of params.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// A row for each value of the first param; a column for each of the second.
  func scenarios(_ scenarios: Scenarios, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var numbers: [Double?] = []
    for values in scenarios.combinations {
      // What does not depend on the parameters is computed once.
      let other = Evaluation(
        store: store, program: try program.with(values), functions: functions, asOf: asOf, isDayKnown: isDayKnown,
        context: context, cache: ValueCache(over: cache, of: program))
      let people = Grouping(all: try other.population(question))
      numbers.append(try GroupAggregation(other, grain: .customers, people).column(scenarios.measure).number(0))
      try context.check()
    }
    let rows = scenarios.first.values
    let width = scenarios.second?.values.count ?? 1
    return [Column.of(rows.first?.type ?? .number, rows)]
      + (0..<width).map { place in Column.numbers(rows.indices.map { numbers[$0 * width + place] }) }
  }
}
