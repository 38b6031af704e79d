// Dates whose month is a word.

import SegColumns

extension DateScan {
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
  private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// The number of a month in lower case: `jan`, `january`, `sept`.
  static func month(_ word: String) -> Int? {
    if word.utf8.count < 3 { return nil }
    if word == "sept" { return 9 }
    return months.firstIndex { $0 == word || word.utf8.count == 3 && $0.hasPrefix(word) }.map { $0 + 1 }
  }

  private static func isWeekday(_ word: String) -> Bool {
    days.contains { $0 == word || word.utf8.count >= 3 && word.utf8.count <= 5 && $0.hasPrefix(word) }
  }

  /// `5-Jan-2024`, `5 January 2024`, `Jan 5, 2024`, `Fri Jan 5 10:00:00 2024`, `14JUN09`; also
  /// `20240105T100000Z`. A weekday may stand before.
  mutating func writtenDate() -> (Days, CandidateTypes)? {
    if cell.count < 6 { return nil }
    var letters = word()
    if Self.isWeekday(letters) {
      _ = take(0x2E)
      _ = take(0x2C)
      skipBlanks()
      letters = word()
    }
    if letters.isEmpty { return isCompactTimestamp ? compactTimestamp() : dayFirst() }
    guard let month = Self.month(letters) else { return nil }
    _ = take(0x2E)
    return monthFirst(month)
  }

  /// `5-Jan-2024` or `2024-Jan-5`.
  private mutating func dayFirst() -> (Days, CandidateTypes)? {
    guard let first = digits(4), first.count != 3 else { return nil }
    skipOrdinal()
    let separator = takeSeparator()
    guard let month = Self.month(word()) else { return nil }
    _ = take(0x2E)
    if next == 0x2C, separator != 0x20 { return nil }
    _ = take(0x2C)
    let again = takeSeparator()
    guard separator == again || separator == 0x20 || again == 0x20 else { return nil }
    if first.count == 4 {
      guard let day = digits(2) else { return nil }
      return CalendarDate(year: first.value, month: month, day: day.value).map { Self.clear($0) }
    }
    return year(month: month, day: first.value)
  }

  /// `Jan 5, 2024`, `Jan 5 10:00:00 2024`, `Jan-05-2024`.
  private mutating func monthFirst(_ month: Int) -> (Days, CandidateTypes)? {
    _ = takeSeparator()
    guard let day = digits(2) else { return nil }
    skipOrdinal()
    let hasComma = take(0x2C)
    let separator = takeSeparator()
    if !hasComma && separator == 0 { return nil }
    if !hasComma, isClock {
      guard let time = time() else { return nil }
      skipBlanks()
      early = time
      guard let year = digits(4), year.count == 4, isAtEnd else { return nil }
      return CalendarDate(year: year.value, month: month, day: day.value).map { Self.clear($0) }
    }
    return year(month: month, day: day.value)
  }

  private mutating func year(month: Int, day: Int) -> (Days, CandidateTypes)? {
    guard let year = digits(4), year.count == 4 || year.count == 2, next &- 0x30 > 9 else { return nil }
    let isShort = year.count == 2
    let full = isShort ? CellDate.year(short: year.value) : year.value
    return CalendarDate(year: full, month: month, day: day).map { Self.clear($0, isShort ? .shortYear : []) }
  }

  /// `5th`, `1st`.
  private mutating func skipOrdinal() {
    let (first, second) = (next | 0x20, peek(1) | 0x20)
    let isOrdinal =
      (first == 0x73 && second == 0x74) || (first == 0x6E && second == 0x64) || (first == 0x72 && second == 0x64)
      || (first == 0x74 && second == 0x68)
    if isOrdinal && (peek(2) == 0x20 || peek(2) == 0x2C) { index += 2 }
  }

  /// Takes `-`, `/`, `.` or blanks between the parts of a date; 0 if there is none.
  private mutating func takeSeparator() -> UInt8 {
    let separator = next
    guard separator == 0x2D || separator == 0x2F || separator == 0x2E || separator == 0x20 else { return 0 }
    index += 1
    // `31. December`
    let isSpaced = next == 0x20
    if separator == 0x20 || separator == 0x2E { skipBlanks() }
    return isSpaced ? 0x20 : separator
  }

  private var isClock: Bool { peek(1) == 0x3A || peek(2) == 0x3A }

  private var isCompactTimestamp: Bool {
    cell.count >= 13 && cell[8] | 0x20 == 0x74 && cell[0..<8].allSatisfy { $0 &- 0x30 < 10 }
      && cell[9..<13].allSatisfy { $0 &- 0x30 < 10 }
  }

  /// ISO 8601's basic format: `20240105T100000Z`.
  private mutating func compactTimestamp() -> (Days, CandidateTypes)? {
    guard let days = CellDate.compact(UnsafeBufferPointer(rebasing: cell[0..<8])) else { return nil }
    // The same time in the extended format.
    index = 9
    guard let hour = digits(2), hour.count == 2, let minute = digits(2), minute.count == 2, hour.value < 24, minute.value < 60
    else { return nil }
    var seconds = 0
    if next &- 0x30 < 10 {
      guard let found = digits(2), found.count == 2, found.value < 60 else { return nil }
      seconds = found.value
    }
    guard let zone = zone(), isAtEnd else { return nil }
    let total = hour.value * 3600 + minute.value * 60 + seconds - zone.seconds
    early = CellTime(microseconds: Int64(total) * 1_000_000, hasOffset: zone.isThere)
    return Self.clear(CalendarDate(days: days))
  }
}
