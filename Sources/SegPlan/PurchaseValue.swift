// Values of a customer's purchases, in functions of metrics and in analyses of the
// models.

import SegPlatform
import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegFunctions

/// `amount of orders where …`: the events that are purchases.
package struct PurchaseSelection: Sendable, Hashable {
  package let scope: EventScope
  /// A number of each event; nil for `orders` alone. Events without it do not
  /// count, as in aggregates.
  package let amount: Expression?
  /// A number of each event: only days on which its sum is above 0 are purchases; nil: all
  /// days with an event.
  package let net: Expression?

  /// In the place of events: what is known of each customer's purchases; `scope` is then all customers, and `amount` the mean amount
  /// of a customer's repeat days.
  package let summary: PurchaseSummary?

  package init(scope: EventScope, amount: Expression?, net: Expression? = nil, summary: PurchaseSummary? = nil) {
    self.scope = scope
    self.amount = amount
    self.net = net
    self.summary = summary
  }

  package var table: String { scope.table }

  /// The expressions that select the purchases and give their amounts.
  package var expressions: [Expression] { [amount, net].compactMap { $0 } + (summary?.expressions ?? []) + scope.expressions }
}

/// `frequency: x, recency: t_x, age: T`: numbers of each customer; times in the unit of the model.
package struct PurchaseSummary: Sendable, Hashable {
  package let frequency: Expression
  package let recency: Expression
  package let age: Expression

  package init(frequency: Expression, recency: Expression, age: Expression) {
    self.frequency = frequency
    self.recency = recency
    self.age = age
  }

  package var expressions: [Expression] { [frequency, recency, age] }

  /// The summary of the customers who meet a condition.
  package func narrowed(to condition: Expression) -> PurchaseSummary {
    let missing = Expression(.literal(.missing), frequency.type, like: frequency)
    return PurchaseSummary(
      frequency: Expression(.conditional(condition, then: frequency, else: missing), frequency.type, like: frequency), recency: recency,
      age: age)
  }
}

/// A unit in which models count time.
package enum ModelUnit: String, Sendable, CaseIterable {
  case day, week, month, quarter, year

  /// - Parameter month: days of a month.
  package func days(month: Double) -> Double {
    switch self {
    case .day: 1
    case .week: 7
    case .month: month
    case .quarter: 3 * month
    case .year: 12 * month
    }
  }
}

/// A model that counts periods of the calendar, each with a purchase or
/// without, instead of days.
package enum PeriodModel: String, Sendable, CaseIterable {
  /// Occasions that customers take or not: ``OccasionModel``.
  case bgBB = "bg/bb"
  /// Contracts that customers renew or end: ``ContractModel``.
  case sBG = "sbg"
}

/// `1% monthly`.
package struct DiscountRate: Sendable, Hashable {
  /// 0.01 is 1%; at least 0.
  package let rate: Double
  /// The unit of time that the rate is for.
  package let pace: ModelUnit

  package init(rate: Double, pace: ModelUnit) {
    self.rate = rate
    self.pace = pace
  }

  /// The equivalent rate per month.
  ///
  /// - Parameter month: days of a month.
  package func monthly(month: Double) -> Double {
    switch pace {
    case .month: rate
    case .day, .week, .quarter, .year: expm1(perDay(month: month) * month)
    }
  }

  /// The continuous rate per day: ln(1 + rate) divided by the days of the pace.
  package func perDay(month: Double) -> Double { log1p(rate) / pace.days(month: month) }
}

/// The named arguments, checked.
package struct ModelOptions: Sendable, Hashable {
  /// A mean month of the Gregorian calendar less its rare exceptions: 365.25 / 12.
  package static let daysPerMonth = 30.4375

  package var model = PurchaseModel.bgNBD
  /// Used instead of `model` if it is given.
  package var periodModel: PeriodModel?
  package var unit = ModelUnit.week
  /// Days.
  package var month = Self.daysPerMonth
  /// Days ahead.
  package var next: Double?
  /// Months ahead.
  package var horizon: Int?
  package var discount: DiscountRate?
  /// `at` or `before`: a constant.
  package var day: Expression?
  /// Days after a period in which a payment still renews a contract; nil: the default.
  package var grace: Int?
  /// The last row.
  package var top: Int?
  /// Of the squared logarithms of the parameters; 0: none.
  package var penalty = 0.0
  /// Values of the customers; distinct.
  package var covariates: [NamedExpression] = []
  /// Those that are the value of a parameter: each has the value that it had when
  /// the plan was made.
  package var parameters: [ModelOption: ParameterUse] = [:]

  package init() {}

  /// The possible values of `model`.
  package static var modelNames: [String] { PurchaseModel.allCases.map(\.rawValue) + PeriodModel.allCases.map(\.rawValue) }

  /// Days of the models' unit.
  package var daysPerUnit: Double { unit.days(month: month) }
}

/// A function of a customer's purchases.
package struct PurchaseValue: Sendable, Hashable {
  package let function: ModelFunction
  package let purchases: PurchaseSelection
  package let options: ModelOptions

  package init(function: ModelFunction, purchases: PurchaseSelection, options: ModelOptions) {
    self.function = function
    self.purchases = purchases
    self.options = options
  }

  /// Expressions over events.
  var children: [Expression] {
    purchases.expressions + [options.day].compactMap { $0 }
      + options.covariates.map { Expression(.ofCustomer($0.expression), $0.expression.type, like: $0.expression) }
  }
}

extension PurchaseValue {
  /// The unit of its values, which follows from the options.
  package var unit: String {
    let money = purchases.amount?.label.text ?? "amount"
    switch function {
    case .firstToLast, .sinceFirst, .sinceLast: return "\(options.unit.rawValue)s"
    case .repeatDays: return "days with a purchase"
    case .nextPurchase: return "date"
    case .probabilityAlive: return "probability"
    case .probabilityOfNoOrder: return "probability, for \(ahead)"
    case .expectedOrders: return "\(counted) in \(ahead)"
    case .discountedOrders: return "\(counted), discounted"
    case .repeatSpend, .expectedSpend: return "\(money), a day with a purchase"
    case .lifetimeValue, .presentValue: return money
    }
  }

  private var counted: String {
    switch options.periodModel {
    case .bgBB: "\(options.unit.rawValue)s with a purchase"
    case .sBG: "renewals"
    case nil: "days with a purchase"
    }
  }

  private var ahead: String {
    let next = options.next ?? 0
    let periods = next / options.daysPerUnit
    if abs(periods - periods.rounded()) < 1e-9, let count = Int(exactly: periods.rounded()), count > 0 {
      return "\(count) \(options.unit.rawValue)\(count == 1 ? "" : "s")"
    }
    return "\(Value.number(next)) days"
  }
}
