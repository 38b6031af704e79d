// factors(measure, param, …): what a tenth more or less of each param moves.

import SegColumns
import SegDiagnostics

/// A measure, and params that move one at a time. The values of an axis are the lower and the higher one.
package struct Factors: Sendable, Hashable {
  package let measure: Expression
  package let axes: [Scenarios.Axis]

  package init(measure: Expression, axes: [Scenarios.Axis]) {
    self.measure = measure
    self.axes = axes
  }
}

/// What a tenth more or less of each param moves.
package struct FactorsAnalysis: AnalysisCall {
  package let factors: Factors

  private static let factors = AnalysisParameter.factors

  package static let name = AnalysisName.factors

  package static let signature = AnalysisSignature(
    """
    what params move, the strongest first: a measure with a tenth less and a tenth more of each, the others as they are; 0% moves by 10 \
    points, a whole number by 1 or more, and a share of up to 100% stays one
    """,
    "show factors(total_ledger, retention_change, discount_rate, horizon_years)", [factors.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    factors = try arguments[Self.factors]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let unit = context.unit(of: factors.measure)
    return AnswerSchema([
      AnswerColumn("factor", .text, .dimension), AnswerColumn("lower", .number, .dimension), AnswerColumn("higher", .number, .dimension),
      AnswerColumn("at_lower", .number, .measure, unit: unit), AnswerColumn("as_is", .number, .measure, unit: unit),
      AnswerColumn("at_higher", .number, .measure, unit: unit), AnswerColumn("moves", .number, .measure, unit: unit),
    ])
  }

  package var planTrees: [PlanTree] { [.named("measure", factors.measure), .node("params", factors.axes.map { .atom($0.parameter) })] }
}
