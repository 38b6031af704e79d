// What the pipelines of analyses share.

import SegColumns

extension AnalysisQuestion {
  /// The analysis as a pipeline that any back end can run; nil if it has none.
  package func lowered(in context: AnswerContext) -> AnswerPlan? {
    analysis.call.lowered(in: context, ofAll: segment == nil && condition == nil)
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
