// p_alive_matrix and expected_orders_matrix: predictions for histories.

import SegColumns
import SegFunctions

/// The probability of being active by repeat purchases and the time between the
/// first and the last.
package struct AliveMatrixAnalysis: AnalysisCall {
  package let subject: PurchaseSubject
  /// The largest number of repeat purchases.
  package let top: Int

  private static let subject = AnalysisParameter.model(
    "events", ModelParameter(optional: [.model, .unit, .month, .top, .net, .penalty] + ModelOption.summary, isOfModelAlone: true))

  package static let name = AnalysisName.aliveMatrix

  package static let signature = AnalysisSignature(
    """
    the probability of being active by repeat purchases (columns) and time from first to last purchase \
    (rows), for the oldest customers
    """,
    "show p_alive_matrix(orders, top: 10)", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject].asPurchases()
    top = subject.options.top ?? 10
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { Self.schema(of: subject, top: top) }

  package var planTrees: [PlanTree] { subject.planTrees }

  static func schema(of subject: PurchaseSubject, top: Int) -> AnswerSchema {
    AnswerSchema(
      [AnswerColumn("first_to_last", .number, .dimension, unit: "\(subject.options.unit.rawValue)s")]
        + (0...top).map { AnswerColumn("x\($0)", .number, .measure) }, view: .grid)
  }
}

/// Expected days with a purchase by repeat purchases and the time between the
/// first and the last.
package struct OrdersMatrixAnalysis: AnalysisCall {
  package let subject: PurchaseSubject
  /// The time ahead, in units of the model.
  package let ahead: Double
  /// The largest number of repeat purchases.
  package let top: Int

  private static let subject = AnalysisParameter.model(
    "events",
    ModelParameter(required: [.next], optional: [.model, .unit, .month, .top, .net, .penalty] + ModelOption.summary, isOfModelAlone: true))

  package static let name = AnalysisName.ordersMatrix

  package static let signature = AnalysisSignature(
    """
    expected days with a purchase by repeat purchases (columns) and time from first to last purchase \
    (rows), for the oldest customers
    """,
    "show expected_orders_matrix(orders, next: 39 weeks)", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject].asPurchases()
    guard let days = subject.options.next else { throw ArgumentProblem(wanted: "`next`") }
    ahead = days / subject.options.daysPerUnit
    top = subject.options.top ?? 10
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { AliveMatrixAnalysis.schema(of: subject, top: top) }

  package var planTrees: [PlanTree] { subject.planTrees }
}
