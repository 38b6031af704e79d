// Functions of a customer's purchases: summaries, and predictions of models.

import SegColumns
import SegDiagnostics

/// A named argument. It means the same in every function and analysis that
/// takes it.
public enum ModelOption: String, Sendable, CaseIterable {
  case model, unit, next, horizon, discount, month, at, before, top, grace, net, penalty, covariates, frequency, recency, age

  /// The columns of a table with one row a customer.
  package static let summary: [ModelOption] = [.frequency, .recency, .age]

  package var summary: Message {
    switch self {
    case .model:
      """
      the model: \"bg/nbd\" (the default), \"mbg/nbd\", \"pareto/nbd\" or \"nbd\"; `p_alive`, `expected_orders`, \
      `p_no_order` and `discounted_orders` also take \"bg/bb\" (periods of one `unit`, with a purchase or without) and \
      \"sbg\" (contracts renewed every `unit`)
      """
    case .unit: "the unit of time: `day`, `week` (the default), `month`, `quarter` or `year`"
    case .next: "how far ahead: `39 weeks`"
    case .horizon: "how far ahead, in whole months: `12 months`"
    case .discount: "the discount rate and its period: `1% monthly`, `10% yearly`"
    case .month: "the length of a month: `4.345 weeks`; the default is 30.4375 days; a year is 12 months"
    case .at: "the day at which amounts are valued; the default is the as-of day"
    case .before: "the first day that the model does not see: it is fitted to the purchases before"
    case .top: "the last row, which includes everything above it: `7`"
    case .grace:
      """
      with \"sbg\", the days after a period in which a purchase still renews the contract: `10 days`; the default is a third of a \
      period, at most 30 days, if any customer renews so
      """
    case .penalty:
      """
      a penalty of large and small parameters, for few customers: so many times the sum of their squared logarithms (times in `unit`s) is \
      taken from the mean log-likelihood; the default is 0; the spend model has none
      """
    case .covariates:
      """
      values of the customers that change how often they buy and how soon they stop: `channel`, `(gender, age)`; each has a coefficient \
      for purchases and one for stopping, and a text one for each of its values against the first in alphabetical order; customers \
      without one of them have no value
      """
    case .frequency:
      """
      of a table with one row a customer, as in `p_alive(customers, frequency: x, recency: t_x, age: T)`: the days with a purchase after \
      the first such day
      """
    case .recency: "with `frequency`, the time from the first purchase to the last in `unit`s; 0 without a repeat purchase"
    case .age: "with `frequency`, the time from the first purchase to the end of the data in `unit`s"
    case .net: "an amount of the events: a day counts as a purchase only if it adds up to more than 0 on that day"
    }
  }

  /// A value of it, for messages.
  package var example: String {
    switch self {
    case .model: "model: \"bg/nbd\""
    case .unit: "unit: week"
    case .next: "next: 39 weeks"
    case .horizon: "horizon: 12 months"
    case .discount: "discount: 1% monthly"
    case .month: "month: 4.345 weeks"
    case .at: "at: 2024-12-31"
    case .before: "before: 2024-07-01"
    case .top: "top: 7"
    case .grace: "grace: 10 days"
    case .net: "net: amount"
    case .penalty: "penalty: 0.001"
    case .covariates: "covariates: (gender, channel)"
    case .frequency: "frequency: x"
    case .recency: "recency: t_x"
    case .age: "age: T"
    }
  }
}

/// The functions of a customer's purchases. Several purchases of a customer on
/// one day count as one. Customers without a purchase have no value.
public enum ModelFunction: String, Sendable, CaseIterable {
  case repeatDays = "repeat_days"
  case firstToLast = "first_to_last"
  case sinceFirst = "since_first"
  case sinceLast = "since_last"
  case repeatSpend = "repeat_spend"
  case probabilityAlive = "p_alive"
  case expectedOrders = "expected_orders"
  case probabilityOfNoOrder = "p_no_order"
  case discountedOrders = "discounted_orders"
  case expectedSpend = "expected_spend"
  case lifetimeValue = "clv"
  case presentValue = "present_value"
  case nextPurchase = "next_purchase"

  /// What the first argument is.
  package enum Subject: Sendable {
    /// `orders`, with a condition or a window.
    case events
    /// `amount of orders`: a number of each event.
    case amount
  }

  package var subject: Subject {
    switch self {
    case .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue: .amount
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .nextPurchase,
      .discountedOrders:
      .events
    }
  }

  /// Whether a model is fitted for it.
  package var isPredicted: Bool {
    switch self {
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders, .expectedSpend, .lifetimeValue, .nextPurchase: true
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .presentValue: false
    }
  }

  /// Whether models that count periods, such as `"bg/bb"`, have this function.
  package var isOfPeriods: Bool {
    switch self {
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders: true
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue, .nextPurchase:
      false
    }
  }

  package var summary: Message {
    switch self {
    case .repeatDays: "the number of days with a purchase after the first such day (x in the models)"
    case .firstToLast:
      """
      the time from the first purchase to the last (t_x in the models, which call it recency), in weeks unless `unit` is \
      given
      """
    case .sinceFirst: "the time from the first purchase to the as-of day (T in the models, the age), in weeks unless `unit` is given"
    case .sinceLast:
      """
      the time from the last purchase to the as-of day (the recency of RFM), in weeks unless `unit` is given; `recency` \
      of `std.base` is in days
      """
    case .repeatSpend: "the mean amount of a purchase day after the first one; missing if there is none"
    case .probabilityAlive: "the probability that the customer is still active"
    case .expectedOrders: "the expected number of days with a purchase in the time ahead (`next`)"
    case .probabilityOfNoOrder: "the probability of no purchase in the time ahead (`next`)"
    case .nextPurchase:
      "the day by which the customer is as likely as not to have bought again, by the model; missing where that is never so"
    case .discountedOrders: "the expected number of all future days with a purchase, each discounted continuously to the as-of day"
    case .expectedSpend: "the expected amount of a day with purchases (gamma-gamma)"
    case .lifetimeValue:
      """
      the expected value of the customer up to the horizon: expected days with a purchase times expected spend \
      (gamma-gamma), discounted at the end of each month
      """
    case .presentValue:
      """
      the sum of amounts at their value on one day: earlier amounts grow by the rate, later ones are discounted by it; \
      a year is 12 months (see `month`)
      """
    }
  }

  /// An expression of a metric that shows it.
  package var example: String {
    switch self {
    case .repeatDays: "repeat_days(orders)"
    case .firstToLast: "first_to_last(orders, unit: week)"
    case .sinceFirst: "since_first(orders, unit: week)"
    case .sinceLast: "since_last(orders, unit: day)"
    case .repeatSpend: "repeat_spend(amount of orders)"
    case .probabilityAlive: "p_alive(orders, model: \"bg/nbd\", unit: week)"
    case .expectedOrders: "expected_orders(orders, next: 39 weeks)"
    case .probabilityOfNoOrder: "p_no_order(orders, next: 13 weeks, model: \"pareto/nbd\")"
    case .nextPurchase: "next_purchase(orders)"
    case .discountedOrders: "discounted_orders(orders, discount: 15% yearly, model: \"pareto/nbd\")"
    case .expectedSpend: "expected_spend(amount of orders)"
    case .lifetimeValue: "clv(amount of orders, horizon: 12 months, discount: 1% monthly)"
    case .presentValue: "present_value(amount of payments, discount: 10% yearly, at: 2024-01-01)"
    }
  }

  package var required: [ModelOption] {
    switch self {
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .probabilityAlive, .expectedSpend, .nextPurchase: []
    case .expectedOrders, .probabilityOfNoOrder: [.next]
    case .discountedOrders, .presentValue: [.discount]
    case .lifetimeValue: [.horizon, .discount]
    }
  }

  package var optional: [ModelOption] {
    switch self {
    case .repeatDays, .repeatSpend: [.net]
    case .expectedSpend: [.net] + ModelOption.summary
    case .firstToLast, .sinceFirst, .sinceLast: [.unit, .month, .net]
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders:
      [.model, .unit, .month, .grace, .net, .penalty, .covariates] + ModelOption.summary
    case .lifetimeValue, .nextPurchase: [.model, .unit, .month, .net, .penalty, .covariates] + ModelOption.summary
    case .presentValue: [.at, .month]
    }
  }

  /// The type of its values.
  package var result: ColumnType { self == .repeatDays ? .integer : self == .nextPurchase ? .date : .number }
}
