// cohorts: the period of each event, and that of the customer's first one.

extension CohortsAnalysis {
  /// Everybody has an event in the period of the first one: the customers there
  /// are the size of the cohort.
  var lowered: AnswerPlan {
    let size = WindowFunction(.first("customers"), per: ["cohort"], order: [RowOrder("number")])
    let measures = measure.map { [GroupMeasure("measure", .measure($0.expression, asOf: nil))] } ?? []
    return AnswerPlan(
      .events(events, []),
      [
        .derive("period", .periodStart(.column(AnswerPlan.day), every)),
        .derive("cohort", WindowFunction(.aggregate(.min("period")), per: [AnswerPlan.customer])),
        .derive("number", .periodsBetween("cohort", "period", every)),
        .group(
          by: ["cohort", "number"], [GroupMeasure("customers", .distinctCount(.column(AnswerPlan.customer)))] + measures),
        .order([RowOrder("cohort"), RowOrder("number")]),
        .derive("size", size),
        .derive("share", "customers" / "size"),
        .select(["cohort", "size", "number", "customers", "share"] + measures.map(\.name)),
      ])
  }
}
