// What a customer's purchases say of him: summaries, and what models expect.

import SegColumns

/// An argument with a name. Functions and analyses that share one mean the
/// same by it.
public enum ModelOption: String, Sendable, CaseIterable {
  case model, unit, next, horizon, discount, month, at, before, top

  package var summary: String {
    switch self {
    case .model: "the model: \"bg/nbd\" (unless told), \"mbg/nbd\", \"pareto/nbd\" or \"nbd\"; for `p_alive`, `expected_orders`, `p_no_order` and `discounted_orders` also \"bg/bb\" (periods of the `unit` with a purchase or without) and \"sbg\" (contracts renewed every `unit`)"
    case .unit: "the unit in which time is counted: `day`, `week` (unless told), `month`, `quarter` or `year`"
    case .next: "how far ahead: `39 weeks`"
    case .horizon: "how far ahead, in whole months: `12 months`"
    case .discount: "the rate of discount, and how often it applies: `1% monthly`, `10% yearly`"
    case .month: "how long a month is: `4.345 weeks`; 30.4375 days unless told, and a year is 12 of them"
    case .at: "the day whose money it is; the as-of day unless told"
    case .before: "the day from which the models know nothing"
    case .top: "the last row, which takes all above it: `7`"
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
    }
  }
}

/// The functions of a customer's purchases. Purchases of a customer on one day
/// are one; who has none has no value.
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

  /// What is handed to it.
  package enum Subject: Sendable {
    /// `orders`, with a condition or a window.
    case events
    /// `amount of orders`: a number of each event.
    case amount
  }

  package var subject: Subject {
    switch self {
    case .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue: .amount
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .probabilityAlive, .expectedOrders, .probabilityOfNoOrder,
      .discountedOrders:
      .events
    }
  }

  /// Whether a model is fitted for it.
  package var isPredicted: Bool {
    switch self {
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders, .expectedSpend, .lifetimeValue: true
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .presentValue: false
    }
  }

  /// Whether models that count periods have it, such as `"bg/bb"`.
  package var isOfPeriods: Bool {
    switch self {
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders: true
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .expectedSpend, .lifetimeValue, .presentValue: false
    }
  }

  package var summary: String {
    switch self {
    case .repeatDays: "the x of the models: days with a purchase after the first one"
    case .firstToLast: "the t_x of the models, which call it recency: from the first purchase to the last; in weeks unless `unit` says otherwise"
    case .sinceFirst: "the T of the models, the age: from the first purchase to the as-of day; in weeks unless `unit` says otherwise"
    case .sinceLast: "the recency of RFM: from the last purchase to the as-of day; in weeks unless `unit` says otherwise (`recency` of `std.base` is in days)"
    case .repeatSpend: "what a day with purchases after the first brings on average; missing where there is none"
    case .probabilityAlive: "the probability that the customer still buys"
    case .expectedOrders: "days with a purchase that are expected in the time ahead"
    case .probabilityOfNoOrder: "the probability of no purchase in the time ahead"
    case .discountedOrders: "all days with a purchase that are still expected, each discounted continuously to the as-of day"
    case .expectedSpend: "what a day with purchases is expected to bring (gamma-gamma)"
    case .lifetimeValue:
      "what the customer is expected to bring until the horizon, discounted at the end of each month: expected days with a purchase times expected spend (gamma-gamma)"
    case .presentValue:
      "amounts at their value on one day: those before it grow by the rate, those after it are discounted by it; a year has 12 months of the option `month`"
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
    case .discountedOrders: "discounted_orders(orders, discount: 15% yearly, model: \"pareto/nbd\")"
    case .expectedSpend: "expected_spend(amount of orders)"
    case .lifetimeValue: "clv(amount of orders, horizon: 12 months, discount: 1% monthly)"
    case .presentValue: "present_value(amount of payments, discount: 10% yearly, at: 2024-01-01)"
    }
  }

  package var required: [ModelOption] {
    switch self {
    case .repeatDays, .firstToLast, .sinceFirst, .sinceLast, .repeatSpend, .probabilityAlive, .expectedSpend: []
    case .expectedOrders, .probabilityOfNoOrder: [.next]
    case .discountedOrders, .presentValue: [.discount]
    case .lifetimeValue: [.horizon, .discount]
    }
  }

  package var optional: [ModelOption] {
    switch self {
    case .repeatDays, .repeatSpend, .expectedSpend: []
    case .firstToLast, .sinceFirst, .sinceLast: [.unit, .month]
    case .probabilityAlive, .expectedOrders, .probabilityOfNoOrder, .discountedOrders, .lifetimeValue: [.model, .unit, .month]
    case .presentValue: [.at, .month]
    }
  }

  /// The type of its values.
  package var result: ColumnType { self == .repeatDays ? .integer : .number }
}
