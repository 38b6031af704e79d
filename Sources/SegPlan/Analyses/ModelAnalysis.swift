// model(orders), model(METRIC): the fitted model.

import SegColumns
import SegDiagnostics
import SegFunctions

/// The parameters of a purchase model, or the coefficients of a score.
package struct ModelAnalysis: AnalysisCall {
  package internal(set) var subject: ModelSubject

  private static let subject = AnalysisParameter.model(
    "model",
    ModelParameter(
      takesAmounts: true, metrics: [.purchases, .score],
      optional: [.model, .unit, .month, .net, .penalty, .covariates] + ModelOption.summary,
      isOfModelAlone: true))

  package static let name = AnalysisName.model
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    the purchase model: parameters with standard errors and 95% intervals, likelihood, customers; for an \
    amount also the spend model. For a metric that is a score: its coefficients, and how well it ranks \
    customers that it has not seen
    """,
    "show model(amount of orders, model: \"bg/nbd\", unit: week)", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    switch subject {
    case .purchases: Self.parameters
    case .score:
      AnswerSchema([
        AnswerColumn("figure", .text, .dimension), AnswerColumn("category", .text, .dimension), Self.estimate("value"),
        Self.estimate("standard_error"), Self.estimate("odds_ratio"), Self.estimate("per_unit"),
        AnswerColumn("customers", .integer, .measure), AnswerColumn("note", .text, .note),
      ])
    }
  }

  package var planTrees: [PlanTree] { subject.planTrees }

  /// The parameters of a model, figure by figure.
  static var parameters: AnswerSchema {
    AnswerSchema([
      AnswerColumn("model", .text, .dimension), AnswerColumn("figure", .text, .dimension),
      // A narrow terminal drops columns from the middle; the interval follows from the error.
      estimate("value"), estimate("low"), estimate("high"), estimate("standard_error"), AnswerColumn("note", .text, .note),
    ])
  }

  static func estimate(_ name: Message) -> AnswerColumn { AnswerColumn(name, .number, .measure, style: .estimate) }
}
