// Compares an expected cell with an actual one.

import SegColumns
import SegDiagnostics

/// How cells of answers are written in expectations, and compared with them.
enum GoldenCell {
  static let missing = "·"

  /// A value as an expectation writes it: numbers with at most 6 decimals.
  static func text(_ value: Value, in language: Language = .english) -> String {
    switch value {
    case .missing: missing
    case .number(let number): self.number(number)
    case .text(let text): Diagnostic.visible(text)
    case .boolean(let value): ((value ? "yes" : "no") as Message).text(in: language)
    case .integer, .date, .timestamp: value.description
    }
  }

  private static func number(_ value: Double) -> String {
    let exact = Value.numberText(value)
    let magnitude = abs(value)
    guard value.isFinite, magnitude < 1e9, magnitude >= 1e-3, let point = exact.firstIndex(of: ".") else { return exact }
    if exact.distance(from: point, to: exact.endIndex) <= 7 { return exact }
    let millionths = Int64((magnitude * 1e6).rounded())
    let fraction = String(millionths % 1_000_000)
    var text = (value < 0 ? "-" : "") + String(millionths / 1_000_000) + "."
    text += String(repeating: "0", count: 6 - fraction.count) + fraction
    // `3.000000` stays: `3` would ask for an integer.
    if millionths % 1_000_000 != 0 { while text.hasSuffix("0") { text.removeLast() } }
    return text
  }

  /// Numbers are equal at the precision that is written, everything else exactly. A number
  /// written without a decimal point is an integer. `*` matches anything.
  static func matches(_ expected: String, _ value: Value, in language: Language = .english) -> Bool {
    if expected == "*" { return true }
    return switch value {
    case .number(let actual): matches(expected, actual)
    case .integer(let actual): expected.filter { $0 != "," } == String(actual) || matches(expected, share: Double(actual))
    case .missing, .text, .date, .timestamp, .boolean: expected == text(value, in: language)
    }
  }

  private static func matches(_ expected: String, _ actual: Double) -> Bool {
    if expected == Value.numberText(actual) || matches(expected, share: actual) { return true }
    let plain = expected.filter { $0 != "," }
    guard let number = Double(plain), number.isFinite, actual.isFinite else { return false }
    return abs(number - actual) <= tolerance(plain, number)
  }

  /// `2.5%` is 0.025 to three decimals.
  private static func matches(_ expected: String, share actual: Double) -> Bool {
    guard expected.hasSuffix("%") else { return false }
    let plain = expected.dropLast().filter { $0 != "," }
    guard let number = Double(plain), actual.isFinite else { return false }
    return abs(number - actual * 100) <= tolerance(plain, number)
  }

  /// Half of the last written decimal, plus the rounding error.
  private static func tolerance(_ text: String, _ number: Double) -> Double {
    let noise = 1e-9 * max(1, abs(number))
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    guard let mantissa = parts.first, let point = mantissa.firstIndex(of: ".") else {
      return exponent == 0 ? noise : scale(exponent) / 2
    }
    let places = mantissa.distance(from: point, to: mantissa.endIndex) - 1
    return scale(exponent - places) / 2 * (1 + 1e-6) + (exponent < 0 ? 0 : noise * 1e-3)
  }

  private static func scale(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<min(400, abs(exponent)) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
