// Decodes scalars from bytes, for the matchers. Decoding is total, so invalid
// data is matched like any other.

enum UTF8Reading {
  static let replacement: UInt32 = 0xFFFD

  /// The scalar at an offset and its number of bytes (at least 1); U+FFFD
  /// for a byte that begins no scalar.
  ///
  /// - Precondition: `offset < bytes.count`.
  @inline(__always)
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (value: UInt32, width: Int) {
    let lead = bytes[offset]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, offset + width <= bytes.count else { return (replacement, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for index in offset + 1..<offset + width {
      guard bytes[index] & 0xC0 == 0x80 else { return (replacement, 1) }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    let least: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000
    guard value >= least, Unicode.Scalar(value) != nil else { return (replacement, 1) }
    return (value, width)
  }

  /// The scalar in lower case, if that is one scalar.
  static func folded(_ value: UInt32) -> UInt32 {
    if value < 0x80 { return (0x41...0x5A).contains(value) ? value + 0x20 : value }
    guard let lower = Unicode.Scalar(value)?.properties.lowercaseMapping.unicodeScalars, lower.count == 1,
      let first = lower.first
    else { return value }
    return first.value
  }

  /// The scalar in upper case, if that is one scalar.
  static func raised(_ value: UInt32) -> UInt32 {
    if value < 0x80 { return (0x61...0x7A).contains(value) ? value - 0x20 : value }
    guard let upper = Unicode.Scalar(value)?.properties.uppercaseMapping.unicodeScalars, upper.count == 1,
      let first = upper.first
    else { return value }
    return first.value
  }

  /// Whether the scalar is an ASCII letter, a digit or `_`, as in `\w` and `\b`.
  static func isWord(_ value: UInt32) -> Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
