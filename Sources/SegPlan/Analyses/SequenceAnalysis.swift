// sequence(category of orders, length: 3): the paths of customers.

import SegColumns

/// The most frequent sequences of values in customers' first events.
package struct SequenceAnalysis: AnalysisCall {
  package let value: EventValue
  /// The most events of a path.
  package let length: Int

  private static let value = AnalysisParameter.eventValue("value")
  private static let length = AnalysisParameter.count("length").default(3)

  package static let name = AnalysisName.sequence

  package static let signature = AnalysisSignature(
    "the most frequent sequences of values in customers' first events",
    "show sequence(category of orders, length: 3)", [value.shape, length.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    value = try arguments[Self.value]
    length = try arguments[Self.length]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn("path", .text, .dimension), AnswerColumn("customers", .integer, .measure),
        AnswerColumn("share", .number, .share),
      ], view: .bars)
  }

  package var planTrees: [PlanTree] { [.named("events", value.events), .named("value", value.value), .named("length", length)] }
}
