// Days and times as numbers.

import SegColumns

/// Turns the numbers that spreadsheets count days in to dates.
///
/// In the usual epoch 1 is 1900-01-01. The programs take 1900 for a leap year: 60 is a 29 February
/// that never was, so from 61 on the numbers count from 1899-12-30. In the other epoch 0 is
/// 1904-01-01.
struct SerialDates {
  let is1904: Bool

  /// The written form of a number of days as a date, an instant or a time.
  ///
  /// - Returns: nil if it is no day that programs show.
  func text(_ serial: Double, _ kind: NumberKind) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    // Programs count in milliseconds; a number of 15 digits holds no more.
    let milliseconds = (serial * 86_400_000).rounded()
    guard let all = Int64(exactly: milliseconds) else { return nil }
    let (days, time) = (Int32(truncatingIfNeeded: all / 86_400_000), all % 86_400_000)
    if kind == .time, days == 0 { return Self.clock(time) }
    guard let day = day(days) else { return nil }
    if kind == .instant || time != 0 { return "\(day) \(Self.clock(time))" }
    return "\(day)"
  }

  private func day(_ days: Int32) -> CalendarDate? {
    let text: CalendarDate
    if is1904 {
      text = CalendarDate(days: Self.first1904 + days)
    } else if days > 60 {
      text = CalendarDate(days: Self.first1900 - 2 + days)
    } else if days >= 1, days < 60 {
      text = CalendarDate(days: Self.first1900 - 1 + days)
    } else {
      return nil
    }
    return text.civil.year <= 9999 ? text : nil
  }

  /// 1900-01-01 and 1904-01-01 in days since 1970.
  private static let (first1900, first1904): (Int32, Int32) = (-25_567, -24_107)

  /// `12:30:00`, `12:30:00.250`
  private static func clock(_ milliseconds: Int64) -> String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000)
    let text = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return rest == 0 ? text : "\(text).\(rest < 100 ? "0" : "")\(two(rest))"
  }
}
