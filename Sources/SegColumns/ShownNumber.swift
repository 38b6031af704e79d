// A single number as a person reads it: with thousands separators, and an exponent only if there are too many digits.

/// The decimal digits of a number, and how they are written for people.
package struct ShownNumber {
  /// A smaller number, other than 0, is written with an exponent: people miscount
  /// more than six zeros.
  package static let smallest = 1e-6

  private let isNegative: Bool
  /// Significant digits, 0 to 9, without zeros at the end; at least one.
  private var digits: [UInt8]
  /// The power of ten of the first digit.
  private var exponent: Int

  /// nil if the number is not finite.
  private init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    digits = []
    exponent = 0
    // The shortest digits that read back: `12.5`, `1.25e-07`.
    let parts = abs(value).description.split(separator: "e", maxSplits: 1)
    var whole = 0
    var isFraction = false
    for byte in (parts.first ?? "").utf8 {
      if byte == 0x2E {
        isFraction = true
      } else if (0x30...0x39).contains(byte) {
        digits.append(byte - 0x30)
        if !isFraction { whole += 1 }
      }
    }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent = whole - zeros - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (digits, exponent) = ([0], 0) }
  }

  /// Rounds to at most `count` significant digits, halves away from 0.
  private mutating func round(to count: Int) {
    guard count > 0, digits.count > count else { return }
    let isUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if isUp {
      while digits.last == 9 { digits.removeLast() }
      if let last = digits.indices.last {
        digits[last] += 1
      } else {
        digits = [1]
        exponent += 1
      }
    }
    trim()
  }

  /// `12,345.678`, `0.000001`, `1.5e-07`.
  private var text: String {
    let sign = isNegative && digits != [0] ? "-" : ""
    guard exponent >= -6, exponent < 19 else {
      // The exponent has at least two digits, as in ``Value/description``.
      let power = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
      let fraction = digits.count > 1 ? "." + Self.text(of: digits[1...]) : ""
      return sign + Self.text(of: digits[..<1]) + fraction + (exponent < 0 ? "e-" : "e+") + power
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + Self.text(of: digits[...]) }
    let count = exponent + 1
    let whole = Self.text(of: digits.prefix(count)) + String(repeating: "0", count: max(0, count - digits.count))
    let fraction = digits.count > count ? "." + Self.text(of: digits[count...]) : ""
    return sign + Self.separated(whole) + fraction
  }

  private static func text(of digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  /// `1,234` for `1234`; a sign at the front stays there.
  package static func separated(_ digits: String) -> String {
    var bytes: [UInt8] = []
    let all = Array(digits.utf8)
    let first = all.first == 0x2D ? 1 : 0
    for (place, byte) in all.enumerated() {
      if place > first, (all.count - place) % 3 == 0 { bytes.append(0x2C) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All digits of a number, with separators.
  package static func exact(_ value: Double) -> String {
    // The shortest digits of a large whole number end in zeros that are not exact.
    if value == value.rounded(), let whole = Int64(exactly: value) { return separated(String(whole)) }
    return ShownNumber(value)?.text ?? Value.numberText(value)
  }

  /// At most `digits` significant digits of a number, without zeros at the end.
  package static func significant(_ value: Double, digits: Int) -> String {
    guard var shown = ShownNumber(value) else { return Value.numberText(value) }
    shown.round(to: digits)
    return shown.text
  }
}

extension Value {
  /// As a person reads it: ``description`` with thousands separators where the style has
  /// them, and numbers with up to 15 digits.
  package func shown(as style: ColumnStyle) -> String {
    switch (self, style) {
    case (.number(let value), _): ShownNumber.exact(Value.withoutNoise(value))
    case (.integer(let value), .figure), (.integer(let value), .group): ShownNumber.separated(String(value))
    case (.integer, .plain), (.integer, .share), (.integer, .estimate), (.missing, _), (.text, _), (.date, _),
      (.timestamp, _), (.boolean, _):
      description
    }
  }
}
