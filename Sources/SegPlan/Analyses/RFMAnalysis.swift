// rfm(recency, frequency, money): customers by three scores.

import SegColumns
import SegDiagnostics

/// Customers by the parts that three values of them are in, the best highest.
package struct RFMAnalysis: AnalysisCall {
  package let recency: NamedExpression
  package let frequency: NamedExpression
  package let money: NamedExpression
  /// Parts of each value.
  package let tiles: Int

  private static let recency = AnalysisParameter.number("recency")
  private static let frequency = AnalysisParameter.number("frequency")
  private static let money = AnalysisParameter.number("money")
  private static let tiles = AnalysisParameter.count("tiles").default(5)

  package static let name = AnalysisName.rfm

  package static let signature = AnalysisSignature(
    """
    customers by equal parts of recency (low is best), frequency and money; the best part has the \
    highest number
    """,
    "show rfm(recency, frequency, profit)", [recency.shape, frequency.shape, money.shape, tiles.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    recency = try arguments[Self.recency]
    frequency = try arguments[Self.frequency]
    money = try arguments[Self.money]
    tiles = try arguments[Self.tiles]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    // A metric named `m` is not the score of that name.
    let name = ["r", "f", "m", "customers", "share"].contains(money.name) ? "sum(\(money.name))" : money.name
    func score(_ name: Message) -> AnswerColumn { AnswerColumn(name, .integer, .dimension) }
    return AnswerSchema(
      [
        score("r"), score("f"), score("m"), AnswerColumn("customers", .integer, .measure), AnswerColumn("share", .number, .share),
        AnswerColumn(Message(verbatim: name), .number, .measure, unit: context.unit(of: money.expression)),
      ], view: .grid)
  }

  package var planTrees: [PlanTree] {
    [.named("recency", recency), .named("frequency", frequency), .named("money", money), .named("tiles", tiles)]
  }
}
