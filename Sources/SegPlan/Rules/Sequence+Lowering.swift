// sequence: the first values of each customer's events as one text.

extension SequenceAnalysis {
  /// Events without a value are passed over; customers with fewer values have a
  /// shorter path.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    let place = WindowFunction(.rowNumber, per: [AnswerPlan.customer])
    let path = RowAggregate.joined(.text("value"), separator: " > ", order: [RowOrder("place")])
    return AnswerPlan(
      .events(value.events, [NamedExpression(name: "value", expression: value.value)]),
      [
        .keep(.not(.isMissing("value"))),
        .derive("place", place),
        .keep("place" <= .value(length)),
        .group(by: [AnswerPlan.customer], [GroupMeasure("path", path)]),
        .group(by: ["path"], [GroupMeasure("customers", .rowCount)]),
        .order([RowOrder("customers", ascending: false), RowOrder("path")]),
      ] + AnswerPlan.Step.share("share", of: "customers") + [.select(["path", "customers", "share"])])
  }
}
