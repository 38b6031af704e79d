// matrix(x, y): customers by two values at once.

import SegColumns
import SegDiagnostics

/// Customers by two values at once, each in equal parts.
package struct MatrixAnalysis: AnalysisCall {
  package let x: NamedExpression
  package let y: NamedExpression
  /// Parts of each value.
  package let tiles: Int

  private static let x = AnalysisParameter.number("x")
  private static let y = AnalysisParameter.number("y")
  private static let tiles = AnalysisParameter.count("tiles").default(3)

  package static let name = AnalysisName.matrix

  package static let signature = AnalysisSignature(
    "customers by equal parts of two values, such as current and potential value",
    "show matrix(profit, potential)", [x.shape, y.shape, tiles.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    x = try arguments[Self.x]
    y = try arguments[Self.y]
    tiles = try arguments[Self.tiles]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    func sum(_ item: NamedExpression) -> AnswerColumn {
      AnswerColumn("sum of \(item.name)", .number, .measure, unit: context.unit(of: item.expression))
    }
    return AnswerSchema(
      [
        AnswerColumn(Message(verbatim: x.name), .integer, .dimension), AnswerColumn(Message(verbatim: y.name), .integer, .dimension),
        AnswerColumn("customers", .integer, .measure), AnswerColumn("share", .number, .share), sum(x), sum(y),
      ], view: .grid)
  }

  package var planTrees: [PlanTree] { [.named("x", x), .named("y", y), .named("tiles", tiles)] }
}
