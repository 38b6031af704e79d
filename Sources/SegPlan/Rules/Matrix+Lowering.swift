// matrix: equal parts of two values, and the groups of their combinations.

extension MatrixAnalysis {
  /// Among the customers who have both values, part 1 the lowest.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    func part(_ column: String) -> WindowFunction { WindowFunction(.ntile(tiles), order: [RowOrder(column)]) }
    return AnswerPlan(
      .customers([x.named("x"), y.named("y")]),
      [
        .keep(.not(.isMissing("x"))), .keep(.not(.isMissing("y"))),
        .derive([DerivedColumn("part_x", part("x")), DerivedColumn("part_y", part("y"))]),
        .group(
          by: ["part_x", "part_y"],
          [GroupMeasure("customers", .rowCount), GroupMeasure("sum_x", .sum("x")), GroupMeasure("sum_y", .sum("y"))]),
        .order([RowOrder("part_x"), RowOrder("part_y")]),
        .derive([DerivedColumn("sum_x", .number("sum_x")), DerivedColumn("sum_y", .number("sum_y"))]),
      ] + AnswerPlan.Step.share("share", of: "customers")
        + [.select(["part_x", "part_y", "customers", "share", "sum_x", "sum_y"])])
  }
}
