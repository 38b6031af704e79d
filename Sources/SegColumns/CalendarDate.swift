// The calendar: proleptic Gregorian, no time zones, no Foundation.

/// A day, and the arithmetic of days and months on it.
public struct CalendarDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  public let days: Int32

  @inlinable
  public init(days: Int32) { self.days = days }

  /// The day of a civil date, or nil if there is no such day (30 February) or the
  /// year is outside 1...9999.
  @inlinable
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.lengthOfMonth(month, year: year)
    else { return nil }
    days = Self.daysFromCivil(year, month, day)
  }

  /// Reads `2024-12-31` and nothing else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Howard Hinnant's days_from_civil ("chrono-Compatible Low-Level Date
  /// Algorithms"), for years from 1.
  @inlinable
  package static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month (1…12) and day (1…31): Hinnant's civil_from_days.
  @inlinable
  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(days) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The number of days of a month.
  @inlinable
  package static func lengthOfMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// 1 (Monday) … 7 (Sunday), as ISO 8601 counts.
  public var weekday: Int {
    let shifted = (Int(days) + 3) % 7
    return (shifted + 7) % 7 + 1
  }

  /// The day `count` months later, clamped to the month's last day: 31 January
  /// and one month is 28 or 29 February. Nil outside years 1...9999.
  @inlinable
  public func adding(months count: Int) -> CalendarDate? {
    let (year, month, day) = civil
    let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(count)
    guard !overflow, index >= 12 else { return nil }
    let newYear = index / 12
    let newMonth = index % 12 + 1
    return CalendarDate(
      year: newYear, month: newMonth, day: min(day, Self.lengthOfMonth(newMonth, year: newYear)))
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.days < b.days }

  package static let microsecondsPerDay: Int64 = 86_400_000_000
  /// The days of the years 1 to 9999: those that a script can write.
  package static let calendar: ClosedRange<Int64> = -719_162...2_932_896

  /// The microseconds at which a day starts; the extremes for days that have none.
  @inlinable
  package static func start(ofDay day: Int64) -> Int64 {
    let (start, overflow) = day.multipliedReportingOverflow(by: 86_400_000_000)
    return overflow ? (day < 0 ? .min : .max) : start
  }

  /// The day of a timestamp in microseconds since 1970-01-01, rounded towards the past.
  @inlinable
  @inline(__always)
  package static func day(of microseconds: Int64) -> Int64 {
    let day = microseconds / 86_400_000_000
    return microseconds % 86_400_000_000 < 0 ? day - 1 : day
  }

  /// `2024-12-31T18:00:00`, with a fraction only if there is one.
  package static func timestampText(_ microseconds: Int64) -> String {
    var day = microseconds / microsecondsPerDay
    var rest = microseconds % microsecondsPerDay
    if rest < 0 {
      rest += microsecondsPerDay
      day -= 1
    }
    let seconds = rest / 1_000_000
    var text = CalendarDate(days: Int32(clamping: day)).description + "T"
    text += padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
    var fraction = padded(rest % 1_000_000, 6)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction.isEmpty ? text : text + "." + fraction
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `2024-12-31`.
  public var description: String {
    let (year, month, day) = civil
    return Self.padded(Int64(year), 4) + "-" + Self.padded(Int64(month), 2) + "-" + Self.padded(Int64(day), 2)
  }
}
