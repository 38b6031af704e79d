// migration: groups by a value on two days.

extension MigrationAnalysis {
  /// Shares are those of the customers who had the same value on the first day;
  /// stages of a lifecycle stand in their own order.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    let value = value.expression
    func on(_ day: Expression) -> Expression { Expression(.asOf(value, day: day), value.type, like: value) }
    var order = [RowOrder("from"), RowOrder("to")]
    var places: [AnswerPlan.Step] = []
    if let stages = context.stages(of: value) {
      places = [
        .derive([
          DerivedColumn("place_from", .position("from", in: stages)), DerivedColumn("place_to", .position("to", in: stages)),
        ])
      ]
      order = [RowOrder("place_from"), RowOrder("place_to")]
    }
    let measures = measure.map { [GroupMeasure("measure", .measure($0.expression, asOf: to))] } ?? []
    return AnswerPlan(
      .customers([NamedExpression(name: "from", expression: on(from)), NamedExpression(name: "to", expression: on(to))]),
      [
        .group(by: ["from", "to"], [GroupMeasure("customers", .rowCount)] + measures),
        .derive("size", WindowFunction(.aggregate(.sum("customers")), per: ["from"])),
        .derive("share", "customers" / "size"),
      ] + places + [.order(order), .select(["from", "to", "customers", "share"] + measures.map(\.name))])
  }
}

extension AnswerContext {
  /// The stages of a lifecycle in their order; nil of other values.
  func stages(of expression: Expression) -> [String]? {
    if case .stages(let stages) = expression.kind { return stages.map(\.name) }
    guard case .definition(let name) = expression.kind, case .lifecycle(let inner)? = definitions[name]?.kind else { return nil }
    return stages(of: inner)
  }
}
