// The rule by which a time zone changes every year, as POSIX writes it.

import SegColumns

/// `CET-1CEST,M3.5.0,M10.5.0/3`: the offset of winter, that of summer, and when each begins.
struct YearlyZoneRule: Sendable, Equatable {
  /// The `week`-th `weekday` (0: Sunday) of a month, 5 for the last, at a second of its day.
  private struct Change: Equatable {
    var month: Int
    var week: Int
    var weekday: Int
    var second: Int64

    /// Seconds since 1970-01-01 on the clock of the zone.
    func moment(of year: Int) -> Int64 {
      let first = CalendarDate.daysFromCivil(year, month, 1)
      let firstWeekday = CalendarDate(days: first).weekday % 7
      var day = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      while day > CalendarDate.lengthOfMonth(month, year: year) { day -= 7 }
      return (Int64(first) + Int64(day) - 1) * 86_400 + second
    }
  }

  /// Seconds east of UTC.
  private let standard: Int64
  private var summer: (offset: Int64, start: Change, end: Change)?

  static func == (a: YearlyZoneRule, b: YearlyZoneRule) -> Bool {
    a.standard == b.standard && a.summer?.offset == b.summer?.offset && a.summer?.start == b.summer?.start && a.summer?.end == b.summer?.end
  }

  /// - Returns: nil if it is another form.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    guard Self.takeName(&rest), let west = Self.takeTime(&rest) else { return nil }
    standard = -west
    if rest.isEmpty { return }
    guard Self.takeName(&rest) else { return nil }
    var offset = standard + 3600
    if rest.first != 0x2C {
      guard let west = Self.takeTime(&rest) else { return nil }
      offset = -west
    }
    guard let start = Self.takeChange(&rest), let end = Self.takeChange(&rest), rest.isEmpty else { return nil }
    summer = (offset, start, end)
  }

  /// The offset at a second of UTC.
  func offset(at second: Int64) -> Int64 {
    guard let summer else { return standard }
    let day = CalendarDate.day(of: (second + standard) * 1_000_000)
    let year = CalendarDate(days: Int32(clamping: day)).civil.year
    let start = summer.start.moment(of: year) - standard
    let end = summer.end.moment(of: year) - summer.offset
    let isSummer = start < end ? second >= start && second < end : second >= start || second < end
    return isSummer ? summer.offset : standard
  }

  private static func takeName(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.first == 0x3C {
      guard let end = rest.firstIndex(of: 0x3E) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let name = rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    rest = rest.dropFirst(name.count)
    return name.count >= 3
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.count <= 4 else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
  }

  /// `5`, `-3:30`, `+02:00:00`
  private static func takeTime(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest.removeFirst() }
    guard let hours = takeNumber(&rest) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where rest.first == 0x3A {
      rest.removeFirst()
      guard let part = takeNumber(&rest) else { return nil }
      seconds += part * unit
    }
    return Int64(isNegative ? -seconds : seconds)
  }

  /// `,M3.5.0/2`
  private static func takeChange(_ rest: inout ArraySlice<UInt8>) -> Change? {
    guard rest.starts(with: [0x2C, 0x4D]) else { return nil }
    rest = rest.dropFirst(2)
    var parts: [Int] = []
    while let part = takeNumber(&rest) {
      parts.append(part)
      if parts.count == 3 || rest.first != 0x2E { break }
      rest.removeFirst()
    }
    guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]), (0...6).contains(parts[2]) else { return nil }
    var second: Int64 = 7200
    if rest.first == 0x2F {
      rest.removeFirst()
      guard let time = takeTime(&rest) else { return nil }
      second = time
    }
    return Change(month: parts[0], week: parts[1], weekday: parts[2], second: second)
  }
}
