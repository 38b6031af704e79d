// tracking, tracking_steps and frequencies: a purchase model compared with what
// customers did.

import SegColumns
import SegDiagnostics
import SegFunctions

/// Repeat purchases until the end of each unit of time, expected and actual.
package struct TrackingAnalysis: AnalysisCall {
  package let subject: PurchaseSubject

  private static let subject = AnalysisParameter.model(
    "events", ModelParameter(optional: [.model, .unit, .month, .before, .net, .penalty, .covariates]))

  package static let name = AnalysisName.tracking

  package static let signature = AnalysisSignature(
    """
    cumulative repeat purchases at the end of each unit of time, expected and actual; with `before`, the \
    model is fitted to the purchases before that day
    """,
    "show tracking(orders, unit: week, before: 2024-07-01) draw overlay", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject].asPurchases()
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { Self.schema(of: subject) }

  package var planTrees: [PlanTree] { subject.planTrees }

  static func schema(of subject: PurchaseSubject) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn(Message(stringLiteral: subject.options.unit.rawValue), .integer, .period), AnswerColumn("until", .date, .period),
        AnswerColumn("expected", .number, .measure), AnswerColumn("actual", .number, .measure),
      ], view: .series)
  }
}

/// Repeat purchases in each unit of time, expected and actual.
package struct TrackingStepsAnalysis: AnalysisCall {
  package let subject: PurchaseSubject

  private static let subject = AnalysisParameter.model(
    "events", ModelParameter(optional: [.model, .unit, .month, .before, .net, .penalty, .covariates]))

  package static let name = AnalysisName.trackingSteps

  package static let signature = AnalysisSignature(
    """
    repeat purchases in each unit of time, expected and actual; with `before`, the model is fitted to \
    the purchases before that day
    """,
    "show tracking_steps(orders, unit: month)", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject].asPurchases()
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { TrackingAnalysis.schema(of: subject) }

  package var planTrees: [PlanTree] { subject.planTrees }
}

/// The number of customers by repeat purchases, expected and actual.
package struct FrequenciesAnalysis: AnalysisCall {
  package let subject: PurchaseSubject
  /// The last row, which includes everything above it.
  package let top: Int

  private static let subject = AnalysisParameter.model(
    "events", ModelParameter(optional: [.model, .unit, .month, .before, .top, .net, .penalty, .covariates] + ModelOption.summary))

  package static let name = AnalysisName.frequencies

  package static let signature = AnalysisSignature(
    "the number of customers by repeat purchases, expected and actual", "show frequencies(orders, top: 7)", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject].asPurchases()
    top = subject.options.top ?? 7
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn("repeat_days", .text, .dimension), AnswerColumn("expected", .number, .measure),
        AnswerColumn("actual", .integer, .measure),
      ], view: .bars)
  }

  package var planTrees: [PlanTree] { subject.planTrees }
}
