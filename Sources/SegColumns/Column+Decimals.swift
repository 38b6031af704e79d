// Money is decimal, and binary numbers are not: columns that hold decimals are
// known as such, so that their sums are exact.

extension Column {
  /// How many decimals (0 to 4) all values of a number column have, or nil
  /// where they have more, or are too large to be counted in units of the last
  /// one. What arithmetic leaves of a decimal (1234.56 − 1000.01 is
  /// 234.54999999999995) still counts as that decimal.
  ///
  /// Complexity: O(count) when first asked for.
  package var decimals: Int? {
    guard type == .number, case .float64(let buffer) = values else { return nil }
    return lazyDecimals.value {
      var places = 0
      for row in 0..<count {
        let value = buffer.pointer[row]
        while true {
          let scaled = value * decimalUnits[places]
          let whole = scaled.rounded()
          // 2^46: a sum of 65,536 of them stays below 2^62.
          if abs(whole) < 70_368_744_177_664, abs(scaled - whole) <= 1e-9 + abs(whole) * 1e-14 { break }
          places += 1
          if places == decimalUnits.count { return nil }
        }
      }
      return places
    }
  }
}

/// Ten to the power, for the decimals of a column.
package let decimalUnits: [Double] = [1, 10, 100, 1_000, 10_000]
