// trend(measure, …, every month): measures period by period.

import SegColumns

/// Measures period by period, of all customers or of groups.
package struct TrendAnalysis: AnalysisCall {
  /// One or more.
  package let measures: [NamedExpression]
  package let every: CalendarPeriod
  /// `by …`: the groups, as they stand at the end of each period.
  package var groups: [NamedExpression] = []
  /// What the groups are of: customers, or the events that the measures are of.
  package var grain = Grain.customers

  private static let measures = AnalysisParameter.measure("measure").repeated(1...100, "measures")
  private static let every = AnalysisParameter.every

  package static let name = AnalysisName.trend
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    measures period by period, of all or `by` groups of customers, or of the events themselves; events count in their \
    period, customers with their values, groups and segments at its end; a window such as `in last 3 months` ends with the \
    period; without a customers table \
    customers count from their first event on; `complete` is no while a period has not ended
    """,
    "show trend(sum(amount of orders), every month)", [measures.shape, every.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    measures = try arguments[Self.measures]
    every = try arguments[Self.every]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let period = AnswerColumn("period", .date, .period)
    let dimensions = groups.map(context.dimension)
    return AnswerSchema(
      [period] + dimensions + measures.map(context.figure) + [.complete], view: AnswerView(groupedBy: [period] + dimensions))
  }

  package var planTrees: [PlanTree] { measures.map { .named("measure", $0) } + [.named("every", every)] + groups.map { .named("by", $0) } }
}
