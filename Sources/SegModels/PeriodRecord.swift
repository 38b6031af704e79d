// The periods in which customers bought, and their models: BG/BB and the shifted
// beta-geometric, fitted once for each choice of events, unit, day and data.

import SegColumns
import SegCustomerValue
import SegEngine
import SegKernels
import SegPlan
import SegStore

/// A customer's periods from the one of the first purchase on.
struct PeriodHistory: Hashable, Sendable {
  /// Periods that have ended after the first.
  let occasions: Int
  /// The number of these with a purchase, and the last of them; 0 for none.
  let taken: Int
  let last: Int
  /// The number of these without a gap from the first on.
  let renewals: Int

  /// A contract that was never ended.
  var isActive: Bool { renewals == occasions }

  /// In four fields of 16 bits: there are no more than some 4,000 periods.
  init(packed: UInt64) {
    occasions = Int(packed >> 48)
    taken = Int(packed >> 32 & 0xffff)
    last = Int(packed >> 16 & 0xffff)
    renewals = Int(packed & 0xffff)
  }

  static func packed(occasions: Int, taken: Int, last: Int, renewals: Int) -> UInt64 {
    UInt64(clamping: occasions) << 48 | UInt64(clamping: taken) << 32 | UInt64(clamping: last) << 16 | UInt64(clamping: renewals)
  }
}

/// Customers by equal histories, and their models. Used on one thread at a time.
final class PeriodRecord {
  /// Kept alive, so that no other data get the same identity.
  let offsets: Buffer<Int32>
  /// Descending by occasions, taken, last.
  let histories: [PeriodHistory]
  /// Customers of each history.
  let weight: [Double]
  /// Each customer's history; -1 if no period with a purchase has ended.
  let historyOf: Buffer<Int32>
  private var fits: [PeriodModel: Fit] = [:]

  enum Fit: Sendable {
    case occasions(OccasionFit)
    case contracts(ContractFit)
    case failed(FitFailure)
  }

  /// - Parameter packed: each customer's history; the greatest value for none.
  init(_ packed: Buffer<UInt64>, offsets: Buffer<Int32>) {
    self.offsets = offsets
    var counts: [UInt64: Int] = [:]
    for customer in 0..<packed.count where packed.pointer[customer] != .max { counts[packed.pointer[customer], default: 0] += 1 }
    let distinct = counts.keys.sorted(by: >)
    var places: [UInt64: Int32] = [:]
    for (place, key) in distinct.enumerated() { places[key] = Int32(clamping: place) }
    histories = distinct.map { PeriodHistory(packed: $0) }
    weight = distinct.map { Double(counts[$0] ?? 0) }
    historyOf = Buffer<Int32>(count: packed.count)
    for customer in 0..<packed.count { historyOf.pointer[customer] = places[packed.pointer[customer]] ?? -1 }
  }

  /// The customers in the fit: those with a period that has ended after their first.
  var customers: Int { zip(histories, weight).reduce(0) { $0 + ($1.0.occasions > 0 ? Int($1.1) : 0) } }

  /// The model fitted to all; `isNew` if it was fitted now.
  func fit(_ model: PeriodModel) -> (fit: Fit, isNew: Bool) {
    if let known = fits[model] { return (known, false) }
    let made: Fit
    do throws(FitFailure) {
      switch model {
      case .bgBB: made = .occasions(try fitOccasions(occasions))
      case .sBG: made = .contracts(try fitContracts(survivors: cohorts))
      }
    } catch {
      made = .failed(error)
    }
    fits[model] = made
    return (made, true)
  }

  private var occasions: OccasionHistories {
    var result = OccasionHistories(frequency: [], last: [], occasions: [], weight: [])
    var before: (Int, Int, Int)?
    for (history, weight) in zip(histories, weight) where history.occasions > 0 {
      let key = (history.occasions, history.taken, history.last)
      // Histories that differ in their renewals alone are neighbors.
      if let before, before == key {
        result.weight[result.weight.count - 1] += weight
      } else {
        result.occasions.append(history.occasions)
        result.frequency.append(history.taken)
        result.last.append(history.last)
        result.weight.append(weight)
      }
      before = key
    }
    return result
  }

  /// Customers who began in one period, by the renewals that they have made at
  /// least; the earliest first.
  private var cohorts: [[Double]] {
    var result: [[Double]] = []
    var occasions = 0
    for (history, weight) in zip(histories, weight) where history.occasions > 0 {
      if result.isEmpty || history.occasions != occasions {
        result.append([Double](repeating: 0, count: history.occasions + 1))
        occasions = history.occasions
      }
      for renewal in 0...history.renewals where renewal <= occasions { result[result.count - 1][renewal] += weight }
    }
    return result
  }
}

/// Records by events, unit and day. Used on one thread at a time.
final class PeriodStore {
  struct Key: Hashable {
    let purchases: ModelStore.Key
    let unit: ModelUnit
  }

  /// The number of records to keep; each takes 4 bytes per customer.
  private static let most = 16

  private var records: [Key: PeriodRecord] = [:]
  private var order: [Key] = []

  subscript(key: Key) -> PeriodRecord? { records[key] }

  func keep(_ record: PeriodRecord, as key: Key) {
    if records.updateValue(record, forKey: key) == nil { order.append(key) }
    while order.count > Self.most { records[order.removeFirst()] = nil }
  }

  func removeAll() {
    records.removeAll()
    order.removeAll()
  }
}
