// The provider of models for the engine.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegPlan

extension ModelStore: ModelProvider {
  package func purchases(_ value: PurchaseValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try alone { () throws(ScriptError) -> Column in try PurchaseModels(evaluation, self).purchases(value, at: span) }
  }

  package func scores(_ value: ScoreValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try alone { () throws(ScriptError) -> Column in try ScoreModels(evaluation, self).scores(value, at: span) }
  }

  package func allocated(_ value: AllocationValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try Allocations(evaluation).allocated(value, at: span)
  }

  package func history(_ value: HistoryValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column {
    try alone { () throws(ScriptError) -> Column in try StageHistories(evaluation, self).column(value, at: span) }
  }

  package func fresh() -> any ModelProvider { ModelStore() }
}
