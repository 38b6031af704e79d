// profile(SEGMENT) and compare(SEGMENT, SEGMENT): how customers differ.

import SegColumns
import SegDiagnostics

/// How a segment's customers differ from all others.
package struct ProfileAnalysis: AnalysisCall {
  package let members: NamedExpression
  /// Columns and definitions of the customers.
  package let attributes: [NamedExpression]

  private static let members = AnalysisParameter.condition("segment")
  private static let attributes = AnalysisParameter.attributes

  package static let name = AnalysisName.profile

  package static let signature = AnalysisSignature(
    "how a segment's customers differ from all others, the largest differences first", "show profile(loyal)",
    [members.shape, attributes.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    members = try arguments[Self.members]
    attributes = try arguments[Self.attributes]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { AnswerSchema(Self.columns(Message(verbatim: members.name), "others")) }

  package var planTrees: [PlanTree] { [.named("segment", members)] }

  /// Differences between two groups of customers, by their names.
  static func columns(_ one: Message, _ other: Message) -> [AnswerColumn] {
    [
      AnswerColumn("attribute", .text, .dimension), AnswerColumn("value", .text, .dimension),
      AnswerColumn(one, .number, .measure), AnswerColumn(other, .number, .measure),
      AnswerColumn("difference", .number, .measure), AnswerColumn("effect", .number, .measure),
    ]
  }
}

/// How the customers of one segment differ from those of another.
package struct CompareAnalysis: AnalysisCall {
  package let first: NamedExpression
  package let second: NamedExpression
  /// What is compared; columns and definitions of the customers where none was named.
  package let attributes: [NamedExpression]

  private static let first = AnalysisParameter.condition("segment")
  private static let second = AnalysisParameter.condition("other segment")
  private static let values = AnalysisParameter.value("value").repeated(0...100, "values")
  private static let attributes = AnalysisParameter.attributes

  package static let name = AnalysisName.compare

  package static let signature = AnalysisSignature(
    """
    how the customers of one segment differ from those of another, in the values named or in all columns and definitions, the \
    largest differences first; each with its 95% interval, the p value (Welch's test of means, the test of two shares) and \
    `detectable`, the smallest difference that the groups show in 4 of 5 trials
    """,
    "show compare(loyal, quiet)", [first.shape, second.shape, values.shape, attributes.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    first = try arguments[Self.first]
    second = try arguments[Self.second]
    let values = try arguments[Self.values]
    attributes = values.isEmpty ? try arguments[Self.attributes] : values
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(
      ProfileAnalysis.columns(Message(verbatim: first.name), Message(verbatim: second.name))
        + (["low", "high", "p_value", "detectable"] as [Message]).map { AnswerColumn($0, .number, .measure, style: .estimate) })
  }

  package var planTrees: [PlanTree] { [.named("segment", first), .named("other", second)] }
}
