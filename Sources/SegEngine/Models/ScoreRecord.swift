// Scores that were fitted, kept so that `show model` fits nothing again.

import SegColumns
import SegCustomerValue
import SegKernels
import SegPlan
import SegStore

/// A fitted score, with what is to be said of it.
struct ScoreRecord: Sendable {
  /// What the model was judged by.
  enum Judgement: Sendable {
    /// Customers held out at random: on those it learned from, and on the rest.
    case random(training: ScoreQuality, holdout: ScoreQuality)
    /// The model learned one time span earlier, given the attributes of a day and
    /// held against the condition of a later one: on what it learned from, and
    /// on those. Days.
    case later(training: ScoreQuality, holdout: ScoreQuality, from: Int32, to: Int32)
    /// Too few of one kind on either side.
    case none
  }

  /// A coefficient with the texts of its category and its base.
  struct Line: Sendable {
    let coefficient: ScoreCoefficient
    let category: String?
    let base: String?
  }

  /// nil where there is no model.
  let model: ScoreModel?
  let lines: [Line]
  let judgement: Judgement
  /// Customers whose attributes were learned from.
  let learned: Int
  let positives: Int
  /// Customers who were not learned from, by reason.
  let leftOut: [ScoreLesson.LeftOut]
  /// The score of every customer.
  let column: Column
  /// Why there is no model.
  let failure: ScoreModelFailure?
  /// Why there is no later time to judge by, of `propensity`.
  let reason: String?
}

/// Scores by what they are of, data and day. Used on one thread at a time.
final class ScoreStore {
  struct Key: Hashable {
    let value: ScoreValue
    /// Of the definitions that the score rests on.
    let content: Int
    /// Of the tables: a load makes new ones.
    let data: [ObjectIdentifier]
    let day: Int32
  }

  /// Each holds some 20 bytes a customer.
  private static let most = 16

  /// With the tables' own objects, so that no other has their identity.
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

extension Store {
  /// Objects that each load makes anew, of all tables.
  var identities: [AnyObject] {
    let keys: [AnyObject] = (customers?.keys.values.storage).map { [$0] } ?? []
    return keys + events.map { $0.offsets as AnyObject }
  }
}

extension Column.Values {
  fileprivate var storage: AnyObject {
    switch self {
    case .int8(let buffer): buffer
    case .uint8(let buffer): buffer
    case .int16(let buffer): buffer
    case .int32(let buffer): buffer
    case .int64(let buffer): buffer
    case .float64(let buffer): buffer
    case .codes8(let buffer): buffer
    case .codes16(let buffer): buffer
    case .codes32(let buffer): buffer
    case .bits(let bits): bits.words
    }
  }
}
