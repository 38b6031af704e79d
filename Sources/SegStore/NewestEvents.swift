// The newest events of a table: whether one date stands far from all others.

import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime

/// The last days of a table's events. A mistyped or invented date (9999-12-31) must not become
/// `today` unseen.
package struct NewestEvents: Sendable {
  /// The day of the newest event.
  package let newest: Int32
  /// The last day with events before it; nil: all events are on one day.
  package let before: Int32?
  /// The last day with events that is not after the clock's; nil: there is none.
  package let past: Int32?
  /// The events after the clock's day.
  package let futureCount: Int
  /// The day of the oldest event, and the next day with events.
  package let oldest: Int32
  package let after: Int32?

  /// The last day that may be `today`.
  package var today: Int32? { futureCount == 0 ? newest : past }

  /// Whether the newest day is years after the one before, and further from it than all
  /// others lie apart.
  package var isFar: Bool {
    guard let before else { return false }
    let gap = Int(newest) - Int(before)
    return gap > 3 * 365 && gap > Int(before) - Int(oldest) && !isOldestFar
  }

  /// Whether the oldest day is before all computers kept dates, and years before the next one: 1900-01-01.
  package var isOldestFar: Bool {
    guard let after, oldest < Self.firstOfComputers else { return false }
    let gap = Int(after) - Int(oldest)
    return gap > 3 * 365 && gap > Int(newest) - Int(after)
  }

  private static let firstOfComputers = CalendarDate.daysFromCivil(1971, 1, 1)

  /// - Parameters:
  ///   - time: dates or timestamps.
  ///   - newest: the day of the last one.
  ///   - clock: today's date; nil: unknown.
  init(_ time: Column, newest: Int32, clock: Int32?, _ context: ExecutionContext) throws(ScriptError) {
    struct Part: Sendable {
      var before = Int64.min
      var past = Int64.min
      var oldest = Int64.max
      var after = Int64.max
      var futureCount = 0

      mutating func add(early value: Int64) {
        if value < oldest { (oldest, after) = (value, oldest) } else if value > oldest, value < after { after = value }
      }
    }
    // In the column's own units.
    let unit = time.type == .timestamp ? CalendarDate.microsecondsPerDay : 1
    let newestStart = Int64(newest) * unit
    let pastEnd = clock.map { (Int64($0) + 1) * unit } ?? .max
    let slots = MorselResults<Part>((time.count + morselRows - 1) / morselRows)
    try context.run(rows: time.count) { _, morsel, rows in
      let times = Buffer<Int64>(count: rows.count)
      time.readIntegers(rows, into: times.pointer)
      let validity = time.validity
      var part = Part()
      for place in 0..<rows.count where validity?[rows.lowerBound + place] ?? true {
        let value = times.pointer[place]
        if value < newestStart { part.before = max(part.before, value) }
        if value < pastEnd { part.past = max(part.past, value) } else { part.futureCount += 1 }
        // Times of one day are one.
        if value < part.after { part.add(early: unit == 1 ? value : Int64(CalendarDate.day(of: value)) * unit) }
      }
      slots.set(morsel, part)
    }
    var whole = Part()
    for morsel in 0..<(time.count + morselRows - 1) / morselRows {
      guard let part = slots.get(morsel) else { continue }
      whole.before = max(whole.before, part.before)
      whole.past = max(whole.past, part.past)
      whole.add(early: part.oldest)
      if part.after < .max { whole.add(early: part.after) }
      whole.futureCount += part.futureCount
    }
    self.newest = newest
    let day = { (value: Int64) in Int32(clamping: unit == 1 ? value : CalendarDate.day(of: value)) }
    before = whole.before == .min ? nil : day(whole.before)
    past = whole.past == .min ? nil : day(whole.past)
    oldest = day(whole.oldest)
    after = whole.after == .max ? nil : day(whole.after)
    futureCount = whole.futureCount
  }
}

extension Diagnostic {
  /// `warning: the newest event of `orders`, on 2042-05-21, is 18 years after the one before [far-event]`
  package static func farEvent(_ table: String, _ events: NewestEvents, at span: SourceSpan?) -> Diagnostic? {
    let newest = CalendarDate(days: events.newest)
    if events.futureCount > 0 {
      let what: Message =
        events.futureCount == 1 ? "an event after today's date, on \(newest)" : "events after today's date, up to \(newest)"
      let today: Message = events.past.map { "`today` is the last event until now, \(CalendarDate(days: $0))" } ?? "`today` is today's date"
      return Diagnostic(
        "far-event", "`\(table)` has \(what)", at: span, notes: [today],
        fix: Fix("`as of \(newest)` makes the newest one `today`"), severity: .warning)
    }
    if events.isOldestFar, let after = events.after.map({ CalendarDate(days: $0) }) {
      let years = (Int(after.days) - Int(events.oldest)) / 365
      return Diagnostic(
        "far-event",
        "the oldest event of `\(table)`, on \(CalendarDate(days: events.oldest)), is \(years) years before the next one", at: span,
        notes: ["first events, tenures and periods begin with it"],
        fix: Fix("if it stands for a missing date, say so with the option `missing`; see `list * of \(table) where time < \(after)`"),
        severity: .warning)
    }
    guard events.isFar, let before = events.before else { return nil }
    let years = (Int(events.newest) - Int(before)) / 365
    return Diagnostic(
      "far-event", "the newest event of `\(table)`, on \(newest), is \(years) years after the one before", at: span,
      notes: ["`today` is the day of the newest event"],
      fix: Fix("if the date is mistaken: `as of \(CalendarDate(days: before))`"), severity: .warning)
  }
}
