// Days of dates in a script. Columns have their own calendar, on which the syntax
// must not depend; `CivilDateTests` compares the two.

/// The proleptic Gregorian calendar, as far as literals need it.
enum CivilDate {
  static func lengthOfMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01; nil if there is no such day or the year is outside
  /// 1...9999.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
  ///   days_from_civil.
  static func days(year: Int, month: Int, day: Int) -> Int32? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= lengthOfMonth(month, year: year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// The Monday of a week of ISO 8601; nil if the year has no such week. The 4th of January
  /// is in week 1.
  static func days(year: Int, week: Int) -> Int32? {
    guard week >= 1, let fourth = days(year: year, month: 1, day: 4) else { return nil }
    let monday = Int(fourth) - (Int(fourth) + 719_162) % 7 + (week - 1) * 7
    guard let thursday = Int32(exactly: monday + 3), date(days: thursday).year == year else { return nil }
    return Int32(exactly: monday)
  }

  /// The date of a day since 1970-01-01.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
  ///   civil_from_days.
  static func date(days: Int32) -> (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }

  /// `2024-02-03`.
  static func text(days: Int32) -> String {
    let (year, month, day) = date(days: days)
    return text(year: year, month: month, day: day)
  }

  /// `2024-02-03`.
  static func text(year: Int, month: Int, day: Int) -> String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
