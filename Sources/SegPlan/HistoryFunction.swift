// Functions of a customer's stages from day to day: how long, since when, in which order.

import SegColumns
import SegDiagnostics

/// A function of the values that a customer had on all days until the as-of day.
package enum HistoryFunction: String, Sendable, CaseIterable {
  case timeIn = "time_in"
  case entered
  case path = "stage_path"
  case expectedLeaving = "expected_leaving"

  /// One line for help.
  package var summary: Message {
    switch self {
    case .timeIn:
      """
      the days since the customer entered the stage that they are in, or the segment; with a stage named, the days that they \
      have been in it altogether
      """
    case .entered:
      "the day on which the customer entered the stage that they are in, or the segment; with a stage named, the first day in it"
    case .path: "the stages that the customer has been in, in their order: `new > repeat > churned`"
    case .expectedLeaving:
      """
      the day by which half of the customers who were in the stage as long as this one had left it (Kaplan-Meier); missing where \
      fewer than half were seen to leave
      """
    }
  }

  package var example: String {
    switch self {
    case .timeIn: "time_in(stage)"
    case .entered: "entered(stage)"
    case .path: "stage_path(stage)"
    case .expectedLeaving: "expected_leaving(stage)"
    }
  }

  /// The ways to call it.
  package var signatures: [String] {
    switch self {
    case .timeIn, .entered:
      ["\(rawValue)(VALUE[, every week]) → \(result.rawValue)", "\(rawValue)(VALUE, STAGE[, every week]) → \(result.rawValue)"]
    case .path, .expectedLeaving: ["\(rawValue)(VALUE[, every week]) → \(result.rawValue)"]
    }
  }

  /// Whether a stage may be named after the value.
  package var takesStage: Bool {
    switch self {
    case .timeIn, .entered: true
    case .path, .expectedLeaving: false
    }
  }

  package var result: ColumnType {
    switch self {
    case .timeIn: .integer
    case .entered, .expectedLeaving: .date
    case .path: .text
    }
  }
}
