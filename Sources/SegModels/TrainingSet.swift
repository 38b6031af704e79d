// The training set of a score: customers with an outcome, and the attributes of an earlier
// day.

import SegColumns
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// The training set, and the customers who were excluded.
package struct TrainingSet: Sendable {
  package enum Reason: Sendable, Hashable {
    /// They have no event until the day, in any table with a time.
    case absent(on: Int32)
    /// The condition already held on the day.
    case metAlready(on: Int32)
    /// None of the attributes is known.
    case unknown
  }

  package struct LeftOut: Sendable {
    package let reason: Reason
    /// More than 0.
    package let customers: Int
  }

  let rows: [Int32]
  /// One for each row.
  let outcomes: [Bool]
  let leftOut: [LeftOut]
  /// Counts the rows and their outcomes.
  let charge: MemoryCharge

  var positives: Int { outcomes.count { $0 } }
}

/// The data that an outcome uses, relative to the day of the attributes.
enum OutcomeReach: Sendable {
  /// Only columns that are the same on all days.
  case timeless
  /// Only events after the day: customers who met the condition on the day may meet it again.
  case after
  /// Also events until the day, or values derived from them: customers who met the condition
  /// on the day are excluded. With the first window that begins before the day.
  case before(Window?)

  struct Window: Sendable {
    let text: String
    /// Days since 1970, of the first event in the window.
    let first: Int32
    let span: SourceSpan
  }
}
