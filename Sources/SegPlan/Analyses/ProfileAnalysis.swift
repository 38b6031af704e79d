// profile(SEGMENT) and compare(SEGMENT, SEGMENT): how customers differ.

import SegColumns

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

  package func schema(in context: AnswerContext) -> AnswerSchema { Self.schema(members.name, "others") }

  /// Differences between two groups of customers, by their names.
  static func schema(_ one: String, _ other: String) -> AnswerSchema {
    AnswerSchema([
      AnswerColumn("attribute", .text, .dimension), AnswerColumn("value", .text, .dimension),
      AnswerColumn(one, .number, .measure), AnswerColumn(other, .number, .measure),
      AnswerColumn("difference", .number, .measure), AnswerColumn("effect", .number, .measure),
    ])
  }
}

/// How the customers of one segment differ from those of another.
package struct CompareAnalysis: AnalysisCall {
  package let first: NamedExpression
  package let second: NamedExpression
  /// Columns and definitions of the customers.
  package let attributes: [NamedExpression]

  private static let first = AnalysisParameter.condition("segment")
  private static let second = AnalysisParameter.condition("other segment")
  private static let attributes = AnalysisParameter.attributes

  package static let name = AnalysisName.compare

  package static let signature = AnalysisSignature(
    "how the customers of one segment differ from those of another, the largest differences first", "show compare(loyal, quiet)",
    [first.shape, second.shape, attributes.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    first = try arguments[Self.first]
    second = try arguments[Self.second]
    attributes = try arguments[Self.attributes]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema { ProfileAnalysis.schema(first.name, second.name) }
}
