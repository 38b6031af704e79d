// Numbers as people and programs write them.
//
//     number   = before digits after
//     before   = [sign | "("] [currency]          `-$5`, `$-5`, `($5)`, `USD 5`
//     after    = ["-"] ["%" | currency] [")"]     `5-`, `5 %`, `5 €`, `5元`
//     digits   = plain digits or groups, a fraction, an exponent (`1.5e+3`) | 1万2千
//     groups   = threes after commas, blanks or apostrophes, or `1,23,456`
//
// The decimal mark is a point or a comma, whichever the file has, and the other one may group
// digits: `1,250` is read both ways. A leading zero before another digit means an identifier, so
// the cell is text. So is a plus before eight digits or more (a phone number), and an integer
// beyond 64 bits, which a double would round. An accountant's dash, ` - ` or `$ -`, is zero.

import SegColumns

enum CellNumber {
  /// Reads a normalized cell; false if it is not a number.
  ///
  /// - Parameter isDeclared: whether the column is declared to hold numbers, so that codes are
  ///   numbers, too: `007`, and `7.0` as an integer.
  static func read(
    _ cell: UnsafeBufferPointer<UInt8>, _ marks: CellMarks, isDeclared: Bool = false, into reading: inout ParsedCell
  ) -> Bool {
    guard let outline = Outline(cell) else { return false }
    guard let core = outline.core else { return dash(cell, marks, &reading) }
    var affixes = NumberAffixes(marks.currencies)
    guard affixes.before(cell[..<core.lowerBound]), affixes.after(cell[core.upperBound...]) else { return false }
    var isNumber = false
    var facts = CandidateTypes.all
    var mark = DecimalMark.point
    while true {
      defer { mark = .comma }
      let isLast = mark == .comma || !outline.hasMark
      guard let digits = NumberDigits(cell, core, mark, hasUnit: outline.hasUnit, isDeclared: isDeclared),
        add(digits, affixes, cell, mark, isDeclared, &reading)
      else {
        if isLast { break }
        continue
      }
      facts.formIntersection(self.facts(digits, affixes, marks))
      isNumber = true
      if !outline.hasMark {
        reading.commaInteger = reading.integer
        reading.commaNumber = reading.number
        let both = reading.evidence
        if both.contains(.integer) { reading.evidence.formUnion([.commaInteger, .commaNumber]) }
        reading.evidence.formUnion(both.contains(.percent) ? [.commaPercent, .sameMark] : [.commaNumber, .sameMark])
      }
      if isLast { break }
    }
    if isNumber { reading.evidence.formUnion(facts) }
    return isNumber
  }

  /// Where the digits of a number are; nil for what is none at a glance, such as a date.
  private struct Outline {
    /// From the first digit, or the mark before it, to the last digit or unit; nil without digits.
    private(set) var core: Range<Int>?
    private(set) var hasMark = false
    private(set) var hasUnit = false

    init?(_ cell: UnsafeBufferPointer<UInt8>) {
      var (first, last) = (-1, -1)
      for index in 0..<cell.count {
        let byte = cell[index]
        if byte &- 0x30 < 10 {
          if first < 0 { first = index }
          last = index
        } else if byte == 0x2F || byte == 0x3A {
          // `/` and `:` are in dates and times.
          return nil
        }
      }
      guard first >= 0 else { return }
      // `.5`
      var start = first
      if first > 0, cell[first - 1] == 0x2E || cell[first - 1] == 0x2C { start = first - 1 }
      var end = last + 1
      if last + 2 < cell.count, cell[last + 1] == 0x20, Self.isUnit(cell[last + 2]) { end = last + 2 }
      while end < cell.count, Self.isUnit(cell[end]) { end += 1 }
      for index in start..<end {
        hasMark = hasMark || cell[index] == 0x2C || cell[index] == 0x2E
        hasUnit = hasUnit || cell[index] < 0x20
      }
      core = start..<end
    }

    private static func isUnit(_ byte: UInt8) -> Bool {
      byte == CellReader.Mark.tenThousand || byte == CellReader.Mark.hundredMillion || byte == CellReader.Mark.thousand
        || byte == CellReader.Mark.hundred
    }
  }

  /// An accountant's zero: a dash with blanks before and after it, or beside a currency. A bare
  /// dash may also stand for a value that is missing, so it is text until an option tells.
  private static func dash(_ cell: UnsafeBufferPointer<UInt8>, _ marks: CellMarks, _ reading: inout ParsedCell) -> Bool {
    guard let place = cell.firstIndex(of: 0x2D) else { return false }
    var affixes = NumberAffixes(marks.currencies)
    guard affixes.before(cell[..<place]), affixes.after(cell[(place + 1)...]), affixes.signs == 0, !affixes.isPercent,
      affixes.hasCurrency || marks.hasBlanksAround
    else { return false }
    reading.evidence = CandidateTypes.wholeNumber.subtracting(.currencies).union(affixes.currencies)
    return true
  }

  /// Adds the value with one decimal mark; false if it cannot be held.
  private static func add(
    _ digits: NumberDigits, _ affixes: NumberAffixes, _ cell: UnsafeBufferPointer<UInt8>, _ mark: DecimalMark,
    _ isDeclared: Bool, _ reading: inout ParsedCell
  ) -> Bool {
    if !isDeclared && affixes.hasPlus && (digits.wholeCount >= 8 || digits.hasBlankGroups) { return false }
    let isComma = mark == .comma
    if digits.isWhole && digits.shift == 0 && !affixes.isPercent {
      // Beyond 64 bits an identifier would be rounded: text.
      guard !digits.isLong, let value = signed(digits.mantissa, affixes.isNegative) else { return false }
      setInteger(value, isComma, &reading)
      setNumber(Double(value), isComma ? .commaNumber : .number, isComma, &reading)
      return true
    }
    if affixes.isPercent && digits.shift != 0 { return false }
    let exponent = digits.exponent + digits.shift - (affixes.isPercent ? 2 : 0)
    guard let value = double(digits, exponent: exponent, cell) else { return false }
    let result = affixes.isNegative && value != 0 ? -value : value
    let kind: CandidateTypes = isComma ? (affixes.isPercent ? .commaPercent : .commaNumber) : affixes.isPercent ? .percent : .number
    setNumber(result, kind, isComma, &reading)
    // The units of `1001.0` are counted, since a double would round a long one.
    if isDeclared, !affixes.isPercent, let whole = digits.whole, let value = signed(whole, affixes.isNegative) {
      setInteger(value, isComma, &reading)
    }
    return true
  }

  private static func setInteger(_ value: Int64, _ isComma: Bool, _ reading: inout ParsedCell) {
    if isComma { reading.commaInteger = value } else { reading.integer = value }
    reading.evidence.insert(isComma ? .commaInteger : .integer)
  }

  private static func setNumber(_ value: Double, _ kind: CandidateTypes, _ isComma: Bool, _ reading: inout ParsedCell) {
    if isComma { reading.commaNumber = value } else { reading.number = value }
    reading.evidence.insert(kind)
  }

  /// The facts about a notation.
  private static func facts(_ digits: NumberDigits, _ affixes: NumberAffixes, _ marks: CellMarks) -> CandidateTypes {
    var facts: CandidateTypes = [.noBareExponent, .noTrailingZero, .oneDecimal, .twoDecimals, .threeDecimals]
    facts.formUnion(affixes.currencies)
    if digits.hasBareExponent { facts.remove(.noBareExponent) }
    if (digits.isWhole && !digits.isGrouped) || digits.hasBareExponent { facts.insert(.digits) }
    // With a unit it is no code.
    if affixes.hasCurrency || affixes.isPercent || digits.isGrouped && !digits.hasBlankGroups { return facts }
    if digits.hasFullBlankGroups && !marks.hasWideBlank { facts.insert(.blankGroups) }
    if digits.fraction > 0 {
      if digits.fraction != 1 { facts.remove(.oneDecimal) }
      if digits.fraction != 2 { facts.remove(.twoDecimals) }
      if digits.fraction != 3 { facts.remove(.threeDecimals) }
      if digits.isVersion && affixes.signs == 0 { facts.insert(.version) }
      if digits.endsInZero && digits.fraction > 1 { facts.remove(.noTrailingZero) }
    }
    return facts
  }

  private static func signed(_ magnitude: UInt64, _ isNegative: Bool) -> Int64? {
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// The double nearest to `mantissa · 10^exponent`; nil if it is infinite.
  private static func double(_ digits: NumberDigits, exponent: Int, _ cell: UnsafeBufferPointer<UInt8>) -> Double? {
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
