// Fitted models and their input, so that nothing is fitted twice: one fit for each choice
// of events, options, day and data.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// The fits of a session and what is to be said of them. One thread at a time
/// works with models: see ``alone(_:)``.
package final class ModelStore: @unchecked Sendable {
  /// The number of records to keep, enough for a review; each takes about 40 bytes per
  /// customer.
  private static let most = 16

  private var records: [PurchaseKey: PurchaseRecord] = [:]
  private var amounts: [PurchaseKey: SpendRecord] = [:]
  /// Keys in the order of their last use.
  private var order: [PurchaseKey] = []
  /// Scores by their plan; see ``ScoreRecord``.
  let scores = ScoreStore()
  /// Purchases by periods; see ``PeriodRecord``.
  let periods = PeriodStore()
  /// Stages from day to day; see ``StageHistory``.
  var histories: [(key: HistoryKey, history: StageHistory)] = []
  /// The purchases of the last backtest.
  var later: LaterPurchases?
  private let turn = Turn()
  /// For the store of a group of customers: that of all customers.
  let base: ModelStore?

  /// Runs `body` while no other thread works with models. Within it the same
  /// thread may call it again.
  package func alone<Result>(_ body: () throws(ScriptError) -> Result) throws(ScriptError) -> Result {
    turn.take()
    defer { turn.give() }
    return try body()
  }

  package init(over base: ModelStore? = nil) { self.base = base }

  package func removeAll() {
    turn.take()
    defer { turn.give() }
    records.removeAll()
    amounts.removeAll()
    scores.removeAll()
    periods.removeAll()
    histories.removeAll()
    later = nil
    order.removeAll()
  }

  func record(_ key: PurchaseKey) -> PurchaseRecord? {
    touch(key)
    return records[key]
  }

  func amounts(_ key: PurchaseKey) -> SpendRecord? {
    touch(key)
    return amounts[key]
  }

  func keep(_ record: PurchaseRecord, as key: PurchaseKey) {
    records[key] = record
    makeRoom(for: key)
  }

  func keep(_ record: SpendRecord, as key: PurchaseKey) {
    amounts[key] = record
    makeRoom(for: key)
  }

  private func touch(_ key: PurchaseKey) {
    guard let place = order.firstIndex(of: key) else { return }
    order.append(order.remove(at: place))
  }

  private func makeRoom(for key: PurchaseKey) {
    touch(key)
    if !order.contains(key) { order.append(key) }
    // A table that was loaded again has other offsets; the old ones are not used again.
    for stale in order where stale.table == key.table && stale.data != key.data { drop(stale) }
    while order.count > Self.most, let oldest = order.first { drop(oldest) }
  }

  private func drop(_ key: PurchaseKey) {
    order.removeAll { $0 == key }
    records[key] = nil
    amounts[key] = nil
  }
}

/// Histories of purchases, and the models fitted to them.
package final class PurchaseRecord {
  /// What identifies the data, kept alive.
  let data: AnyObject
  let summaries: PurchaseSummaries
  /// Histories with times as they were given, in the unit of the model; nil: those of days.
  private let given: TimedHistories?
  /// The customers who have bought, without gaps.
  package let histories: CustomerHistories
  /// Each customer's index among the histories; -1 for customers who have not bought.
  package let place: Buffer<Int32>
  private let charge: MemoryCharge
  private var groupings: [Double: GroupedHistories] = [:]
  private var fits: [FitKey: Fit] = [:]
  private var covariates: [CovariateKey: CovariateRecord] = [:]

  /// What a model was fitted with.
  struct FitKey: Hashable {
    let model: PurchaseModel
    let daysPerUnit: Double
    let penalty: Double

    init(_ options: ModelOptions) { (model, daysPerUnit, penalty) = (options.model, options.daysPerUnit, options.penalty) }
  }

  private struct CovariateKey: Hashable {
    let items: [NamedExpression]
    /// The digest of the definitions in them.
    let content: Int
  }

  enum Fit: Sendable {
    case fitted(PurchaseFit)
    case failed(FitFailure)
  }

  init(
    _ summaries: PurchaseSummaries, data: AnyObject, given: TimedHistories? = nil, _ context: ExecutionContext
  ) throws(ScriptError) {
    self.data = data
    self.given = given
    self.summaries = summaries
    let count = summaries.customerCount
    place = try Buffer<Int32>(count: count, in: context)
    var buyers = 0
    for customer in 0..<count { buyers &+= bit(summaries.repeatDays.pointer[customer] >= 0) == 1 ? 1 : 0 }
    charge = try context.charge(buyers * 12)
    let (place, repeats) = (self.place, summaries.repeatDays)
    var next: Int32 = 0
    func dense(_ values: Buffer<Int32>) -> [Int32] {
      [Int32](unsafeUninitializedCapacity: buyers) { target, filled in
        for customer in 0..<count where repeats.pointer[customer] >= 0 {
          target[filled] = values.pointer[customer]
          filled += 1
        }
      }
    }
    for customer in 0..<count {
      let hasBought = repeats.pointer[customer] >= 0
      place.pointer[customer] = hasBought ? next : -1
      if hasBought { next &+= 1 }
    }
    histories = CustomerHistories(
      frequency: dense(repeats), recency: dense(summaries.firstToLast), age: dense(summaries.sinceFirst))
  }

  package var buyers: Int { histories.frequency.count }

  /// Customers with at least one repeat purchase.
  package var repeaters: Int { histories.frequency.count { $0 > 0 } }

  /// Customers with equal histories; each place among the histories has one.
  ///
  /// - Throws: the reason to end work, which also leaves histories apart that are equal.
  package func grouped(daysPerUnit: Double, _ context: ExecutionContext) throws(ScriptError) -> GroupedHistories {
    if let known = groupings[daysPerUnit] { return known }
    let made = try grouped(nil, daysPerUnit: daysPerUnit, context)
    groupings[daysPerUnit] = made
    return made
  }

  /// The same of the histories at some places; nil: all.
  func grouped(_ places: [Int32]?, daysPerUnit: Double, _ context: ExecutionContext) throws(ScriptError) -> GroupedHistories {
    let made =
      if let given { (places.map(given.only) ?? given).grouped() } else {
        (places.map(histories.only) ?? histories).grouped(daysPerUnit: daysPerUnit)
      }
    try context.check()
    guard let made else { throw ScriptError(RuntimeDiagnostics.interrupted()) }
    return made
  }

  /// The longest time since a first purchase, in units.
  package func oldest(daysPerUnit: Double) -> Double {
    given.map { $0.age.max() ?? 0 } ?? Double(histories.age.max() ?? 0) / daysPerUnit
  }

  /// The model fitted to all customers who have bought; `isNew` if it was fitted now.
  func fit(_ key: FitKey, _ context: ExecutionContext) throws(ScriptError) -> (fit: Fit, isNew: Bool) {
    if let known = fits[key] { return (known, false) }
    let histories = try grouped(daysPerUnit: key.daysPerUnit, context).histories
    let made: Fit
    do throws(FitFailure) {
      made = .fitted(try SegCustomerValue.fit(key.model, to: histories, penalty: key.penalty, in: context))
    } catch {
      made = .failed(error)
    }
    fits[key] = made
    return (made, true)
  }

  /// The covariates of the customers who have bought.
  func covariates(_ items: [NamedExpression], in evaluation: Evaluation) throws(ScriptError) -> CovariateRecord {
    let key = CovariateKey(items: items, content: evaluation.content(of: items.map(\.expression)))
    if let known = covariates[key] { return known }
    let made = try CovariateRecord(items, of: self, evaluation)
    covariates[key] = made
    return made
  }

  /// After an interrupt: models of partial data are not kept.
  func forgetFits() {
    fits = [:]
    for record in covariates.values { record.forgetFits() }
  }
}

/// The amounts of each customer's repeat days, and their model.
package final class SpendRecord {
  let summaries: PurchaseSummaries
  package let purchases: PurchaseRecord
  /// The number of amounts below 0 among the purchases, and of all purchases.
  let refunds: (count: Int, of: Int)
  private var kept: Fit?

  enum Fit: Sendable {
    case fitted(SpendFit, leftOut: Int)
    case failed(FitFailure, leftOut: Int)
  }

  init(_ summaries: PurchaseSummaries, _ purchases: PurchaseRecord, refunds: (count: Int, of: Int) = (0, 0)) {
    self.refunds = refunds
    self.summaries = summaries
    self.purchases = purchases
  }

  /// Gamma-gamma, fitted to the repeat customers whose mean spend is above 0.
  func fit(_ context: ExecutionContext) throws(ScriptError) -> (fit: Fit, isNew: Bool) {
    if let kept { return (kept, false) }
    let most = purchases.repeaters
    let charge = try context.charge(most * (MemoryLayout<Double>.stride + MemoryLayout<Double?>.stride))
    defer { withExtendedLifetime(charge) {} }
    var frequency: [Double] = []
    var mean: [Double?] = []
    frequency.reserveCapacity(most)
    mean.reserveCapacity(most)
    var leftOut = 0
    if let spend = summaries.repeatSpend {
      for customer in 0..<summaries.customerCount where summaries.repeatDays.pointer[customer] > 0 {
        let value = spend.pointer[customer]
        if value.isFinite, value > 0 {
          frequency.append(Double(summaries.repeatDays.pointer[customer]))
          mean.append(value)
        } else {
          leftOut += 1
        }
      }
    }
    let made: Fit
    do throws(FitFailure) {
      guard !frequency.isEmpty else { throw FitFailure.noSpend }
      made = .fitted(try fitSpend(frequency: frequency, mean: mean, in: context), leftOut: leftOut)
    } catch {
      made = .failed(error, leftOut: leftOut)
    }
    kept = made
    return (made, true)
  }

  /// Repeat customers whose repeat days bring 0 or less.
  package var leftOut: Int {
    switch kept {
    case .fitted(_, let count)?, .failed(_, let count)?: count
    case nil: 0
    }
  }

  func forgetFit() { kept = nil }
}
