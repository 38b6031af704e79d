// The wording of what ends work from outside.

import SegDiagnostics

/// The messages about work that was stopped from outside.
package enum RuntimeDiagnostics {
  /// `error: interrupted [interrupted]`
  package static func interrupted() -> Diagnostic { Diagnostic("interrupted", "interrupted") }

  /// `error: this takes longer than 10 s [time-limit]`
  static func time(_ allowed: Duration, spent: Duration) -> Diagnostic {
    Diagnostic(
      "time-limit", "this takes longer than \(text(allowed)), which is the limit of time",
      notes: ["it was stopped after \(text(spent)), and nothing has changed"],
      fix: Diagnostic.Fix("ask for less, such as fewer events by a condition, or allow more: `--limit time=10min`"))
  }

  /// `error: this needs more than 500 MB [memory-limit]`
  package static func memory(_ refusal: MemoryAccount.Refusal) -> Diagnostic {
    let notes: [Message] = ["\(text(bytes: refusal.used)) were in use when \(text(bytes: refusal.asked)) more were asked for"]
    guard let limit = refusal.limit else {
      return Diagnostic(
        "out-of-memory", "the system has no more memory", notes: notes,
        fix: Diagnostic.Fix("load fewer columns or rows, or run where more memory is free"))
    }
    return Diagnostic(
      "memory-limit", "this needs more than \(text(bytes: limit)), which is the limit of memory", notes: notes,
      fix: Diagnostic.Fix("load fewer columns or rows, or allow more: `--limit memory=8GB`"))
  }

  /// `error: the answer has 3,000,000 rows, and 1,000,000 are allowed [row-limit]`
  static func rows(_ rows: Int, allowed: Int) -> Diagnostic {
    Diagnostic(
      "row-limit", "the answer has \(separated(rows)) rows, and \(separated(allowed)) are allowed",
      fix: Diagnostic.Fix("ask for fewer rows: `top \(allowed)` at the end, or allow more: `--limit rows=\(rows)`"))
  }

  /// `10 s`, `1.5 s`, `250 ms`
  package static func text(_ duration: Duration) -> String {
    let milliseconds = Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
    if milliseconds < 1000 { return "\(Int(milliseconds.rounded())) ms" }
    return "\(tenths(milliseconds / 1000)) s"
  }

  /// `1.2 GB`, `640 MB`, `12 KB`
  package static func text(bytes: Int) -> String {
    let bytes = Double(bytes)
    if bytes >= 1e9 { return "\(tenths(bytes / 1e9)) GB" }
    if bytes >= 1e6 { return "\(tenths(bytes / 1e6)) MB" }
    return "\(tenths(bytes / 1e3)) KB"
  }

  /// A number with one decimal; without it if the number is whole.
  private static func tenths(_ number: Double) -> String {
    let tenths = Int((min(number, 1e15) * 10).rounded())
    return tenths % 10 == 0 ? separated(tenths / 10) : "\(separated(tenths / 10)).\(tenths % 10)"
  }

  private static func separated(_ number: Int) -> String {
    var digits = String(number)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }

  /// The ids of what ends a statement because of its budget.
  package static let limits = ["time-limit", "memory-limit", "out-of-memory", "row-limit"]

  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "interrupted", "The statement was stopped from outside, for example by Ctrl-C. The session is as before."),
    DiagnosticTopic(
      "time-limit",
      """
      A statement took longer than the host allows: with `seg run`, the limit in `--limit time=10s`, for each \
      load and each question. The session is as before, and the next statement has the full time again.
      """
    ),
    DiagnosticTopic(
      "memory-limit",
      """
      Tables, cached values and the statement together need more memory than the host allows: with `seg run`, the \
      limit in `--limit memory=2GB`. The memory of the statement is freed; the session is as before.
      """
    ),
    DiagnosticTopic(
      "out-of-memory",
      "The system refused memory, as under `ulimit -v`. The memory of the statement is freed; the session is as before."),
    DiagnosticTopic(
      "row-limit",
      """
      An answer has more rows than the host allows: with `seg run`, the limit in `--limit rows=1000000`. \
      `top N`, a condition or coarser groups make it smaller.
      """
    ),
  ]
}
