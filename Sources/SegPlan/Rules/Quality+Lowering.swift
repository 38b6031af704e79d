// quality: a row for each column, then rows about the table.

import SegColumns

extension QualityAnalysis {
  private static let columns = [
    "column", "type", "rows", "missing", "missing_share", "distinct", "smallest", "largest", "outliers",
  ]

  /// - Parameter isOfAll: whether it is about all rows, and not those of some
  ///   customers.
  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? {
    guard let shape = context.table(of: table), shape.isPlain else { return nil }
    let source = isOfAll ? RowSource.table(table) : .ownTable(table)
    var plans = shape.columns.map { column(source, $0.name, $0.type) }
    switch table {
    case .customers:
      let others = shape.columns.map(\.name).filter { $0 != shape.key }
      if !others.isEmpty { plans.append(duplicates(source, others, "(duplicate rows but for the key)")) }
      if isOfAll { plans.append(count(.table(.rejects(shape.name)), "(rejected rows)")) }
    case .events(let name):
      plans.append(duplicates(source, [AnswerPlan.customer] + shape.columns.map(\.name), "(duplicate rows)"))
      if isOfAll {
        plans.append(count(.table(.rejects(name)), "(rejected rows)"))
        plans.append(count(source, "(events of no customer)", [.keep(.isMissing(.column(AnswerPlan.customer)))]))
      }
      plans.append(withoutEvents(source))
    case .rejects, .none: return nil
    }
    guard let first = plans.first else { return nil }
    return AnswerPlan(first.source, first.steps + plans.dropFirst().map { .append($0) })
  }

  private func column(_ source: RowSource, _ name: String, _ type: ColumnType) -> AnswerPlan {
    let value = RowExpression.column(name)
    let isNumber = type == .integer || type == .number
    // More than three times the distance of the quartiles outside of them.
    let reach = 3 * ("q3" - "q1")
    let isOut = RowExpression.or(value < "q1" - reach, value > "q3" + reach)
    let fences: [AnswerPlan.Step] =
      isNumber
      ? [
        .derive([
          DerivedColumn("q1", WindowFunction(.aggregate(.quantile(value, 0.25)))),
          DerivedColumn("q3", WindowFunction(.aggregate(.quantile(value, 0.75)))),
        ]), .derive("out", .conditional(isOut, then: 1, else: 0)),
      ] : []
    return AnswerPlan(
      source,
      fences + [
        .derive("absent", .conditional(.isMissing(value), then: 1, else: 0)),
        .group(
          by: [],
          [
            GroupMeasure("rows", .rowCount), GroupMeasure("missing", .sum("absent")), GroupMeasure("distinct", .distinctCount(value)),
            GroupMeasure("least", .min(value)), GroupMeasure("greatest", .max(value)),
          ] + (isNumber ? [GroupMeasure("outliers", .sum("out"))] : [])),
        .derive(
          [
            DerivedColumn("column", .quoted(name)), DerivedColumn("type", .quoted(type.rawValue)),
            DerivedColumn("missing_share", "missing" / "rows"), DerivedColumn("smallest", .text("least")),
            DerivedColumn("largest", .text("greatest")),
          ] + (isNumber ? [] : [DerivedColumn("outliers", .missing)])),
        .select(Self.columns),
      ])
  }

  /// How many rows are left, in a row of its own.
  private func count(_ source: RowSource, _ name: String, _ steps: [AnswerPlan.Step] = []) -> AnswerPlan {
    let others = Self.columns.filter { $0 != "column" && $0 != "rows" }
    return AnswerPlan(
      source,
      steps + [
        .group(by: [], [GroupMeasure("rows", .rowCount)]),
        .derive([DerivedColumn("column", .quoted(name))] + others.map { DerivedColumn($0, .missing) }),
        .select(Self.columns),
      ])
  }

  /// Rows that are equal to an earlier one.
  private func duplicates(_ source: RowSource, _ columns: [String], _ name: String) -> AnswerPlan {
    count(source, name, [.derive("place", WindowFunction(.rowNumber, per: columns)), .keep("place" > 1)])
  }

  /// Customers who have no row of the table.
  private func withoutEvents(_ source: RowSource) -> AnswerPlan {
    let customer = AnswerPlan.customer
    let events = AnswerPlan(source, [.derive("has", 1), .select([customer, "has"])])
    return count(
      .customers([]), "(customers without events)",
      [
        .derive("has", 0), .select([customer, "has"]), .append(events),
        .group(by: [customer], [GroupMeasure("has", .max("has"))]), .keep(.not(.isMissing(.column(customer)))), .keep(.equal("has", 0)),
      ])
  }
}
