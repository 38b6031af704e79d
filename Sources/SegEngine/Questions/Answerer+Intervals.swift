// show … with interval, list … with interval: how far the figures of models may be off.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension Answerer {
  /// The ends of the 95% intervals of the figures of groups or rows, by the parametric bootstrap: they are computed with the
  /// parameters of models drawn from what their fits leave open. Groups and rows stay as they are. Missing where a figure is
  /// missing in a draw.
  ///
  /// - Parameters:
  ///   - fitted: the figures.
  ///   - figures: those of one draw.
  func intervals(
    around fitted: Column, _ figures: @escaping (Evaluation) throws(ScriptError) -> Column
  ) throws(ScriptError) -> (low: Column, high: Column) {
    // What a draw has to say has been said of the fit.
    let silent = context.saying(to: Notices())
    let names = definitions.ofModels
    let ends = try evaluation.models.intervals(around: fitted, of: store.customerCount, in: context) { (drawn) throws(ScriptError) in
      let redrawn = Evaluation(
        store: store, program: evaluation.program, functions: evaluation.functions, asOf: evaluation.asOf,
        isDayKnown: evaluation.isDayKnown, context: silent, models: drawn, tables: evaluation.tables,
        cache: ValueCache(over: evaluation.cache, except: names))
      return try figures(redrawn)
    }
    return (Column.numbers(ends.map { $0?.lowerBound }), Column.numbers(ends.map { $0?.upperBound }))
  }
}
