// histogram(x): customers by equal ranges of a value.

import SegColumns

/// Customers by equal ranges of a value, with round borders.
package struct HistogramAnalysis: AnalysisCall {
  package let value: NamedExpression
  /// About how many ranges.
  package let bins: Int

  private static let value = AnalysisParameter.number("value")
  private static let bins = AnalysisParameter.count("bins").default(20)

  package static let name = AnalysisName.histogram

  package static let signature = AnalysisSignature(
    "customers by equal ranges of a value", "show histogram(profit, bins: 20)", [value.shape, bins.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
    bins = try arguments[Self.bins]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let type = value.expression.type
    let unit = context.unit(of: value.expression)
    return AnswerSchema(
      [
        AnswerColumn("from", type, .dimension, style: .figure, unit: unit),
        AnswerColumn("to", type, .dimension, style: .figure, unit: unit), AnswerColumn("customers", .integer, .measure),
        AnswerColumn("share", .number, .share),
      ], view: .histogram)
  }
}
