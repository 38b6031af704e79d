// Ranks rows and keeps the best: by selection if one key is enough, by sorting if the
// order itself is needed.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// The ranking of a frame's rows. Ties break by row, which for customers is the
/// order of their keys.
struct Ranker {
  let evaluation: Evaluation
  let frame: Frame
  private let ranking: Ranking
  let keys: [RankKey]
  /// Groups that are ranked separately; nil: one group.
  let groups: GroupIDs?
  private let groupCount: Int

  init(_ evaluation: Evaluation, _ ranking: Ranking, on frame: Frame, among rows: Bitmap) throws(ScriptError) {
    self.evaluation = evaluation
    self.frame = frame
    self.ranking = ranking
    var keys: [RankKey] = []
    for key in ranking.keys {
      // Shares of one total have the order of their values, also where they are missing.
      let values = key.expression.wholeOfShare ?? key.expression
      keys.append(RankKey(try evaluation.column(values, on: frame), ascending: key.ascending, evaluation.context))
    }
    self.keys = keys
    var columns: [Column] = []
    for expression in ranking.per { columns.append(try evaluation.column(expression, on: frame)) }
    let grouping = columns.isEmpty ? nil : try Grouping(columns, among: rows, evaluation.context)
    groups = grouping?.ids
    groupCount = grouping?.count ?? 1
  }

  /// The rows in rank order (within each group, the groups one after the other).
  func order(_ rows: Bitmap) throws(ScriptError) -> [Int32] {
    try RankOrder(keys: keys, groups: groups, groupCount: groupCount, context: evaluation.context).rows(rows)
  }

  /// The rows that a cut keeps.
  func keep(_ cut: Cut, of rows: Bitmap) throws(ScriptError) -> Bitmap {
    if groups == nil, keys.count == 1, let key = keys.first, let first = ranking.keys.first {
      let selection = RadixSelection(key, rows, evaluation.context)
      switch cut {
      case .count(let count): return try selection.best(count.value)
      case .share(let share): return try selection.best(share.value.count(of: rows.population))
      case .cover(let share, let value) where first.expression == value && !first.ascending:
        // The ranking is by the value that is summed.
        return try selection.covering(
          Double(share.value.numerator), of: Double(share.value.denominator), sumOf: try evaluation.column(value, on: frame))
      case .coverAmount(_, let value), .spend(_, let value):
        guard let limit = SumLimit(cut) else { break }
        let (values, whole) = try summed(value)
        if let found = try selection.best(within: limit, of: values, whole: whole) { return found }
      case .cover: break
      }
    }
    let kept = Bitmap(count: frame.rowCount)
    for row in try keep(cut, inOrder: order(rows)) { kept.set(Int(row)) }
    return kept
  }

  /// The values that are summed up to a limit. For shares of a total of all customers: the
  /// values themselves, whose sums are exact, and the total.
  private func summed(_ value: Expression) throws(ScriptError) -> (values: Column, whole: Double?) {
    guard let whole = value.wholeOfShare, let total = try evaluation.total(of: whole), total > 0 else {
      return (try evaluation.column(value, on: frame), nil)
    }
    return (try evaluation.column(whole, on: frame), total)
  }

  /// The first rows of an order, for each group.
  func keep(_ cut: Cut, inOrder order: [Int32]) throws(ScriptError) -> [Int32] {
    var values: Column?
    var whole: Double?
    switch cut {
    case .cover(_, let expression): values = try evaluation.column(expression, on: frame)
    case .coverAmount(_, let expression), .spend(_, let expression): (values, whole) = try summed(expression)
    case .count, .share: break
    }
    let unit = try values?.decimalUnit(evaluation.context) ?? 0
    guard let groups else { return Array(Self.prefix(cut, order[...], values, unit: unit, whole)) }
    var kept: [Int32] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      let group = groups[Int(order[start])]
      while end < order.count, groups[Int(order[end])] == group { end += 1 }
      kept += Self.prefix(cut, order[start..<end], values, unit: unit, whole)
      start = end
    }
    return kept
  }

  /// The rows that a cut keeps of one group, in rank order.
  private static func prefix(
    _ cut: Cut, _ order: ArraySlice<Int32>, _ values: Column?, unit: Double, _ whole: Double?
  ) -> ArraySlice<Int32> {
    func value(_ row: Int32) -> Double? {
      guard let values, values.isPresent(Int(row)) else { return nil }
      return values.number(at: Int(row))
    }
    switch cut {
    case .count(let count): return order.prefix(count.value)
    case .share(let share): return order.prefix(share.value.count(of: order.count))
    case .cover(let share, _):
      var total = NumberSum()
      for row in order { if let value = value(row), value > 0 { total.add(value, unit: unit) } }
      // In whole numbers if the values are whole: 7% of 100 ones are 7.
      let goal = total.total(unit: unit) * Double(share.value.numerator)
      var running = NumberSum()
      var kept: [Int32] = []
      for row in order {
        if running.total(unit: unit) * Double(share.value.denominator) >= goal { break }
        guard let value = value(row) else { continue }
        running.add(value, unit: unit)
        kept.append(row)
      }
      return kept[...]
    case .coverAmount, .spend:
      guard let limit = SumLimit(cut) else { return [] }
      var running = RunningSum(limit, unit: unit, of: whole)
      var kept: [Int32] = []
      for row in order {
        guard let value = value(row) else { continue }
        if !running.take(value) { break }
        kept.append(row)
      }
      return kept[...]
    }
  }
}

extension SumLimit {
  /// The limit of a cut; nil if a cut has none, or not one of its own.
  init?(_ cut: Cut) {
    switch cut {
    case .spend(let amount, _): self = .atMost(amount.value)
    case .coverAmount(let amount, _): self = .untilAtLeast(amount.value)
    case .count, .share, .cover: return nil
    }
  }
}
