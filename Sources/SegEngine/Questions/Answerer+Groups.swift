// The best of very many groups, without sorting all of them.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Answerer {
  /// The best groups of a text column's values. Groups of equal rank are in the order of
  /// their texts; only those that may be among the best are sorted.
  ///
  /// - Returns: nil if all groups must be sorted first.
  func best(
    _ question: MeasureQuestion, _ dimensions: [Column], among rows: Bitmap
  ) throws(ScriptError) -> AnswerTable? {
    guard dimensions.count == 1, let dictionary = dimensions[0].dictionary, dictionary.count >= Grouping.manyTexts,
      !dictionary.isOrdered, let ranking = question.ranking, ranking.per.isEmpty, let first = ranking.keys.first,
      isEachForItself(question)
    else { return nil }
    let isRankedByText = ranking.keys.contains { key in
      if case .column(let name) = key.expression.kind { return name == question.dimensions[0].name }
      return true
    }
    if isRankedByText { return nil }
    let limit: (Int) -> Int
    switch question.cut {
    case .count(let count)?: limit = { min(count.value, $0) }
    case .share(let share)?: limit = { share.value.count(of: $0) }
    case .cover?, .coverAmount?, .spend?, nil: return nil
    }
    let grouping = try Grouping(texts: dimensions[0], dictionary, among: rows, inOrder: false, context)
    let count = limit(grouping.count)
    if count > grouping.count / 8 { return nil }
    let all = try table(question, dimensions, grouping)
    let frame = Self.frame(of: all)
    let everyone = Bitmap(count: frame.rowCount, repeating: true)
    let ranker = try Ranker(evaluation, Ranking(keys: [first], per: []), on: frame, among: everyone)
    guard let key = ranker.keys.first else { return nil }
    let kept = try ranker.keep(.count(Given(count)), of: everyone)
    // A group that ties with the last kept one by the first key may be kept too.
    guard let worst = key.worst(of: kept) else { return nil }
    var candidates = key.rows(of: frame.rowCount, through: worst)
    if candidates.count > grouping.count / 8 { return nil }
    let texts = all.table.fields[0].column
    candidates.sort { a, b in
      // Missing is last.
      guard texts.isPresent(Int(a)), texts.isPresent(Int(b)) else { return texts.isPresent(Int(a)) }
      return TextDictionary.compare(dictionary.utf8(texts.code(Int(a))), dictionary.utf8(texts.code(Int(b)))) < 0
    }
    var few = all
    few.table = all.table.gathered(candidates)
    return try ranked(few, ranking, .count(Given(count)))
  }

  /// Whether no measure reads groups other than its own, and none has warnings about them.
  private func isEachForItself(_ question: MeasureQuestion) -> Bool {
    func isAlone(_ expression: Expression) -> Bool {
      switch (expression.kind, expression.nature) {
      case (.group, _): true
      case (.population, _), (.call, _): false
      case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): expression.children.allSatisfy(isAlone)
      }
    }
    return definitions.withMeasures((question.measures + question.hidden).map(\.expression)).allSatisfy(isAlone)
  }
}
