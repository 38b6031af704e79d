// Which analyses are pipelines, and which are methods of their own.

import SegColumns

extension AnalysisQuestion {
  /// The analysis as a pipeline that any back end can run; nil of those that walk
  /// along events or fit models, which are answered where the data is.
  package func lowered(in context: AnswerContext) -> AnswerPlan? {
    switch analysis {
    case .pareto(let analysis): analysis.lowered
    case .rfm(let analysis): analysis.lowered
    case .migration(let analysis): analysis.lowered(in: context)
    case .overlap(let analysis): analysis.lowered
    case .sequence(let analysis): analysis.lowered
    case .histogram(let analysis): analysis.lowered
    case .matrix(let analysis): analysis.lowered
    case .quality(let analysis): analysis.lowered(in: context, ofAll: segment == nil && condition == nil)
    case .cohorts, .changes, .trend, .durations, .survival, .profile, .compare, .funnel, .allocation, .response, .scenarios, .factors,
      .model, .backtest,
      .calibration,
      .tracking, .trackingSteps, .frequencies, .aliveMatrix, .ordersMatrix, .renewals, .renewalModel, .occasions, .occasionModel:
      nil
    }
  }
}

extension NamedExpression {
  /// The same expression under a name of a plan's own.
  func named(_ name: String) -> NamedExpression { NamedExpression(name: name, expression: expression) }
}

extension AnswerPlan.Step {
  static func derive(_ name: String, _ expression: RowExpression) -> Self { .derive([DerivedColumn(name, expression)]) }
  static func derive(_ name: String, _ window: WindowFunction) -> Self { .derive([DerivedColumn(name, window)]) }

  /// A column's part of its sum over all rows.
  static func share(_ name: String, of column: String) -> [Self] {
    let total = "#total of \(column)"
    return [
      .derive(total, WindowFunction(.aggregate(.sum(.column(column))))),
      .derive(name, .column(column) / .column(total)),
    ]
  }
}
