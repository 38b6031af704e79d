// response(group, ceiling:, rate:, budget:): how much to spend on each group.

import SegColumns
import SegDiagnostics

/// How much to spend on each group if every further unit brings less.
package struct ResponseAnalysis: AnalysisCall {
  /// The rate of the response.
  package enum Rate: Sendable, Hashable {
    case known(NamedExpression)
    /// Computed from the present spend and gain.
    case fromToday(spend: NamedExpression, gain: NamedExpression)
  }

  package let group: NamedExpression
  package let ceiling: NamedExpression
  package let rate: Rate
  /// Bounds of the spend; nil: 0, and no limit.
  package let least: NamedExpression?
  package let most: NamedExpression?
  package let budget: NamedExpression

  private static let group = AnalysisParameter.value("group")
  private static let ceiling = AnalysisParameter.groupNumber("ceiling").labeled
  private static let rate = AnalysisParameter.groupNumber("rate").labeled.optional
  private static let spend = AnalysisParameter.groupNumber("spend").labeled.optional
  private static let gain = AnalysisParameter.groupNumber("gain").labeled.optional
  private static let least = AnalysisParameter.groupNumber("least").labeled.optional
  private static let most = AnalysisParameter.groupNumber("most").labeled.optional
  private static let budget = AnalysisParameter.groupNumber("budget").labeled

  package static let name = AnalysisName.response

  package static let signature = AnalysisSignature(
    """
    how much of a budget to spend on each group if every further unit brings less: ceiling · (1 - \
    exp(-rate · spend)); give `rate` as a number, or the present `spend` and its `gain`; `least` and \
    `most` limit the spend of a group
    """,
    "show response(stage, ceiling: sum(potential), rate: 0.001, budget: 5_000)",
    [group.shape, ceiling.shape, rate.shape, spend.shape, gain.shape, least.shape, most.shape, budget.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    group = try arguments[Self.group]
    ceiling = try arguments[Self.ceiling]
    if let known = try arguments[Self.rate] {
      rate = .known(known)
    } else if let spend = try arguments[Self.spend], let gain = try arguments[Self.gain] {
      rate = .fromToday(spend: spend, gain: gain)
    } else {
      throw ArgumentProblem(wanted: "`rate`, or `spend` and `gain`")
    }
    least = try arguments[Self.least]
    most = try arguments[Self.most]
    budget = try arguments[Self.budget]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn(Message(verbatim: group.name), .text, .dimension), AnswerColumn("customers", .integer, .measure),
        AnswerColumn("ceiling", .number, .measure, unit: context.unit(of: ceiling.expression)),
        AnswerColumn("rate", .number, .measure, style: .estimate),
        AnswerColumn("spend", .number, .measure, unit: context.unit(of: budget.expression)),
        AnswerColumn("gain", .number, .measure, unit: context.unit(of: ceiling.expression)),
        AnswerColumn("last_unit", .number, .measure, style: .estimate), AnswerColumn("note", .text, .note),
      ], hasTotalRow: true)
  }

  package var planTrees: [PlanTree] {
    let rates: [PlanTree]
    switch rate {
    case .known(let item): rates = [.named("rate", item)]
    case .fromToday(let spend, let gain): rates = [.named("spend", spend), .named("gain", gain)]
    }
    return [.named("group", group), .named("ceiling", ceiling)] + rates + .optional("least", least) + .optional("most", most)
      + [.named("budget", budget)]
  }
}
