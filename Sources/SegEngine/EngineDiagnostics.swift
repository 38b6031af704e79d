// The messages of the engine about mistakes that only data can show.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// The messages of the engine.
package enum EngineDiagnostics {
  /// `error: integer overflow for customer 42 [integer-overflow]`
  static func integerOverflow(at span: SourceSpan, row: Message) -> Diagnostic {
    Diagnostic(
      "integer-overflow", "integer overflow for \(row)", at: span,
      label: "does not fit 64 bits",
      fix: Diagnostic.Fix("multiply by 1.0 to compute with decimal numbers"))
  }

  /// The error of an integer that does not fit.
  ///
  /// - Parameter whole: the expression in which it failed.
  static func overflow(
    of row: Int, at span: SourceSpan, _ frame: Frame, _ store: Store, in whole: Expression?
  ) -> ScriptError {
    var diagnostic = integerOverflow(at: span, row: store.describe(row: row, of: frame.grain))
    var origin: Origin?
    whole?.visit { if origin == nil, $0.span == span { origin = $0.origin } }
    if let origin { diagnostic.labels += origin.labels().dropFirst() }
    return ScriptError(diagnostic)
  }

  /// `error: what day is today? [no-today]`
  package static func noToday(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "no-today", "what day is today?", at: span, label: "no events are loaded, and no clock may be read",
      fix: Diagnostic.Fix("add `as of 2024-12-31`"))
  }
}

extension EngineDiagnostics {
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "integer-overflow",
      """
      Integers have 64 bits, and a result that does not fit is an error, never a wrapped number. The message names the \
      customer. Multiply by 1.0 to compute with decimal numbers.
      """),
    DiagnosticTopic("interrupted", "The statement was stopped by Ctrl-C, or by the host of an embedded session. It has no effect."),
    DiagnosticTopic("unknown-customer", "`why` explains one customer, given by key. Keys with leading zeros are texts, in quotes."),
    DiagnosticTopic(
      "too-many-periods",
      """
      Cohorts compare every period with every later one, so at most 4,000 periods are allowed; a trend may have 10,000. \
      Use longer periods, or fewer years of events.
      """),
    DiagnosticTopic(
      "wide-pivot",
      """
      `pivot` makes a column of each value of a dimension, and at most 200 can be read. Leave a dimension of more values as rows, or keep \
      the values that matter by `where` or `having`.
      """),
    DiagnosticTopic(
      "no-shares",
      """
      A share is a part of a whole. If losses make the total 0 or less, a loss would have a positive share; if they make it \
      next to 0 (less than a thousandth of a single value), shares say nothing. So they are missing. Ranking by \
      `share(x)` ranks like `x`. For shares of the gains, share what is above 0: `share(if x > 0 then x else 0)`.
      """),
    DiagnosticTopic(
      "prospects",
      """
      A ranking by profit, as of Pareto's rule, is about customers whose profit is known. Prospects have no purchase: a profit \
      of 0, or their cost, says nothing of what they will bring, and they are counted in `top 20%`. Rank buyers alone \
      (`where any(orders)`), and score prospects by attributes: `lookalike(loyal, on: (age, city))`.
      """),
    DiagnosticTopic(
      "no-today",
      """
      `today` is the day of `as of`, otherwise that of the newest event. If there are no events and the host allows no \
      clock, the script must give the day with `as of`.
      """),
  ]
}
