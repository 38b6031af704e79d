// Rows about spend, discrete occasions, contracts, and value by formula.

import SegCustomerValue

extension ReferenceValues {
  func spend(_ row: ExpectedRow) -> Double? {
    if let value = parameter(row, spend.parameters, spend.logLikelihood) { return value }
    guard row.quantity == "expected_spend", let x = row.number("x"), let mean = row.number("zbar")
    else { return nil }
    if let p = row.number("p"), let q = row.number("q"), let gamma = row.number("gamma") {
      return SpendModel(p: p, q: q, gamma: gamma)?.expectedSpend(frequency: x, mean: mean)
    }
    return spend.expectedSpend(frequency: x, mean: mean)
  }

  func occasions(_ row: ExpectedRow) -> Double? {
    if let value = parameter(row, occasions.parameters, occasions.logLikelihood) { return value }
    var model = occasions.model
    if let alpha = row.number("alpha"), let beta = row.number("beta"),
      let gamma = row.number("gamma"),
      let delta = row.number("delta")
    {
      guard let known = OccasionModel(alpha: alpha, beta: beta, gamma: gamma, delta: delta) else {
        return nil
      }
      model = known
    }
    let periods = row.number("periods").map { Int($0) }
    if row.quantity == "expected_new_customer" {
      return periods.flatMap { model.expectedNewCustomer(occasions: $0) }
    }
    if row.quantity == "cet_total", let periods {
      return (0..<donors.count).reduce(0.0) { sum, index in
        let expected = model.expectedTransactions(
          frequency: donors.frequency[index], last: donors.last[index],
          occasions: donors.occasions[index],
          within: periods)
        return sum + donors.weight[index] * (expected ?? .nan)
      }
    }
    // The history is in the inputs or in the subject (`x=2,t_x=4`, of 6).
    var history = row.inputs
    for pair in row.subject.split(separator: ",") {
      let parts = pair.split(separator: "=")
      if parts.count == 2 { history[String(parts[0])] = String(parts[1]) }
    }
    guard let x = history["x"].flatMap(Int.init), let last = history["t_x"].flatMap(Int.init) else {
      return nil
    }
    let n = history["n"].flatMap(Int.init) ?? 6
    switch row.quantity {
    case "p_alive_next": return model.probabilityAliveNext(frequency: x, last: last, occasions: n)
    case "cet":
      return periods.flatMap {
        model.expectedTransactions(frequency: x, last: last, occasions: n, within: $0)
      }
    case "dert":
      return row.number("d").flatMap {
        model.discountedTransactions(frequency: x, last: last, occasions: n, discount: $0)
      }
    default: return nil
    }
  }

  /// The regular customers of Fader & Hardie (2007).
  static let regularSurvivors: [Double] = [1000, 631, 468, 382, 326, 289, 262, 241]

  func contracts(_ row: ExpectedRow) -> Double? {
    let survivors = row.numbers("survivors_of_1000") ?? Self.regularSurvivors
    guard row.dataset == "fh2007-regular", let fit = try? fitContracts(survivors: [survivors])
    else { return nil }
    if let value = parameter(row, fit.parameters, fit.logLikelihood) { return value }
    switch row.quantity {
    case "survival": return row.number("t").flatMap { fit.model.survival(Int($0)) }
    case "retention": return row.number("t").flatMap { fit.model.retention(Int($0)) }
    case "derl":
      guard let n = row.number("n"), let d = row.number("d") else { return nil }
      return fit.model.discountedResidualLifetime(renewal: Int(n), discount: d)
    default: return nil
    }
  }

  func classical(_ row: ExpectedRow) -> Double? {
    switch row.model {
    case "geometric": return geometric(row)
    case "berger-nasr1998":
      guard row.quantity == "case1", let margin = row.number("margin"),
        let promotion = row.number("promotion"),
        let r = row.number("retention"), let d = row.number("d"), let n = row.number("n")
      else { return nil }
      return DeterministicValue.bergerNasr(
        margin: margin, promotion: promotion, retention: r, discount: d, years: Int(n))
    case "cashflow":
      guard row.quantity == "npv", let revenue = row.numbers("revenue"),
        let margin = row.number("margin"),
        let retention = row.numbers("retention"), let maintenance = row.numbers("maintenance"),
        let acquisition = row.number("acquisition"), let d = row.number("d"),
        let referrals = row.number("referrals_per_period")
      else { return nil }
      let share = row.inputs["wallet_share"] == "none" ? nil : row.numbers("wallet_share")
      return CashFlows(
        revenue: revenue, walletShare: share, margin: margin, retention: retention,
        maintenance: maintenance,
        acquisition: acquisition, referrals: referrals, discount: d
      ).netPresentValue
    case "kotler":
      guard let customers = row.number("customers"), let churn = row.number("churn"),
        let share = row.number("avoidable_share"), let clv = row.number("clv"),
        let cost = row.number("retention_cost"),
        let answer = DeterministicValue.lostProfit(
          customers: customers, churn: churn, avoidableShare: share, value: clv, retentionCost: cost
        )
      else { return nil }
      switch row.quantity {
      case "lost_profit": return answer.lostProfit
      case "spend_on_retention": return answer.spend ? 1 : 0
      default: return nil
      }
    case "ratio":
      switch row.quantity {
      case "retention_rate":
        guard let start = row.number("start"), let new = row.number("new"),
          let end = row.number("end")
        else {
          return nil
        }
        return DeterministicValue.retentionRate(start: start, new: new, end: end)
      case "cac":
        guard let cost = row.number("cost"), let new = row.number("new") else { return nil }
        return DeterministicValue.acquisitionCost(cost: cost, new: new)
      case "expected_lifetime":
        return row.number("retention").flatMap {
          DeterministicValue.expectedLifetime(retention: $0)
        }
      default: return nil
      }
    default: return nil
    }
  }

  private func geometric(_ row: ExpectedRow) -> Double? {
    guard let r = row.number("retention"), let d = row.number("d") else { return nil }
    let margin = row.number("margin") ?? .nan
    let n = row.number("n").map { Int($0) } ?? -1
    switch row.quantity {
    case "finite_from_1":
      return DeterministicValue.geometric(
        margin: margin, retention: r, discount: d, periods: n, fromNow: false)
    case "finite_from_0":
      return DeterministicValue.geometric(
        margin: margin, retention: r, discount: d, periods: n, fromNow: true)
    case "infinite_from_1":
      return DeterministicValue.geometric(margin: margin, retention: r, discount: d, fromNow: false)
    case "infinite_from_0":
      return DeterministicValue.geometric(margin: margin, retention: r, discount: d, fromNow: true)
    case "margin_multiple":
      return row.number("growth").flatMap {
        DeterministicValue.marginMultiple(retention: r, discount: d, growth: $0)
      }
    default: return nil
    }
  }
}
