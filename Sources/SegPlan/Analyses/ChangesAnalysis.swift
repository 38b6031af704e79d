// changes(SEGMENT, since: SNAPSHOT): who entered and left a segment, by cause.

import SegColumns

/// A segment and a snapshot of it.
package struct SegmentChanges: Sendable, Hashable {
  /// For each customer a ``SegmentMove``, as text; missing for those in neither.
  package let moved: NamedExpression
  /// The name under which the snapshot is loaded.
  package let snapshot: String

  package init(moved: NamedExpression, snapshot: String) {
    self.moved = moved
    self.snapshot = snapshot
  }
}

/// The customers who entered and left a segment since a snapshot, counted by cause.
package struct ChangesAnalysis: AnalysisCall {
  package let changes: SegmentChanges

  private static let changes = AnalysisParameter.changes("segment")

  package static let name = AnalysisName.changes
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    how many customers entered and left a segment since a snapshot of it, by cause: the time that passed, changed data, or a changed \
    definition
    """, "show changes(loyal, since: \"2024-09.seg.csv\")", [changes.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    changes = try arguments[Self.changes]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema([
      AnswerColumn("change", .text, .dimension), AnswerColumn("cause", .text, .dimension), AnswerColumn("customers", .integer, .measure),
    ])
  }

  package var planTrees: [PlanTree] { [.named("moved", changes.moved), .node("since", [.atom(changes.snapshot)])] }
}
