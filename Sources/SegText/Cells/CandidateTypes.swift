// The possible readings of a value, and those that all values of a column share.

import SegColumns

/// The types other than text that a value can have (every value can be text), each in its
/// notation, and facts that hold of all values so far. A column's readings are the
/// intersection over its values, so they do not depend on the order of the values.
///
/// A day/month date has one order or both; an unambiguous date has all orders, and
/// every date is also a timestamp. `1,250` is 1250 with a decimal point and 1.25 with a
/// decimal comma. `$5` is an amount of any dollar, `5` one of any currency.
struct CandidateTypes: OptionSet, Hashable {
  let rawValue: UInt64

  private static func bit(_ index: Int) -> CandidateTypes { CandidateTypes(rawValue: 1 << UInt64(index)) }

  static let boolean = bit(0)
  /// With a decimal point.
  static let integer = bit(1)
  static let number = bit(2)
  static let percent = bit(3)
  /// With a decimal comma.
  static let commaInteger = bit(4)
  static let commaNumber = bit(5)
  static let commaPercent = bit(6)
  static let dateYMD = bit(7)
  static let dateDMY = bit(8)
  static let dateMDY = bit(9)
  static let timestampYMD = bit(10)
  static let timestampDMY = bit(11)
  static let timestampMDY = bit(12)

  static let wholeValue: CandidateTypes = [.integer, .number, .commaInteger, .commaNumber]
  static let anyNumber: CandidateTypes = [.number, .percent, .commaNumber, .commaPercent]
  static let anyTimestamp: CandidateTypes = [.timestampYMD, .timestampDMY, .timestampMDY]
  static let anyDate: CandidateTypes = [.dateYMD, .dateDMY, .dateMDY, .timestampYMD, .timestampDMY, .timestampMDY]
  private static let types = CandidateTypes(rawValue: 1 << 13 - 1)

  // MARK: Facts

  /// Either decimal mark gives the same number.
  static let sameMark = bit(13)
  /// A date that reads the same in every order.
  static let clearDate = bit(14)
  /// The letter y or n.
  static let letter = bit(15)
  /// `NO`, which is Norway, too.
  static let capitalNo = bit(16)
  /// Groups of three digits after plain blanks, the first of three as well: `732 829 320`.
  static let blankGroups = bit(17)
  /// A year of two digits.
  static let shortYear = bit(18)
  /// A month without a day.
  static let month = bit(19)
  /// Not digits, `E`, digits.
  static let noBareExponent = bit(20)
  /// Only digits, or digits, `E`, digits.
  static let digits = bit(21)
  /// No zero ends a fraction of two digits or more.
  static let noTrailingZero = bit(22)
  /// A fraction of exactly so many digits, or none.
  static let oneDecimal = bit(23)
  static let twoDecimals = bit(24)
  static let threeDecimals = bit(25)
  /// Like a version: `1.10`, `2024.1`. Amounts are larger, or some have no fraction.
  static let version = bit(26)
  private static let firstCurrency = 27
  /// All currencies: a plain number can be in any.
  static let currencies = CandidateTypes(rawValue: UInt64.max << UInt64(firstCurrency))

  static func currency(_ index: Int) -> CandidateTypes { bit(firstCurrency + index) }

  /// The facts about a number without marks.
  private static let plainFacts: CandidateTypes = [
    .noBareExponent, .noTrailingZero, .oneDecimal, .twoDecimals, .threeDecimals, .currencies,
  ]
  /// `12`
  static let wholeNumber: CandidateTypes = [.wholeValue, .sameMark, .digits, .plainFacts]
  /// `1.25`, of which nothing else is known.
  static let plainNumber: CandidateTypes = [.number, .plainFacts]
  /// Facts that dates may have in common.
  static let dateFacts: CandidateTypes = [.clearDate, .shortYear, .month]
  static let all = CandidateTypes(rawValue: .max)

  static func date(_ order: DateOrder) -> CandidateTypes {
    switch order {
    case .ymd: .dateYMD
    case .dmy: .dateDMY
    case .mdy: .dateMDY
    }
  }

  static func timestamp(_ order: DateOrder) -> CandidateTypes {
    switch order {
    case .ymd: .timestampYMD
    case .dmy: .timestampDMY
    case .mdy: .timestampMDY
    }
  }

  /// Without the facts.
  var types: CandidateTypes { intersection(Self.types) }

  /// Whether no type but text is left.
  var isText: Bool { isDisjoint(with: Self.types) }
}

// MARK: - Resolving

extension CandidateTypes {
  /// Whether values can be numbers: they name at most one currency.
  private var hasOneCurrency: Bool { !isDisjoint(with: .currencies) }

  /// Whether the values are codes that happen to read as numbers: `12E4`, `1.10` beside
  /// `1.1`, `732 829 320`.
  var areCodes: Bool {
    if contains(.blankGroups) { return true }
    if contains(.digits) && !contains(.noBareExponent) { return true }
    return hasRaggedZeros
  }

  /// Some version ends in a zero, and others have fewer digits.
  var hasRaggedZeros: Bool {
    contains(.version) && !contains(.noTrailingZero) && isDisjoint(with: [.oneDecimal, .twoDecimals, .threeDecimals])
  }

  /// Whether the values show that their decimal mark is a comma, or a point.
  func shows(_ mark: DecimalMark) -> Bool {
    guard hasOneCurrency, !areCodes else { return false }
    let point = !isDisjoint(with: [.number, .percent])
    let comma = !isDisjoint(with: [.commaNumber, .commaPercent])
    return mark == .comma ? comma && !point : point && !comma
  }

  /// Whether the values are other numbers with the other decimal mark.
  var hasOpenMark: Bool {
    hasOneCurrency && !contains(.sameMark) && !isDisjoint(with: [.number, .percent])
      && !isDisjoint(with: [.commaNumber, .commaPercent])
  }

  /// The narrowest type of a column with these readings.
  ///
  /// - Parameters:
  ///   - name: of the column; it tells initials from yes and no.
  ///   - decimal: the decimal mark of the file.
  func resolved(_ name: String, _ decimal: FileDecimal) -> InferredType {
    if self == .all { return .nothing }
    if contains(.boolean) {
      let isCode = contains(.capitalNo) || contains(.letter) && CodeNames.contains(name)
      return isCode ? .text : .type(.boolean, CellNotation())
    }
    if let number = resolvedNumber(decimal) { return number }
    if contains(.clearDate) {
      if contains(.dateYMD) { return .type(.date, CellNotation()) }
      if contains(.timestampYMD) { return .type(.timestamp, CellNotation()) }
    }
    let dates = DateOrder.allCases.filter { contains(.date($0)) }
    if let first = dates.first {
      return dates.count > 1 ? .ambiguousDate(.date) : .type(.date, CellNotation(order: first))
    }
    let times = DateOrder.allCases.filter { contains(.timestamp($0)) }
    if let first = times.first {
      return times.count > 1 ? .ambiguousDate(.timestamp) : .type(.timestamp, CellNotation(order: first))
    }
    return .text
  }

  private func resolvedNumber(_ decimal: FileDecimal) -> InferredType? {
    guard hasOneCurrency, !areCodes else { return nil }
    // Whole numbers without separators are read fast, as with a point.
    let usual: [DecimalMark] = contains(.sameMark) || decimal.mark == .point ? [.point, .comma] : [.comma, .point]
    for mark in usual where !decimal.isTold || contains(.sameMark) || mark == decimal.mark {
      let isComma = mark == .comma
      if contains(isComma ? .commaInteger : .integer) { return .type(.integer, CellNotation(decimal: mark)) }
      if contains(isComma ? .commaNumber : .number) { return .type(.number, CellNotation(decimal: mark)) }
      if contains(isComma ? .commaPercent : .percent) {
        return .type(.number, CellNotation(decimal: mark, isPercent: true))
      }
    }
    return nil
  }
}

/// The character before the fraction of a number.
package enum DecimalMark: String, Sendable {
  case point, comma
}

/// The decimal mark of a file's numbers.
struct FileDecimal: Equatable {
  var mark = DecimalMark.point
  /// Whether an option says so; otherwise a column may show another one.
  var isTold = false

  init(_ mark: DecimalMark = .point, isTold: Bool = false) {
    self.mark = mark
    self.isTold = isTold
  }

  /// The mark that the readings of a file's columns show: a comma if one column shows it, and none
  /// shows a point.
  init(shownBy columns: [CandidateTypes]) {
    let isComma = columns.contains { $0.shows(.comma) } && !columns.contains { $0.shows(.point) }
    self.init(isComma ? .comma : .point)
  }
}

/// How the values of a column are written: all of them in the same way.
struct CellNotation: Hashable {
  var order = DateOrder.ymd
  var decimal = DecimalMark.point
  var isPercent = false
}

/// The type that follows from a column's readings.
enum InferredType: Equatable {
  /// No value at all.
  case nothing
  /// A type, and the notation that its values show.
  case type(ColumnType, CellNotation)
  /// Dates whose values do not show whether the day comes first.
  case ambiguousDate(ColumnType)

  static let text = InferredType.type(.text, CellNotation())
}

/// One value, read as all its possible types.
struct ParsedCell {
  /// Its types, and the facts about its notation.
  var evidence: CandidateTypes = []
  /// Its types alone.
  var readings: CandidateTypes { evidence.types }
  /// Set if `readings` has `.integer`, `.commaInteger`.
  var integer: Int64 = 0
  var commaInteger: Int64 = 0
  /// The nearest double, with a decimal point and with a decimal comma; of `12%`, 0.12.
  var number: Double = 0
  var commaNumber: Double = 0
  var boolean = false
  /// Days since 1970-01-01 in the orders that `readings` has.
  var daysYMD: Int32 = 0
  var daysDMY: Int32 = 0
  var daysMDY: Int32 = 0
  /// Microseconds since midnight, with the time zone's offset subtracted.
  var time: Int64 = 0
  var hasOffset = false

  func days(_ order: DateOrder) -> Int32 {
    switch order {
    case .ymd: daysYMD
    case .dmy: daysDMY
    case .mdy: daysMDY
    }
  }

  func timestamp(_ order: DateOrder) -> Int64 {
    Int64(days(order)) * CalendarDate.microsecondsPerDay + time
  }

  /// The value as an integer in a notation; nil if it is none.
  func integer(_ notation: CellNotation) -> Int64? {
    if notation.decimal == .comma { return readings.contains(.commaInteger) ? commaInteger : nil }
    return readings.contains(.integer) ? integer : nil
  }

  /// The value as a number in a notation; nil if it is none.
  ///
  /// - Parameter isDeclared: whether percentages and plain numbers may be mixed.
  func number(_ notation: CellNotation, isDeclared: Bool) -> Double? {
    let isComma = notation.decimal == .comma
    let plain: CandidateTypes = isComma ? .commaNumber : .number
    let percent: CandidateTypes = isComma ? .commaPercent : .percent
    let wanted: CandidateTypes = isDeclared ? [plain, percent] : notation.isPercent ? percent : plain
    return readings.isDisjoint(with: wanted) ? nil : isComma ? commaNumber : number
  }
}
