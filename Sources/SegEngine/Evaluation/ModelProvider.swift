// Where values of models come from.

import SegColumns
import SegDiagnostics
import SegPlan

/// Values that models have for every customer. Handed to an evaluation, which
/// knows no model. Several threads may ask at a time.
package protocol ModelProvider: AnyObject {
  /// The values of a function of purchases.
  func purchases(_ value: PurchaseValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// The score of each customer.
  func scores(_ value: ScoreValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// Whether a budget is spent on each customer.
  func allocated(_ value: AllocationValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// A provider that keeps nothing yet: for evaluations of which nothing is asked again.
  func fresh() -> any ModelProvider
}
