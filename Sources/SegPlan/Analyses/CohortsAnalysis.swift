// cohorts(events, every month[, measure]): who came when, and who comes back.

import SegColumns

/// Customers by the period of their first event, in each period after it.
package struct CohortsAnalysis: AnalysisCall {
  package let events: EventSelection
  package let every: CalendarPeriod
  /// A measure of the events of each cohort and period.
  package let measure: NamedExpression?

  private static let events = AnalysisParameter.events("events")
  private static let every = AnalysisParameter.every
  private static let measure = AnalysisParameter.measure("measure").optional

  package static let name = AnalysisName.cohorts

  package static let signature = AnalysisSignature(
    "customers by the period of their first event, and how many of them have an event in each later "
      + "period; `complete` is no while a period has not ended",
    "show cohorts(orders, every month)", [events.shape, every.shape, measure.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    events = try arguments[Self.events]
    every = try arguments[Self.every]
    measure = try arguments[Self.measure]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn("cohort", .date, .period), AnswerColumn("size", .integer, .measure, isTotal: true),
        AnswerColumn("period", .integer, .period), AnswerColumn("customers", .integer, .measure),
        AnswerColumn("share", .number, .share),
      ] + (measure.map { [context.figure($0)] } ?? []) + [.complete], view: .grid)
  }
}
