// Functions of a customer's purchases, in metrics.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Functions of a customer's purchases on one day, by models that are kept.
package struct PurchaseModels {
  let evaluation: Evaluation
  let kept: ModelStore
  /// Draws the parameters of models; nil: they are the fitted ones.
  let drawing: ParameterDraw?

  package init(_ evaluation: Evaluation, _ kept: ModelStore, drawing: ParameterDraw? = nil) {
    self.drawing = drawing
    self.evaluation = evaluation
    self.kept = kept
  }

  var store: Store { evaluation.store }
  var context: ExecutionContext { evaluation.context }
  var asOf: Int32 { evaluation.asOf }
  var program: Program { evaluation.program }
}

extension PurchaseModels {
  /// The values of a function of purchases for every customer; missing if
  /// there is no purchase, and where the model has no value.
  func purchases(_ value: PurchaseValue, at span: SourceSpan) throws(ScriptError) -> Column {
    let options = value.options
    let perUnit = options.daysPerUnit
    if let model = options.periodModel { return try predicted(value, by: model, at: span) }
    switch value.function {
    case .presentValue: return try presentValue(value)
    case .repeatDays:
      return try Self.integers(try record(value.purchases).summaries.repeatDays, context)
    case .firstToLast: return try summary(value) { Double($0.firstToLast.pointer[$1]) / perUnit }
    case .sinceFirst: return try summary(value) { Double($0.sinceFirst.pointer[$1]) / perUnit }
    case .sinceLast:
      return try summary(value) { Double($0.sinceFirst.pointer[$1] &- $0.firstToLast.pointer[$1]) / perUnit }
    case .repeatSpend:
      let spend = try spendRecord(value.purchases).summaries.repeatSpend
      return try Column.ofCustomers(store.customerCount, context) { customer in spend?.pointer[customer] }
    case .probabilityAlive:
      return try predicted(value, at: span) { $0.probabilityAlive($1, in: $2) }
    case .expectedOrders:
      let time = (options.next ?? 0) / perUnit
      return try predicted(value, at: span) { $0.expectedTransactions($1, within: time, in: $2) }
    case .probabilityOfNoOrder:
      let time = (options.next ?? 0) / perUnit
      return try predicted(value, at: span) { $0.probabilityOfNoPurchase($1, within: time, in: $2) }
    case .discountedOrders:
      let rate = (options.discount?.perDay(month: options.month) ?? 0) * perUnit
      return try predicted(value, at: span) { $0.discountedTransactions($1, rate: rate, in: $2) }
    case .nextPurchase: return try nextPurchase(value, at: span)
    case .expectedSpend: return try expectedSpend(value, at: span)
    case .lifetimeValue: return try lifetimeValue(value, at: span)
    }
  }

  private func summary(
    _ value: PurchaseValue, _ number: @Sendable (PurchaseSummaries, Int) -> Double
  ) throws(ScriptError) -> Column {
    let summaries = try record(value.purchases).summaries
    return try Column.ofCustomers(store.customerCount, context) { customer in
      summaries.repeatDays.pointer[customer] < 0 ? nil : number(summaries, customer)
    }
  }

  private func presentValue(_ value: PurchaseValue) throws(ScriptError) -> Column {
    guard let found = try selected(value.purchases) else { return try missingNumbers() }
    var day = asOf
    if let written = value.options.day { day = try evaluation.day(written) }
    return try found.presentValues(on: day, rate: value.options.discount?.perDay(month: value.options.month) ?? 0)
  }

  func missingNumbers() throws(ScriptError) -> Column { try Column.ofCustomers(store.customerCount, context) { _ in nil } }

  /// Counts of customers; a count below 0 is missing.
  private static func integers(_ counts: Buffer<Int32>, _ context: ExecutionContext) throws(ScriptError) -> Column {
    let integers = try Buffer<Int64>(count: counts.count, zeroed: true, in: context)
    let present = Bitmap(count: counts.count)
    for customer in 0..<counts.count where counts.pointer[customer] >= 0 {
      integers.pointer[customer] = Int64(counts.pointer[customer])
      present.set(customer)
    }
    return Column.integer(integers, validity: present.isFull ? nil : present)
  }

  // MARK: - Models

  /// Values of the distinct histories, assigned to the customers who have them.
  private func predicted(
    _ value: PurchaseValue, at span: SourceSpan, _ values: (any PurchasePredicting, PurchaseHistories, ExecutionContext) -> [Double?]
  ) throws(ScriptError) -> Column {
    let record = try record(value.purchases)
    guard let fit = try fit(value.options, record, at: span) else { return try missingNumbers() }
    let charge = try context.charge(fit.count * MemoryLayout<Double?>.stride)
    defer { withExtendedLifetime(charge) {} }
    let numbers = fit.values { values($0, $1, context) }
    try check(record)
    let (place, historyOf) = (record.place, fit.historyOf)
    let column = try Column.ofCustomers(store.customerCount, context) { customer in
      let dense = Int(place.pointer[customer])
      guard dense >= 0, historyOf[dense] >= 0 else { return nil }
      return numbers[Int(historyOf[dense])]
    }
    noteMissing(column, among: record, of: value.function.rawValue, because: Self.reason(value, fit), at: span)
    return column
  }

  /// The reason why a customer with purchases may have no value.
  static func reason(_ value: PurchaseValue, _ fit: FittedPurchases? = nil) -> Message {
    if fit?.isPartial == true { return "a covariate of theirs is missing, or \(reason(value))" }
    if value.function == .nextPurchase { return "they are less likely than not to buy again" }
    return value.function == .discountedOrders && value.options.discount?.rate == 0
      ? "with a discount of 0% the sum over the future is infinite" : "the model has none for them"
  }

  /// The day by which each customer is as likely as not to have bought again.
  private func nextPurchase(_ value: PurchaseValue, at span: SourceSpan) throws(ScriptError) -> Column {
    let times = try predicted(value, at: span) { $0.timeUntilPurchase($1, likelyBy: 0.5, in: $2) }
    guard case .float64(let numbers) = times.values else { return try Column.missing(.date, count: times.count, in: context) }
    let days = try Buffer<Int32>(count: times.count, in: context)
    let present = Bitmap(count: times.count)
    let (validity, perUnit, asOf) = (times.validity, value.options.daysPerUnit, Double(self.asOf))
    try context.run(rows: times.count) { _, _, customers in
      for customer in customers {
        // A day begins where the one before ends.
        let day = asOf + (numbers.pointer[customer] * perUnit).rounded(.up)
        let known = validity?[customer] ?? true ? Int32(exactly: day).flatMap { CalendarDate.calendar.contains(Int64($0)) ? $0 : nil } : nil
        days.pointer[customer] = known ?? 0
        if known != nil { present.set(customer) }
      }
    }
    return Column(.date, count: times.count, values: .int32(days), validity: present.isFull ? nil : present)
  }

  private func expectedSpend(_ value: PurchaseValue, at span: SourceSpan) throws(ScriptError) -> Column {
    let spend = try spendRecord(value.purchases)
    guard let fit = try fit(spend, at: span) else { return try missingNumbers() }
    let summaries = spend.summaries
    let column = try Column.ofCustomers(store.customerCount, context) { Self.spend(fit, summaries, $0) }
    noteMissing(column, among: spend.purchases, explained: spend.leftOut, of: value.function.rawValue, at: span)
    return column
  }

  /// A customer's expected spend; nil without a purchase, or if the repeat days bring 0 or
  /// less.
  private static func spend(_ fit: SpendFit, _ summaries: PurchaseSummaries, _ customer: Int) -> Double? {
    let count = summaries.repeatDays.pointer[customer]
    if count < 0 { return nil }
    if count == 0 { return fit.expectedSpend(frequency: 0, mean: 0) }
    guard let mean = summaries.repeatSpend?.pointer[customer], mean.isFinite, mean > 0 else { return nil }
    return fit.expectedSpend(frequency: Double(count), mean: mean)
  }

  private func lifetimeValue(_ value: PurchaseValue, at span: SourceSpan) throws(ScriptError) -> Column {
    let options = value.options
    let spend = try spendRecord(value.purchases)
    let record = spend.purchases
    let name = value.function.rawValue
    // Both are fitted, so that all warnings appear at once.
    let orders = try fit(options, record, at: span)
    let amounts = try fit(spend, at: span)
    guard let orders, let amounts else { return try missingNumbers() }
    let charge = try context.charge(orders.count * MemoryLayout<Double?>.stride)
    defer { withExtendedLifetime(charge) {} }
    let numbers = orders.values { model, histories in
      model.discountedMonthlyTransactions(
        histories, months: options.horizon ?? 0, unitsPerMonth: options.month / options.daysPerUnit,
        monthlyDiscount: options.discount?.monthly(month: options.month) ?? 0, in: context)
    }
    try check(record)
    let (place, historyOf, summaries) = (record.place, orders.historyOf, spend.summaries)
    let column = try Column.ofCustomers(store.customerCount, context) { customer in
      let dense = Int(place.pointer[customer])
      guard dense >= 0, historyOf[dense] >= 0, let orders = numbers[Int(historyOf[dense])],
        let spend = Self.spend(amounts, summaries, customer)
      else { return nil }
      return orders * spend
    }
    noteMissing(column, among: record, explained: spend.leftOut, of: name, because: Self.reason(value, orders), at: span)
    return column
  }
}
