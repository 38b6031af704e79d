// scenarios(measure, param: (…)): a measure with other values of params.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegStore

struct ScenariosAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// A row for each value of the first param; a column for each of the second.
  func scenarios(_ scenarios: Scenarios, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let program = evaluation.program
    var numbers: [Double?] = []
    for values in scenarios.combinations {
      // What does not depend on the parameters is computed once.
      let other = Evaluation(
        store: store, program: try program.with(values), functions: evaluation.functions, asOf: asOf,
        isDayKnown: evaluation.isDayKnown, context: context, models: run.models,
        cache: ValueCache(over: evaluation.cache, of: program))
      let people = Grouping(all: try ScenariosAnswer(run: run.of(other)).population(question))
      numbers.append(try GroupAggregation(other, grain: .customers, people).column(scenarios.measure).number(0))
      try context.check()
    }
    let rows = scenarios.first.values
    let width = scenarios.second?.values.count ?? 1
    return [Column.of(rows.first?.type ?? .number, rows)]
      + (0..<width).map { place in Column.numbers(rows.indices.map { numbers[$0 * width + place] }) }
  }
}
