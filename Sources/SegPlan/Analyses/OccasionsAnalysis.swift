// occasions(gifts, every year): customers with an event in each period or not.

import SegColumns
import SegDiagnostics

/// Customers by the periods after their first one in which they have an event.
package struct OccasionsAnalysis: AnalysisCall {
  package let events: EventSelection
  package let every: CalendarPeriod
  /// Periods ahead.
  package let periods: Int

  private static let events = AnalysisParameter.events("events")
  private static let every = AnalysisParameter.every
  private static let periods = AnalysisParameter.count("periods").default(1)

  package static let name = AnalysisName.occasions

  package static let signature = AnalysisSignature(
    """
    customers by the number of later periods with an event and the last such period, with what the \
    discrete model (BG/BB) of all customers expects in the next `periods`
    """,
    "show occasions(gifts, every year, periods: 5)", [events.shape, every.shape, periods.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    events = try arguments[Self.events]
    every = try arguments[Self.every]
    periods = try arguments[Self.periods]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    func dimension(_ name: Message) -> AnswerColumn { AnswerColumn(name, .integer, .dimension) }
    return AnswerSchema([
      dimension("occasions"), dimension("taken"), dimension("last"), AnswerColumn("customers", .integer, .measure),
      AnswerColumn("p_alive_next", .number, .share, style: .figure), AnswerColumn("expected", .number, .measure),
    ])
  }

  package var planTrees: [PlanTree] { [.named("events", events), .named("every", every), .named("periods", periods)] }
}

/// The discrete model (BG/BB) of these.
package struct OccasionModelAnalysis: AnalysisCall {
  package let events: EventSelection
  package let every: CalendarPeriod

  private static let events = AnalysisParameter.events("events")
  private static let every = AnalysisParameter.every

  package static let name = AnalysisName.occasionModel

  package static let signature = AnalysisSignature(
    "the discrete model (BG/BB) of these events: parameters, likelihood, customers; always that of all customers",
    "show occasion_model(gifts, every year)", [events.shape, every.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    events = try arguments[Self.events]
    every = try arguments[Self.every]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { ModelAnalysis.parameters }

  package var planTrees: [PlanTree] { [.named("events", events), .named("every", every)] }
}
