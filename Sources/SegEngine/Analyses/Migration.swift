// migration(stage, FROM, TO): who went where.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// One row for each pair of values that somebody had on the two days: how
  /// many, and their share of those who were there at first. The value that a
  /// measure moved with them is the group's on the second day.
  func migration(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    guard question.arguments.count == 3, case .customers(let item) = question.arguments[0],
      case .day(let first) = question.arguments[1], case .day(let second) = question.arguments[2]
    else { return AnswerTable([]) }
    let frame = store.customerFrame
    let rows = try population(question)
    let from = try column(item.expression, asOf: first, on: frame)
    let to = try column(item.expression, asOf: second, on: frame)
    let grouping = try Grouping([from, to], among: rows, context)
    let origins = try Grouping([from], among: rows, context)
    let counts = try GroupRun(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts().array
    let sizes = try GroupRun(ids: origins.ids, groups: origins.count, selection: nil, context: context).counts()
    let shares = grouping.representatives.enumerated().map { group, row in
      Double(counts[group]) / Double(max(1, sizes[origins.ids[Int(row)]]))
    }
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("from", from.taking(grouping.representatives), role(ofGroup: item.expression)),
      ("to", to.taking(grouping.representatives), role(ofGroup: item.expression)),
      ("customers", Column.integers(counts), .figure), ("share", Column.numbers(shares), .share),
    ]
    if case .measure(let measure)? = question.named["measure"] {
      let other = try on(second)
      let column = try GroupAggregation(other, grain: .customers, grouping).column(measure.expression)
      fields.append((measure.name, column, .figure))
    }
    return AnswerTable(fields)
  }
}
