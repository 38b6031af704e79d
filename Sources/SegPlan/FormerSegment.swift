// A segment as it was defined when a snapshot was taken.

import SegDiagnostics

/// The members of a segment by the definitions of a snapshot, whatever the script defines now. The definitions of
/// then are in ``Program/former``.
package struct FormerSegment: Sendable, Hashable {
  /// The name under which the snapshot is loaded.
  package let snapshot: String
  /// The segment's name then.
  package let segment: String
  /// Days since 1970; nil: the as-of day.
  package let day: Int32?
  /// The digest of the definition of then.
  package let content: Int

  package init(snapshot: String, segment: String, day: Int32?, content: Int) {
    self.snapshot = snapshot
    self.segment = segment
    self.day = day
    self.content = content
  }
}

/// `moved(loyal, since: loyal_before)`: how a customer moved between a snapshot and today.
package enum SegmentMove: String, Sendable, CaseIterable {
  case enteredByTime = "entered_by_time"
  case enteredByData = "entered_by_data"
  case enteredByDefinition = "entered_by_definition"
  case leftByTime = "left_by_time"
  case leftByData = "left_by_data"
  case leftByDefinition = "left_by_definition"
  case stayed

  /// The name of the function in scripts.
  package static let name = "moved"
  package static let summary: Message =
    """
    how a customer entered or left a segment since a snapshot of it: `entered_by_time`, `entered_by_data`, `entered_by_definition`, \
    `left_by_time`, `left_by_data`, `left_by_definition`, `stayed`; missing for those in neither
    """
  package static let example = "moved(loyal, since: \"2024-09.seg.csv\")"

  /// `entered`, `left` or `stayed`.
  package var change: Message {
    switch self {
    case .enteredByTime, .enteredByData, .enteredByDefinition: "entered"
    case .leftByTime, .leftByData, .leftByDefinition: Message(verbatim: "left", chinese: "离开")
    case .stayed: "stayed"
    }
  }

  /// `time`, `data` or `definition`; nil of those who stayed.
  package var cause: Message? {
    switch self {
    case .enteredByTime, .leftByTime: "time"
    case .enteredByData, .leftByData: "data"
    case .enteredByDefinition, .leftByDefinition: "definition"
    case .stayed: nil
    }
  }
}
