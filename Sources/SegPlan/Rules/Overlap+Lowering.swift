// overlap: each pair of sets, then each combination of all of them.

extension OverlapAnalysis {
  /// Pairs in the order of the sets, whatever else customers are in; then those
  /// who are in exactly these sets, the most first, equal ones with the earlier
  /// sets first, and those in none at the end.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    var plans: [AnswerPlan] = []
    for first in sets.indices { for second in sets.indices.dropFirst(first + 1) { plans.append(pair(first, second)) } }
    plans.append(combinations)
    return AnswerPlan(plans[0].source, plans[0].steps + plans.dropFirst().map { .append($0) })
  }

  private static let columns = ["kind", "sets", "customers", "share", "of_first", "of_second", "jaccard"]

  private var source: RowSource { .customers(sets.indices.map { sets[$0].named("set\($0)") }) }

  /// 1 for members and 0 for all others, who may have no value.
  private func member(_ set: Int) -> RowExpression { .conditional(.column("set\(set)"), then: 1, else: 0) }

  private func pair(_ first: Int, _ second: Int) -> AnswerPlan {
    AnswerPlan(
      source,
      [
        .derive([
          DerivedColumn("one", member(first)), DerivedColumn("other", member(second)),
          DerivedColumn("both", member(first) * member(second)),
        ]),
        .group(
          by: [],
          [
            GroupMeasure("all", .rowCount), GroupMeasure("ones", .sum("one")), GroupMeasure("others", .sum("other")),
            GroupMeasure("customers", .sum("both")),
          ]),
        .derive([
          DerivedColumn("kind", .quoted("pair")), DerivedColumn("sets", .quoted("\(sets[first].name) & \(sets[second].name)")),
          DerivedColumn("share", "customers" / "all"), DerivedColumn("of_first", "customers" / "ones"),
          DerivedColumn("of_second", "customers" / "others"), DerivedColumn("jaccard", "customers" / ("ones" + "others" - "customers")),
        ]),
        .select(Self.columns),
      ])
  }

  private var combinations: AnswerPlan {
    var pattern: RowExpression = 0
    for set in sets.indices { pattern = pattern * 2 + member(set) }
    let names = sets.indices.map { RowExpression.conditional(.column("set\($0)"), then: .quoted(sets[$0].name), else: .missing) }
    return AnswerPlan(
      source,
      [
        .derive([DerivedColumn("pattern", pattern), DerivedColumn("inside", .joined(names, separator: " & "))]),
        .group(by: ["pattern", "inside"], [GroupMeasure("customers", .rowCount)]),
        .derive([
          DerivedColumn("kind", .conditional(.equal("pattern", 0), then: .quoted("outside"), else: .quoted("only"))),
          DerivedColumn("sets", .conditional(.equal("pattern", 0), then: .quoted("none"), else: "inside")),
          DerivedColumn("isNone", .conditional(.equal("pattern", 0), then: 1, else: 0)),
          DerivedColumn("of_first", .missing), DerivedColumn("of_second", .missing), DerivedColumn("jaccard", .missing),
        ]),
        .order([RowOrder("isNone"), RowOrder("customers", ascending: false), RowOrder("pattern", ascending: false)]),
      ] + AnswerPlan.Step.share("share", of: "customers") + [.select(Self.columns)])
  }
}
