// A number for each customer that hangs on its key alone: random groups that
// stay the same when customers are added.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// Numbers from 0 to below 1, evenly spread: the key's bytes (FNV-1a) or
  /// value, mixed with the seed and the stratum by splitmix64.
  func keyHash(seed: Int64, per: [Expression]) throws(ScriptError) -> Column {
    guard let customers = store.customers else { return Column.numbers([]) }
    var strata: [Column] = []
    for expression in per { strata.append(try column(expression, on: store.customerFrame)) }
    let keys = customers.keys
    let numbers = Buffer<Double>(count: keys.count)
    let columns = strata
    try context.run(rows: keys.count) { _, _, rows in
      for row in rows {
        var state = Self.mix(UInt64(bitPattern: seed) ^ 0x5EE6_5EE6_5EE6_5EE6)
        for column in columns { state = Self.mix(state ^ Self.value(column, row)) }
        state = Self.mix(state ^ Self.value(keys, row))
        // The highest 53 bits are a double exactly.
        numbers.pointer[row] = Double(state >> 11) / 9_007_199_254_740_992
      }
    }
    return Column(.number, count: keys.count, values: .float64(numbers))
  }

  /// A number of the value itself: not of a dictionary code, which may change.
  private static func value(_ column: Column, _ row: Int) -> UInt64 {
    guard column.isPresent(row) else { return 0x6D69_7373 }
    guard let dictionary = column.dictionary else { return column.identity(row) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in dictionary.utf8(column.code(row)) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// splitmix64 (Steele, Lea, Flood 2014), the finalizer with its increment.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
