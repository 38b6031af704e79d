// What files of segments say: the day and the definition of a snapshot.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// What a file that is loaded `as segment` says besides its members.
package enum SegmentFile: Sendable {
  /// Its rows were not read.
  case unread
  /// A list of customers, without a definition.
  case list
  case snapshot(Snapshot)
}

/// What a snapshot says of its segment.
package struct Snapshot: Sendable {
  package let segment: String
  /// Days since 1970.
  package let day: Int32
  /// The statements that define the segment and all that it uses.
  package let definition: String
  /// The digest of the segment as it was defined then, with the tables of today; nil: it does not hold with them.
  var content: Int?
  /// Why they do not hold.
  var problem: Diagnostic?

  package init(segment: String, day: Int32, definition: String) {
    self.segment = segment
    self.day = day
    self.definition = definition
  }

  /// The columns of a snapshot that tell of the segment, not of a member. The definition stands in the first row.
  package enum Column: String, CaseIterable {
    case segment = "snapshot_segment"
    case day = "snapshot_day"
    case digest = "snapshot_digest"
    case definition = "snapshot_definition"
  }
}

/// A statement that writes a snapshot: what its file says besides its members.
package struct SnapshotPlan: Sendable {
  package let segment: String
  package let definition: String
}
