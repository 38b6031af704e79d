// Predictions of the models that count periods, for single customers.

import SegPlatform
import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegStore

extension PurchaseModels {
  /// The values of a function by a model of periods for every customer; missing if no period
  /// with a purchase has ended.
  ///
  /// BG/BB: the probability of being active in the last period that has ended, and the
  /// expectation for later periods. Contracts: 1 or 0, because it is known whether a
  /// customer has left, and the expected renewals of those who have not; the next one is
  /// not discounted.
  func predicted(_ value: PurchaseValue, by model: PeriodModel, at span: SourceSpan) throws(ScriptError) -> Column {
    guard let record = try periodRecord(value, at: span) else { return missingNumbers }
    let (fit, isNew) = record.fit(model)
    let numbers: [Double?]
    let warnings: [FitWarning]
    let customers: Double
    switch fit {
    case .occasions(let fit):
      numbers = record.histories.map { Self.prediction(value, fit.model, $0) }
      (warnings, customers) = (fit.warnings, fit.customers)
    case .contracts(let fit):
      numbers = record.histories.map { Self.prediction(value, fit.model, $0) }
      (warnings, customers) = (fit.warnings, fit.customers)
    case .failed(let failure):
      if isNew {
        context.notices.add(ModelDiagnostics.notFitted(model.rawValue, failure, record.customers, ofPeriods: true, at: span))
      }
      return missingNumbers
    }
    for warning in isNew ? warnings : [] {
      context.notices.add(ModelDiagnostics.doubtful(model.rawValue, warning, of: customers, at: span))
    }
    let historyOf = record.historyOf
    let column = try Column.ofCustomers(store.customerCount, context) { customer in
      let place = Int(historyOf.pointer[customer])
      return place < 0 ? nil : numbers[place]
    }
    let isEndless = numbers.contains { $0 == nil }
    noteMissing(
      column, among: try self.record(value.purchases), of: value.function.rawValue,
      because: isEndless ? Self.reason(value) : "the \(value.options.unit.rawValue) of their first purchase has not ended", at: span)
    return column
  }

  private static func periods(_ value: PurchaseValue) -> Int {
    Int(exactly: ((value.options.next ?? 0) / value.options.daysPerUnit).rounded()) ?? 0
  }

  /// The discount rate of one period.
  private static func discount(_ value: PurchaseValue) -> Double {
    let options = value.options
    return options.discount.map { $0.pace == options.unit ? $0.rate : expm1($0.perDay(month: options.month) * options.daysPerUnit) } ?? 0
  }

  private static func prediction(_ value: PurchaseValue, _ model: OccasionModel, _ history: PeriodHistory) -> Double? {
    let (x, last, n) = (history.taken, history.last, history.occasions)
    switch value.function {
    case .probabilityAlive: return model.probabilityAlive(frequency: x, last: last, occasions: n)
    case .expectedOrders: return model.expectedTransactions(frequency: x, last: last, occasions: n, within: periods(value))
    case .probabilityOfNoOrder: return model.probabilityOfNoPurchase(frequency: x, last: last, occasions: n, within: periods(value))
    case .discountedOrders: return model.discountedTransactions(frequency: x, last: last, occasions: n, discount: discount(value))
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue: return nil
    }
  }

  private static func prediction(_ value: PurchaseValue, _ model: ContractModel, _ history: PeriodHistory) -> Double? {
    let next = history.renewals + 1
    switch value.function {
    case .probabilityAlive: return history.isActive ? 1 : 0
    case .expectedOrders: return history.isActive ? model.expectedRenewals(renewal: next, within: periods(value)) : 0
    case .probabilityOfNoOrder: return history.isActive ? model.retention(next).map { 1 - $0 } : 1
    case .discountedOrders:
      return history.isActive ? model.discountedResidualLifetime(renewal: next, discount: discount(value)) : 0
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue: return nil
    }
  }

  /// nil if the table is missing, or no period with an event has ended.
  private func periodRecord(_ value: PurchaseValue, at span: SourceSpan) throws(ScriptError) -> PeriodRecord? {
    let unit = value.options.unit
    guard let events = store.eventTable(value.purchases.table) else { return nil }
    let key = try periodKey(value.purchases, unit, events)
    if let known = kept.periods[key] { return known }
    guard let found = try found(value.purchases), let ended = try endedPeriods(found, every: unit, at: span) else {
      let buyers = try record(value.purchases).buyers
      context.notices.add(
        ModelDiagnostics.notFitted(value.options.periodModel?.rawValue ?? "", .noCustomers, buyers, ofPeriods: buyers > 0, at: span))
      return nil
    }
    let packed = Buffer<UInt64>(count: store.customerCount)
    try context.run(rows: store.customerCount) { _, _, customers in
      for customer in customers {
        var first = -1
        var (last, taken, renewals) = (0, 0, 0)
        ended.forEachPeriod(of: customer) { period in
          if first < 0 {
            first = period
          } else {
            taken += 1
            last = period - first
            if last == renewals + 1 { renewals = last }
          }
        }
        packed.pointer[customer] =
          first < 0
          ? .max : PeriodHistory.packed(occasions: ended.count - 1 - first, taken: taken, last: last, renewals: renewals)
      }
    }
    let made = PeriodRecord(packed, offsets: events.offsets)
    kept.periods.keep(made, as: key)
    return made
  }
}
