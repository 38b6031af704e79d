// Predictions of the models that count periods, for single customers.

import SegPlatform
import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
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
    let periods = PurchasePeriods(
      purchases: value.purchases, every: CalendarPeriod(value.options.unit), model: model, grace: value.options.grace)
    guard let (record, isMade) = try periodRecord(periods, at: span) else {
      let buyers = try self.record(value.purchases).buyers
      context.notices.add(ModelDiagnostics.notFitted(model.rawValue, .noCustomers, buyers, ofPeriods: buyers > 0, at: span))
      return try missingNumbers()
    }
    if isMade { noteLate(record.late, every: periods.every, isGiven: periods.grace != nil, at: span) }
    let (fit, isNew) = record.fit()
    let charge = try context.charge(record.histories.count * MemoryLayout<Double?>.stride)
    defer { withExtendedLifetime(charge) {} }
    let numbers: [Double?]
    let warnings: [FitWarning]
    let customers: Double
    switch fit {
    case .occasions(let fit):
      let model = drawing.map { fit.drawn($0) }?.model ?? fit.model
      numbers = record.histories.map { Self.prediction(value, model, $0) }
      (warnings, customers) = (fit.warnings, fit.customers)
    case .contracts(let fit):
      let model = drawing.map { fit.drawn($0) }?.model ?? fit.model
      numbers = record.histories.map { Self.prediction(value, model, $0) }
      (warnings, customers) = (fit.warnings, fit.customers)
    case .failed(let failure):
      if isNew {
        context.notices.add(ModelDiagnostics.notFitted(model.rawValue, failure, record.customers, ofPeriods: true, at: span))
      }
      return try missingNumbers()
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
      because: isEndless ? Self.reason(value) : Self.notEnded(value.options.unit, record.late), at: span)
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
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue, .nextPurchase:
      return nil
    }
  }

  private static func prediction(_ value: PurchaseValue, _ model: ContractModel, _ history: PeriodHistory) -> Double? {
    let next = history.taken + 1
    switch value.function {
    case .probabilityAlive: return history.isActive ? 1 : 0
    case .expectedOrders: return history.isActive ? model.expectedRenewals(renewal: next, within: periods(value)) : 0
    case .probabilityOfNoOrder: return history.isActive ? model.retention(next).map { 1 - $0 } : 1
    case .discountedOrders:
      return history.isActive ? model.discountedResidualLifetime(renewal: next, discount: discount(value)) : 0
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue, .nextPurchase:
      return nil
    }
  }

  private static func notEnded(_ unit: ModelUnit, _ late: LatePayments) -> Message {
    let grace: Message = late.grace > 0 ? ", with its \(late.grace) days of grace" : ""
    return "the \(unit.word) of their first purchase has not ended\(grace)"
  }
}

/// Purchases in periods of the calendar, as a model sees them.
package struct PurchasePeriods {
  let purchases: PurchaseSelection
  let every: CalendarPeriod
  let model: PeriodModel
  /// Days after a period in which a payment still renews a contract; nil: the default.
  let grace: Int?

  package init(purchases: PurchaseSelection, every: CalendarPeriod, model: PeriodModel, grace: Int? = nil) {
    self.purchases = purchases
    self.every = every
    self.model = model
    self.grace = grace
  }

  /// A third of a period, at most 30 days: 10 days for a month.
  var usualGrace: Int { min(30, every.months > 0 ? every.months * 10 : every.days / 3) }
}

extension PurchaseModels {
  /// The histories of all customers; nil if the table is missing, or no period with an
  /// event has ended. `isMade` if they were made now.
  package func periodRecord(
    _ periods: PurchasePeriods, at span: SourceSpan
  ) throws(ScriptError) -> (record: PeriodRecord, isMade: Bool)? {
    guard let events = try evaluation.eventTable(periods.purchases.table) else { return nil }
    let key = try periodKey(periods, events)
    if let known = kept.periods[key] { return (known, false) }
    guard let found = try selected(periods.purchases), let ended = try endedPeriods(found, every: periods.every, at: span) else {
      return nil
    }
    let made: PeriodRecord
    switch periods.model {
    case .bgBB:
      let packed = try Buffer<UInt64>(count: store.customerCount, in: context)
      try context.run(rows: store.customerCount) { _, _, customers in
        for customer in customers { packed.pointer[customer] = ended.occasions(of: customer) ?? .max }
      }
      made = try PeriodRecord(packed, offsets: events.offsets, .bgBB, LatePayments(), context)
    case .sBG:
      let usual = try contracts(ended, grace: periods.grace ?? periods.usualGrace)
      // Nobody renews late: there is nothing to wait for after a period.
      let isPlain = periods.grace == nil && usual.late.renewedLate == 0
      let (packed, late) = isPlain ? try contracts(ended, grace: 0) : usual
      made = try PeriodRecord(packed, offsets: events.offsets, .sBG, late, context)
    }
    kept.periods.keep(made, as: key)
    return (made, true)
  }

  private func contracts(_ ended: EndedPeriods, grace: Int) throws(ScriptError) -> (packed: Buffer<UInt64>, late: LatePayments) {
    let packed = try Buffer<UInt64>(count: store.customerCount, in: context)
    let decided = ended.decided(grace: grace)
    let slots = MorselResults<LatePayments>(context.threads)
    try context.run(rows: store.customerCount) { worker, _, customers in
      var late = slots.get(worker) ?? LatePayments()
      for customer in customers {
        let contract = ended.contract(of: customer, grace: grace, decided: decided)
        packed.pointer[customer] = contract.history ?? .max
        late.renewedLate &+= contract.isRenewedLate ? 1 : 0
        late.paidAfterEnd &+= contract.isPaidAfterEnd ? 1 : 0
        late.customers &+= contract.history == nil ? 0 : 1
      }
      slots.set(worker, late)
    }
    var late = LatePayments(grace: grace)
    for worker in 0..<context.threads {
      let own = slots.get(worker) ?? LatePayments()
      late.renewedLate += own.renewedLate
      late.paidAfterEnd += own.paidAfterEnd
      late.customers += own.customers
    }
    return (packed, late)
  }

  /// Says how late payments count.
  package func noteLate(_ late: LatePayments, every: CalendarPeriod, isGiven: Bool, at span: SourceSpan) {
    if late.paidAfterEnd > 0 { context.notices.add(ModelDiagnostics.paidAfterEnd(late, at: span)) }
    if late.renewedLate > 0, !isGiven { context.notices.add(ModelDiagnostics.renewedLate(late, at: span)) }
  }
}
