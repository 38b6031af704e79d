// The digits of a number, with one decimal mark.

/// The digits of a number: `mantissa · 10^(exponent + shift)`.
struct NumberDigits {
  private(set) var mantissa: UInt64 = 0
  private(set) var exponent = 0
  /// The power of ten of 万 and 亿.
  private(set) var shift = 0
  /// Digits before the decimal mark, and after it.
  private(set) var wholeCount = 0
  private(set) var fraction = 0
  private(set) var endsInZero = false
  /// No decimal mark and no exponent.
  private(set) var isWhole = true
  private(set) var isGrouped = false
  private(set) var hasBlankGroups = false
  /// Groups of three after blanks, the first as well.
  private(set) var hasFullBlankGroups = false
  /// Digits, `E`, digits.
  private(set) var hasBareExponent = false
  /// More digits than `mantissa` holds; they are read from the text.
  private(set) var isLong = false
  /// The number without its fraction, if that is zero: of `1001.0`, 1001.
  var whole: UInt64? {
    if isLong || shift != 0 || exponent < -18 || exponent > 0 { return nil }
    var power: UInt64 = 1
    for _ in 0..<(-exponent) { power *= 10 }
    return mantissa % power == 0 ? mantissa / power : nil
  }
  /// Whether it could count versions: `1.10`, `2024.1`.
  var isVersion: Bool {
    guard !isLong, !isGrouped, shift == 0, (1...3).contains(fraction), exponent == -fraction else { return false }
    var year = mantissa
    for _ in 0..<fraction { year /= 10 }
    return wholeCount <= 2 || wholeCount == 4 && (1900...2100).contains(year)
  }
  private let core: Range<Int>
  private var digitsEnd: Int

  /// - Parameters:
  ///   - core: from the first digit, or the mark before it, to the last digit or unit.
  ///   - hasUnit: whether the core has 万 or the like.
  ///   - isDeclared: whether a number may have leading zeros.
  init?(_ cell: UnsafeBufferPointer<UInt8>, _ core: Range<Int>, _ mark: DecimalMark, hasUnit: Bool, isDeclared: Bool) {
    self.core = core
    digitsEnd = core.upperBound
    var end = core.upperBound
    if hasUnit {
      if let value = Self.parts(cell, core) {
        mantissa = value
        shift = 0
        isWhole = false
        return
      }
      // One unit at the end, perhaps 万亿.
      while end > core.lowerBound, let zeros = Self.zeros(cell[end - 1]) {
        shift += zeros
        end -= 1
      }
      if end > core.lowerBound && cell[end - 1] == 0x20 { end -= 1 }
      if shift > 12 || end == core.lowerBound { return nil }
    }
    guard var index = groups(cell, core.lowerBound, end, mark) else { return nil }
    if wholeCount > 1 && cell[core.lowerBound] == 0x30 && !isDeclared { return nil }
    let decimal: UInt8 = mark == .point ? 0x2E : 0x2C
    if index < end && cell[index] == decimal {
      isWhole = false
      index += 1
      while index < end, cell[index] &- 0x30 < 10 {
        add(cell[index])
        fraction += 1
        endsInZero = cell[index] == 0x30
        index += 1
      }
      if fraction == 0 { return nil }
    }
    if wholeCount + fraction == 0 { return nil }
    digitsEnd = index
    exponent = -fraction
    guard let rest = readExponent(cell, index, end), rest == end else { return nil }
    // `12E4` is a number in a column of numbers only.
    if hasBareExponent && (isGrouped || fraction > 0) { hasBareExponent = false }
  }

  /// Reads whole digits, plain or in groups; returns where they end.
  private mutating func groups(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ mark: DecimalMark) -> Int? {
    let separator: UInt8 = mark == .point ? 0x2C : 0x2E
    var index = start
    var used: UInt8 = 0
    var size = 0
    var first = 0
    // Whether all groups but the last have two digits, as in India.
    var (areThrees, areTwos) = (true, true)
    var count = 0
    while index < end {
      let byte = cell[index]
      if byte &- 0x30 < 10 {
        add(byte)
        wholeCount += 1
        size += 1
      } else if byte == separator || byte == 0x20 || byte == 0x27, used == 0 || used == byte {
        if size == 0 { return nil }
        if count == 0 { first = size } else { areThrees = areThrees && size == 3 }
        areTwos = areTwos && (count == 0 ? size <= 2 : size == 2)
        used = byte
        count += 1
        size = 0
      } else {
        break
      }
      index += 1
    }
    if count == 0 { return index }
    guard size == 3, first <= 3, areThrees || (areTwos && used == 0x2C) else { return nil }
    isGrouped = true
    hasBlankGroups = used == 0x20
    hasFullBlankGroups = hasBlankGroups && first == 3
    return index
  }

  /// Reads an exponent, if there is one; returns where it ends.
  private mutating func readExponent(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var index = start
    guard index < end, cell[index] | 0x20 == 0x65 else { return index }
    isWhole = false
    index += 1
    var isNegative = false
    hasBareExponent = true
    if index < end, cell[index] == 0x2D || cell[index] == 0x2B {
      isNegative = cell[index] == 0x2D
      hasBareExponent = false
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
    return index
  }

  private mutating func add(_ byte: UInt8) {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(byte &- 0x30))
    if overflow || carry { isLong = true } else { mantissa = sum }
  }

  /// The digits alone, without marks.
  func text(_ cell: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: cell[core.lowerBound..<digitsEnd].filter { $0 &- 0x30 < 10 }, as: UTF8.self)
  }
}

// MARK: - Numbers in words and digits

extension NumberDigits {
  /// The zeros of a unit: 万 has four.
  private static func zeros(_ byte: UInt8) -> Int? {
    switch byte {
    case CellReader.Mark.hundred: 2
    case CellReader.Mark.thousand: 3
    case CellReader.Mark.tenThousand: 4
    case CellReader.Mark.hundredMillion: 8
    default: nil
    }
  }

  /// `1万2千`, `3亿5000万`, `1万2000`: whole numbers, each with a smaller unit than the one
  /// before. The last may have none if it has as many digits as the unit before has zeros:
  /// `1万2` is 12,000 to some and 10,002 to others. Nil for anything else, also for one unit.
  private static func parts(_ cell: UnsafeBufferPointer<UInt8>, _ core: Range<Int>) -> UInt64? {
    var total: UInt64 = 0
    var (value, count, parts): (UInt64, Int, Int) = (0, 0, 0)
    var before = Int.max
    for byte in cell[core] {
      if byte &- 0x30 < 10 {
        value = value * 10 + UInt64(byte &- 0x30)
        count += 1
        if count > 8 { return nil }
      } else if let zeros = zeros(byte), zeros < before, count > 0 {
        var power: UInt64 = 1
        for _ in 0..<zeros { power *= 10 }
        total += value * power
        (value, count, parts, before) = (0, 0, parts + 1, zeros)
      } else {
        return nil
      }
    }
    if count > 0 && count != before { return nil }
    return parts + (count > 0 ? 1 : 0) > 1 ? total + value : nil
  }
}
