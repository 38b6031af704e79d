// Shares of a total of all customers, computed from the total.

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
    guard let total = sums.first?.total, total.isFinite, abs(total) > 1e-200 else { return nil }
    return total
  }
}
