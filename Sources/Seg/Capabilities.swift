// What a session may reach outside of itself.

/// Nothing outside of the process is reachable until the host says so.
public struct Capabilities: Sendable {
  /// Whether scripts may `load` files.
  public var readsFiles = false
  /// Whether scripts may `export` to files.
  public var writesFiles = false
  /// Whether `today` may be the clock's day where nothing else says it.
  public var readsClock = false
  /// How many threads a statement may use, at least 1.
  public var threads = 1

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

/// Where `today` comes from.
public enum Today: Sendable {
  /// From the script's `as of`, else the newest event that is loaded, else the
  /// clock if that is allowed.
  case newestEvent
  /// From the script's `as of`, else this date (`2024-12-31`).
  case fixed(String)
  /// This date, whatever a script says.
  case overriding(String)
}
