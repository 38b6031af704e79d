// Numbers of at most eight characters, the most frequent ones in files, read as one word.

/// The digits of a short field. A loop over single digits would mispredict its last
/// branch, because lengths differ from row to row.
struct ShortNumber {
  /// The digits without the point.
  let value: UInt64
  /// Characters of the field.
  let length: Int
  /// Digits after the point; 0 without a point.
  let fraction: Int

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var zeros: UInt64 { 0x3030_3030_3030_3030 }

  /// Reads `12` or `3.50` up to a terminator; nil for anything else, for more than
  /// eight characters, a sign, or a zero before another digit.
  /// Reads eight bytes and the one after the field.
  @inline(__always)
  init?(_ text: UnsafeMutablePointer<UInt8>, until terminator: UInt8) {
    let bytes = word(text)
    let length = Self.firstZero(bytes ^ UInt64(truncatingIfNeeded: terminator) &* Self.ones)
    guard length > 0, text[length] == terminator else { return nil }
    // The last character goes to the highest byte, zeros before the first.
    var digits = bytes &<< UInt64(truncatingIfNeeded: 64 &- length &* 8)
    let point = Self.firstZero(digits ^ 0x2E2E_2E2E_2E2E_2E2E)
    var count = length
    if point < 8 {
      // The digits before the point move up by one place.
      let before: UInt64 = ~(~0 &<< UInt64(truncatingIfNeeded: point &* 8))
      digits = (digits & ~(before &<< 8 | 0xFF)) | (digits & before) &<< 8
      count &-= 1
    }
    guard count > 0, point != 7 else { return nil }
    digits |= Self.zeros & ~(~0 &<< UInt64(truncatingIfNeeded: 64 &- count &* 8))
    // Each byte is 0x30 to 0x39.
    let carried = digits &+ 0x0606_0606_0606_0606
    let isOff = ((digits ^ Self.zeros) | (carried ^ Self.zeros)) & 0xF0F0_F0F0_F0F0_F0F0
    let first = text[0]
    guard isOff == 0, first &- 0x30 < 10, first != 0x30 || text[1] &- 0x30 > 9 else { return nil }
    digits &-= Self.zeros
    // Pairs, fours, all eight.
    digits = digits &* 10 &+ (digits &>> 8)
    let odd: UInt64 = 0x0000_00FF_0000_00FF
    value = ((digits & odd) &* 0x000F_4240_0000_0064 &+ (digits &>> 16 & odd) &* 0x0000_2710_0000_0001) >> 32
    self.length = length
    fraction = point < 8 ? 7 &- point : 0
  }

  /// The index of the first zero byte; 8 if there is none.
  @inline(__always)
  private static func firstZero(_ bytes: UInt64) -> Int {
    ((bytes &- ones) & ~bytes & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
  }
}
