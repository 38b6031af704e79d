// rfm: equal parts of three values, and the groups of their combinations.

extension RFMAnalysis {
  /// Who lacks one of the values has no scores.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    func part(_ column: String) -> WindowFunction { WindowFunction(.ntile(tiles), order: [RowOrder(column)]) }
    let values = ["recency", "frequency", "money"]
    return AnswerPlan(
      .customers(zip([recency, frequency, money], values).map { $0.named($1) }),
      values.map { .keep(.not(.isMissing(.column($0)))) }
        + [
          .derive([
            DerivedColumn("low_r", part("recency")), DerivedColumn("f", part("frequency")), DerivedColumn("m", part("money")),
          ]),
          // Low recency is the best.
          .derive("r", .value(tiles + 1) - "low_r"),
          .group(by: ["r", "f", "m"], [GroupMeasure("customers", .rowCount), GroupMeasure("sum", .sum("money"))]),
          .order([RowOrder("r", ascending: false), RowOrder("f", ascending: false), RowOrder("m", ascending: false)]),
          .derive("sum", .number("sum")),
        ] + AnswerPlan.Step.share("share", of: "customers") + [.select(["r", "f", "m", "customers", "share", "sum"])])
  }
}
