// trend: a measure of each period.

extension TrendAnalysis {
  var lowered: AnswerPlan {
    AnswerPlan(
      .periods(every),
      [
        .measureEach(measure.expression, since: AnswerPlan.start, until: AnswerPlan.end, as: "measure"),
        .select([AnswerPlan.start, "measure"]),
      ])
  }
}
