// pareto(EXPR): how much each tenth of the customers brings.

import SegColumns
import SegDiagnostics

/// Customers in tenths from the best down, with the running share of the total.
package struct ParetoAnalysis: AnalysisCall {
  package let value: NamedExpression

  private static let value = AnalysisParameter.number("value")

  package static let name = AnalysisName.pareto

  package static let signature = AnalysisSignature(
    """
    which customers bring how much: tenths of the customers from the best down, with their running share \
    of the total
    """,
    "show pareto(profit)", [value.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let unit = context.unit(of: value.expression)
    return AnswerSchema(
      [
        AnswerColumn(Message(verbatim: "top", chinese: "前"), .number, .dimension, style: .share),
        AnswerColumn("customers", .integer, .measure),
        AnswerColumn(Message(verbatim: value.name), .number, .measure, unit: unit),
        AnswerColumn(Message(verbatim: "least", chinese: "最低值"), value.expression.type, .measure, unit: unit),
        AnswerColumn("share", .number, .share),
        AnswerColumn("running_share", .number, .share),
      ], view: .curve)
  }

  package var planTrees: [PlanTree] { [.named("value", value)] }
}
