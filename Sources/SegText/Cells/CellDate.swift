// Dates and timestamps as people and programs write them.
//
//     date       = Y-M-D | Y/M/D | Y.M.D | Y年M月D日 | D/M/Y | M/D/Y (also - and .)
//     timestamp  = date (blanks | "T") H:MM[:SS[.fraction]] [" AM" | " PM"] [zone]
//     zone       = "Z" | ±HH | ±HHMM | ±HH:MM
//
// Years have four digits; months, days and hours one or two. `20230105` is an
// integer, unless its column is declared to hold dates. Fractions are cut at microseconds.

import SegColumns

enum CellDate {
  /// Reads a normalized cell; false if it is not a date.
  static func read(_ cell: UnsafeBufferPointer<UInt8>, order: DateOrder?, into reading: inout ParsedCell) -> Bool {
    var scan = DateScan(cell)
    guard let (days, readings) = scan.date(order: order) else { return false }
    reading.daysYMD = days.ymd
    reading.daysDMY = days.dmy
    reading.daysMDY = days.mdy
    if scan.isAtEnd {
      reading.readings = readings
      return true
    }
    guard let time = scan.time() else { return false }
    reading.time = time.microseconds
    reading.hasOffset = time.hasOffset
    reading.readings = readings.intersection(.anyTimestamp)
    return true
  }

  /// Days since 1970-01-01 of `YYYYMMDD` with blanks around it, a notation allowed in
  /// declared date columns.
  static func compact(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    var text = UnsafeBufferPointer(start: bytes, count: count)[...]
    while text.first == 0x20 { text.removeFirst() }
    while text.last == 0x20 { text.removeLast() }
    guard text.count == 8, text.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    let number = text.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)?.days
  }
}

private struct DateScan {
  let cell: UnsafeBufferPointer<UInt8>
  var index = 0

  init(_ cell: UnsafeBufferPointer<UInt8>) { self.cell = cell }

  var isAtEnd: Bool { index == cell.count }
  var next: UInt8 { index < cell.count ? cell[index] : 0 }

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

  typealias Days = (ymd: Int32, dmy: Int32, mdy: Int32)

  mutating func date(order: DateOrder?) -> (Days, CandidateTypes)? {
    guard let first = digits(4) else { return nil }
    let separator = next
    if first.count == 4 {
      guard [0x2D, 0x2F, 0x2E, CellReader.Mark.year].contains(separator) else { return nil }
      index += 1
      guard let month = digits(2) else { return nil }
      let isChinese = separator == CellReader.Mark.year
      guard take(isChinese ? CellReader.Mark.month : separator), let day = digits(2),
        !isChinese || take(CellReader.Mark.day),
        let date = CalendarDate(year: first.value, month: month.value, day: day.value)
      else { return nil }
      return ((date.days, date.days, date.days), .anyDate)
    }
    guard first.count <= 2, [0x2D, 0x2F, 0x2E].contains(separator) else { return nil }
    index += 1
    guard let second = digits(2), take(separator), let year = digits(4), year.count == 4 else { return nil }
    var readings: CandidateTypes = []
    var days: Days = (0, 0, 0)
    if order != .mdy, let date = CalendarDate(year: year.value, month: second.value, day: first.value) {
      days.dmy = date.days
      readings.formUnion([.dateDMY, .timestampDMY])
    }
    if order != .dmy, let date = CalendarDate(year: year.value, month: first.value, day: second.value) {
      days.mdy = date.days
      readings.formUnion([.dateMDY, .timestampMDY])
    }
    return readings.isEmpty ? nil : (days, readings)
  }

  mutating func time() -> (microseconds: Int64, hasOffset: Bool)? {
    if next | 0x20 == 0x74 {
      index += 1
    } else {
      guard next == 0x20 else { return nil }
      while next == 0x20 { index += 1 }
    }
    guard var hour = digits(2)?.value, take(0x3A), let minute = digits(2), minute.count == 2, minute.value < 60
    else { return nil }
    var seconds = 0
    var fraction: Int64 = 0
    if take(0x3A) {
      guard let second = digits(2), second.count == 2, second.value < 60 else { return nil }
      seconds = second.value
      if take(0x2E) || (next == 0x2C && take(0x2C)) {
        guard let part = digits(6) else { return nil }
        fraction = Int64(part.value)
        for _ in part.count..<6 { fraction *= 10 }
        while !isAtEnd, next &- 0x30 < 10 { index += 1 }
      }
    }
    if index + 2 < cell.count, next == 0x20, cell[index + 2] | 0x20 == 0x6D,
      cell[index + 1] | 0x20 == 0x61 || cell[index + 1] | 0x20 == 0x70
    {
      guard hour >= 1 && hour <= 12 else { return nil }
      hour = hour % 12 + (cell[index + 1] | 0x20 == 0x70 ? 12 : 0)
      index += 3
    }
    guard hour < 24 else { return nil }
    guard let offset = offset() else { return nil }
    let total = hour * 3600 + minute.value * 60 + seconds - offset.seconds
    return (Int64(total) * 1_000_000 + fraction, offset.isThere)
  }

  /// The zone's offset from UTC in seconds; nil if something else follows.
  private mutating func offset() -> (seconds: Int, isThere: Bool)? {
    if isAtEnd { return (0, false) }
    if next == 0x20 { index += 1 }
    if next | 0x20 == 0x7A {
      index += 1
      return isAtEnd ? (0, true) : nil
    }
    let sign = next
    guard sign == 0x2B || sign == 0x2D else { return nil }
    index += 1
    guard let hours = digits(2), hours.count == 2, hours.value <= 14 else { return nil }
    var minutes = 0
    if !isAtEnd {
      _ = take(0x3A)
      guard let part = digits(2), part.count == 2, part.value < 60 else { return nil }
      minutes = part.value
    }
    guard isAtEnd else { return nil }
    return ((hours.value * 3600 + minutes * 60) * (sign == 0x2D ? -1 : 1), true)
  }
}
