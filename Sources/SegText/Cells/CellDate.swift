// Dates and timestamps as people and programs write them.
//
//     date       = Y-M-D | Y/M/D | Y.M.D | Y年M月[D日] | D/M/Y | M/D/Y (also - and .)
//                | 5-Jan-2024 | 5 January 2024 | Jan 5, 2024 | 14JUN09  (`WrittenDate`)
//     timestamp  = date between time [zone]
//     between    = blanks | "T" | "," | ":" | "at"
//     time       = H:MM[:SS[.fraction]] [AM | PM] | HH | [上午 | 下午] H时M分[S秒]   (`CellTime`)
//     zone       = "Z" | "UTC" | "GMT" | "PST" … | [UTC | GMT] ±HH[[:]MM]
//
// Years have four digits, or two: those are from 1969 to 2068. Months, days and hours have one or
// two. `20230105` is an integer, unless its column is declared to hold dates. Fractions are cut at
// microseconds. `24:00:00` is the end of its day, and a leap second, `:60`, the second after.

import SegColumns

enum CellDate {
  /// Reads a normalized cell; false if it is not a date.
  static func read(_ cell: UnsafeBufferPointer<UInt8>, order: DateOrder?, into reading: inout ParsedCell) -> Bool {
    var scan = DateScan(cell)
    var found = scan.date(order: order)
    if found == nil {
      scan = DateScan(cell)
      found = scan.writtenDate()
    }
    guard let (days, readings) = found else { return false }
    reading.daysYMD = days.ymd
    reading.daysDMY = days.dmy
    reading.daysMDY = days.mdy
    reading.evidence = readings
    var time = CellTime(microseconds: 0, hasOffset: false)
    if let early = scan.early {
      time = early
    } else if scan.isAtEnd {
      return true
    } else {
      guard scan.between(), let late = scan.time(), scan.isAtEnd else {
        reading.evidence = []
        return false
      }
      time = late
    }
    reading.time = time.microseconds
    reading.hasOffset = time.hasOffset
    reading.evidence.subtract([.dateYMD, .dateDMY, .dateMDY])
    return true
  }

  /// Days since 1970-01-01 of `YYYYMMDD`, a notation allowed in declared date columns.
  static func compact(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard cell.count == 8, cell.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    let number = cell.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)?.days
  }

  /// The year of two digits, as POSIX has it.
  static func year(short: Int) -> Int { short < 69 ? 2000 + short : 1900 + short }
}

/// A place in a cell that may be a date.
struct DateScan {
  let cell: UnsafeBufferPointer<UInt8>
  var index = 0
  /// The time of a date whose year comes last: `Jan 5 10:00:00 2024`.
  var early: CellTime?

  init(_ cell: UnsafeBufferPointer<UInt8>) { self.cell = cell }

  var isAtEnd: Bool { index == cell.count }
  var next: UInt8 { index < cell.count ? cell[index] : 0 }

  func peek(_ offset: Int) -> UInt8 { index + offset < cell.count ? cell[index + offset] : 0 }

  /// Up to `limit` digits; nil if there is none.
  mutating func digits(_ limit: Int) -> (value: Int, count: Int)? {
    var value = 0
    let start = index
    while index < cell.count, index - start < limit, cell[index] &- 0x30 < 10 {
      value = value * 10 + Int(cell[index] &- 0x30)
      index += 1
    }
    return index == start ? nil : (value, index - start)
  }

  mutating func take(_ byte: UInt8) -> Bool {
    if next != byte || isAtEnd { return false }
    index += 1
    return true
  }

  mutating func skipBlanks() { while next == 0x20 { index += 1 } }

  typealias Days = (ymd: Int32, dmy: Int32, mdy: Int32)

  /// A day that reads the same in every order.
  static func clear(_ date: CalendarDate, _ facts: CandidateTypes = []) -> (Days, CandidateTypes) {
    ((date.days, date.days, date.days), [.anyDate, .clearDate, facts])
  }

  /// A date in numbers.
  mutating func date(order: DateOrder?) -> (Days, CandidateTypes)? {
    guard let first = digits(4) else { return nil }
    let separator = next
    if first.count == 4 {
      guard [0x2D, 0x2F, 0x2E, CellReader.Mark.year].contains(separator) else { return nil }
      index += 1
      let isWritten = separator == CellReader.Mark.year
      guard let month = digits(2), take(isWritten ? CellReader.Mark.month : separator) else { return nil }
      if isWritten, isAtEnd {
        return CalendarDate(year: first.value, month: month.value, day: 1).map { Self.clear($0, .month) }
      }
      guard let day = digits(2) else { return nil }
      if isWritten { _ = take(CellReader.Mark.day) }
      return CalendarDate(year: first.value, month: month.value, day: day.value).map { Self.clear($0) }
    }
    guard first.count <= 2, [0x2D, 0x2F, 0x2E].contains(separator) else { return nil }
    index += 1
    guard let second = digits(2), take(separator), let third = digits(4), third.count == 4 || third.count == 2 else { return nil }
    // `10.30.00` is a time, and `1.2.34` a version.
    let isShort = third.count == 2
    if isShort && separator == 0x2E && (first.count < 2 || second.count < 2) { return nil }
    let year = isShort ? CellDate.year(short: third.value) : third.value
    var readings: CandidateTypes = isShort ? .shortYear : []
    var days: Days = (0, 0, 0)
    // `24-01-05` may have the year first; with slashes few write so.
    let mayBeYear = isShort && first.count == 2 && second.count == 2 && (separator == 0x2D || order == .ymd)
    if mayBeYear, order == nil || order == .ymd,
      let date = CalendarDate(year: CellDate.year(short: first.value), month: second.value, day: third.value)
    {
      days.ymd = date.days
      readings.formUnion([.dateYMD, .timestampYMD])
    }
    let isDayMonth = !isShort || order != .ymd
    if isDayMonth, order != .mdy, let date = CalendarDate(year: year, month: second.value, day: first.value) {
      days.dmy = date.days
      readings.formUnion([.dateDMY, .timestampDMY])
    }
    if isDayMonth, order != .dmy, let date = CalendarDate(year: year, month: first.value, day: second.value) {
      days.mdy = date.days
      readings.formUnion([.dateMDY, .timestampMDY])
    }
    return readings.isText ? nil : (days, readings)
  }

  /// What stands between a date and its time.
  mutating func between() -> Bool {
    let start = index
    if next == 0x2C { index += 1 }
    skipBlanks()
    if index == start, next == 0x3A {
      // `14JUN09:10:20:00`
      index += 1
      return true
    }
    if next | 0x20 == 0x74, peek(1) &- 0x30 < 10 {
      index += 1
    } else if next | 0x20 == 0x61, peek(1) | 0x20 == 0x74, peek(2) == 0x20 {
      index += 2
      skipBlanks()
    }
    return index > start || next == CellReader.Mark.morning || next == CellReader.Mark.afternoon
  }
}
