// renewals(payments, every month): contracts that customers renew or end.

import SegColumns
import SegDiagnostics

/// Contracts by period: customers at risk, renewed and lost, with retention and
/// survival, actual and of the model.
package struct RenewalsAnalysis: AnalysisCall {
  package internal(set) var events: EventSelection
  package let every: CalendarPeriod
  /// The least number of rows; those beyond the data have the figures of the model.
  package let periods: Int?
  /// Days after a period in which an event still renews it; nil: the default.
  package let grace: Int?

  private static let events = AnalysisParameter.events("events")
  private static let every = AnalysisParameter.every
  private static let periods = AnalysisParameter.count("periods").optional
  private static let grace = AnalysisParameter.days("grace").optional

  package static let name = AnalysisName.renewals
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    contracts by period: customers at risk, renewed and lost; retention and survival, actual and by the \
    shifted beta-geometric model of all customers; `periods` adds future periods; a payment in the days of `grace` after a \
    period renews it late
    """,
    "show renewals(payments, every month, periods: 12)", [events.shape, every.shape, periods.shape, grace.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    events = try arguments[Self.events]
    every = try arguments[Self.every]
    periods = try arguments[Self.periods]
    grace = try arguments[Self.grace]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    func count(_ name: Message) -> AnswerColumn { AnswerColumn(name, .integer, .measure) }
    func share(_ name: Message) -> AnswerColumn { AnswerColumn(name, .number, .share) }
    // The counts are in the middle, where a narrow terminal drops columns.
    return AnswerSchema(
      [
        AnswerColumn("renewal", .integer, .period), share("retention"), share("expected_retention"), count("customers"),
        count("renewed"), count("lost"), share("survival"), share("expected_survival"),
      ], view: .series)
  }

  package var planTrees: [PlanTree] {
    [.named("events", events), .named("every", every)] + .optional("periods", periods) + .optional("grace", grace)
  }
}

/// The model of these contracts.
package struct RenewalModelAnalysis: AnalysisCall {
  package internal(set) var events: EventSelection
  package let every: CalendarPeriod
  /// Days after a period in which an event still renews it; nil: the default.
  package let grace: Int?

  private static let events = AnalysisParameter.events("events")
  private static let every = AnalysisParameter.every
  private static let grace = AnalysisParameter.days("grace").optional

  package static let name = AnalysisName.renewalModel
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    the shifted beta-geometric model of these contracts: parameters, likelihood, customers; always that of all customers, or of each \
    group
    """,
    "show renewal_model(payments, every month)", [events.shape, every.shape, grace.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    events = try arguments[Self.events]
    every = try arguments[Self.every]
    grace = try arguments[Self.grace]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { ModelAnalysis.parameters }

  package var planTrees: [PlanTree] { [.named("events", events), .named("every", every)] + .optional("grace", grace) }
}
