// quality(TABLE): the content of each column, and problems of the rows.

import SegColumns
import SegDiagnostics

/// The content of each column of a table.
package struct QualityAnalysis: AnalysisCall {
  /// Customers or the events of a table.
  package let table: Grain

  private static let table = AnalysisParameter.table("table")

  package static let name = AnalysisName.quality

  package static let signature = AnalysisSignature(
    """
    for each column of a table: missing and distinct values, the smallest, the largest, outliers; for \
    the table: duplicates and orphaned events
    """,
    "show quality(orders)", [table.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    table = try arguments[Self.table]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    func count(_ name: Message) -> AnswerColumn { AnswerColumn(name, .integer, .measure) }
    return AnswerSchema([
      AnswerColumn("column", .text, .dimension), AnswerColumn("type", .text, .dimension), count(.rowCount), count("missing"),
      AnswerColumn("missing_share", .number, .share), count("distinct"), AnswerColumn("smallest", .text, .note),
      AnswerColumn("largest", .text, .note), count("outliers"),
    ])
  }

  package var planTrees: [PlanTree] { [table.planTree] }
}
