// Sums whose result does not depend on the order of the terms.

import SegColumns
import SegDiagnostics
import SegRuntime

/// A compensated running sum (Neumaier 1974): exact to the last bit, except for
/// cancellation beyond double the precision.
package struct CompensatedSum: BitwiseCopyable, Sendable {
  @usableFromInline var sum = 0.0
  @usableFromInline var rest = 0.0
  @usableFromInline package internal(set) var count = 0

  @inlinable
  package init() {}

  /// Adds a value.
  @inlinable
  @inline(__always)
  package mutating func add(_ value: Double) {
    let next = sum + value
    rest += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
    count += 1
  }

  /// Adds a sum of other values.
  @inlinable
  package mutating func add(_ other: CompensatedSum) {
    let before = count
    add(other.sum)
    rest += other.rest
    count = before + other.count
  }

  @inlinable package var total: Double { sum + rest }
}

/// A sum of integers that wraps and counts how often. Only the final sum can be beyond 64
/// bits, independent of the order of the terms.
package struct IntegerSum: BitwiseCopyable, Sendable {
  @usableFromInline package internal(set) var sum: Int64 = 0
  /// How many times 2^64 the sum is too small.
  @usableFromInline var wraps = 0

  @inlinable
  package init() {}

  @inlinable package var isBeyond: Bool { wraps != 0 }

  /// The sum as a number, whether it is beyond 64 bits or not.
  @inlinable package var number: Double { Double(wraps) * 0x1p64 + Double(sum) }

  /// Adds a value.
  @inlinable
  @inline(__always)
  package mutating func add(_ value: Int64) {
    let (next, overflow) = sum.addingReportingOverflow(value)
    sum = next
    if overflow { wraps += value > 0 ? 1 : -1 }
  }

  /// Adds a sum of other values.
  @inlinable
  package mutating func add(_ part: IntegerSum) {
    add(part.sum)
    wraps += part.wraps
  }
}

/// A sum of numbers. Decimals are counted in units of their last decimal, so their sum is
/// exact: cents add up to cents. Other numbers are summed with compensation.
package struct NumberSum: BitwiseCopyable, Sendable {
  @usableFromInline var units = IntegerSum()
  @usableFromInline var compensated = CompensatedSum()
  @usableFromInline package internal(set) var count = 0

  @inlinable
  package init() {}

  /// Adds a value of a column whose decimals have that unit (100 for cents), or of any
  /// other column with the unit 0.
  @inlinable
  @inline(__always)
  package mutating func add(_ value: Double, unit: Double) {
    if unit == 0 {
      count += 1
      compensated.add(value)
    } else {
      addUnits(of: value, unit: unit)
    }
  }

  /// Adds a decimal.
  @inlinable
  @inline(__always)
  package mutating func addUnits(of value: Double, unit: Double) {
    add(units: wholeUnits(value * unit), count: 1)
  }

  /// Adds the sum of so many decimals in units.
  @inlinable
  @inline(__always)
  package mutating func add(units more: Int64, count: Int) {
    self.count += count
    units.add(more)
  }

  /// Joins a sum of other values of the same column.
  @inlinable
  package mutating func add(_ other: NumberSum) {
    units.add(other.units)
    compensated.add(other.compensated)
    count += other.count
  }

  /// The sum as a number, rounded once.
  @inlinable
  package func total(unit: Double) -> Double {
    unit == 0 ? compensated.total : units.number / unit
  }

  /// The share of a total of the same column, rounded once: 7 of 100 ones is 0.07.
  @inlinable
  package func share(of whole: Double, unit: Double) -> Double {
    unit == 0 ? compensated.total / whole : units.number / (whole * unit).rounded()
  }

  /// The mean, rounded once.
  @inlinable
  package func mean(unit: Double) -> Double {
    unit == 0 ? compensated.total / Double(count) : units.number / (unit * Double(count))
  }
}

/// The nearest integer of a number below 2^51, read from the bits that a large
/// summand leaves: without a call or a conversion, so that loops vectorise.
@inlinable
@inline(__always)
package func wholeUnits(_ scaled: Double) -> Int64 {
  let magic = 6_755_399_441_055_744.0
  return Int64(bitPattern: (scaled + magic).bitPattern) &- Int64(bitPattern: magic.bitPattern)
}

extension Column {
  /// The unit of the column's decimals for `NumberSum`: 100 for cents, 0 if
  /// it has none.
  package func decimalUnit(_ context: ExecutionContext) throws(ScriptError) -> Double {
    try decimals(context).map { decimalUnits[$0] } ?? 0
  }
}
