// overlap(s1, s2, …): how many customers are in several sets at once.

import SegColumns

/// Customers in two sets at a time, and in each combination of all of them.
package struct OverlapAnalysis: AnalysisCall {
  /// Two or more conditions.
  package let sets: [NamedExpression]

  /// The most sets: they have 65,536 combinations.
  private static let mostSets = 16
  private static let sets = AnalysisParameter.condition("sets").repeated(2...mostSets, "sets")

  package static let name = AnalysisName.overlap

  package static let signature = AnalysisSignature(
    "how many customers are in each pair of segments, and in each combination of all segments",
    "show overlap(loyal, busy, quiet)", [sets.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    sets = try arguments[Self.sets]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      [
        AnswerColumn("kind", .text, .dimension), AnswerColumn("sets", .text, .dimension),
        AnswerColumn("customers", .integer, .measure), AnswerColumn("share", .number, .share),
        AnswerColumn("of_first", .number, .share), AnswerColumn("of_second", .number, .share),
        AnswerColumn("jaccard", .number, .share),
      ], view: .grid)
  }

  package var planTrees: [PlanTree] { [.node("sets", sets.map(\.planTree))] }
}
