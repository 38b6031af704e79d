// The periods in which customers bought, and their models: BG/BB and the shifted
// beta-geometric, fitted once for each choice of events, unit, day and data.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// A customer's periods from the one of the first purchase on.
package struct PeriodHistory: Hashable, Sendable {
  /// Periods that have ended after the first.
  package let occasions: Int
  /// The number of these with a purchase, and the last of them; 0 for none. Of contracts
  /// both are the renewals: nothing counts after a period without one.
  package let taken: Int
  package let last: Int

  /// A contract that was never ended.
  var isActive: Bool { taken == occasions }

  /// In three fields of 16 bits: there are no more than some 4,000 periods.
  init(packed: UInt64) {
    occasions = Int(packed >> 32)
    taken = Int(packed >> 16 & 0xffff)
    last = Int(packed & 0xffff)
  }

  static func packed(occasions: Int, taken: Int, last: Int) -> UInt64 {
    UInt64(clamping: occasions) << 32 | UInt64(clamping: taken) << 16 | UInt64(clamping: last)
  }
}

/// What is said of payments that do not come period by period.
package struct LatePayments: Sendable {
  /// Days after a period in which a payment still renews it.
  package var grace = 0
  /// Customers who renewed in these days, and who paid after the end of their contract.
  package var renewedLate = 0
  package var paidAfterEnd = 0
  /// Customers with a contract.
  package var customers = 0
}

/// Customers by equal histories, and their model. Used on one thread at a time.
package final class PeriodRecord {
  /// Kept alive, so that no other data get the same identity.
  let offsets: Buffer<Int32>
  /// Descending by occasions, taken, last.
  package let histories: [PeriodHistory]
  /// Customers of each history.
  package let weight: [Double]
  /// Each customer's history; -1 if no period with a purchase has ended.
  let historyOf: Buffer<Int32>
  package let model: PeriodModel
  package let late: LatePayments
  private let charge: MemoryCharge
  private var fitted: Fit?

  package enum Fit: Sendable {
    case occasions(OccasionFit)
    case contracts(ContractFit)
    case failed(FitFailure)
  }

  /// - Parameter packed: each customer's history; the greatest value for none.
  init(
    _ packed: Buffer<UInt64>, offsets: Buffer<Int32>, _ model: PeriodModel, _ late: LatePayments, _ context: ExecutionContext
  ) throws(ScriptError) {
    self.offsets = offsets
    self.model = model
    self.late = late
    historyOf = try Buffer<Int32>(count: packed.count, in: context)
    var keys = DenseKeyPairMap(capacity: 4096)
    for customer in 0..<packed.count {
      let key = packed.pointer[customer]
      historyOf.pointer[customer] = key == .max ? -1 : Int32(clamping: keys.number(key, 0))
    }
    try context.check()
    let distinct = keys.count
    charge = try context.charge(distinct * (MemoryLayout<PeriodHistory>.stride + 8))
    // An order, and the place of each key in it.
    let sorting = try context.charge(distinct * 8)
    defer { withExtendedLifetime(sorting) {} }
    let order = (0..<Int32(clamping: distinct)).sorted { keys.high[Int($0)] > keys.high[Int($1)] }
    var places = [Int32](repeating: 0, count: distinct)
    for (place, number) in order.enumerated() { places[Int(number)] = Int32(clamping: place) }
    histories = order.map { PeriodHistory(packed: keys.high[Int($0)]) }
    var weight = [Double](repeating: 0, count: distinct)
    for customer in 0..<packed.count where historyOf.pointer[customer] >= 0 {
      let place = places[Int(historyOf.pointer[customer])]
      historyOf.pointer[customer] = place
      weight[Int(place)] += 1
    }
    self.weight = weight
  }

  /// The customers in the fit: those with a period that has ended after their first.
  package var customers: Int { zip(histories, weight).reduce(0) { $0 + ($1.0.occasions > 0 ? Int($1.1) : 0) } }

  /// The model fitted to all; `isNew` if it was fitted now.
  package func fit() -> (fit: Fit, isNew: Bool) {
    if let fitted { return (fitted, false) }
    // Four numbers of each history.
    let charge = MemoryCharge(histories.count * 32)
    defer { withExtendedLifetime(charge) {} }
    let made: Fit
    do throws(FitFailure) {
      switch model {
      case .bgBB: made = .occasions(try fitOccasions(occasions(weight)))
      case .sBG: made = .contracts(try fitContracts(survivors: cohorts(weight)))
      }
    } catch {
      made = .failed(error)
    }
    fitted = made
    return (made, true)
  }

  /// Customers of each history among some of them.
  package func weight(among people: Bitmap) -> [Double] {
    var weight = [Double](repeating: 0, count: histories.count)
    people.forEachRow { customer in
      let place = Int(historyOf.pointer[customer])
      if place >= 0 { weight[place] += 1 }
    }
    return weight
  }

  /// Equal histories with customers, in their order.
  package func occasions(_ weight: [Double]) -> OccasionHistories {
    var result = OccasionHistories(frequency: [], last: [], occasions: [], weight: [])
    for (history, weight) in zip(histories, weight) where history.occasions > 0 && weight > 0 {
      result.occasions.append(history.occasions)
      result.frequency.append(history.taken)
      result.last.append(history.last)
      result.weight.append(weight)
    }
    return result
  }

  /// Customers who began in one period, by the renewals that they have made at
  /// least; the earliest first.
  package func cohorts(_ weight: [Double]) -> [[Double]] {
    var result: [[Double]] = []
    var occasions = 0
    for (history, weight) in zip(histories, weight) where history.occasions > 0 && weight > 0 {
      if result.isEmpty || history.occasions != occasions {
        result.append([Double](repeating: 0, count: history.occasions + 1))
        occasions = history.occasions
      }
      for renewal in 0...history.taken where renewal <= occasions { result[result.count - 1][renewal] += weight }
    }
    return result
  }
}

/// Records by events, periods, model and day. Used on one thread at a time.
final class PeriodStore {
  struct Key: Hashable {
    let purchases: PurchaseKey
    let every: CalendarPeriod
    let model: PeriodModel
    /// Days of grace as written.
    let grace: Int?
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
