// histogram: ranges with round borders, and the range of each value.

import SegColumns

extension HistogramAnalysis {
  /// Ranges with round borders. Border i is `i · factor / divisor`, so that it is the number nearest to its
  /// decimal. Ranges without customers are rows too; equal values are one range.
  /// It holds for widths from 1e-250 to 1e250, and for integers whose borders are
  /// below 2⁵³.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    if bins != nil { return nil }
    let isWhole = value.expression.type == .integer
    let carried = ["least", "greatest", "n", "factor", "divisor", "first", "last"]
    let from = RowExpression.conditional(.equal("least", "greatest"), then: "least", else: Self.border("first" + "place"))
    let to = RowExpression.conditional(.equal("least", "greatest"), then: "least", else: Self.border("first" + "place" + 1))
    func whole(_ border: RowExpression) -> RowExpression { isWhole ? .floor(border) : border }
    return AnswerPlan(
      .customers([value.named("value")]),
      [
        .derive([
          DerivedColumn("n", WindowFunction(.aggregate(.rowCount))),
          DerivedColumn("least", WindowFunction(.aggregate(.min("value")))),
          DerivedColumn("greatest", WindowFunction(.aggregate(.max("value")))),
        ])
      ] + width(isWhole) + places(isWhole) + [
        .group(
          by: ["place"], [GroupMeasure("customers", .rowCount)] + carried.map { GroupMeasure($0, .max(.column($0))) }),
        .complete("place", from: 0, through: "last", carrying: carried),
        .derive([
          DerivedColumn("from", .conditional(.isMissing("place"), then: .missing, else: whole(from))),
          DerivedColumn("to", .conditional(.isMissing("place"), then: .missing, else: whole(to))),
          DerivedColumn("customers", .value("customers", else: 0)),
        ]),
        .derive("share", "customers" / "n"),
        .order([RowOrder("place")]),
        .select(["from", "to", "customers", "share"]),
      ])
  }

  private static func border(_ index: RowExpression) -> RowExpression { index * "factor" / "divisor" }

  /// The width of ranges: 1, 2 or 5 times a power of ten, a hair below a round
  /// width being that width; whole numbers have whole ones.
  private func width(_ isWhole: Bool) -> [AnswerPlan.Step] {
    let bins = RowExpression.value(Self.usualBins)
    let wanted: RowExpression =
      isWhole ? .floor(("greatest" - "least" + bins - 1) / bins) : "greatest" / bins - "least" / bins
    let least: RowExpression = isWhole ? .conditional(wanted <= 1, then: 1, else: wanted) : wanted
    let enough = "wanted" / .power10("exponent") * (isWhole ? 1 : 1 - 1e-12)
    return [
      .derive("wanted", least),
      .derive("exponent", .exponent10("wanted")),
      .derive(
        "digit",
        .conditional(
          enough <= 1, then: 1.0,
          else: .conditional(enough <= 2, then: 2.0, else: .conditional(enough <= 5, then: 5.0, else: 10.0)))),
      .derive([
        DerivedColumn("factor", .conditional("exponent" < 0, then: "digit", else: "digit" * .power10("exponent"))),
        DerivedColumn("divisor", .conditional("exponent" < 0, then: .power10(0 - "exponent"), else: 1.0)),
      ]),
    ]
  }

  /// The range of each value, from 0, and the last one. The greatest value is in
  /// the last range where it is its upper border, but of whole numbers.
  private func places(_ isWhole: Bool) -> [AnswerPlan.Step] {
    // The borders themselves decide, so that a value is where its row says.
    func index(_ value: RowExpression, _ guess: String) -> RowExpression {
      let guess = RowExpression.column(guess)
      return .conditional(
        Self.border(guess) > value, then: guess - 1,
        else: .conditional(Self.border(guess + 1) <= value, then: guess + 1, else: guess))
    }
    func guess(_ value: RowExpression) -> RowExpression { .floor(value / "factor" * "divisor") }
    let isOne = RowExpression.equal("least", "greatest")
    let onBorder = RowExpression.equal(Self.border("top"), "greatest")
    let last = isWhole ? "top" - "first" : .conditional(onBorder, then: "top" - 1, else: "top") - "first"
    return [
      .derive([
        DerivedColumn("guess", guess("value")), DerivedColumn("guess_least", guess("least")),
        DerivedColumn("guess_top", guess("greatest")),
      ]),
      .derive([
        DerivedColumn("index", index("value", "guess")), DerivedColumn("first", index("least", "guess_least")),
        DerivedColumn("top", index("greatest", "guess_top")),
      ]),
      .derive("last", .conditional(isOne, then: 0, else: last)),
      .derive(
        "place",
        .conditional(
          .isMissing("value"), then: .missing,
          else: .conditional(isOne, then: 0, else: .conditional("index" - "first" > "last", then: "last", else: "index" - "first")))),
    ]
  }
}
