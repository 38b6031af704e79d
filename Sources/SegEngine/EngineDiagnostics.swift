// The messages of the engine about mistakes that only data can show.

import SegColumns
import SegDiagnostics
import SegKernels

/// The messages of the engine.
package enum EngineDiagnostics {
  /// `error: integer overflow for customer 42 [integer-overflow]`
  static func integerOverflow(at span: SourceSpan, row: String) -> Diagnostic {
    Diagnostic(
      "integer-overflow", "integer overflow for \(row)", at: span,
      label: "does not fit 64 bits",
      fix: Diagnostic.Fix("multiply by 1.0 to compute with decimal numbers"))
  }

  /// `error: what day is today? [no-today]`
  static func noToday(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-today", "what day is today?", at: span, label: "no events are loaded, and no clock may be read",
      fix: Diagnostic.Fix("add `as of 2024-12-31`"))
  }
}

extension EngineDiagnostics {
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "integer-overflow",
      "Integers have 64 bits, and a result that does not fit is an error, never a wrapped number. The message names the "
        + "customer. Multiply by 1.0 to compute with decimal numbers."),
    DiagnosticTopic("interrupted", "The statement was stopped by Ctrl-C, or by the host of an embedded session. It has no effect."),
    DiagnosticTopic("unknown-customer", "`why` explains one customer, given by key. Keys with leading zeros are texts, in quotes."),
    DiagnosticTopic("too-many-periods",
      "Cohorts compare every period with every later one, so at most 4,000 periods are allowed; a trend may have 10,000. "
        + "Use longer periods, or fewer years of events."),
    DiagnosticTopic("no-today",
      "`today` is the day of `as of`, otherwise that of the newest event. If there are no events and the host allows no "
        + "clock, the script must give the day with `as of`."),
    DiagnosticTopic("not-fitted",
      "A model could not be fitted, and its values are missing for all customers. Most purchase models need customers with "
        + "repeat purchases; the spend model needs repeat purchases with an amount above 0. The message says what the data "
        + "contain. More customers, an earlier start of the data or another model (`model: \"nbd\"` has only two parameters) "
        + "may help. A score needs customers with both outcomes, and attributes that vary."),
    DiagnosticTopic("doubtful-fit",
      "The model was fitted, but the fit has a weakness. Either the data cannot tell parameters apart: then predictions "
        + "for similar customers are valid, but the parameters mean little. Or the search ended before the best fit. `show "
        + "model(…)` shows the parameters with their standard errors. For a score: attributes that say nothing, that follow "
        + "from one another or that predict perfectly, or too few customers for a holdout."),
    DiagnosticTopic("left-out",
      "The spend model (gamma-gamma) is for positive amounts. Customers whose repeat purchases average 0 or less, for "
        + "example because of refunds, are excluded from the fit, and their expected spend and CLV are missing. `orders where "
        + "amount > 0` excludes the refunds instead of the customers. `propensity` is trained on customers whose "
        + "outcome was open on the day of the attributes. Customers who already met the condition are excluded, unless all its "
        + "windows begin after that day (then it may be met again). Without `within`, customers who had no event until that "
        + "day are excluded too."),
    DiagnosticTopic("outcome-before",
      "`propensity` learns from the attributes of a day what happened after it. With a window that begins before that day, "
        + "the outcome includes earlier events, which the attributes know too: such a score looks better than it is. Use a "
        + "window no longer than the time from that day to the as-of day."),
    DiagnosticTopic("refunds",
      "Purchase models count the days with an event. An event with an amount below 0, such as a refund, counts as a "
        + "purchase: `amount of orders where amount > 0` excludes it. Functions of `orders` alone, such as `p_alive(orders)`, "
        + "do not read amounts and cannot warn: write `p_alive(orders where amount > 0)`."),
    DiagnosticTopic("no-value",
      "The model has no value for some customers. A score needs at least one known attribute. In a spend model with a "
        + "gamma-gamma q of 1 or less, the mean spend is infinite for customers with few purchases. A sum over all the future "
        + "may be infinite."),
    DiagnosticTopic("bad-budget",
      "A budget is a number of 0 or more, in the unit of the costs. In `response` the budget must cover the sum of "
        + "`least`, and each group's `least` is 0 or more and at most its `most`."),
    DiagnosticTopic("no-holdout",
      "A backtest fits a model to the purchases before a day and compares it with those after. It needs customers who "
        + "bought before the day, and days between it and the as-of day. `propensity`, too, needs a day before the as-of day."),
  ]
}
