// Models with drawn parameters, for the intervals of what follows from them.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegPlan

/// The models of a store with parameters drawn around the fitted ones.
final class DrawnModels: ModelProvider {
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

  func drawn(_ number: Int) -> any ModelProvider { DrawnModels(kept, ParameterDraw(number)) }
}

extension ModelProvider {
  package var draws: Int { ParameterDraw.count }
  package func interval(_ figures: [Double]) -> ClosedRange<Double>? { ParameterDraw.interval(figures) }
}
