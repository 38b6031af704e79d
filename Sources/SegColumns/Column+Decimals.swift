// Money is decimal, and binary numbers are not. Columns of decimals are
// recognized, so that their sums are exact.

import SegDiagnostics
import SegRuntime
import Synchronization

extension Column {
  /// How many decimals (0 to 4) all values of a number column have; nil if they
  /// have more, or are too large to be counted in units of the last one. A
  /// decimal with a rounding error of arithmetic (1234.56 − 1000.01 is
  /// 234.54999999999995) still counts as that decimal, and a rounding error of 0
  /// as 0. But if all numbers are small, they do not count as 0.
  ///
  /// Looked at when first asked for.
  package func decimals(_ context: ExecutionContext) throws(ScriptError) -> Int? {
    if let scale { return scale }
    if case .int64 = values { return nil }
    if type == .integer { return 0 }
    guard type == .number, case .float64(let buffer) = values else { return nil }
    return try lazyDecimals.value { () throws(ScriptError) -> Int? in
      let hasRests = Atomic<Bool>(false)
      let most = Atomic<Int>(0)
      try context.run(rows: count) { _, _, rows in
        // Nothing is left to find where there are too many already.
        if most.load(ordering: .relaxed) >= decimalUnits.count { return }
        let (places, rests) = Self.decimals(buffer, rows)
        if rests { hasRests.store(true, ordering: .relaxed) }
        most.max(places, ordering: .relaxed)
      }
      let places = most.load(ordering: .relaxed)
      if places >= decimalUnits.count { return nil }
      if hasRests.load(ordering: .relaxed), !Self.areRests(buffer, decimalUnits[places]) { return nil }
      return places
    }
  }

  /// Whether the values below half a unit are rounding errors of 0: less than the
  /// error of a few operations on the largest value.
  private static func areRests(_ buffer: Buffer<Double>, _ unit: Double) -> Bool {
    var largest = 0.0
    var rest = 0.0
    for row in 0..<buffer.count {
      let value = abs(buffer.pointer[row])
      largest = max(largest, value)
      if value * unit < 0.5 { rest = max(rest, value) }
    }
    return rest <= largest * 1e-12
  }

  /// How many decimals the values of some rows have; more than there are units
  /// means too many. Also says whether some count as 0 but are not 0.
  private static func decimals(_ buffer: Buffer<Double>, _ rows: Range<Int>) -> (places: Int, hasRests: Bool) {
    var places = 0
    var hasRests = false
    var start = rows.lowerBound
    while start < rows.upperBound {
      let end = min(start + 1024, rows.upperBound)
      let (isGood, rests) = areDecimals(buffer.pointer + start, end - start, decimalUnits[places])
      if isGood {
        start = end
        hasRests = hasRests || rests
      } else {
        // Values that are whole in a larger unit are whole in a smaller one.
        places += 1
        if places == decimalUnits.count { return (places, hasRests) }
      }
    }
    return (places, hasRests)
  }

  /// Whether values are whole numbers of a unit, within the error of a few
  /// operations, and below 2^46, so that a sum of 65,536 of them stays below 2^62.
  /// Also whether a value other than 0 counts as 0 units.
  private static func areDecimals(
    _ values: UnsafeMutablePointer<Double>, _ count: Int, _ unit: Double
  ) -> (isGood: Bool, hasRests: Bool) {
    var isGood = true
    var hasRests = false
    // The loop has no branch, so that it vectorizes.
    for row in 0..<count {
      let scaled = values[row] * unit
      let whole = nearestInteger(scaled)
      isGood = isGood && abs(scaled - whole) <= 1e-9 + abs(whole) * 1e-15 && abs(whole) < 70_368_744_177_664
      hasRests = hasRests || (whole == 0) != (scaled == 0)
    }
    return (isGood, hasRests)
  }
}

/// The nearest integer of a number below 2^51, halves to even, without a call:
/// the sum has no bits for a fraction.
@inlinable @inline(__always)
package func nearestInteger(_ value: Double) -> Double { (value + 6_755_399_441_055_744) - 6_755_399_441_055_744 }

/// Powers of ten, for the decimals of a column.
package let decimalUnits: [Double] = [1, 10, 100, 1_000, 10_000]

extension Column {
  /// The largest integer that units of decimals may be; 10 digits do not fit.
  private static let widestUnits = Double(Int32.max)

  /// Numbers as integers, if they are decimals of at most four places and nothing
  /// is lost; otherwise nil.
  package static func decimals(_ values: Buffer<Double>, validity: Bitmap?) -> Column? {
    var scale = 0
    var row = 0
    while row < values.count {
      let value = values.pointer[row]
      let units = (value * decimalUnits[scale]).rounded()
      guard abs(units) <= widestUnits else { return nil }
      if units / decimalUnits[scale] == value {
        row += 1
      } else {
        scale += 1
        if scale == decimalUnits.count { return nil }
        row = 0
      }
    }
    let units = Buffer<Int64>(count: values.count)
    for row in 0..<values.count { units.pointer[row] = Int64((values.pointer[row] * decimalUnits[scale]).rounded()) }
    let narrow = Column.integer(units, validity: validity)
    if case .int64 = narrow.values { return nil }
    return Column(.number, count: values.count, values: narrow.values, validity: validity, scale: scale)
  }
}
