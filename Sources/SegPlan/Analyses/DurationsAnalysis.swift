// durations(stage), survival(stage): how long customers stay where they are.

import SegColumns

/// How long customers stay in each stage.
package struct DurationsAnalysis: AnalysisCall {
  package let value: NamedExpression
  package let every: CalendarPeriod

  private static let value = AnalysisParameter.value("value")
  private static let every = AnalysisParameter.every.optional

  package static let name = AnalysisName.durations
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    how long customers stay in each stage, or in a segment: the customers who entered, how often, how many of these stays have ended \
    and how many last on, the median of their days, and the share that still lasts after 30 to 365 days (Kaplan-Meier: stays \
    that last on count until the as-of day); the stage is looked at every day, with a period on the last day of each: \
    `durations(stage, every month)`
    """,
    "show durations(stage)", [value.shape, every.shape])

  /// The days after which the share of stays that last on is shown.
  package static let marks = [30, 60, 90, 180, 365]

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
    every = try arguments[Self.every] ?? .day
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        context.dimension(value), AnswerColumn("customers", .integer, .measure), AnswerColumn("stays", .integer, .measure),
        AnswerColumn("ended", .integer, .measure), AnswerColumn("last_on", .integer, .measure),
        AnswerColumn("median_days", .integer, .measure, unit: "days"),
      ] + Self.marks.map { AnswerColumn("after_\($0)", .number, .share) }, view: .table)
  }

  package var planTrees: [PlanTree] { [.named("value", value), .named("every", every)] }
}

/// The share of customers who are still in a stage, day by day after they entered.
package struct SurvivalAnalysis: AnalysisCall {
  package let value: NamedExpression
  package let every: CalendarPeriod

  private static let value = AnalysisParameter.value("value")
  private static let every = AnalysisParameter.every.optional

  package static let name = AnalysisName.survival
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    the share of stays in each stage that last longer than so many days (Kaplan-Meier), for each number of days after which one \
    ended: how many had lasted so long, how many ended then, and the 95% interval of the share; the stage is looked at as by \
    `durations`
    """,
    "show survival(stage)", [value.shape, every.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
    every = try arguments[Self.every] ?? .day
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        context.dimension(value), AnswerColumn("days", .integer, .period, unit: "days"), AnswerColumn("at_risk", .integer, .measure),
        AnswerColumn("ended", .integer, .measure), AnswerColumn("share", .number, .share), AnswerColumn("low", .number, .share),
        AnswerColumn("high", .number, .share),
      ], view: .survival)
  }

  package var planTrees: [PlanTree] { [.named("value", value), .named("every", every)] }
}
