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
    DiagnosticTopic(
      "too-many-periods",
      "Cohorts compare every period with every later one, so at most 4,000 periods are allowed; a trend may have 10,000. "
        + "Use longer periods, or fewer years of events."),
    DiagnosticTopic(
      "no-today",
      "`today` is the day of `as of`, otherwise that of the newest event. If there are no events and the host allows no "
        + "clock, the script must give the day with `as of`."),
  ]
}
