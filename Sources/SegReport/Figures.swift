// Numbers as a person reads them: separators, a fixed number of decimals, percentages.

import SegColumns
import SegDiagnostics

/// The number of decimals of a column of figures: the same for all numbers, so
/// that their decimal points line up.
///
/// It is the number that makes all of them exact, if that is at most four (two
/// if the column has thousands). Otherwise it is two, or three digits of the
/// largest number if all are below 1. A number that would show as 0 keeps three
/// significant digits of its own, so that only 0 is shown as 0.
struct Decimals {
  /// The most decimals of any column.
  static let limit = 8

  private(set) var largest = 0.0
  private var isExact = [Bool](repeating: true, count: 5)

  /// Takes a number of the column into account.
  @inline(__always)
  mutating func add(_ value: Double) {
    largest = max(largest, abs(value))
    for decimals in isExact.indices where isExact[decimals] { isExact[decimals] = Self.isExact(value, decimals) }
  }

  /// The decimals with which all numbers are exact; nil if there are more than `most`.
  var exact: Int? { isExact.prefix(largest < 1000 ? 5 : 3).firstIndex(of: true) }

  /// The decimals of the column: `exact`, or what its numbers are rounded to.
  var most: Int {
    if let exact { return exact }
    if largest >= 1 { return 2 }
    var most = 3
    var bound = 0.1
    while largest < bound && most < Self.limit {
      bound /= 10
      most += 1
    }
    return most
  }

  /// Whether a number has at most so many decimals, apart from rounding errors of
  /// 4 units in the last place.
  static func isExact(_ value: Double, _ decimals: Int) -> Bool {
    let scaled = abs(value) * scale(decimals)
    return abs(scaled - scaled.rounded()) <= scaled * 0x1p-50
  }

  static func scale(_ decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<max(0, decimals) { scale *= 10 }
    return scale
  }
}

extension ByteBlock {
  /// `-1,234`.
  mutating func append(separated value: Int64) {
    if value < 0 { append(0x2D) }
    append(separated: value.magnitude)
  }

  mutating func append(separated magnitude: UInt64) {
    var groups: [UInt64] = []
    var rest = magnitude
    while rest >= 1000 {
      groups.append(rest % 1000)
      rest /= 1000
    }
    append(magnitude: rest)
    for group in groups.reversed() {
      append(0x2C)
      append(magnitude: group, padding: 3)
    }
  }

  /// `-1,234.50`: rounded to `decimals`; a number too large to write out is
  /// written with its exponent.
  mutating func append(figure value: Double, decimals: Int) {
    let scaled = (abs(value) * Decimals.scale(decimals)).rounded()
    guard scaled < 9e15 else {
      if abs(value) < 1e19 {
        if value < 0 { append(0x2D) }
        return append(separated: UInt64(abs(value).rounded()))
      }
      return append(number: value)
    }
    let digits = UInt64(scaled)
    let unit = UInt64(Decimals.scale(decimals))
    if value < 0 && digits > 0 { append(0x2D) }
    append(separated: digits / unit)
    if decimals > 0 {
      append(0x2E)
      append(magnitude: digits % unit, padding: decimals)
    }
  }

  /// As `append(figure:decimals:)`; if rounding to `decimals` would show 0, three
  /// significant digits instead.
  mutating func append(visible value: Double, decimals: Int) {
    let isThin = abs(value) * Decimals.scale(decimals) < 1 || abs(value) < ShownNumber.smallest
    if isThin && value != 0 { return append(ShownNumber.significant(value, digits: 3)) }
    append(figure: value, decimals: decimals)
  }

  /// `0.242593`, `-9,582.43`, `12`: six significant digits, without zeros at
  /// the end.
  mutating func append(estimate value: Double) {
    if abs(value) < ShownNumber.smallest && value != 0 { return append(ShownNumber.significant(value, digits: 6)) }
    var decimals = 5
    var bound = 10.0
    while abs(value) >= bound, decimals > 0 {
      bound *= 10
      decimals -= 1
    }
    bound = 1
    while abs(value) < bound, value != 0, decimals < Decimals.limit {
      bound /= 10
      decimals += 1
    }
    var scaled = (abs(value) * Decimals.scale(decimals)).rounded()
    while decimals > 0, scaled < 9e15, (scaled / 10).rounded() * 10 == scaled {
      scaled /= 10
      decimals -= 1
    }
    append(figure: value, decimals: decimals)
  }

  /// `2.5%` for 0.0246; with enough decimals to differ from 0% and from 100%.
  mutating func append(share value: Double) {
    let percent = value * 100
    func looksLike(_ whole: Double, _ decimals: Int) -> Bool {
      let scale = Decimals.scale(decimals)
      // A rounding error of a sum of shares is not a missing part.
      return abs(percent - whole) > whole * 1e-11 && (percent * scale).rounded() == whole * scale
    }
    var decimals = 1
    while decimals < Decimals.limit, looksLike(0, decimals) || looksLike(100, decimals) { decimals += 1 }
    if looksLike(0, decimals) { append(ShownNumber.significant(percent, digits: 2)) } else { append(figure: percent, decimals: decimals) }
    append(0x25)
  }
}

/// A number in a line of text.
package enum Figure {
  /// `2.5%` for 0.0246.
  package static func share(_ value: Double) -> String {
    var block = ByteBlock(capacity: 64)
    block.append(share: value)
    return String(decoding: block.bytes, as: UTF8.self)
  }

  /// `1,234.5`: two decimals, without zeros at the end; three significant digits
  /// if two decimals would show 0.
  package static func text(_ value: Double) -> String {
    if abs(value) < 0.01 { return ShownNumber.significant(value, digits: 3) }
    var decimals = Decimals()
    decimals.add((value * 100).rounded() / 100)
    var block = ByteBlock(capacity: 64)
    block.append(figure: value, decimals: decimals.exact ?? 2)
    return String(decoding: block.bytes, as: UTF8.self)
  }
}

/// The footer of a table.
enum Footer {
  /// `1,234`.
  static func count(_ count: Int) -> String {
    var block = ByteBlock(capacity: 64)
    block.append(separated: Int64(count))
    return String(decoding: block.bytes, as: UTF8.self)
  }

  /// `58 rows`.
  static func rows(_ count: Int) -> Message { count == 1 ? "1 row" : "\(self.count(count)) rows" }

  /// `9,000 rows (40 shown; --format csv shows all) · 1.8 ms`
  static func text(_ report: Report, shown: Int, _ style: ReportStyle) -> String {
    let count = report.table.rowCount
    var rows = rows(count)
    if shown < count { rows = style.moreHint.isEmpty ? "\(rows) (\(shown) shown)" : "\(rows) (\(shown) shown; \(style.moreHint))" }
    return rows.text(in: style.language) + " · " + time(report.milliseconds)
  }

  /// `1.8 ms`, `320 ms`, `2.41 s`.
  static func time(_ milliseconds: Double) -> String {
    var block = ByteBlock(capacity: 64)
    switch milliseconds {
    case ..<10: block.append(figure: max(0, milliseconds), decimals: 1)
    case ..<1000: block.append(figure: milliseconds, decimals: 0)
    default: block.append(figure: milliseconds / 1000, decimals: 2)
    }
    block.append(milliseconds >= 1000 ? " s" : " ms")
    return String(decoding: block.bytes, as: UTF8.self)
  }
}
