// Spreads of groups.

import SegColumns
import SegDiagnostics
import SegRuntime

extension GroupedAggregator {
  /// The spread of each group's values.
  ///
  /// - Parameter sums: of the same values.
  package func spreads(_ argument: Column, _ sums: [GroupSum]) throws(ScriptError) -> [Spread] {
    guard case .float64(let values) = try argument.asNumbers(context).values else { return [] }
    let starts = try starts(argument, sums)
    return try accumulate(from: starts, { $0.add(values.pointer[$1]) }, join: { $0.add($1) })
  }

  /// The pairs of values of each group.
  package func pairs(_ first: Column, _ second: Column) throws(ScriptError) -> [PairSpread] {
    guard case .float64(let a) = try first.asNumbers(context).values, case .float64(let b) = try second.asNumbers(context).values else {
      return []
    }
    let starts = zip(try starts(first, try sums(first)), try starts(second, try sums(second))).map { PairSpread($0, $1) }
    return try accumulate(from: starts, { $0.add(a.pointer[$1], b.pointer[$1]) }, join: { $0.add($1) })
  }

  /// The spreads of no rows, around the mean of each group.
  private func starts(_ argument: Column, _ sums: [GroupSum]) throws(ScriptError) -> [Spread] {
    let unit = try argument.spreadUnit(context)
    return sums.map { Spread(around: $0.count == 0 ? 0 : $0.mean, unit: unit) }
  }
}

extension Column {
  /// The unit of the numbers' decimals; 1 for integers that numbers hold exactly; 0: they are none.
  func spreadUnit(_ context: ExecutionContext) throws(ScriptError) -> Double {
    if case .int64 = values { return 0 }
    return type == .number ? try decimalUnit(context) : 1
  }
}
