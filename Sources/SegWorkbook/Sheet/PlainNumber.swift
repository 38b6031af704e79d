// Numbers as texts have them.

/// The written form of numbers.
enum PlainNumber {
  /// Whether some bytes are a number of at most 15 digits without an exponent, which is the same
  /// in binary and back.
  @inline(__always)
  static func isPlain(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 17 else { return false }
    var (digits, points) = (0, 0)
    for place in 0..<count {
      let byte = start[place]
      if byte &- 0x30 < 10 {
        digits += 1
      } else if byte == UInt8(ascii: ".") {
        points += 1
      } else if byte != UInt8(ascii: "-") || place > 0 {
        return false
      }
    }
    return digits > 0 && digits <= 15 && points <= 1 && start[count - 1] != UInt8(ascii: ".")
  }

  /// The shortest digits that read back to the number: `0.1`, `12`, `1e-07`.
  static func text(_ value: Double) -> String { Int64(exactly: value).map { "\($0)" } ?? value.description }
}
