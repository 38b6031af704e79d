// Where a quantile lies among values in order, and its value between the two nearest.

import SegColumns

/// A share of values as a decimal fraction, so that the place of 0.29 among 101 values is exactly 29.
package struct QuantileShare: Sendable {
  private let numerator: UInt64
  private let denominator: UInt64

  /// The share of the median.
  package static let half = QuantileShare(1, of: 2)

  /// - Parameters:
  ///   - numerator: from 0 to the denominator.
  ///   - denominator: from 1 to 10^12.
  package init(_ numerator: Int64, of denominator: Int64) {
    self.denominator = UInt64(max(1, denominator))
    self.numerator = min(UInt64(max(0, numerator)), self.denominator)
  }

  var value: Double { Double(numerator) / Double(denominator) }

  /// A place among values in order.
  struct Place {
    /// The value at the place or before it, counted from 0.
    let below: Int
    /// The way to the next value, from 0 to below 1.
    let part: Double

    /// The last value that is needed.
    var last: Int { part > 0 ? below + 1 : below }
  }

  /// The place among so many values, at least one: (count - 1) · share, as in numpy and in SQL's
  /// `percentile_cont`.
  func place(among count: Int) -> Place {
    let product = UInt64(count - 1).multipliedFullWidth(by: numerator)
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    return Place(below: Int(quotient), part: Double(remainder) / Double(denominator))
  }
}

/// Numbers between two others.
enum Interpolation {
  /// The number at a part of the way from `a` to `b`.
  static func between(_ a: Double, _ b: Double, _ part: Double) -> Double {
    if part == 0 || a == b { return a }
    if part == 0.5 { return mean(a, b) }
    for unit in decimalUnits {
      guard let x = units(a, unit), let y = units(b, unit) else { continue }
      return (x + (y - x) * part) / unit
    }
    // The difference of large numbers could overflow.
    return a * (1 - part) + b * part
  }

  /// The mean of two values. For decimals it is computed in units of the last decimal, so
  /// that the mean of cents is exactly the decimal as written. The sum of large values
  /// could overflow, and halves of the smallest are 0.
  static func mean(_ a: Double, _ b: Double) -> Double {
    for unit in decimalUnits {
      guard let x = units(a, unit), let y = units(b, unit) else { continue }
      return (x + y) / (2 * unit)
    }
    let sum = a + b
    return sum.isFinite ? sum / 2 : a / 2 + b / 2
  }

  /// The number in whole units; nil if it is no decimal of that unit.
  @inline(__always)
  private static func units(_ number: Double, _ unit: Double) -> Double? {
    guard abs(number * unit) < 0x1p50 else { return nil }
    let count = nearestInteger(number * unit)
    return count / unit == number ? count : nil
  }
}
