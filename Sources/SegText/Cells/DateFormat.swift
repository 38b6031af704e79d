// The option `date_format`: how the dates of a column are written.

import SegColumns

/// A notation of dates that values do not show by themselves.
package enum DateFormat: Sendable, Equatable {
  /// Seconds, thousandths or millionths of one since 1970-01-01 UTC.
  case epoch(unitsPerSecond: Int64)
  /// Days since 1899-12-30, as spreadsheets count; a fraction is a time.
  case excel
  /// A pattern as of `strptime`.
  case pattern([Element])

  /// A part of a pattern.
  package enum Element: Sendable, Equatable {
    case byte(UInt8)
    case blanks
    case year, shortYear, month, monthName, day, dayOfYear, weekday
    case hour, halfHour, minute, second, fraction, half, zone
  }

  /// The names that are not patterns.
  package static let names = ["epoch", "epoch_ms", "epoch_us", "excel"]

  /// The notation with a name, or of a pattern; nil if a pattern has an unknown code or gives no
  /// day.
  package init?(_ text: String) {
    switch text {
    case "epoch": self = .epoch(unitsPerSecond: 1)
    case "epoch_ms": self = .epoch(unitsPerSecond: 1000)
    case "epoch_us": self = .epoch(unitsPerSecond: 1_000_000)
    case "excel": self = .excel
    default:
      guard let elements = Self.elements(text) else { return nil }
      self = .pattern(elements)
    }
  }

  /// Whether values have a time of day.
  package var hasTime: Bool {
    guard case .pattern(let elements) = self else { return true }
    return elements.contains(.hour) || elements.contains(.halfHour)
  }

  /// The codes of `strptime` that are known.
  private static let codes: [Character: [Element]] = [
    "Y": [.year], "y": [.shortYear], "m": [.month], "b": [.monthName], "B": [.monthName], "h": [.monthName], "d": [.day],
    "e": [.day], "j": [.dayOfYear], "a": [.weekday], "A": [.weekday], "H": [.hour], "k": [.hour], "I": [.halfHour],
    "l": [.halfHour], "M": [.minute], "S": [.second], "f": [.fraction], "L": [.fraction], "p": [.half], "P": [.half], "z": [.zone],
    "Z": [.zone], "F": [.year, .byte(0x2D), .month, .byte(0x2D), .day], "%": [.byte(0x25)],
    "D": [.month, .byte(0x2F), .day, .byte(0x2F), .shortYear],
    "T": [.hour, .byte(0x3A), .minute, .byte(0x3A), .second], "R": [.hour, .byte(0x3A), .minute],
  ]

  private static func elements(_ text: String) -> [Element]? {
    // As values are.
    let reader = CellReader(dateOrder: nil)
    let bytes = Array(text.utf8)
    let plain = bytes.withUnsafeBufferPointer { buffer -> [UInt8]? in
      guard let base = buffer.baseAddress, let cell = reader.normalized(base, buffer.count) else { return nil }
      return Array(cell)
    }
    guard let plain else { return nil }
    var elements: [Element] = []
    var index = 0
    while index < plain.count {
      let byte = plain[index]
      index += 1
      if byte == 0x20 {
        if elements.last != .blanks { elements.append(.blanks) }
      } else if byte == 0x25 {
        // `%-d` is `%d`.
        if index < plain.count, plain[index] == 0x2D || plain[index] == 0x23 { index += 1 }
        guard index < plain.count, let found = codes[Character(Unicode.Scalar(plain[index]))] else { return nil }
        elements += found
        index += 1
      } else {
        elements.append(.byte(byte))
      }
    }
    let has: ([Element]) -> Bool = { $0.contains { elements.contains($0) } }
    return has([.year, .shortYear]) && has([.month, .monthName, .dayOfYear]) ? elements : nil
  }

  /// Reads a normalized cell.
  func read(_ cell: UnsafeBufferPointer<UInt8>, into reading: inout ParsedCell) {
    switch self {
    case .epoch(let units):
      guard let (whole, fraction) = Self.decimal(cell) else { return }
      let perUnit = 1_000_000 / units
      let (microseconds, isOver) = whole.multipliedReportingOverflow(by: perUnit)
      guard !isOver else { return }
      Self.set(microseconds, fraction * Double(perUnit), hasOffset: true, &reading)
    case .excel:
      guard let (day, fraction) = Self.decimal(cell), day >= 1, day <= 2_958_465 else { return }
      // A fraction of a day to the nearest millisecond, as spreadsheets show it.
      let microseconds = Double((fraction * 86_400_000).rounded()) * 1000
      // The spreadsheet believes that 1900 had a 29 February.
      let shift: Int64 = day < 60 ? 25_568 : 25_569
      Self.set((day - shift) * CalendarDate.microsecondsPerDay, microseconds, hasOffset: false, &reading)
      if fraction == 0 { reading.evidence.formUnion([.dateYMD, .dateDMY, .dateMDY]) }
    case .pattern(let elements):
      var scan = PatternScan(cell)
      guard let found = scan.read(elements) else { return }
      Self.set(Int64(found.day) * CalendarDate.microsecondsPerDay, Double(found.microseconds), hasOffset: found.hasOffset, &reading)
      if !hasTime { reading.evidence.formUnion([.dateYMD, .dateDMY, .dateMDY]) }
    }
  }

  /// The whole part of a number, rounded down, and its fraction.
  private static func decimal(_ cell: UnsafeBufferPointer<UInt8>) -> (Int64, Double)? {
    var number = ParsedCell()
    guard CellNumber.read(cell, CellMarks(), isDeclared: true, into: &number) else { return nil }
    if number.readings.contains(.integer) { return (number.integer, 0) }
    guard number.readings.contains(.number), let whole = Int64(exactly: number.number.rounded(.down)) else { return nil }
    return (whole, number.number - Double(whole))
  }

  private static func set(_ start: Int64, _ more: Double, hasOffset: Bool, _ reading: inout ParsedCell) {
    let (sum, isOver) = start.addingReportingOverflow(Int64(more.rounded()))
    let day = CalendarDate.day(of: sum)
    guard !isOver, let days = Int32(exactly: day), CalendarDate(days: days) >= first, CalendarDate(days: days) <= last else { return }
    reading.daysYMD = days
    reading.daysDMY = days
    reading.daysMDY = days
    reading.time = sum - day * CalendarDate.microsecondsPerDay
    reading.hasOffset = hasOffset
    reading.evidence = [.anyTimestamp, .clearDate]
  }

  private static let first = CalendarDate(days: CalendarDate.daysFromCivil(1, 1, 1))
  private static let last = CalendarDate(days: CalendarDate.daysFromCivil(9999, 12, 31))
}

/// Reads a value by a pattern.
private struct PatternScan {
  private var scan: DateScan
  private var (year, month, day): (Int?, Int?, Int?)
  private var dayOfYear: Int?
  private var (hour, minute, second) = (0, 0, 0)
  private var microseconds: Int64 = 0
  private var isAfternoon: Bool?
  private var offset = 0
  private var hasOffset = false

  init(_ cell: UnsafeBufferPointer<UInt8>) { scan = DateScan(cell) }

  mutating func read(_ elements: [DateFormat.Element]) -> (day: Int32, microseconds: Int64, hasOffset: Bool)? {
    for element in elements where !take(element) { return nil }
    guard scan.isAtEnd, let year, let date = date(year) else { return nil }
    if let isAfternoon {
      guard hour >= 1, hour <= 12 else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24 || hour == 24 && minute == 0 && second == 0, minute < 60, second <= 60 else { return nil }
    return (date.days, Int64(hour * 3600 + minute * 60 + second - offset) * 1_000_000 + microseconds, hasOffset)
  }

  private func date(_ year: Int) -> CalendarDate? {
    if let dayOfYear, let start = CalendarDate(year: year, month: 1, day: 1) {
      let end = CalendarDate.daysFromCivil(year + 1, 1, 1)
      let days = start.days + Int32(truncatingIfNeeded: dayOfYear - 1)
      return dayOfYear >= 1 && days < end ? CalendarDate(days: days) : nil
    }
    return month.flatMap { CalendarDate(year: year, month: $0, day: day ?? 1) }
  }

  private mutating func number(_ limit: Int) -> Int? { scan.digits(limit)?.value }

  private mutating func take(_ element: DateFormat.Element) -> Bool {
    switch element {
    case .byte(let byte):
      // Letters of a pattern stand for themselves in either case.
      guard scan.next == byte || scan.next | 0x20 == byte | 0x20 && byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A else { return false }
      scan.index += 1
      return true
    case .blanks: scan.skipBlanks()
    case .year:
      guard let found = scan.digits(4), found.count == 4 else { return false }
      year = found.value
    case .shortYear:
      guard let found = scan.digits(2), found.count == 2 else { return false }
      year = CellDate.year(short: found.value)
    case .month: month = number(2)
    case .monthName:
      month = DateScan.month(scan.word())
      _ = scan.take(0x2E)
    case .day: day = number(2)
    case .dayOfYear: dayOfYear = number(3)
    case .weekday:
      guard !scan.word().isEmpty else { return false }
      _ = scan.take(0x2E)
    case .hour, .halfHour: return set(\.hour)
    case .minute: return set(\.minute)
    case .second: return set(\.second)
    case .fraction: return takeFraction()
    case .half: return takeHalf()
    case .zone:
      guard let zone = scan.zone(), zone.isThere else { return false }
      (offset, hasOffset) = (zone.seconds, true)
    }
    return true
  }

  private mutating func set(_ part: WritableKeyPath<PatternScan, Int>) -> Bool {
    guard let found = number(2) else { return false }
    self[keyPath: part] = found
    return true
  }

  private mutating func takeFraction() -> Bool {
    guard let part = scan.digits(6) else { return false }
    microseconds = Int64(part.value)
    for _ in part.count..<6 { microseconds *= 10 }
    while scan.next &- 0x30 < 10 { scan.index += 1 }
    return true
  }

  private mutating func takeHalf() -> Bool {
    if scan.take(CellReader.Mark.morning) {
      isAfternoon = false
    } else if scan.take(CellReader.Mark.afternoon) {
      isAfternoon = true
    } else {
      guard let half = scan.halfWord() else { return false }
      isAfternoon = half
    }
    return true
  }
}
