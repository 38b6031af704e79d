// Numbers as people and programs write them.
//
//     number  = [sign] [currency] [sign] digits [unit]  |  "(" … ")"
//     digits  = plain digits, or groups of three after commas; a fraction;
//               an exponent (`1e5`)
//     unit    = "%" | 万 | 亿
//
// A leading zero before another digit means an identifier, so the cell is text. So is
// a plus before eight digits or more (a phone number), and an integer beyond 64 bits,
// which a double would round.

import SegColumns

enum CellNumber {
  /// Reads a normalized cell; false if it is not a number.
  static func read(_ cell: UnsafeBufferPointer<UInt8>, into reading: inout ParsedCell) -> Bool {
    var start = 0
    var end = cell.count
    var isNegative = false
    var hasPlus = false
    var signs = 0
    var currencies = 0
    func peek(_ index: Int) -> UInt8 { index < end ? cell[index] : 0 }
    if peek(0) == 0x28, end > 2, cell[end - 1] == 0x29 {  // (300)
      isNegative = true
      signs = 1
      start = 1
      end -= 1
    }
    while true {
      let byte = peek(start)
      if (byte == 0x2D || byte == 0x2B) && signs == 0 {
        signs = 1
        isNegative = byte == 0x2D
        hasPlus = byte == 0x2B
      } else if byte == CellReader.Mark.currency && currencies == 0 {
        currencies = 1
        // A blank may follow the sign of a currency.
        if peek(start + 1) == 0x20 { start += 1 }
      } else {
        break
      }
      start += 1
    }
    var shift = 0
    if end > start {
      switch cell[end - 1] {
      case 0x25: shift = -2
      case CellReader.Mark.tenThousand: shift = 4
      case CellReader.Mark.hundredMillion: shift = 8
      default: break
      }
      if shift != 0 {
        end -= 1
        if end > start && cell[end - 1] == 0x20 { end -= 1 }
      }
    }
    guard let digits = Digits(cell, start, end) else { return false }
    if hasPlus && digits.wholeCount >= 8 { return false }
    let exponent = digits.exponent + shift
    if digits.isWhole && shift == 0 {
      // Beyond 64 bits an identifier would be rounded: text.
      guard !digits.isLong, let value = signed(digits.mantissa, isNegative) else { return false }
      reading.integer = value
      reading.number = Double(value)
      reading.readings = .wholeNumber
      return true
    }
    guard let value = double(digits, exponent: exponent, cell) else { return false }
    reading.number = isNegative && value != 0 ? -value : value
    reading.readings = .number
    return true
  }

  private static func signed(_ magnitude: UInt64, _ isNegative: Bool) -> Int64? {
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// The double nearest to `mantissa · 10^exponent`; nil if it is infinite.
  private static func double(_ digits: Digits, exponent: Int, _ cell: UnsafeBufferPointer<UInt8>) -> Double? {
    if !digits.isLong && digits.mantissa <= 1 << 53 {
      // One rounding of two exact operands (Clinger's fast path).
      if exponent >= 0 && exponent <= 22 { return Double(digits.mantissa) * PowerTable.exact[exponent] }
      if exponent < 0 && exponent >= -22 { return Double(digits.mantissa) / PowerTable.exact[-exponent] }
    }
    if !digits.isLong, exponent < 0, exponent >= -27, let value = quotient(digits.mantissa, -exponent) { return value }
    // The standard library reads decimals exactly and ignores the locale.
    let text = digits.text(cell) + "e" + String(exponent)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

extension CellNumber {
  /// The double nearest to `mantissa / 10^exponent`, or nil if this method cannot
  /// decide.
  ///
  /// Mantissas of 64 bits and powers up to 10^27 are exact in the processor's
  /// 80-bit format, so the quotient is off by half a unit of its 64th bit at
  /// most. Rounding it to 53 bits is then right unless the 11 bits between say
  /// "exactly in the middle", which the first rounding may have made.
  ///
  /// - Parameter exponent: 0...27.
  static func quotient(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    #if arch(x86_64)
      let value = Float80(mantissa) / PowerTable.extended.pointer[exponent]
      if value.significandBitPattern & 0x7FF == 0x400 { return nil }
      return Double(value)
    #else
      return nil
    #endif
  }
}

/// The digits of a number: `mantissa · 10^exponent`.
private struct Digits {
  var mantissa: UInt64 = 0
  var exponent = 0
  /// Digits before the point.
  var wholeCount = 0
  /// No point and no exponent.
  var isWhole = true
  /// More digits than `mantissa` holds; they are read from the text.
  var isLong = false
  private let start: Int
  private var digitsEnd: Int

  init?(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    self.start = start
    digitsEnd = end
    var index = start
    var group = 0
    var groups = 0
    while index < end {
      let byte = cell[index]
      if byte &- 0x30 < 10 {
        add(byte)
        wholeCount += 1
        group += 1
      } else if byte == 0x2C {
        // 1 to 3 digits before the first comma, then 3 each.
        if groups == 0 ? (group == 0 || group > 3) : group != 3 { return nil }
        groups += 1
        group = 0
      } else {
        break
      }
      index += 1
    }
    if groups > 0 && group != 3 { return nil }
    if wholeCount > 1 && cell[start] == 0x30 { return nil }
    var fraction = 0
    if index < end && cell[index] == 0x2E {
      isWhole = false
      index += 1
      while index < end, cell[index] &- 0x30 < 10 {
        add(cell[index])
        fraction += 1
        index += 1
      }
      if fraction == 0 { return nil }
    }
    if wholeCount + fraction == 0 { return nil }
    digitsEnd = index
    exponent = -fraction
    if index < end, cell[index] | 0x20 == 0x65 {
      isWhole = false
      index += 1
      var isNegative = false
      if index < end, cell[index] == 0x2D || cell[index] == 0x2B {
        isNegative = cell[index] == 0x2D
        index += 1
      }
      var value = 0
      let first = index
      while index < end, cell[index] &- 0x30 < 10 {
        value = min(99_999, value * 10 + Int(cell[index] &- 0x30))
        index += 1
      }
      if index == first { return nil }
      exponent += isNegative ? -value : value
    }
    if index != end { return nil }
  }

  private mutating func add(_ byte: UInt8) {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(byte &- 0x30))
    if overflow || carry { isLong = true } else { mantissa = sum }
  }

  /// The digits alone, without point and commas.
  func text(_ cell: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: cell[start..<digitsEnd].filter { $0 &- 0x30 < 10 }, as: UTF8.self)
  }
}
