// funnel(step1, step2, … within 30 days): how many steps customers reach.

import SegColumns

/// How many customers get from one kind of event to the next.
package struct FunnelAnalysis: AnalysisCall {
  /// Two or more.
  package let steps: [EventSelection]
  /// Minutes from the first step to the last; nil: any time.
  package let limit: Int64?

  private static let steps = AnalysisParameter.events("steps").repeated(2...Int.max, "steps")
  private static let limit = AnalysisParameter.timeLimit.optional

  package static let name = AnalysisName.funnel
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    how many customers get from one kind of event to the next; `first orders` is each customer's first one; `within` limits the \
    days from the first step to the last
    """,
    "show funnel(visits, carts, orders within 30 days)", [steps.shape, limit.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    steps = try arguments[Self.steps]
    limit = try arguments[Self.limit]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn("step", .integer, .rank), AnswerColumn("name", .text, .dimension),
        AnswerColumn("customers", .integer, .measure), AnswerColumn("share", .number, .share),
        AnswerColumn("of_previous", .number, .share), AnswerColumn("median_days", .number, .measure, unit: "days"),
      ], view: .funnel)
  }

  package var planTrees: [PlanTree] { [.node("steps", steps.map(\.planTree))] + .limit(limit) }
}
