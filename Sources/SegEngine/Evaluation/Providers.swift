// The providers of what an evaluation does not know itself: values of models, and tables that a script makes.

import SegColumns
import SegDiagnostics
import SegPlan
import SegRuntime
import SegStore

/// Provides the values of models for every customer to an evaluation, which knows no
/// models itself. Several threads may use it at a time.
package protocol ModelProvider: AnyObject {
  /// The values of a function of purchases.
  func purchases(_ value: PurchaseValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// The score of each customer.
  func scores(_ value: ScoreValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// Whether a budget is spent on each customer.
  func allocated(_ value: AllocationValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// A function of each customer's stages from day to day.
  func history(_ value: HistoryValue, at span: SourceSpan, in evaluation: Evaluation) throws(ScriptError) -> Column
  /// An empty provider, for evaluations whose models are not needed again.
  func fresh() -> any ModelProvider
  /// The ends of the 95% intervals of figures that follow from models; nil where a figure has none.
  ///
  /// - Parameters:
  ///   - fitted: the figures of these models.
  ///   - customers: how many there are.
  ///   - figures: the same figures of models with other parameters.
  func intervals(
    around fitted: Column, of customers: Int, in context: ExecutionContext,
    _ figures: @escaping (any ModelProvider) throws(ScriptError) -> Column
  ) throws(ScriptError) -> [ClosedRange<Double>?]
}

/// Provides the tables that a script makes of others to an evaluation, and what it makes of the rows that belong to others.
package protocol TableProvider: Sendable {
  /// The table of a plan on the evaluation's day.
  func table(_ plan: TablePlan, of source: EventTable, in evaluation: Evaluation) throws(ScriptError) -> EventTable
  /// The aggregate of the rows that belong to each row of a table.
  ///
  /// - Parameter whole: the expression that it is.
  func column(
    _ aggregate: EventAggregate, of owner: String, like whole: Expression, in evaluation: Evaluation
  ) throws(ScriptError) -> Column
}
