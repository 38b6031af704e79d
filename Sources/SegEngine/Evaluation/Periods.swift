// `every month`: the period of a day.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

/// Periods of whole months, or of days if the months are 0. Periods of months begin with
/// January of year 0. Weeks begin on Mondays: they are counted from 1970-01-05. Other
/// periods of days are counted back from the as-of day, so that the last one is whole.
package struct Periods: Sendable {
  let months: Int
  let days: Int
  /// A day with which a period of days begins.
  private let origin: Int

  package init(_ period: CalendarPeriod, asOf: Int32) {
    months = period.months
    days = period.days
    origin = period.isOfWeeks ? 4 : Int(asOf) + 1
  }

  /// Whether periods begin where the calendar says, whatever the as-of day is.
  package static func areOfCalendar(_ period: CalendarPeriod) -> Bool { period.months > 0 || period.isOfWeeks }

  /// The first day of the period of a day.
  package func start(of day: Int32) -> Int32 {
    if months == 0 {
      let place = (Int(day) - origin) % days
      return Int32(clamping: Int(day) - (place < 0 ? place + days : place))
    }
    let civil = CalendarDate(days: day).civil
    let index = (civil.year * 12 + civil.month - 1) / months * months
    return CalendarDate(year: index / 12, month: index % 12 + 1, day: 1)?.days ?? day
  }

  /// The first day of the period after the one that starts on a day; nil after the year
  /// 9999.
  func next(after start: Int32) -> Int32? {
    if months > 0 { return CalendarDate(days: start).adding(months: months)?.days }
    return Int32(exactly: Int(start) + days)
  }
}

/// A table with the number of the period for every day of a range, so that counting
/// events needs no calendar arithmetic.
@usableFromInline package struct NumberedPeriods: Sendable {
  /// The first days of the periods, ascending.
  package let starts: [Int32]
  @usableFromInline let low: Int32
  @usableFromInline let numbers: Buffer<Int32>

  /// - Parameter range: days; the first period is that of the first day.
  /// - Throws: `too-many-periods`: more than the limit, or days that no calendar
  ///   of the years 1 to 9999 has (timestamps may lie in any millennium).
  package init(_ periods: Periods, _ range: ClosedRange<Int32>, limit: Int, at span: SourceSpan) throws(ScriptError) {
    let days = Int(range.upperBound) - Int(range.lowerBound) + 1
    guard days <= 3_652_059, days / (periods.months > 0 ? 31 * periods.months : periods.days) <= limit else {
      throw ScriptError(EngineDiagnostics.tooManyPeriods(limit, at: span))
    }
    low = range.lowerBound
    numbers = Buffer(count: days, zeroed: true)
    var starts = [periods.start(of: low)]
    var next = periods.next(after: starts[0])
    for place in 0..<numbers.count {
      if let border = next, Int(border) <= Int(low) + place {
        starts.append(border)
        next = periods.next(after: border)
      }
      numbers.pointer[place] = Int32(truncatingIfNeeded: starts.count - 1)
    }
    self.starts = starts
  }

  /// Whether each period is whole on the as-of day: it has ended, and the first one of
  /// periods that are counted back from that day does not begin before the data.
  ///
  /// - Parameter first: the day on which the data begin.
  package func areWhole(_ period: CalendarPeriod, since first: Int32, asOf: Int32) -> [Bool] {
    let isFirstWhole = Periods.areOfCalendar(period) || (starts.first ?? first) >= first
    // Periods that begin before this day have ended.
    let current = asOf < Int32.max ? Periods(period, asOf: asOf).start(of: asOf + 1) : asOf
    return starts.indices.map { starts[$0] < current && ($0 > 0 || isFirstWhole) }
  }

  /// The last days of the periods, of the last one the as-of day.
  package func ends(asOf: Int32) -> [Int32] { starts.dropFirst().map { $0 - 1 } + [asOf] }

  /// The number of the period of a day in the range.
  @inlinable
  @inline(__always)
  package func number(of day: Int32) -> Int32 { numbers.pointer[Int(day) - Int(low)] }
}

extension Evaluation {
  /// The day of each event; 0 if the time is missing.
  package func days(of time: Column) throws(ScriptError) -> Buffer<Int32> {
    let days = try Buffer<Int32>(count: time.count, in: context)
    try context.run(rows: time.count) { _, _, range in
      switch (time.values, time.type) {
      case (.int64(let instants), .timestamp):
        for row in range { days.pointer[row] = Int32(clamping: CalendarDate.day(of: instants.pointer[row])) }
      case (.int32(let dates), .date):
        for row in range { days.pointer[row] = dates.pointer[row] }
      default:
        for row in range {
          let value = time.integer(row)
          days.pointer[row] = Int32(clamping: time.type == .timestamp ? CalendarDate.day(of: value) : value)
        }
      }
    }
    return days
  }

  /// The first and last day among events; nil if there are none.
  package func range(of days: Buffer<Int32>, among rows: Bitmap) throws(ScriptError) -> ClosedRange<Int32>? {
    let morsels = (rows.count + morselRows - 1) / morselRows
    let slots = MorselResults<ClosedRange<Int32>>(morsels)
    try context.run(rows: rows.count) { _, morsel, range in
      var low = Int32.max
      var high = Int32.min
      rows.forEachRow(in: range) { row in
        low = min(low, days.pointer[row])
        high = max(high, days.pointer[row])
      }
      if low <= high { slots.set(morsel, low...high) }
    }
    let found = (0..<morsels).compactMap { slots.get($0) }
    guard let low = found.map(\.lowerBound).min(), let high = found.map(\.upperBound).max() else { return nil }
    return low...high
  }
}

extension EngineDiagnostics {
  /// `error: these events fall into more than 10000 periods [too-many-periods]`
  static func tooManyPeriods(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-periods", "these events fall into more than \(limit) periods", at: span,
      fix: Diagnostic.Fix("take longer ones: `every month`"))
  }
}
