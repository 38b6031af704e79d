// The ledger of customer value: six parts and their costs, each known or not.

/// The value of a customer, part by part; an unknown part is nil, never 0.
package struct ValueLedger: Sendable, Equatable {
  /// The parts CLV1…CLV6, in currency over one horizon.
  package enum Part: String, CaseIterable, Sendable {
    case firstPurchase = "first purchase"
    case repeatPurchases = "repeat purchases and share of wallet"
    case crossSelling = "cross-selling"
    case savings = "savings from working together"
    case referrals
    case pricePremium = "lower price sensitivity"
  }

  /// The costs of the relationship, in the same currency and horizon.
  package enum Cost: String, CaseIterable, Sendable {
    case acquire, serve, keep
    case winBack = "win back"
  }

  package var parts: [Part: Double]
  package var costs: [Cost: Double]

  package init(parts: [Part: Double] = [:], costs: [Cost: Double] = [:]) {
    self.parts = parts
    self.costs = costs
  }

  /// The sum of the known parts less the known costs, with the names of the unknown
  /// ones; nil if no part is known.
  package var total: (value: Double, unknownParts: [Part], unknownCosts: [Cost])? {
    let known = Part.allCases.compactMap { parts[$0] }
    guard !known.isEmpty else { return nil }
    let value = known.reduce(0, +) - Cost.allCases.compactMap { costs[$0] }.reduce(0, +)
    guard value.isFinite else { return nil }
    return (
      value, Part.allCases.filter { parts[$0] == nil }, Cost.allCases.filter { costs[$0] == nil }
    )
  }
}

/// The eight factors of a lifetime value, each of which can be varied.
package struct ValueFactors: Sendable, Equatable {
  /// The name of a factor.
  package enum Factor: String, CaseIterable, Sendable {
    case horizon, discount, retention, referrals
    case incomeChange = "income change"
    case maintenanceCost = "maintenance cost"
    case marketingCost = "marketing cost"
    case other
  }

  /// Income of a customer in the first period, before costs.
  package var income: Double
  /// Periods after the first.
  package var horizon: Int
  /// Per period.
  package var discount: Double
  /// P(stays for the next period).
  package var retention: Double
  /// Value of referrals by an active customer, per period.
  package var referrals: Double
  /// Growth of income per period.
  package var incomeChange: Double
  /// Costs of an active customer, per period.
  package var maintenanceCost: Double
  package var marketingCost: Double
  /// Anything else that an active customer brings (or costs, below 0), per period.
  package var other: Double

  package init(
    income: Double, horizon: Int, discount: Double, retention: Double, referrals: Double = 0,
    incomeChange: Double = 0, maintenanceCost: Double = 0, marketingCost: Double = 0,
    other: Double = 0
  ) {
    self.income = income
    self.horizon = horizon
    self.discount = discount
    self.retention = retention
    self.referrals = referrals
    self.incomeChange = incomeChange
    self.maintenanceCost = maintenanceCost
    self.marketingCost = marketingCost
    self.other = other
  }

  /// Σ over t = 0…horizon of r^t (income (1+g)^t + referrals + other −
  /// maintenance − marketing)/(1+d)^t; nil if a rate is out of range.
  package var value: Double? {
    guard (0...DeterministicValue.mostPeriods).contains(horizon), discount > -1,
      (0...1).contains(retention),
      incomeChange >= -1
    else { return nil }
    var (sum, weight, earned) = (0.0, 1.0, income)
    for _ in 0...horizon {
      sum += weight * (earned + referrals + other - maintenanceCost - marketingCost)
      weight *= retention / (1 + discount)
      earned *= 1 + incomeChange
      if weight == 0 || !earned.isFinite { break }
    }
    return sum.finite
  }

  /// The value with one factor moved to another level; nil as `value`.
  package func value(moving factor: Factor, to level: Double) -> Double? {
    var moved = self
    switch factor {
    case .horizon:
      guard level >= 0, level <= Double(DeterministicValue.mostPeriods) else { return nil }
      moved.horizon = Int(level.rounded())
    case .discount: moved.discount = level
    case .retention: moved.retention = level
    case .referrals: moved.referrals = level
    case .incomeChange: moved.incomeChange = level
    case .maintenanceCost: moved.maintenanceCost = level
    case .marketingCost: moved.marketingCost = level
    case .other: moved.other = level
    }
    return moved.value
  }
}
