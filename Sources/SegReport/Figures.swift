// Numbers as a person reads them: separators, a fixed number of decimals, percentages.

/// How many decimals a column of figures is shown with: the same for all, so
/// that they stand under each other.
struct Decimals {
  /// The most that any column gets.
  static let limit = 8

  /// Decimals that the values need to be exact, at most 2; more where all are
  /// below 1, so that three digits that mean something remain.
  static func common(largest: Double, isExact: (Int) -> Bool) -> Int {
    var most = 2
    if largest > 0 && largest < 1 {
      most = 3
      var bound = 0.1
      while largest < bound && most < limit {
        bound /= 10
        most += 1
      }
    }
    for decimals in 0..<most where isExact(decimals) { return decimals }
    return most
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

  /// `-1,234.50`: rounded to `decimals`; a number too large for digits as it
  /// is.
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

  /// `0.242593`, `-9,582.43`, `12`: six significant digits, without zeros at
  /// the end.
  mutating func append(estimate value: Double) {
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

  /// `2.5%` for 0.0246.
  mutating func append(share value: Double) {
    append(figure: value * 100, decimals: 1)
    append(0x25)
  }
}

/// What stands under a table.
enum Footer {
  /// `58 rows`.
  static func rows(_ count: Int) -> String {
    var block = ByteBlock(capacity: 64)
    block.append(separated: Int64(count))
    block.append(count == 1 ? " row" : " rows")
    return String(decoding: block.bytes, as: UTF8.self)
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
