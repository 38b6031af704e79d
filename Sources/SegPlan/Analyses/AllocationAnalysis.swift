// allocation(gain, cost, budget: N): which customers to spend a budget on.

import SegColumns

/// Which customers to spend a budget on, with the proof that the choice is good.
package struct AllocationAnalysis: AnalysisCall {
  package let gain: NamedExpression
  package let cost: NamedExpression
  /// A number of all customers in question.
  package let budget: NamedExpression

  private static let gain = AnalysisParameter.number("gain")
  private static let cost = AnalysisParameter.number("cost")
  private static let budget = AnalysisParameter.groupNumber("budget").labeled

  package static let name = AnalysisName.allocation

  package static let signature = AnalysisSignature(
    """
    the best customers to spend a budget on, by expected gain for cost; with the gain of the last \
    one chosen, the best one left out, and a bound for the distance from the best possible choice
    """,
    "show allocation(expected_gain, contact_cost, budget: 5_000)", [gain.shape, cost.shape, budget.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    gain = try arguments[Self.gain]
    cost = try arguments[Self.cost]
    budget = try arguments[Self.budget]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema([
      AnswerColumn("figure", .text, .dimension), AnswerColumn("customers", .integer, .measure),
      AnswerColumn("gain", .number, .measure, unit: context.unit(of: gain.expression)),
      AnswerColumn("cost", .number, .measure, unit: context.unit(of: cost.expression)),
      AnswerColumn("gain_for_cost", .number, .measure, style: .estimate), AnswerColumn("customer", .text, .key),
      AnswerColumn("note", .text, .note),
    ])
  }

  package var planTrees: [PlanTree] { [.named("gain", gain), .named("cost", cost), .named("budget", budget)] }
}
