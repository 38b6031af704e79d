// Reads one value that the fast paths did not take, in every known notation.

import SegColumns

/// Reads values. It owns the scratch memory for normalized values, so one reader
/// belongs to one thread.
///
/// A value is first normalized to ASCII: blanks around it are removed, full-width
/// characters become narrow, signs and units become one byte each. A value that cannot
/// be normalized is text. The grammars then see bytes only.
final class CellReader {
  /// Longer values are text.
  static let limit = 256

  /// Bytes that stand for characters outside ASCII.
  enum Mark {
    static let currency: UInt8 = 1
    static let tenThousand: UInt8 = 2
    static let hundredMillion: UInt8 = 3
    static let year: UInt8 = 4
    static let month: UInt8 = 5
    static let day: UInt8 = 6
    static let yes: UInt8 = 14
    static let no: UInt8 = 15
  }

  let scratch: UnsafeMutablePointer<UInt8>
  /// The order of day/month dates without further evidence; nil: either.
  let dateOrder: DateOrder?

  init(dateOrder: DateOrder?) {
    self.dateOrder = dateOrder
    scratch = .allocate(capacity: Self.limit + 8)
    scratch.initialize(repeating: 0, count: Self.limit + 8)
  }

  deinit { scratch.deallocate() }

  /// The types that a value can have; none means text.
  func read(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> ParsedCell {
    var reading = ParsedCell()
    guard let length = normalize(bytes, count), length > 0 else { return reading }
    let cell = UnsafeBufferPointer(start: UnsafePointer(scratch), count: length)
    if let truth = Self.boolean(cell) {
      reading.readings = .boolean
      reading.boolean = truth
    } else if CellNumber.read(cell, into: &reading) {
    } else if CellDate.read(cell, order: dateOrder, into: &reading) {
    }
    return reading
  }

  /// Whether a field contains only blanks.
  static func isBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    while index < count {
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x09 {
        index += 1
      } else if let width = wideBlank(bytes + index, count - index) {
        index += width
      } else {
        return false
      }
    }
    return true
  }

  /// The bytes of a no-break space or an ideographic space.
  private static func wideBlank(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> Int? {
    if left >= 2, bytes[0] == 0xC2, bytes[1] == 0xA0 { return 2 }
    if left >= 3, bytes[0] == 0xE3, bytes[1] == 0x80, bytes[2] == 0x80 { return 3 }
    return nil
  }

  /// Writes the value to `scratch`, followed by a 0. Returns its length, or nil if it
  /// can only be text.
  private func normalize(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    if count > Self.limit { return nil }
    var length = 0
    var index = 0
    while index < count {
      let byte = bytes[index]
      let out: UInt8
      if byte < 0x80 {
        if byte < 0x20 && byte != 0x09 { return nil }
        out = byte == 0x09 ? 0x20 : byte == 0x24 ? Mark.currency : byte
        index += 1
      } else if let width = Self.wideBlank(bytes + index, count - index) {
        out = 0x20
        index += width
      } else if let (mark, width) = Self.mark(bytes + index, count - index) {
        out = mark
        index += width
      } else {
        return nil
      }
      if out == 0x20 && length == 0 { continue }
      scratch[length] = out
      length += 1
    }
    while length > 0 && scratch[length - 1] == 0x20 { length -= 1 }
    scratch[length] = 0
    return length
  }

  /// The byte for a character outside ASCII, and how many bytes it takes.
  private static func mark(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> (UInt8, Int)? {
    if left >= 2, bytes[0] == 0xC2, bytes[1] == 0xA5 || bytes[1] == 0xA3 { return (Mark.currency, 2) }  // ¥ £
    guard left >= 3 else { return nil }
    let scalar = UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2])
    switch scalar {
    case 0xEFBFA5, 0xE282AC, 0xEFBC84: return (Mark.currency, 3)  // ￥ € ＄
    case 0xE28892: return (0x2D, 3)  // − minus sign
    case 0xE4B887, 0xE890AC: return (Mark.tenThousand, 3)  // 万 萬
    case 0xE4BABF, 0xE58484: return (Mark.hundredMillion, 3)  // 亿 億
    case 0xE5B9B4: return (Mark.year, 3)  // 年
    case 0xE69C88: return (Mark.month, 3)  // 月
    case 0xE697A5: return (Mark.day, 3)  // 日
    case 0xE698AF, 0xE79C9F: return (Mark.yes, 3)  // 是 真
    case 0xE590A6, 0xE58187: return (Mark.no, 3)  // 否 假
    case 0xEFBC81...0xEFBCBF: return (UInt8(truncatingIfNeeded: scalar & 0xFF) &- 0x60, 3)  // ！…＿
    case 0xEFBD80...0xEFBD9E: return (UInt8(truncatingIfNeeded: scalar & 0xFF) &- 0x20, 3)  // ｀…～
    default: return nil
    }
  }

  /// yes/no, true/false, y/n in any case, 是/否, 真/假. Not 1/0, which are
  /// integers.
  private static func boolean(_ cell: UnsafeBufferPointer<UInt8>) -> Bool? {
    if cell.count > 5 { return nil }
    if cell.count == 1 {
      switch cell[0] {
      case Mark.yes, 0x79, 0x59: return true
      case Mark.no, 0x6E, 0x4E: return false
      default: return nil
      }
    }
    var folded: UInt64 = 0
    for byte in cell { folded = folded << 8 | UInt64(byte | 0x20) }
    switch folded {
    case 0x79_6573, 0x7472_7565: return true  // yes true
    case 0x6E6F, 0x66_616C_7365: return false  // no false
    default: return nil
    }
  }
}
