// Spreads of each customer's values.

import SegColumns
import SegDiagnostics

extension CustomerEventAggregator {
  /// A number from the spread of each customer's values.
  package func spreads(_ argument: Column, _ result: @Sendable (Spread) -> Double?) throws(ScriptError) -> Column {
    let rows = rows
    if let whole = try argument.wholeNumbers(context) {
      defer { withExtendedLifetime(whole) {} }
      nonisolated(unsafe) let values = whole.values.pointer
      let unit = whole.unit
      return try numbers(nil) { customer in
        var sum = ExactSpreadSum()
        rows.forEach(customer) { sum.add(values[$0]) }
        return sum.count < 2 ? nil : result(sum.spread(unit: unit))
      }
    }
    guard case .float64(let buffer) = try argument.asNumbers(context).values else { return Column.numbers([]) }
    let unit = try argument.spreadUnit(context)
    return try numbers(nil) { customer in
      var sum = CompensatedSum()
      rows.forEach(customer) { sum.add(buffer.pointer[$0]) }
      if sum.count < 2 { return nil }
      var spread = SpreadSum(around: sum.total / Double(sum.count), unit: unit)
      rows.forEach(customer) { spread.add(buffer.pointer[$0]) }
      return result(spread.spread)
    }
  }

  /// A number from the pairs of each customer's values.
  package func pairs(
    _ first: Column, _ second: Column, _ result: @Sendable (PairSpread) -> Double?
  ) throws(ScriptError) -> Column {
    let rows = rows
    if let first = try first.wholeNumbers(context), let second = try second.wholeNumbers(context) {
      defer { withExtendedLifetime((first, second)) {} }
      nonisolated(unsafe) let (a, b) = (first.values.pointer, second.values.pointer)
      let units = (first.unit, second.unit)
      return try numbers(nil) { customer in
        var sum = ExactPairSum()
        rows.forEach(customer) { sum.add(a[$0], b[$0]) }
        return sum.count < 2 ? nil : result(sum.spread(units: units))
      }
    }
    guard case .float64(let a) = try first.asNumbers(context).values, case .float64(let b) = try second.asNumbers(context).values else {
      return Column.numbers([])
    }
    let (unitA, unitB) = (try first.spreadUnit(context), try second.spreadUnit(context))
    return try numbers(nil) { customer in
      var (sumA, sumB) = (CompensatedSum(), CompensatedSum())
      rows.forEach(customer) { row in
        sumA.add(a.pointer[row])
        sumB.add(b.pointer[row])
      }
      if sumA.count < 2 { return nil }
      let count = Double(sumA.count)
      var pairs = PairSum(SpreadSum(around: sumA.total / count, unit: unitA), SpreadSum(around: sumB.total / count, unit: unitB))
      rows.forEach(customer) { pairs.add(a.pointer[$0], b.pointer[$0]) }
      return result(pairs.spread)
    }
  }
}
