// Fitted scores, kept so that `show model` need not fit again.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegStore

/// A fitted score with its warnings.
package struct ScoreRecord: Sendable {
  /// The validation of the model.
  package enum ScoreValidation: Sendable {
    /// On customers held out at random: the quality on the training set, and on the holdout.
    case random(training: ScoreQuality, holdout: ScoreQuality)
    /// On later data: the model trained one time span earlier, applied to the attributes of
    /// a day and compared with the condition of a later day. The quality on both, and the
    /// days.
    case later(training: ScoreQuality, holdout: ScoreQuality, from: Int32, to: Int32)
    /// None, because one of the parts has too few customers with one of the outcomes.
    case none
  }

  /// A coefficient with the texts of its category and its base.
  package struct Line: Sendable {
    package let coefficient: ScoreCoefficient
    /// The category of the coefficient; nil for a number.
    package let category: Message?
    /// The category that it is compared with; nil for a number.
    package let base: Message?
  }

  /// nil if there is no model.
  package let model: ScoreModel?
  package let lines: [Line]
  package let validation: ScoreValidation
  /// The size of the training set.
  package let learned: Int
  /// Customers of the training set who meet the condition.
  package let positives: Int
  /// Customers excluded from the training set, by reason.
  package let leftOut: [TrainingSet.LeftOut]
  /// The score of every customer.
  let column: Column
  /// Why there is no model.
  package let failure: ScoreModelFailure?
  /// For `propensity`, why there is no validation on later data.
  package let reason: Message?
}

/// Scores by plan, data and day. Used on one thread at a time.
final class ScoreStore {
  struct Key: Hashable {
    let value: ScoreValue
    /// The digest of the definitions that the score uses.
    let content: Int
    /// The identity of the tables: a load makes new ones.
    let data: [ObjectIdentifier]
    let day: Int32
  }

  /// The number of records to keep; each takes about 20 bytes per customer.
  private static let most = 16

  /// With the tables' own objects, so that no other object gets the same identity.
  private var records: [Key: (record: ScoreRecord, data: [AnyObject])] = [:]
  private var order: [Key] = []

  subscript(key: Key) -> ScoreRecord? { records[key]?.record }

  func keep(_ record: ScoreRecord, as key: Key, of data: [AnyObject]) {
    if records.updateValue((record, data), forKey: key) == nil { order.append(key) }
    while order.count > Self.most { records[order.removeFirst()] = nil }
  }

  func removeAll() {
    records.removeAll()
    order.removeAll()
  }
}
