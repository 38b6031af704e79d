// The columns of every question's answer, before it is answered.

import SegColumns
import SegDiagnostics

extension Question {
  /// The columns of the answer.
  package func schema(in context: AnswerContext) -> AnswerSchema {
    switch self {
    case .segments(let question): question.schema(in: context)
    case .measures(let question): question.schema(in: context)
    case .list(let question): question.schema(in: context)
    case .analysis(let question): question.schema(in: context)
    case .explain:
      AnswerSchema(
        [
          AnswerColumn("step", .text, .dimension), AnswerColumn("customers", .integer, .measure),
          AnswerColumn(.dropped, .integer, .measure), AnswerColumn("lost_to_missing", .integer, .measure),
          AnswerColumn("ms", .number, .measure, unit: "ms"),
        ], view: .funnel)
    case .why:
      AnswerSchema([
        AnswerColumn("condition", .text, .dimension), AnswerColumn("values", .text, .note),
        AnswerColumn("met", .boolean, .dimension), AnswerColumn("needed", .text, .note),
      ])
    case .explainStages:
      AnswerSchema(
        [
          AnswerColumn("stage", .text, .dimension), AnswerColumn("condition", .text, .note),
          AnswerColumn("customers", .integer, .measure), AnswerColumn("met", .integer, .measure),
          AnswerColumn("lost_to_missing", .integer, .measure), AnswerColumn(.remaining, .integer, .measure),
        ], view: .funnel)
    case .whyStage:
      AnswerSchema([
        AnswerColumn("stage", .text, .dimension), AnswerColumn("is_in", .boolean, .dimension),
        AnswerColumn("condition", .text, .note), AnswerColumn("values", .text, .note),
        AnswerColumn("met", .boolean, .dimension), AnswerColumn("needed", .text, .note),
      ])
    case .facts: AnswerSchema([AnswerColumn("property", .text, .dimension), AnswerColumn("value", .text, .note)])
    case .expect: AnswerSchema([AnswerColumn("expect", .boolean, .dimension)])
    }
  }
}

extension MeasureQuestion {
  /// The columns before a dimension is laid out: the values of that are known with the answer.
  package func schema(in context: AnswerContext) -> AnswerSchema {
    let dimensions = dimensions.map(context.dimension)
    let marks = (calendar == nil ? [] : [AnswerColumn.complete]) + (hasTotals ? [.isTotal] : [])
    return AnswerSchema(dimensions + measureColumns(in: context) + marks, view: AnswerView(groupedBy: dimensions), hasTotalRow: hasTotals)
  }

  /// The schema without its mark of totals, followed by the columns that only rank, under names of their own.
  package func rankedSchema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema(dimensions.map(context.dimension) + measureColumns(in: context) + hidden.map(context.measure))
  }

  private func measureColumns(in context: AnswerContext) -> [AnswerColumn] {
    zip(measures, writtenOut).flatMap { item, whole in
      let column = self.column(item, whole, in: context)
      guard hasInterval(item, context.definitions) else { return [column] }
      let ends = [("low", "下限"), ("high", "上限")].map { end, chinese in
        AnswerColumn(
          Message(verbatim: "\(item.name)_\(end)", chinese: "\(item.name)_\(chinese)"), .number, column.role, style: column.style,
          unit: column.unit)
      }
      return [column] + ends
    }
  }

  private func column(_ item: NamedExpression, _ whole: NamedExpression, in context: AnswerContext) -> AnswerColumn {
    let column = context.measure(whole)
    let type = item.expression.type
    switch function(item.expression)?.function {
    case .share?: return AnswerColumn(Message(verbatim: item.name), type, .share)
    case .rank?: return AnswerColumn(Message(verbatim: item.name), type, .rank)
    case .growth?: return AnswerColumn(Message(verbatim: item.name), type, .measure, style: .share)
    case .moving?, .change?, .running?: return AnswerColumn(Message(verbatim: item.name), type, .measure, style: .figure, unit: column.unit)
    case .previous?, .total?, nil: return column
    }
  }
}

extension AnswerView {
  /// The view of measures of groups.
  package init(groupedBy dimensions: [AnswerColumn]) {
    switch (dimensions.count, dimensions.first?.role) {
    case (1, .period?): self = .series
    case (1, _): self = .bars
    case (2, _): self = .grid
    case (_, _): self = .table
    }
  }
}

extension SegmentQuestion {
  package func schema(in context: AnswerContext) -> AnswerSchema {
    let segment = AnswerColumn("segment", .text, .dimension)
    let sizes = [AnswerColumn("customers", .integer, .measure), AnswerColumn("share", .number, .share)]
    if !dimensions.isEmpty {
      let groups = dimensions.map(context.dimension)
      return AnswerSchema([segment] + groups + sizes, view: AnswerView(groupedBy: [segment] + groups))
    }
    return AnswerSchema([segment] + sizes + rankingColumns(in: context), view: segments.count > 1 ? .bars : .table)
  }

  /// A single segment with a ranking that cuts it.
  package func rankedSegment(_ definitions: [String: Definition]) -> RankedSegment? {
    guard dimensions.isEmpty, segments.count == 1, condition == nil, let definition = definitions[segments[0]],
      case .segment(let plan) = definition.kind, let ranking = plan.ranking, let cut = plan.cut, let key = ranking.keys.first
    else { return nil }
    return RankedSegment(plan: plan, ranking: ranking, key: key, cut: cut)
  }

  /// The figures of a segment's ranking.
  private func rankingColumns(in context: AnswerContext) -> [AnswerColumn] {
    guard let ranked = rankedSegment(context.definitions) else { return [] }
    var columns = [AnswerColumn("qualified", .integer, .measure)]
    guard ranked.isOfNumbers else { return columns }
    let key = ranked.key
    let unit = context.unit(of: key.expression)
    columns.append(AnswerColumn(Message(verbatim: key.name), key.expression.type, .measure, unit: unit))
    columns.append(AnswerColumn("\(key.name)_share", .number, .share))
    if let covered = ranked.otherCovered {
      let name = covered.label.name
      columns.append(AnswerColumn(Message(verbatim: name), .number, .measure, unit: context.unit(of: covered)))
      columns.append(AnswerColumn("\(name)_share", .number, .share))
    }
    if ranked.hasOneCut { columns.append(AnswerColumn("cutoff", key.expression.type, .measure, unit: unit)) }
    switch ranked.cut {
    case .coverAmount(_, let covered) where ranked.hasOneCut:
      let unit = context.unit(of: covered)
      columns.append(AnswerColumn("reached", .number, .measure, unit: unit))
      columns.append(AnswerColumn("asked", .number, .measure, unit: unit))
    case .spend(_, let cost):
      let costUnit = context.unit(of: cost)
      columns.append(AnswerColumn("spent", .number, .measure, unit: costUnit))
      guard ranked.hasOneCut else { break }
      columns.append(AnswerColumn("unspent", .number, .measure, unit: costUnit))
      columns.append(AnswerColumn("best_left_out", key.expression.type, .measure, unit: unit))
    case .count, .share, .cover, .coverAmount: break
    }
    return columns
  }
}

/// A segment that a ranking has cut.
package struct RankedSegment: Sendable {
  package let plan: SegmentPlan
  package let ranking: Ranking
  /// The first key.
  package let key: Ranking.Key
  package let cut: Cut

  /// Whether the first key has sums.
  package var isOfNumbers: Bool { key.expression.type == .number || key.expression.type == .integer }

  /// Whether there is one cut for all, not one for each group.
  package var hasOneCut: Bool { ranking.per.isEmpty }

  /// The covered value, if it is not the rank key: its sum and share are the answer.
  package var otherCovered: Expression? {
    if case .cover(_, let covered) = cut, covered != key.expression { return covered }
    return nil
  }
}
