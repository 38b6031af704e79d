// Shares of a total of all customers, computed from the total.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Expression {
  /// The value of a share, if it is a share of the total of all customers.
  var wholeOfShare: Expression? {
    guard case .population(let share) = kind, share.function == .share, share.per.isEmpty, share.within == nil else { return nil }
    return share.argument
  }
}

extension Evaluation {
  /// The total of all customers; nil if shares of it are missing, or may be outside the
  /// range of numbers.
  func total(of expression: Expression) throws(ScriptError) -> Double? {
    let values = try column(expression, on: store.customerFrame)
    let sums = try GroupedAggregator(rows: values.validity, of: values.count, context: context).sums(values)
    guard let total = sums.first?.total, total > 1e-200, try isWhole(total, of: values, among: values.validity) else { return nil }
    return total
  }

  /// Whether values have shares of their total: it is above 0, and no single value is more
  /// than a thousand times as large. Otherwise shares would turn the order round, or say
  /// nothing.
  package func isWhole(_ total: Double, of values: Column, among rows: Bitmap?) throws(ScriptError) -> Bool {
    guard total > 0, total.isFinite else { return false }
    return try values.greatestMagnitude(among: rows, context) <= total * WindowFunctions.mostOfTotal
  }

  /// Says that values have no shares.
  package func noteNoShares(of name: String, _ problem: ShareProblem, at span: SourceSpan) {
    context.notices.add(EngineDiagnostics.noShares(of: name, problem, at: span))
  }
}

/// Why values have no shares.
package enum ShareProblem: Sendable {
  case total(Double)
  /// So many groups of so many have no total of which there are shares.
  case groups(Int, of: Int)
}

extension EngineDiagnostics {
  /// `warning: `profit` has no shares: its total is -300 [no-shares]`
  static func noShares(of name: String, _ problem: ShareProblem, at span: SourceSpan) -> Diagnostic {
    let reason: Message =
      switch problem {
      case .total(let total): "its total is \(Value.number(total).shown(as: .figure))"
      case .groups(let count, let all): "in \(count) of \(all) groups the total is 0 or less, or next to 0"
      }
    return Diagnostic(
      "no-shares", "`\(name)` has no shares: \(reason)", at: span, label: "shares are missing",
      fix: Diagnostic.Fix("shares of the gains alone: `if x > 0 then x else 0`"), severity: .warning)
  }
}
