// pareto: places from the best down, tenths of them, running shares.

extension ParetoAnalysis {
  /// A customer at place p of n is in the first tenth t with p <= n·t/10 rounded
  /// up. Tenths without customers are rows too.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    // A total that is not above 0, or next to 0, has no shares.
    func share(_ part: RowExpression) -> RowExpression {
      .conditional(
        "total" <= 0, then: .missing, else: .conditional("greatest" <= "total" * 1000, then: part / "total", else: .missing))
    }
    let place = WindowFunction(.rowNumber, order: [RowOrder("value", ascending: false)])
    return AnswerPlan(
      .customers([value.named("value")]),
      [
        .derive([DerivedColumn("place", place), DerivedColumn("n", WindowFunction(.aggregate(.rowCount)))]),
        .derive("tenth", .floor(("place" - 1) * 10 / "n") + 1),
        .derive("size", .conditional("value" <= 0, then: 0 - "value", else: "value")),
        .group(
          by: ["tenth"],
          [
            GroupMeasure("customers", .rowCount), GroupMeasure("sum", .sum("value")), GroupMeasure("least", .min("value")),
            GroupMeasure("largest", .max("size")),
          ]),
        .complete("tenth", from: 1, through: 10, carrying: []),
        .derive([
          DerivedColumn("customers", .value("customers", else: 0)), DerivedColumn("sum", .number(.value("sum", else: 0))),
          DerivedColumn("top", "tenth" / 10),
        ]),
        .order([RowOrder("tenth")]),
        .derive([
          DerivedColumn("total", WindowFunction(.aggregate(.sum("sum")))),
          DerivedColumn("greatest", WindowFunction(.aggregate(.max("largest")))),
          DerivedColumn("running", WindowFunction(.runningSum("sum"), order: [RowOrder("tenth")])),
        ]),
        .derive([DerivedColumn("share", share("sum")), DerivedColumn("running_share", share("running"))]),
        .select(["top", "customers", "sum", "least", "share", "running_share"]),
      ])
  }
}
