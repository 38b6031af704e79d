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
    static let thousand: UInt8 = 7
    static let hundred: UInt8 = 8
    static let morning: UInt8 = 10
    static let afternoon: UInt8 = 11
    static let hour: UInt8 = 12
    static let minute: UInt8 = 13
    static let yes: UInt8 = 14
    static let no: UInt8 = 15
    static let second: UInt8 = 16
  }

  let scratch: UnsafeMutablePointer<UInt8>
  /// The order of day/month dates without further evidence; nil: either.
  let dateOrder: DateOrder?
  /// What the value that was normalized last had besides its bytes.
  private var marks = CellMarks()

  init(dateOrder: DateOrder?) {
    self.dateOrder = dateOrder
    scratch = .allocate(capacity: Self.limit + 8)
    scratch.initialize(repeating: 0, count: Self.limit + 8)
  }

  deinit { scratch.deallocate() }

  /// The types that a value can have; none means text.
  func read(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> ParsedCell {
    var reading = ParsedCell()
    guard let cell = normalized(bytes, count) else { return reading }
    if let truth = Self.boolean(cell) {
      reading.evidence = .boolean
      if cell.count == 1, cell[0] > Mark.second { reading.evidence.insert(.letter) }
      if cell.count == 2, cell[0] == 0x4E, cell[1] == 0x4F { reading.evidence.insert(.capitalNo) }
      reading.boolean = truth
    } else if CellNumber.read(cell, marks, into: &reading) {
    } else if CellDate.read(cell, order: dateOrder, into: &reading) {
    }
    return reading
  }

  /// A value of a column whose type is declared: in more notations than ``read(_:_:)``, which
  /// must tell numbers from codes. `007` and `7.0` are integers, `12E4` is a number, `1` is a
  /// yes, `20240105` is a date.
  func readDeclared(_ bytes: UnsafePointer<UInt8>, _ count: Int, as type: ColumnType, format: DateFormat?) -> ParsedCell {
    var reading = ParsedCell()
    guard let cell = normalized(bytes, count) else { return reading }
    switch type {
    case .text: break
    case .integer, .number: _ = CellNumber.read(cell, marks, isDeclared: true, into: &reading)
    case .boolean:
      if let truth = Self.boolean(cell) ?? Self.bit(cell) {
        reading.evidence = .boolean
        reading.boolean = truth
      }
    case .date, .timestamp:
      if let format {
        format.read(cell, into: &reading)
      } else if !CellDate.read(cell, order: dateOrder, into: &reading), let days = CellDate.compact(cell) {
        reading.daysYMD = days
        reading.daysDMY = days
        reading.daysMDY = days
        reading.evidence = [.anyDate, .clearDate]
      }
    }
    return reading
  }

  /// `1` and `0`, `t` and `f`, which are yes and no on request only.
  private static func bit(_ cell: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard cell.count == 1 else { return nil }
    switch cell[0] {
    case 0x31, 0x74, 0x54: return true
    case 0x30, 0x66, 0x46: return false
    default: return nil
    }
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

  /// The length of a blank at the start of some bytes; nil if there is none.
  static func blank(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> Int? {
    left > 0 && (bytes[0] == 0x20 || bytes[0] == 0x09) ? 1 : wideBlank(bytes, left)
  }

  /// Where a text is without the blanks around it.
  static func trimmed(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Range<Int> {
    var (start, end) = (0, count)
    while start < end, let width = blank(bytes + start, end - start) { start += width }
    // The bytes of a wide blank end in others: the last blank is found from its start.
    var index = start
    end = start
    while index < count {
      if let width = blank(bytes + index, count - index) {
        index += width
      } else {
        index += 1
        end = index
      }
    }
    return start..<end
  }

  /// The bytes of a no-break space (also a narrow one), a thin or an ideographic space.
  private static func wideBlank(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> Int? {
    if left >= 2, bytes[0] == 0xC2, bytes[1] == 0xA0 { return 2 }
    guard left >= 3, bytes[0] == 0xE3 || bytes[0] == 0xE2, bytes[1] == 0x80 else { return nil }
    if bytes[0] == 0xE3 { return bytes[2] == 0x80 ? 3 : nil }
    return bytes[2] == 0xAF || bytes[2] == 0x89 ? 3 : nil
  }

  /// Writes the value to `scratch`, followed by a 0. Returns it, or nil if it can only be text.
  func normalized(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UnsafeBufferPointer<UInt8>? {
    if count > Self.limit || count == 0 { return nil }
    var marks = CellMarks()
    var length = 0
    var index = 0
    var hasBlankBefore = false
    while index < count {
      let byte = bytes[index]
      let out: UInt8
      if byte < 0x80 {
        if byte < 0x20 && byte != 0x09 { return nil }
        out = byte == 0x09 ? 0x20 : byte
        index += 1
      } else if let width = Self.wideBlank(bytes + index, count - index) {
        out = 0x20
        if length > 0 { marks.hasWideBlank = true }
        index += width
      } else if let (mark, width) = marks.mark(bytes + index, count - index, before: length > 0 ? scratch[length - 1] : 0) {
        out = mark
        index += width
        // The letter before belongs to it.
        if mark == Mark.currency, marks.takesLetter { length -= 1 }
        marks.takesLetter = false
      } else {
        return nil
      }
      if out == 0x20 && length == 0 {
        hasBlankBefore = true
        continue
      }
      scratch[length] = out
      length += 1
    }
    while length > 0 && scratch[length - 1] == 0x20 {
      length -= 1
      marks.hasBlanksAround = hasBlankBefore
    }
    scratch[length] = 0
    self.marks = marks
    return length == 0 ? nil : UnsafeBufferPointer(start: UnsafePointer(scratch), count: length)
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

/// What a normalized value had besides its bytes.
struct CellMarks {
  /// The currencies that its signs leave.
  var currencies = CandidateTypes.currencies
  /// Blanks before and after it.
  var hasBlanksAround = false
  /// A blank inside that is no plain one, and therefore no accident.
  var hasWideBlank = false
  /// Whether the sign that was found last ends a word: `zł`.
  var takesLetter = false

  /// The byte for a character outside ASCII, and how many bytes it takes.
  mutating func mark(_ bytes: UnsafePointer<UInt8>, _ left: Int, before: UInt8) -> (UInt8, Int)? {
    guard left >= 2 else { return nil }
    let short = UInt32(bytes[0]) << 8 | UInt32(bytes[1])
    if let found = Currencies.sign(short) { return currency(found, 2) }
    if short == 0xC582, before | 0x20 == 0x7A { return currency(Currencies.zloty, 2, takesLetter: true) }  // zł
    if short == 0xC48D, before | 0x20 == 0x6B { return currency(Currencies.koruna, 2, takesLetter: true) }  // Kč
    guard left >= 3 else { return nil }
    let scalar = short << 8 | UInt32(bytes[2])
    if left >= 6, let half = Self.halfOfDay(scalar, bytes + 3) { return (half, 6) }
    if let sign = Self.unit(scalar) { return (sign, 3) }
    return Currencies.sign(scalar).map { currency($0, 3) }
  }

  private mutating func currency(_ found: CandidateTypes, _ width: Int, takesLetter: Bool = false) -> (UInt8, Int) {
    currencies.formIntersection(found)
    self.takesLetter = takesLetter
    return (CellReader.Mark.currency, width)
  }

  /// 上午 and 下午, 오전 and 오후.
  private static func halfOfDay(_ first: UInt32, _ next: UnsafePointer<UInt8>) -> UInt8? {
    let second = UInt32(next[0]) << 16 | UInt32(next[1]) << 8 | UInt32(next[2])
    switch (first, second) {
    case (0xE4B88A, 0xE58D88), (0xEC98A4, 0xECA084): return CellReader.Mark.morning
    case (0xE4B88B, 0xE58D88), (0xEC98A4, 0xED9B84): return CellReader.Mark.afternoon
    default: return nil
    }
  }

  private static func unit(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0xE28892, 0xE28093: 0x2D  // − minus sign, – dash
    case 0xE28099: 0x27  // ’
    case 0xE4B887, 0xE890AC: CellReader.Mark.tenThousand  // 万 萬
    case 0xE4BABF, 0xE58484: CellReader.Mark.hundredMillion  // 亿 億
    case 0xE58D83, 0xE4BB9F: CellReader.Mark.thousand  // 千 仟
    case 0xE799BE, 0xE4BDB0: CellReader.Mark.hundred  // 百 佰
    case 0xE5B9B4, 0xEB8584: CellReader.Mark.year  // 年 년
    case 0xE69C88, 0xEC9B94: CellReader.Mark.month  // 月 월
    case 0xE697A5, 0xEC9DBC, 0xE58FB7: CellReader.Mark.day  // 日 일 号
    case 0xE697B6, 0xE69982, 0xE782B9: CellReader.Mark.hour  // 时 時 点
    case 0xE58886: CellReader.Mark.minute  // 分
    case 0xE7A792: CellReader.Mark.second  // 秒
    case 0xE698AF, 0xE79C9F: CellReader.Mark.yes  // 是 真
    case 0xE590A6, 0xE58187: CellReader.Mark.no  // 否 假
    case 0xEFBC84: nil  // ＄, a currency
    case 0xEFBC81...0xEFBCBF: UInt8(truncatingIfNeeded: scalar & 0xFF) &- 0x60  // ！…＿
    case 0xEFBD80...0xEFBD9E: UInt8(truncatingIfNeeded: scalar & 0xFF) &- 0x20  // ｀…～
    default: nil
    }
  }
}
