// trend(measure, every month): a measure period by period.

import SegColumns

/// A measure period by period.
package struct TrendAnalysis: AnalysisCall {
  package let measure: NamedExpression
  package let every: CalendarPeriod

  private static let measure = AnalysisParameter.measure("measure")
  private static let every = AnalysisParameter.every

  package static let name = AnalysisName.trend

  package static let signature = AnalysisSignature(
    "a measure period by period; events count in their period, customers with their values at its end",
    "show trend(sum(amount of orders), every month)", [measure.shape, every.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    measure = try arguments[Self.measure]
    every = try arguments[Self.every]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema([AnswerColumn("period", .date, .period), context.figure(measure)], view: .series)
  }
}
