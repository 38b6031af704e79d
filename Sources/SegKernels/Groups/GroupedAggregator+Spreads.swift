// Spreads of groups.

import SegColumns
import SegDiagnostics
import SegRuntime

extension GroupedAggregator {
  /// The spread of each group's values.
  ///
  /// - Parameter sums: of the same values; asked for where they are not whole units.
  package func spreads(
    _ argument: Column, _ sums: () throws(ScriptError) -> [GroupSum]
  ) throws(ScriptError) -> [Spread] {
    if let whole = try argument.wholeNumbers(context) {
      nonisolated(unsafe) let values = whole.values.pointer
      let sums = try accumulateExactly(ExactSpreadSum(), { $0.add(values[$1]) }, join: { $0.add($1) })
      return withExtendedLifetime(whole) { sums.map { $0.spread(unit: whole.unit) } }
    }
    guard case .float64(let values) = try argument.asNumbers(context).values else { return [] }
    let starts = try starts(argument, try sums())
    return try accumulate(from: starts, { $0.add(values.pointer[$1]) }, join: { $0.add($1) }).map(\.spread)
  }

  /// The pairs of values of each group.
  package func pairs(_ first: Column, _ second: Column) throws(ScriptError) -> [PairSpread] {
    if let first = try first.wholeNumbers(context), let second = try second.wholeNumbers(context) {
      nonisolated(unsafe) let (a, b) = (first.values.pointer, second.values.pointer)
      let sums = try accumulateExactly(ExactPairSum(), { $0.add(a[$1], b[$1]) }, join: { $0.add($1) })
      return withExtendedLifetime((first, second)) { sums.map { $0.spread(units: (first.unit, second.unit)) } }
    }
    // Dates have no sum.
    let first = first.type == .date ? try first.asNumbers(context) : first
    let second = second.type == .date ? try second.asNumbers(context) : second
    guard case .float64(let a) = try first.asNumbers(context).values, case .float64(let b) = try second.asNumbers(context).values else {
      return []
    }
    let starts = zip(try starts(first, try sums(first)), try starts(second, try sums(second))).map { PairSum($0, $1) }
    return try accumulate(from: starts, { $0.add(a.pointer[$1], b.pointer[$1]) }, join: { $0.add($1) }).map(\.spread)
  }

  /// The spreads of no rows, around the mean of each group.
  private func starts(_ argument: Column, _ sums: [GroupSum]) throws(ScriptError) -> [SpreadSum] {
    let unit = try argument.spreadUnit(context)
    return sums.map { SpreadSum(around: $0.count == 0 ? 0 : $0.mean, unit: unit) }
  }
}

extension Column {
  /// The unit of the numbers' decimals; 1 for integers that numbers hold exactly; 0: they are none.
  func spreadUnit(_ context: ExecutionContext) throws(ScriptError) -> Double {
    if case .int64 = values { return 0 }
    return type == .number ? try decimalUnit(context) : 1
  }
}
