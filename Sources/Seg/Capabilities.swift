// What a session may access outside of itself.

import SegColumns
import SegPlatform

/// Nothing outside of the process is accessible until the host allows it.
public struct Capabilities: Sendable {
  /// Whether scripts may `load` files.
  public var readsFiles = false
  /// Whether scripts may `export` to files.
  public var writesFiles = false
  /// Whether `today` may be the clock's day if nothing else gives it.
  public var readsClock = false
  /// How many threads a statement may use, at least 1.
  public var threads = 1

  /// Where the columns of large files are kept, so that checking a script does
  /// not look for them again; nil: nowhere.
  public var surveys: (any SurveyCache)?

  public init() {}

  /// All that a command line may do.
  public static func all(threads: Int) -> Capabilities {
    var all = Capabilities()
    all.readsFiles = true
    all.writesFiles = true
    all.readsClock = true
    all.threads = threads
    return all
  }
}

/// The source of `today`.
public enum Today: Sendable {
  /// The script's `as of`; without it the newest loaded event; without events the clock,
  /// if that is allowed.
  case newestEvent
  /// The script's `as of`, or this date (`2024-12-31`).
  case fixed(String)
  /// This date, regardless of the script.
  case overriding(String)
}

extension Capabilities {
  /// Today's date by the clock; nil if it may not be read.
  var clockDay: Int32? {
    guard readsClock else { return nil }
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return CalendarDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))?.days
  }
}
