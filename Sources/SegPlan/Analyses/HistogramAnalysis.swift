// histogram(x): customers by equal ranges of a value.

import SegColumns

/// Customers by equal ranges of a value.
package struct HistogramAnalysis: AnalysisCall {
  package let value: NamedExpression
  /// How many ranges; nil: about 20, with round borders.
  package let bins: Int?

  /// About how many ranges there are with round borders.
  package static let usualBins = 20

  private static let value = AnalysisParameter.number("value")
  private static let bins = AnalysisParameter.count("bins").optional

  package static let name = AnalysisName.histogram

  package static let signature = AnalysisSignature(
    "customers by equal ranges of a value: about 20 with round borders, or as many as `bins` says",
    "show histogram(profit, bins: 20)", [value.shape, bins.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
    bins = try arguments[Self.bins]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let type = value.expression.type
    let unit = context.unit(of: value.expression)
    return AnswerSchema(
      [
        AnswerColumn(.from, type, .dimension, style: .figure, unit: unit),
        AnswerColumn(.to, type, .dimension, style: .figure, unit: unit), AnswerColumn("customers", .integer, .measure),
        AnswerColumn("share", .number, .share),
      ], view: .histogram)
  }

  package var planTrees: [PlanTree] { [.named("value", value)] + .optional("bins", bins) }
}
