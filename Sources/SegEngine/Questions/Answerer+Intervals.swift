// show … with interval: how far the figures of models may be off.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension Answerer {
  /// The ends of the 95% interval of a measure of each group, by the parametric bootstrap: the measure is computed with the
  /// parameters of models drawn from what their fits leave open. Groups stay as they are. Missing where the measure is
  /// missing in a draw.
  func interval(
    of measure: NamedExpression, _ question: MeasureQuestion, _ grouping: Grouping
  ) throws(ScriptError) -> (low: Column, high: Column) {
    let models = evaluation.models
    let charge = try context.charge(grouping.count * models.draws * MemoryLayout<Double>.stride)
    defer { withExtendedLifetime(charge) {} }
    var figures = [[Double]](repeating: [], count: grouping.count)
    // What a draw has to say has been said of the fit.
    let silent = context.saying(to: Notices())
    let names = definitions.ofModels
    try context.each(1...models.draws) { draw throws(ScriptError) in
      let drawn = Evaluation(
        store: store, program: evaluation.program, functions: evaluation.functions, asOf: evaluation.asOf,
        isDayKnown: evaluation.isDayKnown, context: silent, models: models.drawn(draw), tables: evaluation.tables,
        cache: ValueCache(over: evaluation.cache, except: names))
      let column = try GroupAggregation(drawn, grain: question.grain, grouping).column(measure.expression)
      for group in figures.indices where column.isPresent(group) { figures[group].append(column.number(at: group)) }
    }
    let ends = figures.map { models.interval($0) }
    return (Column.numbers(ends.map { $0?.lowerBound }), Column.numbers(ends.map { $0?.upperBound }))
  }
}
