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
  ///   - count: the number of figures.
  ///   - figures: those of one draw.
  func intervals(
    of count: Int, _ figures: (Evaluation) throws(ScriptError) -> Column
  ) throws(ScriptError) -> (low: Column, high: Column) {
    let models = evaluation.models
    let drawn = try Buffer<Double>(count: count * models.draws, in: context)
    // What a draw has to say has been said of the fit.
    let silent = context.saying(to: Notices())
    let names = definitions.ofModels
    try context.each(1...models.draws) { draw throws(ScriptError) in
      let redrawn = Evaluation(
        store: store, program: evaluation.program, functions: evaluation.functions, asOf: evaluation.asOf,
        isDayKnown: evaluation.isDayKnown, context: silent, models: models.drawn(draw), tables: evaluation.tables,
        cache: ValueCache(over: evaluation.cache, except: names))
      let column = try figures(redrawn)
      for place in 0..<count {
        drawn.pointer[place * models.draws + draw - 1] = column.isPresent(place) ? column.number(at: place) : .nan
      }
    }
    var (lows, highs): ([Double?], [Double?]) = ([], [])
    let charge = try context.charge(2 * count * MemoryLayout<Double?>.stride)
    defer { withExtendedLifetime(charge) {} }
    lows.reserveCapacity(count)
    highs.reserveCapacity(count)
    for place in 0..<count {
      let ends = models.interval((0..<models.draws).map { drawn.pointer[place * models.draws + $0] })
      lows.append(ends?.lowerBound)
      highs.append(ends?.upperBound)
      if place & 0xfff == 0 { try context.check() }
    }
    return (Column.numbers(lows), Column.numbers(highs))
  }
}
