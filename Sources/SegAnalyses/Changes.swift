// changes(SEGMENT, since: SNAPSHOT): who entered and left a segment, by cause.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegStore

struct ChangesAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A row for each way to enter and to leave, and one for those who stayed. Customers of the snapshot that are
  /// in no table any more have left, because the data changed; they are in no segment and meet no condition.
  func changes(_ changes: SegmentChanges, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let moves = try values(changes.moved)
    let grouping = try Grouping([moves], among: try population(question), context)
    let sizes = try GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts().array
    var counts: [String: Int64] = [:]
    for (group, row) in grouping.representatives.enumerated() {
      if case .text(let move) = moves[Int(row)] { counts[move] = sizes[group] }
    }
    if question.segment == nil, question.condition == nil, let snapshot = try evaluation.eventTable(changes.snapshot) {
      let known = try evaluation.members(of: changes.snapshot, at: question.span).population
      counts[SegmentMove.leftByData.rawValue, default: 0] += Int64(snapshot.table.rowCount - known)
    }
    let all = SegmentMove.allCases
    return [
      Column.messages(all.map(\.change)), Column.messages(all.map(\.cause)), Column.integers(all.map { counts[$0.rawValue] ?? 0 }),
    ]
  }
}
