// Shares without the rounding of binary fractions.

/// A share as a decimal fraction, so that 7% of 100 is 7 and not 8.
package struct ExactShare: Sendable, Hashable {
  package let numerator: Int64
  package let denominator: Int64

  /// The decimal as which a double is written (0.07 is 7/100); nil if it is not
  /// between 0 and 1.
  package init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    var scaled = value
    var denominator: Int64 = 1
    // The shortest decimal that reads back to the same double ends the search.
    while denominator < 1_000_000_000_000, scaled.rounded() / Double(denominator) != value {
      denominator *= 10
      scaled = value * Double(denominator)
    }
    numerator = Int64(scaled.rounded())
    self.denominator = denominator
  }

  /// nil where it is not between 0 and 1.
  package init?(_ numerator: Int64, of denominator: Int64) {
    guard denominator > 0, (0...denominator).contains(numerator) else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  package var value: Double { Double(numerator) / Double(denominator) }

  /// ⌈count·share⌉.
  package func count(of count: Int) -> Int {
    let product = UInt64(count).multipliedFullWidth(by: UInt64(numerator))
    let (quotient, remainder) = UInt64(denominator).dividingFullWidth(product)
    return Int(quotient) + (remainder > 0 ? 1 : 0)
  }
}
