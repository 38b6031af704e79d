// migration(stage, FROM, TO): how customers moved between stages.

import SegColumns

/// The number of customers by their values on two days.
package struct MigrationAnalysis: AnalysisCall {
  package let value: NamedExpression
  /// Constants.
  package let from: Expression
  package let to: Expression
  /// A measure of the customers of a row, on the second day.
  package let measure: NamedExpression?

  private static let value = AnalysisParameter.value("value")
  private static let from = AnalysisParameter.day("from")
  private static let to = AnalysisParameter.day("to")
  private static let measure = AnalysisParameter.measure("measure").labeled.optional

  package static let name = AnalysisName.migration
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    "how many customers moved from each stage to each other one between two days",
    "show migration(stage, 180 days ago, today)", [value.shape, from.shape, to.shape, measure.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
    from = try arguments[Self.from]
    to = try arguments[Self.to]
    measure = try arguments[Self.measure]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        context.dimension(.from, value.expression), context.dimension(.to, value.expression),
        AnswerColumn("customers", .integer, .measure), AnswerColumn("share", .number, .share),
      ] + (measure.map { [context.figure($0)] } ?? []), view: .flow)
  }

  package var planTrees: [PlanTree] { [.named("value", value), .named("from", from), .named("to", to)] + .optional("measure", measure) }
}
