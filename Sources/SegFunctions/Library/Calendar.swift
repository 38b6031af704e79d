// Functions of dates and timestamps. A timestamp's parts are those of its day.

import SegColumns
import SegDiagnostics

extension Function {
  static let calendar: [Function] = [
    datePart("year", "the year", example: ("year(2024-12-31)", "2024")) { Int64($0.civil.year) },
    datePart("quarter", "the quarter, 1 to 4", example: ("quarter(2024-12-31)", "4")) {
      Int64(($0.civil.month + 2) / 3)
    },
    datePart("month", "the month, 1 to 12", example: ("month(2024-12-31)", "12")) { Int64($0.civil.month) },
    datePart("day", "the day of the month, 1 to 31", example: ("day(2024-12-31)", "31")) { Int64($0.civil.day) },
    datePart("weekday", "the day of the week, 1 (Monday) to 7", example: ("weekday(2024-12-31)", "2")) {
      Int64($0.weekday)
    },
    datePart("week", "the week of the ISO calendar, 1 to 53; weeks begin on Mondays", example: ("week(2024-12-30)", "1")) {
      Int64($0.isoWeek)
    },
    datePart("day_of_year", "the day of the year, 1 to 366", example: ("day_of_year(2024-12-31)", "366")) {
      Int64($0.dayOfYear)
    },
    timePart("hour", "the hour of the day, 0 to 23", example: ("hour(2024-12-31T18:05:00)", "18")) { $0 / 3_600_000_000 },
    timePart("minute", "the minute of the hour, 0 to 59", example: ("minute(2024-12-31T18:05:00)", "5")) {
      $0 / 60_000_000 % 60
    },
    dayOf("start_of_year", "the first day of the year", example: ("start_of_year(2024-05-17)", "2024-01-01")) {
      CalendarDate(year: $0.civil.year, month: 1, day: 1)
    },
    dayOf("start_of_quarter", "the first day of the quarter", example: ("start_of_quarter(2024-05-17)", "2024-04-01")) {
      CalendarDate(year: $0.civil.year, month: ($0.civil.month - 1) / 3 * 3 + 1, day: 1)
    },
    dayOf("start_of_month", "the first day of the month", example: ("start_of_month(2024-05-17)", "2024-05-01")) {
      CalendarDate(year: $0.civil.year, month: $0.civil.month, day: 1)
    },
    dayOf("start_of_week", "the Monday of the week", example: ("start_of_week(2024-05-17)", "2024-05-13")) {
      CalendarDate(days: Int32(clamping: Int($0.days) - $0.weekday + 1))
    },
    Function(
      "date", "the day of a timestamp, or of a text like 2024-12-31", example: ("date(2024-12-31T18:00:00)", "2024-12-31"),
      [
        Overload([.date], .date, .integer { $0 }),
        Overload([.timestamp], .date, .integer { floorDiv($0, CalendarDate.microsecondsPerDay) }),
        Overload([.text], .date, .textToInteger { CalendarDate($0).map { Int64($0.days) } }),
      ]),
    Function(
      "timestamp", "the beginning of a day, or the time of a text like 2024-12-31 18:00",
      example: ("timestamp(2024-12-31) + 18 hours", "2024-12-31T18:00:00"),
      [
        Overload([.date], .timestamp, .integer { $0.multipliedReportingOverflow(by: CalendarDate.microsecondsPerDay).partialValue }),
        Overload([.timestamp], .timestamp, .integer { $0 }),
        Overload([.text], .timestamp, .values { timestamp($0) }),
      ]),
    daysApart(
      "days_between", "the days from the first day to the second; negative if the second is earlier",
      example: ("days_between(2024-01-31, 2024-03-01)", "30")
    ) { $1 - $0 },
    daysApart(
      "months_between", "the whole months from the first day to the second; negative if the second is earlier",
      example: ("months_between(2024-01-31, 2024-03-30)", "1")
    ) { monthsBetween(Int32(clamping: $0), Int32(clamping: $1)) },
    daysApart(
      "years_between", "the whole years from the first day to the second; negative if the second is earlier",
      example: ("years_between(2000-02-29, 2024-02-28)", "23")
    ) { monthsBetween(Int32(clamping: $0), Int32(clamping: $1)) / 12 },
    daysApart(
      "age", "the whole years since a day, today or on the second day", example: ("age(1990-05-17, 2024-05-16)", "33")
    ) { monthsBetween(Int32(clamping: $0), Int32(clamping: $1)) / 12 }.untilToday,
    Function(
      "anniversary", "the last day, on or before the second day, with the month and day of the first",
      example: ("anniversary(2000-02-29, 2025-06-30)", "2025-02-28"),
      [
        Overload(
          [.date, .date], .date,
          .integers { CalendarDate(days: Int32(clamping: $0)).anniversary(notAfter: CalendarDate(days: Int32(clamping: $1))) })
      ]),
  ]

  /// The time that a text states, to the second.
  private static func timestamp(_ values: [Value]) -> Value {
    guard case .text(let text)? = values.first else { return .missing }
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
    guard let day = parts.first.flatMap({ CalendarDate(String($0)) }) else { return .missing }
    var seconds: Int64 = 0
    if parts.count == 2 {
      let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
      let numbers = clock.compactMap { $0.count == 2 && $0.allSatisfy { ("0"..."9").contains($0) } ? Int64($0) : nil }
      guard numbers.count == clock.count, numbers.count == 2 || numbers.count == 3, (0..<24).contains(numbers[0]),
        numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
      else { return .missing }
      seconds = numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }
    return .timestamp(CalendarDate.start(ofDay: Int64(day.days)) + seconds * 1_000_000)
  }

  /// A count from one day to another. A timestamp counts as its day.
  private static func daysApart(
    _ name: String, _ summary: Message, example: (String, String), _ count: @escaping @Sendable (Int64, Int64) -> Int64
  ) -> Function {
    Function(
      name, summary, example: example,
      [
        Overload([.date, .date], .integer, .integers(count)),
        Overload([.timestamp, .timestamp], .integer, .integers { count(CalendarDate.day(of: $0), CalendarDate.day(of: $1)) }),
      ])
  }

  private static func datePart(
    _ name: String, _ summary: Message, example: (String, String), _ part: @escaping @Sendable (CalendarDate) -> Int64
  ) -> Function {
    ofDay(name, summary, example: example, .integer) { part(CalendarDate(days: Int32(clamping: $0))) }
  }

  /// - Parameter part: of the microseconds since midnight.
  private static func timePart(
    _ name: String, _ summary: Message, example: (String, String), _ part: @escaping @Sendable (Int64) -> Int64
  ) -> Function {
    Function(
      name, summary, example: example,
      [
        Overload(
          [.timestamp], .integer,
          .integer { microseconds in
            let day = CalendarDate.microsecondsPerDay
            return part(microseconds - floorDiv(microseconds, day) * day)
          })
      ])
  }

  private static func dayOf(
    _ name: String, _ summary: Message, example: (String, String),
    _ first: @escaping @Sendable (CalendarDate) -> CalendarDate?
  ) -> Function {
    ofDay(name, summary, example: example, .date) { first(CalendarDate(days: Int32(clamping: $0))).map { Int64($0.days) } }
  }

  private static func ofDay(
    _ name: String, _ summary: Message, example: (String, String), _ result: ColumnType, _ body: @escaping @Sendable (Int64) -> Int64?
  ) -> Function {
    Function(
      name, summary, example: example,
      [
        Overload([.date], result, .integer(body)).ofDay(body),
        Overload([.timestamp], result, .integer { body(floorDiv($0, CalendarDate.microsecondsPerDay)) }).ofDay(body),
      ])
  }

  /// The quotient towards minus infinity; `divisor` above zero.
  package static func floorDiv(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func monthsBetween(_ from: Int32, _ to: Int32) -> Int64 {
    if to < from { return -monthsBetween(to, from) }
    let a = CalendarDate(days: from)
    let b = CalendarDate(days: to)
    let months = (b.civil.year - a.civil.year) * 12 + b.civil.month - a.civil.month
    // A month is whole if adding it does not go beyond the end (months clamp).
    guard let reached = a.adding(months: months), reached > b else { return Int64(months) }
    return Int64(months - 1)
  }
}

extension CalendarDate {
  /// The day of the year, 1 to 366.
  fileprivate var dayOfYear: Int { Int(days) - Int(Self.daysFromCivil(civil.year, 1, 1)) + 1 }

  /// The week of ISO 8601, that of the year in which its Thursday lies.
  fileprivate var isoWeek: Int {
    let thursday = CalendarDate(days: Int32(clamping: Int(days) - weekday + 4))
    return (thursday.dayOfYear - 1) / 7 + 1
  }

  /// The last day on or before another with this month and day, as days since 1970-01-01. The
  /// 29th of February is the 28th in years without it. Nil before the year 1.
  fileprivate func anniversary(notAfter end: CalendarDate) -> Int64? {
    let own = civil
    func inYear(_ year: Int) -> CalendarDate? {
      CalendarDate(year: year, month: own.month, day: min(own.day, Self.lengthOfMonth(own.month, year: year)))
    }
    let year = end.civil.year
    if let day = inYear(year), day <= end { return Int64(day.days) }
    return inYear(year - 1).map { Int64($0.days) }
  }
}
