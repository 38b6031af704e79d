// Purchase models: taken from the store, or fitted.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegStore

extension PurchaseModels {
  /// - Throws: the reason to end work; models fitted meanwhile are discarded.
  package func check(_ record: PurchaseRecord) throws(ScriptError) {
    if context.isStopped { record.forgetFits() }
    try context.check()
  }

  func key(
    _ written: PurchaseSelection, withAmount: Bool, _ data: AnyObject
  ) throws(ScriptError) -> PurchaseKey {
    let selection = try written.resolved(program.values)
    let purchases = PurchaseSelection(
      scope: selection.scope, amount: withAmount ? selection.amount : nil, net: selection.net, summary: selection.summary)
    return PurchaseKey(
      data: ObjectIdentifier(data), purchases: purchases, content: evaluation.content(of: purchases.expressions), day: asOf)
  }

  /// The record of purchases in periods.
  func periodKey(_ periods: PurchasePeriods, _ events: EventTable) throws(ScriptError) -> PeriodStore.Key {
    let purchases = try key(periods.purchases, withAmount: periods.purchases.amount != nil, events.offsets)
    return PeriodStore.Key(purchases: purchases, every: periods.every, model: periods.model, grace: periods.grace)
  }

  /// The histories of all customers.
  package func record(_ selection: PurchaseSelection) throws(ScriptError) -> PurchaseRecord {
    if selection.amount != nil { return try spendRecord(selection).purchases }
    if let summary = selection.summary { return try given(summary, selection) }
    guard let events = try evaluation.eventTable(selection.table) else { return try nobody() }
    let key = try key(selection, withAmount: false, events.offsets)
    if let known = kept.record(key) { return known }
    if let made = try ofSomeCustomers(selection) {
      kept.keep(made, as: key)
      return made
    }
    guard let found = try selected(selection) else { return try nobody() }
    let made = try PurchaseRecord(try found.summaries(withSpend: false), data: events.offsets, context)
    kept.keep(made, as: key)
    return made
  }

  /// The histories of all customers, with the amounts of their repeat days. If every event
  /// has an amount, the histories are the same as without it, and their models serve both.
  package func spendRecord(_ selection: PurchaseSelection) throws(ScriptError) -> SpendRecord {
    if let summary = selection.summary, let amount = selection.amount { return try given(summary, spend: amount, selection) }
    guard let events = try evaluation.eventTable(selection.table) else { return try nobodysSpend() }
    let key = try key(selection, withAmount: true, events.offsets)
    if let known = kept.amounts(key) { return known }
    if let made = try spendOfSomeCustomers(selection, events) {
      kept.keep(made, as: key)
      return made
    }
    guard let found = try selected(selection) else { return try nobodysSpend() }
    let summaries = try found.summaries(withSpend: true)
    let isWhole = found.amount?.validity == nil
    let shared = try self.key(selection, withAmount: false, events.offsets)
    let record: PurchaseRecord
    if isWhole, let known = kept.record(shared) {
      record = known
    } else {
      record = try PurchaseRecord(summaries, data: events.offsets, context)
      if isWhole { kept.keep(record, as: shared) }
    }
    let made = SpendRecord(summaries, record, refunds: try found.refunds())
    kept.keep(made, as: key)
    return made
  }

  /// No customer has bought anything.
  func nobody() throws(ScriptError) -> PurchaseRecord {
    let none = try Buffer<Int32>(count: store.customerCount, zeroed: true, in: context)
    let never = try Buffer<Int32>(count: store.customerCount, in: context)
    for customer in 0..<never.count { never[customer] = -1 }
    return try PurchaseRecord(
      PurchaseSummaries(repeatDays: never, firstToLast: none, sinceFirst: none, repeatSpend: nil), data: none, context)
  }

  func nobodysSpend() throws(ScriptError) -> SpendRecord {
    let nobody = try nobody()
    return SpendRecord(nobody.summaries, nobody)
  }

  /// The model of the options; nil if it cannot be fitted. What is doubtful
  /// is noted once for each fit.
  package func fit(
    _ options: ModelOptions, _ record: PurchaseRecord, at span: SourceSpan
  ) throws(ScriptError) -> FittedPurchases? {
    let options = try options.resolved(program.values)
    let key = PurchaseRecord.FitKey(options)
    if !options.covariates.isEmpty {
      let covariates = try record.covariates(options.covariates, in: evaluation)
      let (fit, isNew) = try covariates.fit(key, record, context)
      try check(record)
      switch fit {
      case .fitted(let fit):
        if isNew { note(fit.warnings, of: key.model, fit.customers, at: span) }
        let grouped = try covariates.grouped(record, daysPerUnit: key.daysPerUnit, context)
        return FittedPurchases(drawing.map { fit.drawn($0) } ?? fit, grouped)
      case .failed(let failure):
        if isNew { context.notices.add(ModelDiagnostics.notFitted(key.model.rawValue, failure, record.buyers, at: span)) }
        return nil
      }
    }
    let (fit, isNew) = try record.fit(key, context)
    try check(record)
    switch fit {
    case .fitted(let fit):
      if isNew { note(fit.warnings, of: key.model, fit.customers, at: span) }
      return FittedPurchases(drawing.map { fit.drawn($0) } ?? fit, try record.grouped(daysPerUnit: key.daysPerUnit, context))
    case .failed(let failure):
      if isNew { context.notices.add(ModelDiagnostics.notFitted(key.model.rawValue, failure, record.buyers, at: span)) }
      return nil
    }
  }

  private func note(_ warnings: [FitWarning], of model: PurchaseModel, _ customers: Double, at span: SourceSpan) {
    for warning in warnings { context.notices.add(ModelDiagnostics.doubtful(model.rawValue, warning, of: customers, at: span)) }
  }

  /// The model of spend; nil if it cannot be fitted.
  package func fit(_ spend: SpendRecord, at span: SourceSpan) throws(ScriptError) -> SpendFit? {
    let (fit, isNew) = try spend.fit(context)
    if context.isStopped { spend.forgetFit() }
    try context.check()
    if isNew, spend.refunds.count > 0 { context.notices.add(ModelDiagnostics.refunds(spend.refunds.count, of: spend.refunds.of, at: span)) }
    switch fit {
    case .fitted(let fit, let leftOut):
      if isNew {
        if leftOut > 0 { context.notices.add(ModelDiagnostics.leftOut(leftOut, of: spend.purchases.repeaters, at: span)) }
        for warning in fit.warnings { context.notices.add(ModelDiagnostics.doubtful("gamma-gamma", warning, of: fit.customers, at: span)) }
      }
      return drawing.map { fit.drawn($0) } ?? fit
    case .failed(let failure, let leftOut):
      if isNew {
        if leftOut > 0 { context.notices.add(ModelDiagnostics.leftOut(leftOut, of: spend.purchases.repeaters, at: span)) }
        context.notices.add(ModelDiagnostics.notFitted("gamma-gamma", failure, spend.purchases.buyers, at: span))
      }
      return nil
    }
  }

  /// Notes how many customers with purchases have no value, if others have one.
  ///
  /// - Parameters:
  ///   - explained: customers whose missing value has been reported.
  ///   - reason: why they have none.
  func noteMissing(
    _ column: Column, among record: PurchaseRecord, explained: Int = 0, of name: String,
    because reason: Message = "the model has none for them", at span: SourceSpan
  ) {
    let missing = column.missingCount - (column.count - record.buyers)
    if missing > explained { context.notices.add(ModelDiagnostics.noValue(name, missing, of: record.buyers, because: reason, at: span)) }
  }
}
