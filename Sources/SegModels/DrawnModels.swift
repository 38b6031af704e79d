// Models with drawn parameters, for the intervals of what follows from them.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegPlan
import SegRuntime

/// A provider of models whose parameters can be drawn.
package protocol DrawingModels: ModelProvider {
  /// The same models with parameters drawn from what their fits leave open.
  func drawn(_ draw: ParameterDraw) -> any ModelProvider
}

/// The models of a store with parameters drawn around the fitted ones.
final class DrawnModels: DrawingModels {
  private let kept: ModelStore
  private let draw: ParameterDraw

  init(_ kept: ModelStore, _ draw: ParameterDraw) {
    self.kept = kept
    self.draw = draw
  }

  func purchases(_ value: PurchaseValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try kept.alone { () throws(ScriptError) -> Column in
      try PurchaseModels(evaluation, kept, drawing: draw).purchases(value, at: span)
    }
  }

  func scores(_ value: ScoreValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try kept.scores(value, at: span, in: evaluation)
  }

  func allocated(_ value: AllocationValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try kept.allocated(value, at: span, in: evaluation)
  }

  func history(_ value: HistoryValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try kept.history(value, at: span, in: evaluation)
  }

  func fresh() -> any ModelProvider { DrawnModels(ModelStore(), draw) }

  package func drawn(_ draw: ParameterDraw) -> any ModelProvider { DrawnModels(kept, draw) }
}

extension ModelStore: DrawingModels {
  package func drawn(_ draw: ParameterDraw) -> any ModelProvider { DrawnModels(self, draw) }
}

/// With so many customers the figures of most draws follow from those of a few.
private let manyCustomers = 50_000
/// For so many figures.
private let mostFigures = 10_000

extension DrawingModels {
  package func intervals(
    around fitted: Column, of customers: Int, in context: ExecutionContext,
    _ figures: @escaping (any ModelProvider) throws(ScriptError) -> Column
  ) throws(ScriptError) -> [ClosedRange<Double>?] {
    let count = fitted.count
    let charge = try context.charge(DrawnFigures.byteCount(count) + count * MemoryLayout<ClosedRange<Double>?>.stride)
    defer { withExtendedLifetime(charge) {} }
    func numbers(_ column: Column) -> [Double] {
      (0..<min(count, column.count)).map { column.isPresent($0) ? column.number(at: $0) : .nan }
    }
    func drawn(_ draw: ParameterDraw) throws(ScriptError) -> [Double] { numbers(try figures(self.drawn(draw))) }
    func steps(_ list: [Int], _ body: (Int) throws(ScriptError) -> Void) throws(ScriptError) { try context.each(list, body) }
    var all: DrawnFigures?
    if customers >= manyCustomers, count <= mostFigures { all = try DrawnFigures.fromFew(fitted: numbers(fitted), steps, drawn) }
    let found = if let all { all } else { try DrawnFigures.each(count, steps, drawn) }
    var ends: [ClosedRange<Double>?] = []
    ends.reserveCapacity(count)
    for figure in 0..<count {
      ends.append(found.interval(of: figure))
      if figure & 0xfff == 0 { try context.check() }
    }
    return ends
  }
}
