// The messages about models that were fitted, or could not be fitted.

import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels

/// What can be said of models.
package enum ModelDiagnostics {
  static func customers(_ count: Int) -> Message { count == 1 ? "1 customer" : "\(count) customers" }
  private static func days(_ count: Int) -> Message { count == 1 ? "1 day" : "\(count) days" }

  /// `warning: bg/nbd cannot be fitted to 12 customers: nobody has bought on a second day [not-fitted]`
  ///
  /// - Parameter ofPeriods: whether the model counts periods instead of days.
  package static func notFitted(
    _ model: String, _ failure: FitFailure, _ buyers: Int, ofPeriods: Bool = false, at span: SourceSpan
  ) -> Diagnostic {
    let reason = (ofPeriods ? textOfPeriods(failure) : nil) ?? text(of: failure)
    return Diagnostic(
      "not-fitted", "\(model) cannot be fitted to \(customers(buyers)): \(reason)", at: span,
      label: "missing for all of them", fix: fix(for: failure), severity: .warning)
  }

  private static func textOfPeriods(_ failure: FitFailure) -> Message? {
    switch failure {
    case .noCustomers, .noTime: "no period after that of a first purchase has ended"
    case .noRepeatPurchases: "nobody has bought in a period after the first one"
    case .invalidHistories, .noSpend, .constantCovariate, .invalidPenalty, .notFinite, .interrupted: nil
    }
  }

  private static func text(of failure: FitFailure) -> Message {
    switch failure {
    case .noCustomers: "nobody has bought until the as-of day"
    case .noRepeatPurchases: "nobody has bought on a second day"
    case .noTime: "all first purchases are on the as-of day"
    case .invalidHistories: "times are not in order"
    case .constantCovariate(let name): "`\(name)` is the same for all of them"
    case .noSpend: "nobody has a repeat purchase with an amount above 0"
    case .invalidPenalty, .notFinite: "the numbers are too large or too small for the likelihood"
    case .interrupted: "the fit was stopped"
    }
  }

  private static func fix(for failure: FitFailure) -> Diagnostic.Fix? {
    switch failure {
    case .noCustomers, .noTime: Diagnostic.Fix("a later `as of`, or a condition that leaves more events")
    case .noRepeatPurchases, .noSpend: Diagnostic.Fix("more data: the models learn from customers who come back")
    case .constantCovariate: Diagnostic.Fix("leave it out of `covariates`")
    case .invalidHistories, .invalidPenalty, .notFinite, .interrupted: nil
    }
  }

  /// `warning: bg/nbd: the data cannot tell a and b apart [doubtful-fit]`
  ///
  /// - Parameter customers: to which the model was fitted.
  package static func doubtful(_ model: String, _ warning: FitWarning, of customers: Double, at span: SourceSpan) -> Diagnostic {
    Diagnostic("doubtful-fit", "\(model): \(text(of: warning, customers))", at: span, severity: .warning)
  }

  /// With fewer customers, not even the predictions are reliable if the parameters are not
  /// determined.
  private static let fewCustomers = 100.0

  package static func text(of warning: FitWarning, _ customers: Double) -> Message {
    switch warning {
    case .ridge(let parameters):
      let names = parameters.joined(separator: ", ")
      let unclear: Message = parameters.count == 1 ? "the data do not determine \(names)" : "the data do not tell \(names) apart"
      if customers < fewCustomers, let count = Int(exactly: customers) {
        return "\(unclear): with \(Self.customers(count)) predictions are rough, and parameters mean nothing"
      }
      return parameters.count == 1
        ? "\(unclear): predictions are valid, the parameter alone means nothing"
        : "\(unclear): predictions are valid, the parameters alone mean nothing"
    case .notConverged(let gradient):
      return "the search ended before the likelihood reached its maximum (gradient \(rounded(gradient)) per customer)"
    case .infiniteMeanSpend(let q):
      return "q is \(rounded(q)), and with 1 or less the mean spend is infinite: customers without a repeat purchase have no expected spend"
    }
  }

  /// `error: the covariates have more than 20,000 different values together [too-many-covariates]`
  static func tooManyCovariates(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-covariates", "the covariates have more than 20,000 different values together", at: span,
      fix: Diagnostic.Fix("rounded numbers, for example `round(age / 10)`, or fewer covariates"))
  }

  /// `error: `city` has 812 values, which are 811 coefficients [too-many-covariates]`
  static func tooManyLevels(_ name: String, _ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-covariates", "`\(name)` has \(count) values, which are \(count - 1) coefficients of each process", at: span,
      fix: Diagnostic.Fix("fewer groups, for example `if \(name) = \"A\" then \"A\" else \"other\"`"))
  }

  /// `error: customer 12 has a recency of 30 and an age of 25 [bad-summary]`
  static func badSummary(_ customer: String, _ problem: Message, fix: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "bad-summary", "\(customer) has \(problem)", at: span, label: "not a history of purchases", fix: Diagnostic.Fix(fix))
  }

  /// Three significant digits or so, for messages.
  private static func rounded(_ value: Double) -> Message {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 100, scale < 1e15 { scale *= 10 }
    return "\((value * scale).rounded() / scale)"
  }

  /// `warning: 3 of 946 repeat customers are left out of the spend model [left-out]`
  static func leftOut(_ count: Int, of repeaters: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "left-out",
      """
      \(count) of \(repeaters == 1 ? "1 repeat customer" : "\(repeaters) repeat customers") \(count == 1 ? "is" : "are") left out of the \
      spend model, without a value
      """,
      at: span, label: "their repeat purchases average 0 or less",
      fix: Diagnostic.Fix("without refunds and gifts: `… of orders where amount > 0`"), severity: .warning)
  }

  /// `warning: 3 of 6919 purchases have an amount below 0, and count as purchases [refunds]`
  static func refunds(_ count: Int, of all: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "refunds",
      """
      \(count) of \(all == 1 ? "1 purchase" : "\(all) purchases") \(count == 1 ? "has" : "have") an amount below 0, and \
      \(count == 1 ? "counts as a purchase" : "count as purchases")
      """,
      at: span,
      label: "a refund is not a purchase", fix: Diagnostic.Fix("without them: `… of orders where amount > 0`"), severity: .warning)
  }

  /// `warning: 12 of 300 customers paid after the end of their contract [paid-after-end]`
  static func paidAfterEnd(_ late: LatePayments, at span: SourceSpan) -> Diagnostic {
    let rule: Message = late.grace > 0 ? ", and none in the \(days(late.grace)) after it" : ""
    return Diagnostic(
      "paid-after-end",
      """
      \(late.paidAfterEnd) of \(customers(late.customers)) paid after the end of their contract, which these payments \
      do not renew
      """,
      at: span, label: "a contract ends with a period without a payment\(rule)",
      fix: Diagnostic.Fix("more days: `grace: \(max(30, late.grace * 2)) days`, or longer periods"), severity: .warning)
  }

  /// `note: 250 of 300 customers renewed late, in the 10 days after a period without a payment [renewed-late]`
  static func renewedLate(_ late: LatePayments, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "renewed-late",
      """
      \(late.renewedLate) of \(customers(late.customers)) renewed late, in the \(days(late.grace)) after a period \
      without a payment
      """,
      at: span, notes: ["the last period counts once these days have passed; `grace: 0 days` renews nothing late"], severity: .note)
  }

  /// `warning: `clv` has no value for 12 of 2357 customers who have bought [no-value]`
  ///
  /// - Parameter reason: why not.
  static func noValue(
    _ name: String, _ count: Int, of buyers: Int, because reason: Message = "the model has none for them", at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "no-value", "`\(name)` has no value for \(count) of \(customers(buyers)) who have bought", at: span,
      label: reason, severity: .warning)
  }

  /// `error: nobody has bought before 1997-01-01 [no-holdout]`
  package static func nobodyBefore(_ day: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-holdout", "nobody has bought before \(day)", at: span, fix: Diagnostic.Fix("a later day: `before: …`"))
  }

  package static func nothingAfter(_ day: String, asOf: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-holdout", "no day is left from \(day) to the as-of day, \(asOf)", at: span,
      fix: Diagnostic.Fix("an earlier day: `before: …`, or a later `as of`"))
  }
}

extension ModelDiagnostics {
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "too-many-groups",
      """
      An analysis with `by` answers for each group as if there were no others, so each group takes as long as all customers together. \
      Group by fewer values, or choose customers with `of SEGMENT` or `where`.
      """),
    DiagnosticTopic(
      "not-fitted",
      """
      A model could not be fitted, and its values are missing for all customers. Most purchase models need customers with \
      repeat purchases; the spend model needs repeat purchases with an amount above 0. The message says what the data \
      contain. More customers, an earlier start of the data or another model (`model: \"nbd\"` has only two parameters) \
      may help. A score needs customers with both outcomes, and attributes that vary.
      """),
    DiagnosticTopic(
      "too-many-covariates",
      """
      Customers with equal covariates share one model, and there may be 20,000 of these groups. A text has a coefficient for each of its \
      values but one, for purchases and for stopping, and may have 51 values. Round numbers, and join rare values.
      """),
    DiagnosticTopic(
      "bad-summary",
      """
      With `frequency`, `recency` and `age` a model is fitted to a table with one row a customer. The frequency is a whole number: the \
      days with a purchase after the first such day. The recency is the time from the first purchase to the last, not the time since \
      the last; the age is the time from the first purchase to the end of the data. Both are in the `unit` of the model, which is a \
      week unless another is given.
      """),
    DiagnosticTopic(
      "doubtful-fit",
      """
      The model was fitted, but the fit has a weakness. Either the data cannot tell parameters apart: then predictions \
      for similar customers are valid, but the parameters mean little. Or the search ended before the best fit. `show \
      model(…)` shows the parameters with their standard errors. For a score: attributes that say nothing, that follow \
      from one another or that predict perfectly, or too few customers for a holdout.
      """),
    DiagnosticTopic(
      "left-out",
      """
      The spend model (gamma-gamma) is for positive amounts. Customers whose repeat purchases average 0 or less, for \
      example because of refunds, are excluded from the fit, and their expected spend and CLV are missing. `orders where \
      amount > 0` excludes the refunds instead of the customers. `propensity` is trained on customers whose \
      outcome was open on the day of the attributes. Customers who already met the condition are excluded, unless all its \
      windows begin after that day (then it may be met again). Without `within`, customers who had no event until that \
      day are excluded too.
      """),
    DiagnosticTopic(
      "outcome-before",
      """
      `propensity` learns from the attributes of a day what happened after it. With a window that begins before that day, \
      the outcome includes earlier events, which the attributes know too: such a score looks better than it is. Use a \
      window no longer than the time from that day to the as-of day.
      """),
    DiagnosticTopic(
      "refunds",
      """
      Purchase models count the days with an event. An event with an amount below 0, such as a refund, counts as a \
      purchase: `amount of orders where amount > 0` excludes it. Functions of `orders` alone, such as `p_alive(orders)`, \
      do not read amounts and cannot warn: write `p_alive(orders where amount > 0)`.
      """),
    DiagnosticTopic(
      "paid-after-end",
      """
      Contracts are renewed period by period: a period without a payment ends them. A payment in the days after it, \
      `grace`, renews them late, and then does not count for the period that it is in. The default is a third of a period, \
      at most 30 days (10 days for months), if any customer renews so; else 0. These customers paid later than that. \
      They may have come back, or be billed in another rhythm: give more days of `grace`, or longer periods.
      """),
    DiagnosticTopic(
      "renewed-late",
      """
      Some payments came in the days after a period without one (`grace`), and renewed the contract late. The default is a \
      third of a period, at most 30 days. The last period counts once these days have passed, because it may still be paid.
      """),
    DiagnosticTopic(
      "no-value",
      """
      The model has no value for some customers. A score needs at least one known attribute. In a spend model with a \
      gamma-gamma q of 1 or less, the mean spend is infinite for customers with few purchases. A sum over all the future \
      may be infinite.
      """),
    DiagnosticTopic(
      "bad-budget",
      """
      A budget is a number of 0 or more, in the unit of the costs. In `response` the budget must cover the sum of \
      `least`, and each group's `least` is 0 or more and at most its `most`.
      """),
    DiagnosticTopic(
      "no-holdout",
      """
      A backtest fits a model to the purchases before a day and compares it with those after. It needs customers who \
      bought before the day, and days between it and the as-of day. `propensity`, too, needs a day before the as-of day.
      """),
  ]
}
