// Computes what a row of the reference figures asks for.

import SegCustomerValue

/// The data sets with their fitted models; nil for a row it does not know.
struct ReferenceValues {
  let cdnow: CDNOW
  let fits: [PurchaseModel: PurchaseFit]
  let spend: SpendFit
  let donors: OccasionHistories
  let occasions: OccasionFit

  init() throws {
    cdnow = try CDNOW()
    var fits: [PurchaseModel: PurchaseFit] = [:]
    for model in PurchaseModel.allCases {
      fits[model] = try fit(model, to: cdnow.grouped.histories)
    }
    self.fits = fits
    spend = try fitSpend(frequency: cdnow.histories.frequency, mean: cdnow.summaries.meanSpend)
    donors = try donations()
    occasions = try fitOccasions(donors)
  }

  static func purchaseModel(_ name: String) -> PurchaseModel? {
    switch name.split(separator: "+").first {
    case "bgnbd": .bgNBD
    case "mbgnbd": .mbgNBD
    case "pnbd": .paretoNBD
    case "nbd": .nbd
    default: nil
    }
  }

  func value(of row: ExpectedRow) -> Double? {
    if row.kind == "data" || row.quantity == "holdout_mean_actual_by_x" { return data(row) }
    if row.kind == "classic" { return classical(row) }
    switch row.model {
    case "gg": return spend(row)
    case "bgbb": return occasions(row)
    case "sbg": return contracts(row)
    default: break
    }
    guard let model = Self.purchaseModel(row.model) else { return nil }
    if let known = model.parameterNames.map({ row.number($0) }) as [Double?]?, !known.contains(nil) {
      return KnownPurchaseModel(model, parameters: known.compactMap { $0 }).flatMap {
        prediction(row, $0)
      }
    }
    guard let fit = fits[model] else { return nil }
    if let value = parameter(row, fit.parameters, fit.logLikelihood) { return value }
    return prediction(row, fit) ?? base(row, fit)
  }

  /// `param_…`, `stderr_…`, `loglik` of a fit.
  func parameter(_ row: ExpectedRow, _ parameters: [FittedParameter], _ logLikelihood: Double)
    -> Double?
  {
    if row.quantity == "loglik" { return logLikelihood }
    let parts = row.quantity.split(separator: "_")
    guard parts.count == 2, let parameter = parameters.first(where: { $0.name == String(parts[1]) })
    else { return nil }
    switch parts[0] {
    case "param": return parameter.value
    case "stderr": return parameter.standardError
    default: return nil
    }
  }

  /// The place of the customer that the row is about.
  func place(_ row: ExpectedRow) -> Int? { cdnow.placeOf[row.subject] }

  /// The history in the inputs, else the customer's.
  func history(_ row: ExpectedRow) -> PurchaseHistories? {
    if let x = row.number("x"), let recency = row.number("t_x"), let age = row.number("T") {
      return PurchaseHistories(frequency: [x], recency: [recency], age: [age])
    }
    guard let place = place(row) else { return nil }
    return PurchaseHistories(
      frequency: [cdnow.histories.frequency[place]], recency: [cdnow.histories.recency[place]],
      age: [cdnow.histories.age[place]])
  }

  /// A prediction for one history.
  func prediction(_ row: ExpectedRow, _ model: some PurchasePredicting) -> Double? {
    switch row.quantity {
    case "expected_new_customer": return row.number("t").flatMap { model.expectedNewCustomer($0) }
    case "pmf":
      guard let k = row.number("k"), let t = row.number("t") else { return nil }
      return model.probability(ofPurchases: Int(k), until: t)
    default: break
    }
    guard let history = history(row) else { return nil }
    switch row.quantity {
    case "p_alive": return model.probabilityAlive(history)[0]
    case "cet":
      return row.number("t").flatMap { model.expectedTransactions(history, within: $0)[0] }
    case "p_no_purchase":
      return row.number("t").flatMap { model.probabilityOfNoPurchase(history, within: $0)[0] }
    case "dert":
      return row.number("delta").flatMap { model.discountedTransactions(history, rate: $0)[0] }
    case "loglik": return model.logLikelihoods(history)[0]
    case "clv":
      guard let mean = row.number("zbar"), let purchases = monthly(row, model, history)?[0] else {
        return nil
      }
      return spend.expectedSpend(frequency: history.frequency[0], mean: mean).map { purchases * $0 }
    default: return nil
    }
  }

  func monthly(_ row: ExpectedRow, _ model: some PurchasePredicting, _ histories: PurchaseHistories)
    -> [Double?]?
  {
    guard let months = row.number("months"), let discount = row.number("discount_per_month"),
      let units = row.number("units_per_month")
    else { return nil }
    return model.discountedMonthlyTransactions(
      histories, months: Int(months), unitsPerMonth: units, monthlyDiscount: discount)
  }

  /// A quantity of the whole base.
  func base(_ row: ExpectedRow, _ fit: PurchaseFit) -> Double? {
    switch row.quantity {
    case "expected_cumulative_repeat_transactions":
      return fit.expectedCumulative(cdnow.grouped.histories)
    case "expected_customers_with_x":
      guard let x = Int(row.subject.dropFirst(2)) else { return nil }
      return fit.frequencies(cdnow.grouped.histories, upTo: 20).expected[x]
    case "clv_total":
      guard let purchases = monthly(row, fit, cdnow.grouped.histories) else { return nil }
      var sum = 0.0
      for (place, x) in cdnow.histories.frequency.enumerated() {
        guard let expected = purchases[Int(cdnow.grouped.historyOf[place])],
          let amount = spend.expectedSpend(
            frequency: x, mean: cdnow.summaries.meanSpend[place] ?? 0)
        else { return nil }
        sum += expected * amount
      }
      return sum
    default: break
    }
    guard row.quantity.hasPrefix("holdout_"), let t = row.number("t"),
      let measures = holdout(fit, t)
    else {
      return nil
    }
    switch row.quantity {
    case "holdout_mae": return measures.meanAbsoluteError
    case "holdout_rmse": return measures.rootMeanSquaredError
    case "holdout_msle": return measures.meanSquaredLogError
    case "holdout_bias": return measures.bias
    case "holdout_corr": return measures.correlation
    case "holdout_sum": return measures.expectedTotal
    case "holdout_mean_expected_by_x": return group(row, measures)?.meanExpected
    default: return nil
    }
  }

  func holdout(_ fit: PurchaseFit, _ t: Double) -> HoldoutMeasures? {
    HoldoutMeasures(
      frequency: cdnow.histories.frequency,
      expected: fit.expectedTransactions(cdnow.histories, within: t),
      actual: cdnow.holdout)
  }

  /// The group of `x=3` or `x=7+`.
  func group(_ row: ExpectedRow, _ measures: HoldoutMeasures) -> HoldoutMeasures.ByFrequency? {
    let isOpen = row.subject.hasSuffix("+")
    return measures.byFrequency.first {
      Int(row.subject.dropFirst(2).filter(\.isNumber)) == $0.frequency && isOpen == $0.isOpen
    }
  }

  func data(_ row: ExpectedRow) -> Double? {
    let customers = cdnow.histories
    switch row.quantity {
    case "frequency": return place(row).map { customers.frequency[$0] }
    case "recency_weeks": return place(row).map { customers.recency[$0] }
    case "T_weeks": return place(row).map { customers.age[$0] }
    case "monetary_mean": return place(row).flatMap { cdnow.summaries.meanSpend[$0] }
    case "customers": return Double(cdnow.summaries.count)
    case "transactions": return Double(cdnow.transactions)
    case "transactions_day_merged": return Double(cdnow.purchaseDays)
    case "repeat_transactions_calibration": return customers.frequency.reduce(0, +)
    case "customers_with_repeat": return Double(customers.frequency.filter { $0 > 0 }.count)
    case "sum_recency_weeks": return customers.recency.reduce(0, +)
    case "sum_T_weeks": return customers.age.reduce(0, +)
    case "sum_monetary_mean": return cdnow.summaries.meanSpend.reduce(0) { $0 + ($1 ?? .nan) }
    case "holdout_transactions": return cdnow.holdout.reduce(0, +)
    case "holdout_mean_actual_by_x":
      return fits[.bgNBD].flatMap { holdout($0, 39) }.flatMap { group(row, $0) }?.meanActual
    default: return nil
    }
  }
}
