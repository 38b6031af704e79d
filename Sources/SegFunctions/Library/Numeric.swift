// Functions of numbers.

import SegPlatform
import SegColumns

extension Function {
  static let numeric: [Function] = [
    Function(
      "abs", "the distance from zero", example: ("abs(-3)", "3"),
      [
        Overload([.integer], .integer, .integer { $0 == .min ? nil : Swift.abs($0) }),
        Overload([.number], .number, .number { Swift.abs($0) }),
      ]),
    Function(
      "round", "the number rounded to a number of decimals (0 by default), halves away from zero",
      example: ("round(2.345, 2)", "2.35"),
      [
        Overload([.integer], .integer, .integer { $0 }),
        Overload([.number], .number, .number { rounded($0, 0) }),
        Overload([.number, .integer], .number, .values(roundedToDecimals)),
      ]),
    Function(
      "floor", "the greatest integer that is not above the number", example: ("floor(2.7)", "2"),
      [
        Overload([.integer], .integer, .integer { $0 }),
        Overload([.number], .integer, .numberToInteger { Int64(exactly: $0.rounded(.down)) }),
      ]),
    Function(
      "ceil", "the least integer that is not below the number", example: ("ceil(2.1)", "3"),
      [
        Overload([.integer], .integer, .integer { $0 }),
        Overload([.number], .integer, .numberToInteger { Int64(exactly: $0.rounded(.up)) }),
      ]),
    Function(
      "sqrt", "the square root; missing for negative numbers", example: ("sqrt(9)", "3"),
      [Overload([.number], .number, .number { $0.squareRoot() })]),
    Function(
      "exp", "e to the power of the number", example: ("exp(0)", "1"),
      [Overload([.number], .number, .number { Glibc.exp($0) })]),
    Function(
      "ln", "the natural logarithm; missing for numbers not above zero", example: ("ln(1)", "0"),
      [Overload([.number], .number, .number { Glibc.log($0) })]),
    Function(
      "log10", "the decimal logarithm; missing for numbers not above zero", example: ("log10(1000)", "3"),
      [Overload([.number], .number, .number { Glibc.log10($0) })]),
    Function(
      "power", "a number to a power", example: ("power(2, 10)", "1024"),
      [Overload([.number, .number], .number, .numbers { Glibc.pow($0, $1) }, withConstant: wholePower)]),
    Function(
      "least", "the smaller of two values", example: ("least(2, 5)", "2"),
      [
        Overload([.integer, .integer], .integer, .integers { Swift.min($0, $1) }),
        Overload([.number, .number], .number, .numbers { Swift.min($0, $1) }),
        Overload([.date, .date], .date, .integers { Swift.min($0, $1) }),
        Overload([.timestamp, .timestamp], .timestamp, .integers { Swift.min($0, $1) }),
      ]),
    Function(
      "greatest", "the larger of two values", example: ("greatest(2, 5)", "5"),
      [
        Overload([.integer, .integer], .integer, .integers { Swift.max($0, $1) }),
        Overload([.number, .number], .number, .numbers { Swift.max($0, $1) }),
        Overload([.date, .date], .date, .integers { Swift.max($0, $1) }),
        Overload([.timestamp, .timestamp], .timestamp, .integers { Swift.max($0, $1) }),
      ]),
    Function(
      "integer", "a whole number from a number (rounded towards zero) or from a text; missing if the text is not a whole number",
      example: ("integer(\"42\")", "42"),
      [
        Overload([.number], .integer, .numberToInteger { Int64(exactly: $0.rounded(.towardZero)) }),
        Overload([.text], .integer, .textToInteger { Int64($0) }),
      ]),
    Function(
      "number", "a number from a text; missing if the text is not a number", example: ("number(\"1.5\")", "1.5"),
      [
        Overload([.number], .number, .number { $0 }),
        Overload([.text], .number, .textToNumber { Double($0) }),
      ]),
  ]

  /// Powers of whole numbers up to 64 by multiplication: within a few units of
  /// the last place of the C library's, and ten times as fast.
  private static let wholePower: @Sendable (Double) -> (@Sendable (Double) -> Double)? = { exponent in
    guard let whole = Int(exactly: exponent), (0...64).contains(whole) else { return nil }
    return { base in
      var result = 1.0
      var square = base
      var left = whole
      while left > 0 {
        if left & 1 == 1 { result *= square }
        left >>= 1
        if left > 0 { square *= square }
      }
      return result
    }
  }

  /// Halves are rounded away from zero, as in SQL. The decimal as written counts,
  /// so 2.345 (a little less in binary) becomes 2.35.
  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    if decimals == 0 { return value.rounded(.toNearestOrAwayFromZero) }
    let scale = Glibc.pow(10, Double(Swift.abs(decimals)))
    let size = Swift.abs(value)
    // If doubles of this size are no closer than these decimals, the value is already rounded.
    guard decimals > 0 ? size.ulp * scale < 1 : size.ulp < scale else { return value }
    let scaled = decimals > 0 ? size * scale : size / scale
    func number(_ units: Double) -> Double { decimals > 0 ? units / scale : units * scale }
    if number(scaled.rounded()) == size { return value }
    var whole = scaled.rounded(.down)
    let isUp: Bool
    if whole < 0x1p50 {
      // If there are digits to spare, a value just below a half counts as the half: arithmetic
      // errors produce such values.
      isUp = (whole < 0x1p45 ? size.nextUp : size) >= number(whole + 0.5)
    } else {
      isUp = (decimals > 0 ? Glibc.fma(size, scale, -whole) : Glibc.fma(-whole, scale, size) / scale) >= 0.5
    }
    if isUp { whole += 1 }
    return value < 0 ? 0 - number(whole) : number(whole)
  }

  private static let roundedToDecimals: @Sendable ([Value]) -> Value = { values in
    guard values.count == 2, case .number(let value) = values[0], case .integer(let decimals) = values[1] else {
      return .missing
    }
    return .number(rounded(value, Int(Swift.max(-300, Swift.min(300, decimals)))))
  }
}
