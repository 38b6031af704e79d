// Customer value by formula: no model of when customers buy or leave.

import SegPlatform

/// Formulas of customer value from given rates. Rates and discounts are per
/// period and fractions (0.1 is 10%). All give nil if an input makes no sense
/// or a sum has no end; a value may be negative where costs exceed margins.
package enum DeterministicValue {
  /// The most periods that a sum takes.
  package static let mostPeriods = 1_000_000

  /// Σ margin r^t/(1+d)^t, over t = 0…n where the first margin counts in full,
  /// else over t = 1…n.
  package static func geometric(
    margin: Double, retention r: Double, discount d: Double, periods n: Int, fromNow: Bool
  )
    -> Double?
  {
    guard (0...1).contains(r), d > -1, margin.isFinite, (0...mostPeriods).contains(n) else {
      return nil
    }
    let ratio = r / (1 + d)
    var sum = 0.0
    var term = fromNow ? 1.0 : ratio
    for _ in 0..<(fromNow ? n + 1 : n) {
      sum += term
      term *= ratio
      if term == 0 { break }
    }
    return (margin * sum).finite
  }

  /// The same without end: margin (1+d)/(1+d−r), or margin r/(1+d−r).
  package static func geometric(
    margin: Double, retention r: Double, discount d: Double, fromNow: Bool
  ) -> Double? {
    guard (0...1).contains(r), d > -1, 1 + d > r else { return nil }
    return (margin * (fromNow ? 1 + d : r) / (1 + d - r)).finite
  }

  /// r/(1 + d − r(1+g)): what a margin a period is worth, growing by g, the first
  /// after one period.
  ///
  /// - Source: Gupta & Lehmann (2003), Customers as Assets, table of multiples.
  package static func marginMultiple(retention r: Double, discount d: Double, growth g: Double = 0)
    -> Double?
  {
    guard (0...1).contains(r), d > -1, g > -1, 1 + d > r * (1 + g) else { return nil }
    return (r / (1 + d - r * (1 + g))).finite
  }

  /// Berger & Nasr (1998), case 1: one sale a year, promotion in mid-year:
  /// margin Σ_{t=0…n} r^t/(1+d)^t − promotion Σ_{t=1…n} r^{t−1}/(1+d)^{t−½}.
  package static func bergerNasr(
    margin: Double, promotion: Double, retention r: Double, discount d: Double, years n: Int
  ) -> Double? {
    guard
      let sales = geometric(margin: margin, retention: r, discount: d, periods: n, fromNow: true),
      let half = n == 0
        ? 0 : geometric(margin: promotion, retention: r, discount: d, periods: n - 1, fromNow: true)
    else { return nil }
    return (sales - half / (1 + d).squareRoot()).finite
  }

  /// Average spend × purchases per period × periods as a customer.
  package static func simple(averageSpend: Double, frequency: Double, lifetime: Double) -> Double? {
    guard frequency >= 0, lifetime >= 0 else { return nil }
    return (averageSpend * frequency * lifetime).finite
  }

  /// Periods as a customer at a constant retention rate: 1/(1 − r).
  package static func expectedLifetime(retention r: Double) -> Double? {
    guard r >= 0, r < 1 else { return nil }
    return 1 / (1 - r)
  }

  /// (customers at the end − new ones) / customers at the start.
  package static func retentionRate(start: Double, new: Double, end: Double) -> Double? {
    guard start > 0, new >= 0, end >= new else { return nil }
    return ((end - new) / start).finite
  }

  /// Marketing cost per new customer.
  package static func acquisitionCost(cost: Double, new: Double) -> Double? {
    guard new > 0, cost >= 0 else { return nil }
    return (cost / new).finite
  }

  /// Σ amount/(1+d)^time, times in periods from now; before now is compounded.
  ///
  /// - Returns: nil if an amount or time is missing in one of the two arrays, or
  ///   is not finite.
  package static func presentValue(amounts: [Double], times: [Double], discount d: Double)
    -> Double?
  {
    guard amounts.count == times.count, d > -1 else { return nil }
    let rate = log1p(d)
    var sum = 0.0
    for (amount, time) in zip(amounts, times) { sum += amount * exp(-rate * time) }
    return sum.finite
  }

  /// Kotler's four steps: what avoidable churn costs, and whether to spend
  /// against it.
  ///
  /// - Parameters:
  ///   - churn: share of customers lost in a period.
  ///   - avoidableShare: of those lost, the share that could have been kept.
  ///   - value: lifetime value of a customer.
  ///   - retentionCost: what it would cost to keep them.
  package static func lostProfit(
    customers: Double, churn: Double, avoidableShare: Double = 1, value: Double,
    retentionCost: Double
  ) -> (lostProfit: Double, spend: Bool)? {
    guard customers >= 0, (0...1).contains(churn), (0...1).contains(avoidableShare),
      retentionCost >= 0,
      let lost = (customers * churn * avoidableShare * value).finite
    else { return nil }
    return (lost, retentionCost < lost)
  }
}

/// Cash flows of a customer by period, the first now.
package struct CashFlows: Sendable, Equatable {
  /// Revenue of each period; what the customer spends in all where `walletShare`
  /// is given.
  package var revenue: [Double]
  /// Our share of it in each period; nil for 1 throughout.
  package var walletShare: [Double]?
  /// Margin as a fraction of revenue.
  package var margin: Double
  /// P(stays from period t to t + 1); one entry fewer than periods.
  package var retention: [Double]
  /// Cost to maintain the relationship in each period.
  package var maintenance: [Double]
  /// Cost to win the customer, now.
  package var acquisition: Double
  /// New customers that an active one brings each period; each saves an
  /// acquisition.
  package var referrals: Double
  /// Per period.
  package var discount: Double

  package init(
    revenue: [Double], walletShare: [Double]? = nil, margin: Double, retention: [Double],
    maintenance: [Double],
    acquisition: Double, referrals: Double = 0, discount: Double
  ) {
    self.revenue = revenue
    self.walletShare = walletShare
    self.margin = margin
    self.retention = retention
    self.maintenance = maintenance
    self.acquisition = acquisition
    self.referrals = referrals
    self.discount = discount
  }

  /// −acquisition + Σ S_t (revenue_t share_t margin − maintenance_t + referrals ·
  /// acquisition)/(1+d)^t, S_0 = 1, S_t the product of the retention rates.
  ///
  /// - Returns: nil if a list is too short, a rate is out of range, or a
  ///   number is not finite.
  package var netPresentValue: Double? {
    guard discount > -1, referrals >= 0, maintenance.count >= revenue.count,
      retention.count >= revenue.count - 1, walletShare.map({ $0.count >= revenue.count }) ?? true,
      retention.allSatisfy({ (0...1).contains($0) }),
      walletShare?.allSatisfy({ (0...1).contains($0) }) ?? true
    else { return nil }
    var value = -acquisition
    var survival = 1.0
    var factor = 1.0
    for period in revenue.indices {
      if period > 0 {
        survival *= retention[period - 1]
        factor /= 1 + discount
      }
      let earned = revenue[period] * (walletShare?[period] ?? 1) * margin
      value += survival * (earned - maintenance[period] + referrals * acquisition) * factor
    }
    return value.finite
  }
}
