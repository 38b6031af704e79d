// Functions of value over time: the present value of yearly amounts, by formula.

import SegPlatform
import SegColumns
import SegDiagnostics
import SegCustomerValue

private let endless: Message = "a retention of 100% has no end"

extension Function {
  /// Rates are fractions per period (10% is 0.1), all for the same length of time,
  /// usually a year. The value is missing for a retention outside 0...1, a negative
  /// discount rate and an infinite sum.
  static let valuation: [Function] = [
    Function(
      "margin_multiple",
      """
      the present value of a margin of 1 per period, from the next period on: (retention, discount); with a margin that \
      grows from the second period on: (retention, discount, growth)
      """,
      example: ("round(margin_multiple(80%, 10%), 4)", "2.6667"),
      [
        Overload(
          numbers: 2, domainError: { domainError($0[0], $0[1], endless: true) }, numbers { multiple($0[0], $0[1], growth: 0, periods: nil) }
        ),
        Overload(
          numbers: 3, domainError: { domainError($0[0], $0[1], growth: $0[2], endless: true) },
          numbers { multiple($0[0], $0[1], growth: $0[2], periods: nil) }),
      ]),
    Function(
      "lifetime_value",
      """
      the present value of a margin per period, from the next period on, as long as the customer stays: (margin, retention, discount), \
      then the number of periods, then growth, which begins with the second payment; today's margin is not included
      """,
      example: ("round(lifetime_value(100, 80%, 10%, 5), 2)", "212.41"),
      [
        Overload(
          numbers: 3, domainError: { domainError($0[1], $0[2], endless: true) },
          numbers { value($0[0], $0[1], $0[2], growth: 0, periods: nil) }),
        Overload(
          numbers: 4, domainError: { domainError($0[1], $0[2], periods: $0[3]) },
          numbers { value($0[0], $0[1], $0[2], growth: 0, periods: $0[3]) }),
        Overload(
          numbers: 5, domainError: { domainError($0[1], $0[2], growth: $0[4], periods: $0[3]) },
          numbers { value($0[0], $0[1], $0[2], growth: $0[4], periods: $0[3]) }),
      ]),
    Function(
      "expected_lifetime",
      "the expected number of periods that a customer stays: 1 / (1 - retention)", example: ("expected_lifetime(75%)", "4"),
      [
        Overload(
          numbers: 1, domainError: { domainError($0[0], 0) ?? ($0[0] == 1 ? endless : nil) },
          numbers { DeterministicValue.expectedLifetime(retention: $0[0]) })
      ]),
    Function(
      "discounted", "the value today of an amount that is due after a number of periods: amount / (1 + discount)^periods",
      example: ("round(discounted(121, 10%, 2), 2)", "100"),
      [
        Overload(
          numbers: 3, domainError: { domainError(1, $0[1]) }, numbers { $0[1] >= 0 ? $0[0] * exp(-$0[2] * log1p($0[1])) : nil })
      ]),
  ]

  /// The reason why the rates of a value are impossible; nil if they are possible.
  ///
  /// - Parameter endless: whether the sum is over all future periods.
  private static func domainError(
    _ retention: Double, _ discount: Double, growth: Double = 0, periods: Double = 0, endless: Bool = false
  ) -> Message? {
    func said(_ number: Double) -> String { Value.number(number).description }
    if !(0...1).contains(retention) { return "a retention is from 0 to 1, and this one is \(said(retention))" }
    if !(discount >= 0) { return "a rate of discount is 0 or more, and this one is \(said(discount))" }
    if !(growth > -1) { return "growth is above -1, and this one is \(said(growth))" }
    if periods < 0 || periods != periods.rounded() {
      return "the number of periods is a whole number of 0 or more, and this one is \(said(periods))"
    }
    if endless, retention * (1 + growth) >= 1 + discount { return "the sum over all future periods is infinite" }
    return nil
  }

  private static func numbers(_ value: @escaping @Sendable ([Double]) -> Double?) -> Kernel {
    .values { arguments in
      let numbers = arguments.compactMap { if case .number(let number) = $0 { number } else { nil } }
      guard numbers.count == arguments.count, let result = value(numbers), result.isFinite else { return .missing }
      return .number(result)
    }
  }

  private static func value(_ margin: Double, _ retention: Double, _ discount: Double, growth: Double, periods: Double?) -> Double? {
    multiple(retention, discount, growth: growth, periods: periods).map { margin * $0 }
  }

  /// The sum over t = 1, 2 … `periods` of r^t (1+g)^(t−1) / (1+d)^t; over all
  /// periods it is the margin multiple.
  private static func multiple(_ retention: Double, _ discount: Double, growth: Double, periods: Double?) -> Double? {
    guard (0...1).contains(retention), discount >= 0, growth > -1, growth.isFinite else { return nil }
    guard let periods else { return DeterministicValue.marginMultiple(retention: retention, discount: discount, growth: growth) }
    let factor = retention * (1 + growth) / (1 + discount)
    guard periods >= 0, periods == periods.rounded(), periods.isFinite else { return nil }
    if factor == 0 { return periods == 0 ? 0 : retention / (1 + discount) }
    // Near 1 the quotient of differences would lose its digits.
    let sum = factor == 1 ? periods : expm1(periods * log(factor)) / expm1(log(factor))
    return retention / (1 + discount) * sum
  }
}
